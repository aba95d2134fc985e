from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from reports.models import Publication
from reports.operations import freeze
from tests import factories
from workflows.enums import Stage


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
    publication.pdf_sha256, publication.pdf_size = sha256(content).hexdigest(), len(content)
    publication.published_at = timezone.now()
    default_storage.save(publication.pdf_path, ContentFile(content))
    publication.save(update_fields=["pdf_sha256", "pdf_size", "published_at"])
    return Publication.objects.select_related("assessment").get(pk=publication.pk)
