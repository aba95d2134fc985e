"""What the pages of a city's expert pool read."""

from dataclasses import dataclass
from functools import cache

from django.utils import timezone, translation

from accounts.enums import Role
from accounts.models import Organisation, User
from indicators.expertise import NAMES
from indicators.localised import LOCALES
from panels.load import with_open_seats
from panels.models import Expert
from panels.queries.seating import field_names
from panels.querysets import PoolQuerySet


@dataclass(frozen=True)
class PoolRow:
    """An entry with its load."""

    entry: Expert
    in_term: bool

    @property
    def field_names(self) -> str:
        return field_names(self.entry.fields)

    @property
    def full(self) -> bool:
        return self.entry.open_seats >= self.entry.most_cases

    def words(self) -> str:
        """All that a search looks at, in both languages."""
        entry = self.entry
        said = (
            entry.mark,
            entry.user.name,
            entry.user.name_en,
            *(name for code in entry.fields for name in _names(code)),
            entry.title,
            entry.title_en,
            entry.employer,
            entry.employer_en,
            str(entry.unit or ""),
            entry.district,
        )
        return "\n".join(said).casefold()


@dataclass(frozen=True)
class PoolPage:
    """The pool as the office searches it. `total` counts it whole; `outside` hold an expert's post without an entry."""

    rows: list[PoolRow]
    total: int
    outside: list[User]
    q: str


@cache
def _names(field: str) -> tuple[str, ...]:
    """A field as readers of either language know it."""
    names = []
    for language in LOCALES.values():
        with translation.override(language):
            names.append(str(NAMES[field]))
    return tuple(names)


def pool_page(city: Organisation, user: User, q: str) -> PoolPage:
    today, words = timezone.localdate(), q.casefold().split()
    pool = visible_entries(user).filter(city=city)
    entries = with_open_seats(pool)
    in_term = set(pool.in_term(today).values_list("pk", flat=True))
    rows = [PoolRow(entry, entry.pk in in_term) for entry in entries]
    found = [row for row in rows if all(word in row.words() for word in words)]
    return PoolPage(rows=found, total=len(rows), outside=outside(city), q=q)


def visible_entries(user: User) -> PoolQuerySet:
    return Expert.objects.visible_to(user).select_related("user", "unit", "city")


def outside(city: Organisation) -> list[User]:
    """Who could be entered: holders of an expert's post in the city who stand in no pool."""
    return list(User.objects.holding(Role.EXPERT, city).filter(expertise=None).order_by("pk"))


def office_city(user: User) -> Organisation | None:
    """The city whose office the person works in."""
    return next((post.organisation.city for post in user.posts if post.role == Role.OFFICE), None)
