"""Who may see a case file: written here once, used by every page, count, export and file."""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, Q, QuerySet
from guardian.shortcuts import get_objects_for_user
from guardian.utils import get_group_obj_perms_model, get_user_obj_perms_model

from accounts.models import User


class AssessmentQuerySet(QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User | AnonymousUser) -> "AssessmentQuerySet":
        """Files on which the person, or a post the person holds, has the right to view; nothing for the inactive."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        right, own = "assessments.view_assessment", {"accept_global_perms": False, "with_superuser": False}
        return cast("AssessmentQuerySet", get_objects_for_user(user, right, klass=self, **own))

    def holding(self, user: User | AnonymousUser, right: str, *, file: int) -> Q:
        """That the person, or a post the person holds, has this right on this one file: to be asked with its row,
        however many files the person may see."""
        if not (user.is_authenticated and user.is_active):
            return Q(pk=None)
        this = {"content_object_id": file, "permission__codename": right}
        model = cast("Model", self.model)
        of_posts = get_group_obj_perms_model(model)._default_manager.filter(group__user=user, **this)
        own = get_user_obj_perms_model(model)._default_manager.filter(user=user, **this)
        return Q(Exists(of_posts)) | Q(Exists(own))


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
        mine: ProposalQuerySet = self.filter(made_by=user).visible_to(user)  # type: ignore[assignment]
        return mine
