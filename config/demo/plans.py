"""The annual plan behind the demonstration's cases."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Organisation, User
from indicators.models import IndicatorSet
from plans.models import PlanItem
from plans.operations import accept_matters, propose_matter


def planned(
    script: Mapping[str, Any], indicator_set: IndicatorSet, unit: Organisation, *, drafter: User, office: User
) -> PlanItem:
    """The matter as its unit proposed it and the office took it in, under the newest edition of the set."""
    newest = IndicatorSet.objects.usable_by(unit.city).get(code=indicator_set.code)
    item = propose_matter(
        unit=unit,
        facts={
            "year": script["plan_year"],
            "title": script["title"]["zh"],
            "title_en": script["title"]["en"],
            "summary": script["summary"],
            "indicator_set": newest,
            "matter_class": script["matter_class"],
            "quarter": script.get("quarter"),
        },
        actor=drafter,
    )
    accept_matters(items=[item], versions=[item.version], actor=office)
    return item
