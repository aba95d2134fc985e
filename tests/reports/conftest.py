from hashlib import sha256
from importlib import import_module

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from reports import pdf
from reports.enums import EditionKind
from reports.models import Publication
from reports.operations import freeze
from tests import factories
from tests.needs import needs
from tests.reports.sample import sample_publication
from workflows.enums import Stage


@pytest.fixture(scope="session")
def sample_pdf():
    needs("pdf")
    return pdf.render(sample_publication())


@pytest.fixture
def typesetting():
    """The module that cannot even be loaded without its libraries."""
    needs("pdf")
    return import_module("reports.typesetting")


@pytest.fixture
def frozen(case, city):
    """A decided case whose record is frozen and which the office has not released."""
    case = factories.bring_to(Stage.ISSUING, case, city)
    return freeze(assessment=case.assessment, actor=User.objects.system())


@pytest.fixture
def published(frozen):
    return release(frozen)


def release(publication, content=b"%PDF-1.7 sample"):
    """Make it public with a file that stands for the report: setting a real one takes seconds."""
    facts = {"sha256": sha256(content).hexdigest(), "size": len(content), "suffix": ".pdf"}
    edition = publication.editions.create(kind=EditionKind.FORMAL, **facts)
    default_storage.save(edition.path, ContentFile(content))
    publication.published_at = timezone.now()
    publication.save(update_fields=["published_at"])
    return Publication.objects.select_related("assessment").get(pk=publication.pk)
