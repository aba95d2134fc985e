"""How many children were heard, by age and group, and whose guardians have to agree. A child counts once, so everything
adds up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.children import EVERY_AGE
from indicators.schema import SetFile
from participation.ages import needs_guardian
from participation.models import Session

# The editions' own word for all children: who is in no group in particular is counted without one.
EVERYBODY = "ALL"
NO_GROUP = _("No group in particular")


class Attended(Protocol):
    age: str
    group: str
    number: int


@dataclass(frozen=True)
class Heads:
    """Children by age and by group, and all of them. Codes that the edition no longer has stand for themselves."""

    all: int = 0
    ages: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)


def heads(rows: Iterable[Attended]) -> Heads:
    rows = list(rows)
    ages: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for row in rows:
        ages[row.age] += row.number
        groups[row.group] += row.number
    return Heads(sum(row.number for row in rows), dict(ages), dict(groups))


def lacks_guardian(session: Session) -> bool:
    """Whether children under 14 may have been there whose guardians have not agreed."""
    if session.guardian_consent:
        return False
    ages = [row.age for row in session.attendance.all()]
    return needs_guardian(session.assessment.indicator_set.file, ages)


def age_rows(file: SetFile) -> Iterator[tuple[str, str | Promise]]:
    """Ages that are asked for, with their names; one row where the edition tells no ages apart or nobody knows."""
    yield from ((each.code, str(each.name)) for each in file.age_groups)
    yield "", EVERY_AGE if not file.age_groups else _("Age not known")


def group_columns(file: SetFile) -> Iterator[tuple[str, str | Promise]]:
    yield "", NO_GROUP
    yield from ((each.code, str(each.name)) for each in file.groups if each.code != EVERYBODY)
