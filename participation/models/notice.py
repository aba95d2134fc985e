"""The public notice (公示): the draft conclusion, and what the public says of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.enums import Uptake
from assessments.models import Assessment
from ledger.codes import new_receipt
from participation.enums import Ending, Moderation
from participation.querysets import NoticeQuerySet, OfNotice


class PublicNotice(models.Model):
    """A draft conclusion that lies open for comment up to the last second of `closes_on`. `content` is what was laid
    open, as it was on that day: `workflows.laying_open` writes it. `closed_at`: the case has left the notice, with this
    `ending`."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="public_notices")
    round = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    opened_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_notice_per_number"),
            models.UniqueConstraint(
                fields=["assessment"], condition=models.Q(closed_at=None), name="one_open_notice_per_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} notice {self.number}"


class CommentGroup(models.Model):
    """Comments that say the same, and one answer to all of them. `said` is the office's summary; it and the answer
    become public, the comments themselves never do."""

    notice = models.ForeignKey(PublicNotice, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    said = models.CharField(_("what they say"), max_length=300)
    uptake = models.CharField(_("uptake"), max_length=12, choices=Uptake.choices, blank=True)
    reason = models.TextField(_("answer"), max_length=1000, blank=True)
    complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(null=True, blank=True)

    objects = OfNotice.as_manager()

    CONTENT: ClassVar[tuple[str, ...]] = ("said", "uptake", "reason")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="one_comment_group_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.notice} group {self.number}"

    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.CONTENT}


class Comment(models.Model):
    """What somebody said of a draft conclusion. Nothing about who said it is kept; with the `receipt` the answer can be
    read."""

    notice = models.ForeignKey(PublicNotice, on_delete=models.CASCADE, related_name="comments")
    receipt = models.CharField(max_length=12, unique=True, default=new_receipt)
    text = models.TextField(_("comment"), max_length=2000)
    is_child = models.BooleanField(_("I am under 18"), default=False)
    state = models.CharField(max_length=10, choices=Moderation.choices, default=Moderation.WAITING)
    group = models.ForeignKey(
        CommentGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    note = models.CharField(_("why it is set aside"), max_length=300, blank=True)
    received_on = models.DateField(auto_now_add=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    moderated_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = OfNotice.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.notice} comment {self.pk}"
