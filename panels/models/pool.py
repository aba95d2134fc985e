"""The city's expert pool, and the draws from it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.localised import Localised
from accounts.models import Organisation
from panels.querysets import PoolQuerySet


class Expert(Localised, models.Model):
    """A person's entry in a city's pool. `number` names the entry where the person must not be named, as in a draw.

    `fields` are codes of `indicators.expertise`. `unit` is the employer where it is an organisation of ours, `employer`
    its name in any case. In term from `since` to `until`, both days included; without `until` it has no end.
    `most_cases`: how many open panels at a time.
    """

    city = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pool")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="expertise")
    number = models.PositiveSmallIntegerField()
    fields = models.JSONField(_("fields"), default=list)
    title = models.CharField(_("post or title"), max_length=60, blank=True)
    title_en = models.CharField(_("post or title in English"), max_length=120, blank=True)
    employer = models.CharField(_("employer"), max_length=120, blank=True)
    employer_en = models.CharField(_("employer in English"), max_length=160, blank=True)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    district = models.CharField(_("district"), max_length=40, blank=True)
    since = models.DateField(_("in the pool from"))
    until = models.DateField(_("until"), null=True, blank=True)
    most_cases = models.PositiveSmallIntegerField(_("cases at a time"), default=3)
    version = models.PositiveIntegerField(default=0)

    open_seats: int  # of entries read by `panels.load`

    objects = PoolQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["city", "number"], name="one_expert_per_number")]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def mark(self) -> str:
        """The entry's number as it is shown, such as E-007."""
        return f"E-{self.number:03d}"

    @property
    def subject(self) -> str:
        return f"expert:{self.city.code}:{self.number}"


class Draw(models.Model):
    """One random draw for a panel: all that is needed to draw again. Never changed; a later draw stands beside it.

    `rules` has `experts`, `fields` and `districts`; `candidates` are `panels.drawing.Candidate` as plain data, those
    left out with their reason; `drawn` are marks in the order in which they were drawn.
    """

    panel = models.ForeignKey("panels.Panel", on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    method = models.CharField(max_length=20)
    rules = models.JSONField()
    candidates = models.JSONField()
    drawn = models.JSONField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="one_draw_per_number")]

    def __str__(self) -> str:
        return f"{self.panel} draw {self.number}"
