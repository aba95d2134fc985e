"""Every write to an annual plan. Nothing is ever deleted: whatever becomes of a matter stays with its reason."""

from collections.abc import Sequence
from typing import TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from indicators.models import IndicatorSet
from ledger.errors import Conflict, Refused
from ledger.operations import record
from notices.enums import NoticeKind
from notices.operations import notify
from plans.enums import PlanState
from plans.models import PlanItem

EARLIEST, LATEST = 2000, 2100
FIELDS = ("year", "title", "title_en", "summary", "indicator_set", "matter_class", "quarter")


class PlanFacts(TypedDict):
    """What a department says of a matter, by the names of its fields."""

    year: int
    title: str
    title_en: str
    summary: str
    indicator_set: IndicatorSet
    matter_class: str
    quarter: int | None


@transaction.atomic
def propose_matter(*, unit: Organisation, facts: PlanFacts, actor: User) -> PlanItem:
    """A matter that the unit means to have assessed. Refused: a set that the city's departments may not use, a class
    that it does not have, a year or quarter that there is not."""
    _only_drafters(unit, actor)
    _refuse_foreign(unit, facts)
    item = PlanItem.objects.create(city=unit.city, unit=unit, proposed_by=actor, **facts)
    data: dict[str, object] = {"year": item.year, "title": item.title, "set": str(item.indicator_set)}
    record(name="plan.proposed", subject=item.subject, actor=actor, data=data)
    return item


@transaction.atomic
def change_matter(*, item: PlanItem, version: int, facts: PlanFacts, actor: User) -> PlanItem:
    """While nobody has decided on it; sending the same again changes nothing. Conflict when `version` is not the stored
    one and the content differs."""
    item = _locked(item)
    _only_drafters(item.unit, actor)
    _refuse_unless(item, PlanState.PROPOSED)
    _refuse_foreign(item.unit, facts)
    before = {name: getattr(item, name) for name in FIELDS}
    changed = {
        name: {"old": _plain(before[name]), "new": _plain(value)}
        for name, value in facts.items()
        if value != before[name]
    }
    if not changed:
        return item
    if version != item.version:
        raise Conflict(
            _("Someone else changed this matter while you were writing."),
            theirs={name: each["old"] for name, each in changed.items()},
            mine={name: each["new"] for name, each in changed.items()},
            version=item.version,
        )
    for name, value in facts.items():
        setattr(item, name, value)
    item.version += 1
    item.save(update_fields=[*facts, "version"])
    record(name="plan.changed", subject=item.subject, actor=actor, data={"changed": changed})
    return item


@transaction.atomic
def retract_matter(*, item: PlanItem, version: int, reason: str, actor: User) -> PlanItem:
    """The department no longer means it, and says why."""
    item = _locked(item)
    _only_drafters(item.unit, actor)
    return _settle(item, version, PlanState.RETRACTED, reason, actor, (PlanState.PROPOSED,))


@transaction.atomic
def accept_matters(*, items: Sequence[PlanItem], versions: Sequence[int], actor: User) -> list[PlanItem]:
    """Take matters into the plan, all of them or none."""
    pairs = sorted(zip(items, versions, strict=True), key=lambda pair: pair[0].pk)
    # All rows before the first event: whoever changes one of them meanwhile has its row and waits for the chain.
    locked = [(_locked(item), version) for item, version in pairs]
    for item, _version in locked:
        _only_office(item.city, actor)
    return [
        _settle(item, version, PlanState.ACCEPTED, "", actor, (PlanState.PROPOSED,), reasoned=False)
        for item, version in locked
    ]


@transaction.atomic
def decline_matter(*, item: PlanItem, version: int, reason: str, actor: User) -> PlanItem:
    item = _locked(item)
    _only_office(item.city, actor)
    return _settle(item, version, PlanState.DECLINED, reason, actor, (PlanState.PROPOSED,))


@transaction.atomic
def drop_matter(*, item: PlanItem, version: int, reason: str, actor: User) -> PlanItem:
    """Take a matter out of the plan, as long as it has not become a case."""
    item = _locked(item)
    _only_office(item.city, actor)
    return _settle(item, version, PlanState.DROPPED, reason, actor, (PlanState.ACCEPTED,))


@transaction.atomic
def move_matter(*, item: PlanItem, version: int, year: int, reason: str, actor: User) -> PlanItem:
    """To another year's plan, where it stands as it did in this one; returns the new item."""
    item = _locked(item)
    _only_office(item.city, actor)
    if not EARLIEST <= year <= LATEST or year == item.year:
        raise Refused(_("Please choose another year."))
    before, decided = PlanState(item.state), (item.decided_by, item.decided_at)
    item = _settle(
        item, version, PlanState.MOVED, reason, actor, (PlanState.PROPOSED, PlanState.ACCEPTED), to=year
    )
    facts = {name: getattr(item, name) for name in FIELDS if name != "year"}
    successor = PlanItem.objects.create(
        city=item.city,
        unit=item.unit,
        year=year,
        state=before,
        proposed_by=item.proposed_by,
        decided_by=decided[0],
        decided_at=decided[1],
        **facts,
    )
    item.moved_to = successor
    item.save(update_fields=["moved_to"])
    data: dict[str, object] = {"from": item.year, "year": year, "reason": reason}
    record(name="plan.moved_here", subject=successor.subject, actor=actor, data=data)
    return successor


def accepted_for_case(item: PlanItem, unit: Organisation, edition: IndicatorSet) -> PlanItem:
    """The item with its row locked, for the one case that it becomes."""
    item = _locked(item)
    if item.state != PlanState.ACCEPTED:
        raise Refused(_("“%(title)s” is not in the plan.") % {"title": item.local.title})
    if item.unit_id != unit.pk:
        raise Refused(_("This matter stands in another unit’s plan."))
    if item.indicator_set.code != edition.code:
        raise Refused(_("This matter is planned under another indicator set."))
    if has_case(item):
        raise Refused(_("“%(title)s” has already become a case.") % {"title": item.local.title})
    return item


def has_case(item: PlanItem) -> bool:
    return hasattr(item, "assessment")


def _settle(
    item: PlanItem,
    version: int,
    state: PlanState,
    reason: str,
    actor: User,
    sources: Sequence[PlanState],
    *,
    reasoned: bool = True,
    to: int | None = None,
) -> PlanItem:
    """Change where it stands, with the reason that it keeps; the proposer is told of what others decide."""
    _refuse_unless(item, *sources)
    if version != item.version:
        raise Conflict(
            _("The matter changed while you were deciding. Please look at it again."),
            theirs={"version": item.version},
            mine={"version": version},
            version=item.version,
        )
    if reasoned and not reason:
        raise Refused(_("Please give the reason; it stays with the matter."))
    if has_case(item):
        raise Refused(_("The matter has become a case; it stays in the plan."))
    before = item.state
    item.state, item.reason, item.version = state, reason, item.version + 1
    item.decided_by, item.decided_at = actor, timezone.now()
    item.save(update_fields=["state", "reason", "version", "decided_by", "decided_at"])
    if item.proposed_by_id != actor.pk:
        _tell_proposer(item)
    data: dict[str, object] = {"old": before, "new": state, "reason": reason}
    if to is not None:
        data["year"] = to
    record(name="plan.settled", subject=item.subject, actor=actor, data=data)
    return item


def _tell_proposer(item: PlanItem) -> None:
    notify(
        recipients=[item.proposed_by],
        kind=NoticeKind.PLAN,
        key=f"plan:{item.pk}:{item.version}",
        title=lambda: (str(PlanState(item.state).label) + _(": ") + str(item.local.title))[:200],
        text=lambda: item.reason,
        url=reverse("workflows:show_plan_item", args=[item.pk]),
    )


def _locked(item: PlanItem) -> PlanItem:
    """The set is not joined: who waits here while the matter moves to another one would find no row."""
    rows = PlanItem.objects.select_for_update(of=("self",))
    return rows.select_related("city", "unit__parent", "proposed_by").get(pk=item.pk)


def _only_drafters(unit: Organisation, actor: User) -> None:
    if not Post.objects.filter(organisation=unit, role=Role.DRAFTER, group__user=actor).exists():
        raise PermissionDenied("plan")


def _only_office(city: Organisation, actor: User) -> None:
    offices = Post.objects.filter(organisation__in=city.with_children(), role=Role.OFFICE)
    if not offices.filter(group__user=actor).exists():
        raise PermissionDenied("plan")


def _refuse_unless(item: PlanItem, *states: PlanState) -> None:
    if item.state not in states:
        raise Refused(
            _("This is no longer possible: the matter is now “%(state)s”.")
            % {"state": PlanState(item.state).label}
        )


def _refuse_foreign(unit: Organisation, facts: PlanFacts) -> None:
    edition = facts["indicator_set"]
    if not IndicatorSet.objects.usable_by(unit.city).filter(pk=edition.pk).exists():
        raise Refused(_("The city’s departments do not work under this set, or it has a newer edition."))
    if facts["matter_class"] not in {each.code for each in edition.matter_classes}:
        raise Refused(_("The set knows no such matter."))
    if not EARLIEST <= facts["year"] <= LATEST or facts["quarter"] not in {None, 1, 2, 3, 4}:
        raise Refused(_("There is no such year or quarter."))


def _plain(value: object) -> object:
    """As the ledger keeps it."""
    return str(value) if isinstance(value, IndicatorSet) else value
