"""Asking another department for indicators, for tests."""

from datetime import timedelta

from django.utils import timezone

from tests import factories
from workflows.assigning import assign


def day(days=5):
    return timezone.localdate() + timedelta(days=days)


def ask(case, city, *codes, unit=None, actor=None, **more):
    """The housing department, unless another unit is named."""
    asked = {"due": day(), "note": "请按小区统计。", "unit": unit or city.units["housing"]} | more
    return assign(
        case=case,
        indicators=[factories.indicator(case, code) for code in codes],
        actor=actor or city.drafter,
        **asked,
    )
