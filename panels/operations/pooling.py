"""Every write to a city's expert pool. An entry is never deleted: its term ends."""

from datetime import date
from typing import TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, User
from indicators.expertise import FIELDS
from ledger.errors import Conflict, Refused
from ledger.operations import record
from panels.models import Expert

MOST_CASES = 50
CONTENT = (
    "fields",
    "title",
    "title_en",
    "employer",
    "employer_en",
    "unit",
    "district",
    "since",
    "until",
    "most_cases",
)


class Entry(TypedDict):
    """What an entry says, by the names of its fields."""

    fields: list[str]
    title: str
    title_en: str
    employer: str
    employer_en: str
    unit: Organisation | None
    district: str
    since: date
    until: date | None
    most_cases: int


@transaction.atomic
def add_expert(*, city: Organisation, user: User, content: Entry, actor: User) -> Expert:
    """Take somebody who holds an expert's post in the city into its pool, under the next number."""
    _only_the_office(city, actor)
    city = Organisation.objects.select_for_update().get(pk=city.pk)
    if not User.objects.holding(Role.EXPERT, city).filter(pk=user.pk).exists():
        raise Refused(_("%(name)s holds no expert’s post in this city.") % {"name": user})
    if Expert.objects.filter(user=user).exists():
        raise Refused(_("%(name)s is in a pool already.") % {"name": user})
    _refuse_impossible(city, content)
    last = Expert.objects.filter(city=city).order_by("number").last()
    entry = Expert.objects.create(city=city, user=user, number=last.number + 1 if last else 1, **content)
    data: dict[str, object] = {"user": user.username, "new": _told(content)}
    record(name="expert.added", subject=entry.subject, actor=actor, data=data)
    return entry


@transaction.atomic
def change_expert(*, entry: Expert, version: int, content: Entry, actor: User) -> Expert:
    """Sending the same again changes nothing. Conflict when `version` is not the stored one and the content differs."""
    entry = Expert.objects.select_for_update(of=("self",)).select_related("city", "user").get(pk=entry.pk)
    _only_the_office(entry.city, actor)
    _refuse_impossible(entry.city, content)
    before = {name: getattr(entry, name) for name in CONTENT}
    changed = {name: value for name, value in content.items() if before[name] != value}
    if not changed:
        return entry
    if version != entry.version:
        raise Conflict(
            _("Somebody else has changed this entry. Nothing of yours was stored; compare the two below."),
            theirs={name: before[name] for name in changed},
            mine=changed,
            version=entry.version,
        )
    for name, value in changed.items():
        setattr(entry, name, value)
    entry.version += 1
    entry.save(update_fields=[*changed, "version"])
    old, new = _told(before), _told(dict(content))
    data: dict[str, object] = {
        "old": {name: old[name] for name in changed},
        "new": {name: new[name] for name in changed},
    }
    record(name="expert.changed", subject=entry.subject, actor=actor, data=data)
    return entry


def _only_the_office(city: Organisation, actor: User) -> None:
    """The engine may too, when it is set up."""
    if not (actor.is_system or User.objects.holding(Role.OFFICE, city).filter(pk=actor.pk).exists()):
        raise PermissionDenied("pool")


def _refuse_impossible(city: Organisation, content: Entry) -> None:
    if not content["fields"] or set(content["fields"]) - {*FIELDS}:
        raise Refused(_("Please choose what the expert knows."))
    if content["until"] is not None and content["until"] < content["since"]:
        raise Refused(_("The term cannot end before it begins."))
    if not 1 <= content["most_cases"] <= MOST_CASES:
        raise Refused(_("An expert sits on 1 to %(most)s panels at a time.") % {"most": MOST_CASES})
    if content["unit"] is not None and content["unit"].city != city:
        raise Refused(_("The employer belongs to another city; please give its name only."))


def _told(content: dict[str, object] | Entry) -> dict[str, object]:
    """As the ledger keeps it."""
    words: dict[str, object] = dict(content)
    for name, value in words.items():
        if isinstance(value, date):
            words[name] = value.isoformat()
        elif isinstance(value, Organisation):
            words[name] = value.code
    return words
