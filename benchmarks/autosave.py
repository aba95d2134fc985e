"""Saving one answer, as the questionnaire does with every change, beside the least that a Django view does for a row.

python -m benchmarks.autosave

Both go through the same middleware and the same session. The least view upserts one row and says so; ours asks who may,
locks the file, looks at what the edition asks, keeps the answer complete or not, writes the event into the chain and
answers with what has changed on the page.
"""

import os
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import NamedTuple

import django
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from benchmarks.pairs import PAIRS, Ratios, compare
from benchmarks.sets import data_of
from indicators.exchange import exported

COST = 3.0  # one of our savings, at most, in times of the least
SAVINGS = 10  # in each half of a pair
INDICATORS = 25
HTMX = {"HX-Request": "true"}


class Figures(NamedTuple):
    cost: Ratios
    control: Ratios


def measure(*, pairs: int = PAIRS) -> Figures:
    """In the database at hand, which is left with a city, its case and a row more."""
    ours, least, again = _ours(), _least(), _least()
    cost = compare(lambda: _several(ours), lambda: _several(least), pairs=pairs)
    control = compare(lambda: _several(least), lambda: _several(again), pairs=pairs)
    return Figures(cost, control)


def _several(save: Callable[[], int]) -> None:
    for _saving in range(SAVINGS):
        status = save()
        if status != 200:
            raise RuntimeError(f"a saving was answered with {status}")


def _ours() -> Callable[[], int]:
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    case, officer = case_and_officer()
    browser = Client()
    browser.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    code = case.assessment.answers.first().indicator.code
    where, versions = reverse("assessments:save_answer", args=[case, code]), count()

    def save() -> int:
        version = next(versions)
        typed = {"rating": "1", "groups": ["ALL"], "reach": 100, "facts": f"第{version}稿：调查数据。"}
        data = {f"{code}-{name}": value for name, value in (typed | {"version": version}).items()}
        return browser.post(where, data, headers=HTMX).status_code

    return save


def _least() -> Callable[[], int]:
    from django.test import Client, override_settings  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415

    browser = Client()
    browser.force_login(
        User.objects.get(username="benchmark"), backend="django.contrib.auth.backends.ModelBackend"
    )
    drafts = count()

    def save() -> int:
        with override_settings(ROOT_URLCONF="benchmarks.least"):
            return browser.post("/save/benchmark/", {"facts": f"第{next(drafts)}稿：调查数据。"}).status_code

    return save


def case_and_officer() -> tuple[object, object]:
    """A case of a city of its own, and the officer who writes it."""
    from accounts.enums import Level, Role  # noqa: PLC0415
    from accounts.models import Organisation, User  # noqa: PLC0415
    from accounts.operations import appoint, create_post  # noqa: PLC0415
    from indicators.operations import load_set  # noqa: PLC0415
    from workflows.operations import open_case  # noqa: PLC0415

    system = User.objects.system()
    city = Organisation.objects.create(code="bench", name="某市", level=Level.CITY)
    unit = Organisation.objects.create(code="bench-unit", name="某局", level=Level.DEPARTMENT, parent=city)
    officer = User.objects.create_user("benchmark", name="经办人甲")
    appoint(user=officer, post=create_post(organisation=unit, role=Role.DRAFTER, actor=system), actor=system)
    edition = load_set(raw=_set(), file="made.yaml", actor=system)
    matter = {
        "title": "示例事项",
        "summary": "示例数据。",
        "matter_class": edition.matter_classes[0].code,
        "drafting_started": date(2026, 3, 2),
    }
    return open_case(indicator_set=edition, drafting_unit=unit, actor=officer, **matter), officer


def _set() -> bytes:
    """A set whose cases begin with the self-assessment."""
    data = data_of(INDICATORS)
    stages = [stage for stage in data["workflow"]["stages"] if stage["kind"] != "screening"]
    return exported(data | {"screening": [], "workflow": data["workflow"] | {"stages": stages}}, "yaml")


def _database() -> Iterator[None]:
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(databases, verbosity=0)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for _database_at_hand in _database():
        figures = measure()
    print(f"one saving in times of the least view: {figures.cost} (at most {COST})")
    print(f"the least view in times of itself:     {figures.control}")
    if not figures.control.steady:
        print("The machine was too restless for this to mean anything.")


if __name__ == "__main__":
    main()
