"""Indicator sets: published editions, written once and never changed, and the drafts that become editions."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.localised import Localised
from accounts.models import Organisation
from indicators.profile import Profile
from indicators.querysets import DraftQuerySet, EditionQuerySet
from indicators.scale import Scale
from indicators.schema import Group, IndicatorText, MatterClass, Provenance, SetFile


@lru_cache(maxsize=64)
def _parsed(edition: "ByHash") -> SetFile:
    return SetFile.model_validate(edition.row.content)


class ByHash:
    """An edition under the hash of its content, so that a process reads each edition once: where the content was
    deferred, not even its row is asked for it again."""

    def __init__(self, row: "IndicatorSet") -> None:
        self.row = row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByHash) and other.row.content_hash == self.row.content_hash

    def __hash__(self) -> int:
        return hash(self.row.content_hash)


class WrittenOnce(models.Model):
    """A row that is inserted and then stands: cases pin it, and what they pinned must not move."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{self} is never changed; load a new edition")
        super().save(*args, **kwargs)


class IndicatorSet(Localised, WrittenOnce):
    """One published edition. `content` is the whole file in canonical form; aspects and indicators are rows as well,
    because other rooms refer to them. `owner` is the city whose departments use it and whose office edits its
    successors; without one every city may use it."""

    code = models.SlugField(max_length=40)
    edition = models.SlugField(max_length=20)
    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="indicator_sets"
    )
    note = models.TextField(_("what is new in this edition"), blank=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-loaded_at"]
        constraints = [models.UniqueConstraint(fields=["code", "edition"], name="one_set_per_edition")]

    def __str__(self) -> str:
        return f"{self.code}@{self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:show_set", kwargs={"code": self.code, "edition": self.edition})

    @property
    def file(self) -> SetFile:
        return _parsed(ByHash(self))

    @property
    def scale(self) -> Scale:
        return self.file.scale

    @property
    def profile(self) -> Profile:
        return self.file.workflow

    @property
    def groups(self) -> list[Group]:
        return self.file.groups

    @property
    def matter_classes(self) -> list[MatterClass]:
        return self.file.matter_classes

    @property
    def provenance(self) -> Provenance:
        return self.file.provenance

    @property
    def special_groups(self) -> list[Group]:
        """Groups for which every department has to answer."""
        return [group for group in self.file.groups if group.special]


class Aspect(Localised, WrittenOnce):
    indicator_set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="aspects")
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["indicator_set", "code"], name="one_aspect_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.local.name}"


class Indicator(Localised, WrittenOnce):
    """One question about children. `position` counts through the whole set; `groups` holds codes."""

    indicator_set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="indicators")
    aspect = models.ForeignKey(Aspect, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    question = models.TextField(_("guiding question"))
    question_en = models.TextField(_("English guiding question"), blank=True)
    evidence = models.TextField(_("evidence expected"), blank=True)
    evidence_en = models.TextField(_("English evidence expected"), blank=True)
    crc_articles = models.JSONField(_("articles of the Convention"))
    groups = models.JSONField(_("groups of children"))
    red_line = models.BooleanField(_("red line"))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["indicator_set", "code"], name="one_indicator_per_code")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.local.name}"

    @property
    def text(self) -> IndicatorText:
        """All that the edition says of it; `indicator_set` must be at hand."""
        return self.indicator_set.file.indicators[self.code]

    @property
    def group_names(self) -> list[str]:
        """The groups' names in the reader's language; `indicator_set` must be at hand."""
        names = {group.code: str(group.name) for group in self.indicator_set.groups}
        return [names[code] for code in self.groups]

    @property
    def asked_for(self) -> list[str]:
        """The tiers, classes and ages to which it is limited, each kind in a line; `indicator_set` must be at hand."""
        file, applies = self.indicator_set.file, self.text.applies
        kinds = (
            (file.tiers, applies.tiers),
            (file.matter_classes, applies.classes),
            (file.age_groups, applies.ages),
        )
        return [
            gettext(", ").join(str(part.name) for part in parts if part.code in wanted)
            for parts, wanted in kinds
            if wanted
        ]


class DraftSet(models.Model):
    """An edition in the making. `data` has the shape of a set file and may still be faulty; each change is checked
    against the part it was made from, so that two editors never overwrite one another. Publishing keeps the row."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="draft_sets")
    based_on = models.ForeignKey(
        IndicatorSet, on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    data = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()
    published_as = models.OneToOneField(
        IndicatorSet, on_delete=models.PROTECT, null=True, blank=True, related_name="draft"
    )
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def is_open(self) -> bool:
        """Neither published nor discarded."""
        return self.published_as_id is None and self.discarded_at is None

    @property
    def subject(self) -> str:
        """The name under which the ledger keeps this draft's events."""
        return f"draft:{self.pk}"
