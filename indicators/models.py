"""Indicator sets as loaded from their files: written once by `operations.load_set`, never changed."""

from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.localised import Localised
from indicators.profile import Profile
from indicators.scale import Scale
from indicators.schema import Group, MatterClass, Provenance, SetFile


class WrittenOnce(models.Model):
    """A row that is inserted and then stands: cases pin it, and what they pinned must not move."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{self} is never changed; load a new edition")
        super().save(*args, **kwargs)


class IndicatorSet(Localised, WrittenOnce):
    """One edition of a city's indicators. `content` is the whole file in canonical form; aspects and
    indicators are rows as well, because other rooms refer to them."""

    code = models.SlugField(max_length=40)
    edition = models.SlugField(max_length=20)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=160)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code", "-loaded_at"]
        constraints = [models.UniqueConstraint(fields=["code", "edition"], name="one_set_per_edition")]

    def __str__(self) -> str:
        return f"{self.code}@{self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:show_set", kwargs={"code": self.code, "edition": self.edition})

    @cached_property
    def file(self) -> SetFile:
        return SetFile.model_validate(self.content)

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


class Aspect(Localised, WrittenOnce):
    indicator_set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="aspects")
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=160)

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
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=160)
    question = models.TextField(_("guiding question"))
    question_en = models.TextField(_("English guiding question"))
    evidence = models.TextField(_("evidence expected"))
    evidence_en = models.TextField(_("English evidence expected"))
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
    def group_names(self) -> list[str]:
        """The groups' names in the reader's language; `indicator_set` must be at hand."""
        names = {group.code: str(group.name) for group in self.indicator_set.groups}
        return [names[code] for code in self.groups]
