"""Reports on their way to the public, without the seconds that typesetting takes."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from reports import operations
from reports.enums import EditionKind
from reports.models import Publication
from reports.signing import raw_public, signing_key
from tests.kept import kept


def freeze(case):
    """As the worker does it."""
    return _frozen(case, raw_public(signing_key()))


@kept
def _frozen(case, _key):
    """What is frozen depends on the key of the day, which is a file."""
    return operations.freeze(assessment=case.assessment, actor=User.objects.system())


def release(publication, content=b"%PDF-1.7 sample"):
    """Make it public with a file that stands for the report."""
    facts = {"sha256": sha256(content).hexdigest(), "size": len(content), "suffix": ".pdf"}
    released = _released(publication, facts)
    path = released.edition(EditionKind.FORMAL).path
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return released


@kept
def _released(publication, facts):
    publication.editions.create(kind=EditionKind.FORMAL, **facts)
    publication.published_at = timezone.now()
    publication.save(update_fields=["published_at"])
    return Publication.objects.select_related("assessment").get(pk=publication.pk)
