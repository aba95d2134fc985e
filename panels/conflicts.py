"""Who may not judge a matter, and why: what can be known without asking the expert."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Level
from accounts.models import Organisation, Post, User
from assessments.models import Assessment
from assessments.queries import authors
from panels.models import Expert

SHORTEST = 2  # characters; a shorter name would be found in any text


class Kind(TextChoices):
    """Why somebody may not judge, the plainest first."""

    NOT_IN_POOL = "not_in_pool", pgettext_lazy("conflict", "Not in the city’s expert pool")
    OUT_OF_TERM = "out_of_term", pgettext_lazy("conflict", "Not in term")
    UNIT = "unit", pgettext_lazy("conflict", "Of the drafting unit, or of one above or below it")
    AUTHOR = "author", pgettext_lazy("conflict", "Has worked on the file")
    NAMED = "named", pgettext_lazy("conflict", "Named in the matter")
    CONTRACTOR = "contractor", pgettext_lazy("conflict", "Employed by somebody commissioned")


@dataclass(frozen=True)
class Interest:
    """Why one person may not judge; as text a sentence about the person."""

    kind: Kind
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class _Person:
    """`entry` is the person's place in the city's pool; `places` are the units of the person's posts, without cities,
    to which everybody belongs."""

    user: User
    entry: Expert | None
    places: list[Organisation]

    @property
    def units(self) -> set[int]:
        employer = self.entry and self.entry.unit_id
        return {place.pk for place in self.places} | ({employer} if employer else set())

    @property
    def employers(self) -> set[str]:
        """The names of whom the person works for, in both languages."""
        entry = self.entry
        units = [*self.places, *([entry.unit] if entry and entry.unit else [])]
        units = [unit for unit in units if unit.level != Level.CITY]
        own = {entry.employer, entry.employer_en} if entry else set()
        return _names(name for unit in units for name in (unit.name, unit.name_en)) | _names(own)


@dataclass(frozen=True)
class _Matter:
    """What people are held against. `close` are the drafting unit with the ones directly above and below it."""

    close: list[Organisation]
    authors: set[int]
    told: str
    contractors: str


def conflicts_of_interest(assessment: Assessment, experts: Iterable[User]) -> dict[int, Interest]:
    """Why some of these people may not judge the file, by their keys; of each person the first reason that holds. In
    the same number of queries for any number of people."""
    matter = _matter(assessment)
    people = _people(assessment, list(experts))
    found = ((person.user.pk, next(_interests(person, matter), None)) for person in people)
    return {key: interest for key, interest in found if interest is not None}


def _interests(person: _Person, matter: _Matter) -> Iterator[Interest]:
    name, entry, today = {"name": person.user}, person.entry, timezone.localdate()
    if entry is None or not person.user.is_active:
        yield Interest(Kind.NOT_IN_POOL, _("%(name)s is not in the city’s expert pool.") % name)
    elif entry.since > today or (entry.until is not None and entry.until < today):
        yield Interest(Kind.OUT_OF_TERM, _("%(name)s is not in term as an expert.") % name)
    if person.employers & _names(each for unit in matter.close for each in (unit.name, unit.name_en)) or (
        person.units & {unit.pk for unit in matter.close}
    ):
        said = _(
            "%(name)s belongs to the drafting unit, or to one above or below it, and cannot judge its matter."
        )
        yield Interest(Kind.UNIT, said % name)
    if person.user.pk in matter.authors:
        said = _("%(name)s has worked on this self-assessment and cannot judge it.")
        yield Interest(Kind.AUTHOR, said % name)
    if any(_stands_in(each, matter.told) for each in _names((person.user.name, person.user.name_en))):
        yield Interest(Kind.NAMED, _("%(name)s is named in the matter and cannot judge it.") % name)
    if any(_stands_in(each, matter.contractors) for each in person.employers):
        said = _("%(name)s works for somebody who was commissioned with the matter and cannot judge it.")
        yield Interest(Kind.CONTRACTOR, said % name)


def _people(assessment: Assessment, users: list[User]) -> Iterator[_Person]:
    pool = Expert.objects.filter(city=assessment.drafting_unit.city, user__in=users).select_related("unit")
    entries = {entry.user_id: entry for entry in pool}
    places: dict[int, list[Organisation]] = defaultdict(list)
    posts = Post.objects.filter(group__user__in=users).exclude(organisation__level=Level.CITY)
    for post in posts.annotate(holder=F("group__user")).select_related("organisation"):
        places[post.holder].append(post.organisation)
    for user in users:
        yield _Person(user, entries.get(user.pk), places[user.pk])


def _matter(assessment: Assessment) -> _Matter:
    unit = assessment.drafting_unit
    around = Q(pk=unit.pk)
    if unit.level != Level.CITY:  # the city stands above everybody, and says nothing of anybody
        around |= Q(parent=unit) | Q(pk=unit.parent_id)
    close = Organisation.objects.filter(around).exclude(~Q(pk=unit.pk), level=Level.CITY)
    words = (
        assessment.title,
        assessment.title_en,
        assessment.summary,
        assessment.summary_en,
        assessment.contractors,
    )
    return _Matter(
        close=list(close),
        authors=authors(assessment),
        told=_folded("\n".join(words)),
        contractors=_folded(assessment.contractors),
    )


def _folded(text: str) -> str:
    """In one width and case, and with single spaces, so that the same words are the same text."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _names(given: Iterable[str]) -> set[str]:
    return {name for each in given if len(name := _folded(each)) >= SHORTEST}


def _stands_in(name: str, text: str) -> bool:
    """A name in letters stands as words of its own. Chinese is written without spaces, but for short names that are
    spaced out to fill a line."""
    if name.isascii():
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.ASCII) is not None
    return name.replace(" ", "") in text.replace(" ", "")
