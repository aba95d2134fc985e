"""The annual plan of a demonstration: the matters behind its cases, and those that were proposed, declined, dropped,
retracted or moved."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from accounts.enums import Role
from accounts.models import Organisation, User
from indicators.models import IndicatorSet
from plans.models import PlanItem
from plans.operations import (
    accept_matters,
    decline_matter,
    drop_matter,
    move_matter,
    propose_matter,
    retract_matter,
)

Told = Mapping[str, Any]


def planned(
    script: Told, indicator_set: IndicatorSet, unit: Organisation, *, drafter: User, office: User
) -> PlanItem:
    """The matter as its unit proposed it and the office took it in, under the newest edition of the set."""
    newest = IndicatorSet.objects.usable_by(unit.city).get(code=indicator_set.code)
    quarter = (script["drafting_started"].month + 2) // 3
    item = _propose(script, newest, unit, script["plan_year"], quarter, drafter)
    accept_matters(items=[item], versions=[item.version], actor=office)
    return item


def seed_plan(city: Organisation, edition: IndicatorSet, file: Path) -> None:
    """What the file names beside the cases, as far as the city does not have it yet."""
    office = User.objects.holding(Role.OFFICE, city).earliest("pk")
    for told in YAML(typ="safe").load(file):
        unit = Organisation.objects.get(code=told["unit"])
        if PlanItem.objects.filter(unit=unit, title=told["title"]["zh"]).exists():
            continue
        drafter = User.objects.holding(Role.DRAFTER, unit).earliest("pk")
        item = _propose(told, edition, unit, told["year"], told.get("quarter"), drafter)
        for step in told.get("then", []):
            item.refresh_from_db()
            _settle(item, step, told, drafter, office)


def _propose(
    told: Told, edition: IndicatorSet, unit: Organisation, year: int, quarter: int | None, drafter: User
) -> PlanItem:
    return propose_matter(
        unit=unit,
        facts={
            "year": year,
            "title": told["title"]["zh"],
            "title_en": told["title"]["en"],
            "summary": told["summary"],
            "indicator_set": edition,
            "matter_class": told["matter_class"],
            "quarter": quarter,
        },
        actor=drafter,
    )


def _settle(item: PlanItem, step: str, told: Told, drafter: User, office: User) -> None:
    reason, version = told.get("reason", ""), item.version
    match step:
        case "accept":
            accept_matters(items=[item], versions=[version], actor=office)
        case "decline":
            decline_matter(item=item, version=version, reason=reason, actor=office)
        case "drop":
            drop_matter(item=item, version=version, reason=reason, actor=office)
        case "retract":
            retract_matter(item=item, version=version, reason=reason, actor=drafter)
        case "move":
            move_matter(item=item, version=version, year=told["to"], reason=reason, actor=office)
