"""One published report."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from reports.models import Publication
from reports.models.publication import PublicationQuerySet
from workflows.models import Case


def published() -> PublicationQuerySet:
    """With the case's number and, where it was taken back, why."""
    return Publication.objects.public().select_related("assessment__drafting_unit__parent", "retraction")


def may_retract(publication: Publication, person: User | AnonymousUser) -> bool:
    """Whoever publishes the case takes it back, once."""
    if publication.is_retracted or not person.is_authenticated:
        return False
    return person.has_perm("workflows.issue_case", Case.objects.get(assessment=publication.assessment_id))
