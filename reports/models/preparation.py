"""What the office prepares while a case waits for its publication."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from reports.enums import Ground


class DisclosureReview(models.Model):
    """The review before publication (公开审查). What is withheld is signed by somebody else than who prepared it;
    any change afterwards takes the signature away."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="disclosure_review")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"disclosure review of {self.assessment}"


class Redaction(models.Model):
    """A passage, or a whole file, that the public edition withholds.

    `place` is a JSON pointer (RFC 6901) into the record; `start` and `end` count characters of the text that stands
    there, `end` excluded. `original` is sealed: no record and no edition holds it.
    """

    review = models.ForeignKey(DisclosureReview, on_delete=models.CASCADE, related_name="redactions")
    place = models.CharField(max_length=200)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    original = models.TextField()
    ground = models.CharField(_("legal ground"), max_length=16, choices=Ground.choices)
    note = models.TextField(_("note for the second reader"), max_length=1000, blank=True)

    class Meta:
        ordering = ["place", "start"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="redaction_has_a_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.start}–{self.end}"


class ChildText(models.Model):
    """What the child edition says, in the office's words; where there is no row, the record's own facts are told in
    ready sentences."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="child_text")
    decided = models.TextField(_("what was decided"), max_length=1000)
    said = models.TextField(_("what children said"), max_length=1000, blank=True)
    changes = models.TextField(_("what will change"), max_length=1000)
    stays = models.TextField(_("what will not change, and why"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"child edition of {self.assessment}"
