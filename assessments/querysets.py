"""Who may see a case file: written here once, used by every page, count, export and file."""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from guardian.shortcuts import get_objects_for_user

from accounts.models import User


class AssessmentQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "AssessmentQuerySet":
        """Files on which the person, or a post the person holds, has the right to view; nothing for the inactive."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        right, own = "assessments.view_assessment", {"accept_global_perms": False, "with_superuser": False}
        return cast("AssessmentQuerySet", get_objects_for_user(user, right, klass=self, **own))


class OfVisibleAssessment(QuerySet):  # type: ignore[type-arg]
    """Rows of a case file: visible when the file is."""

    def visible_to(self, user: User | AnonymousUser) -> "OfVisibleAssessment":
        files = self.model._meta.get_field("assessment").related_model
        return self.filter(assessment__in=files._default_manager.visible_to(user))


class EvidenceQuerySet(OfVisibleAssessment):
    def live(self) -> "EvidenceQuerySet":
        """Without what was taken out of the file again."""
        return self.filter(removed_at=None)


class CitationQuerySet(QuerySet):  # type: ignore[type-arg]
    def live(self) -> "CitationQuerySet":
        """Of files that are in the case, without what was taken back."""
        return self.filter(removed_at=None, evidence__removed_at=None)


class AssignmentQuerySet(OfVisibleAssessment):
    def live(self) -> "AssignmentQuerySet":
        """Without what the lead unit has taken back."""
        return self.filter(withdrawn_at=None)

    def unfinished(self) -> "AssignmentQuerySet":
        return self.live().filter(done_at=None)


class ReturnQuerySet(OfVisibleAssessment):
    def open(self) -> "ReturnQuerySet":
        """Still in the hands of the department."""
        return self.filter(closed_at=None)


class ProposalQuerySet(OfVisibleAssessment):
    def of(self, user: User | AnonymousUser) -> "ProposalQuerySet":
        """A proposal is its maker's alone."""
        return self.visible_to(user).filter(made_by=user)
