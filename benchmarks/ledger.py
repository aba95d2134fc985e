"""A page of the office's ledger, beside the least that a Django view does to list fifty rows, and in a city of five
thousand cases beside one of two hundred.

python -m benchmarks.ledger

All go through the same middleware and the same session. The least view reads fifty rows by their index and writes three
of their columns; ours also finds units, officers and years, counts every light, and says for each case in words whom it
waits for and how long there is.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import django
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from benchmarks.pairs import PAIRS, Ratios, compare
from benchmarks.sets import set_of

COST = 5.0  # a page, at most, in times of the least list of as many rows
GROWTH = 1.5  # a page of a large city, at most, in times of that of a small one
FEW, MANY = 200, 5000
PAGES = 3  # in each half of a pair
UNITS, OFFICERS = 20, 3


class Figures(NamedTuple):
    cost: Ratios
    growth: Ratios
    control: Ratios


def measure(*, pairs: int = PAIRS, few: int = FEW, many: int = MANY) -> Figures:
    """In the database at hand, which is left with two cities and their cases."""
    small, large = _city("small", few, first=1), _city("large", many, first=few + 1)
    analyse()
    ours, largest = _page(small, "/ledger/"), _page(large, "/ledger/")
    least, again = (
        _page(small, "/list/", urls="benchmarks.least"),
        _page(small, "/list/", urls="benchmarks.least"),
    )
    return Figures(
        cost=compare(ours, least, pairs=pairs),
        growth=compare(largest, ours, pairs=pairs),
        control=compare(least, again, pairs=pairs),
    )


def _page(officer: Any, where: str, urls: str = "config.urls") -> Callable[[], None]:
    from django.test import Client, override_settings  # noqa: PLC0415

    browser = Client()
    browser.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    def read() -> None:
        with override_settings(ROOT_URLCONF=urls):
            for _page_read in range(PAGES):
                status = browser.get(where).status_code
                if status != 200:
                    raise RuntimeError(f"{where} was answered with {status}")

    return read


def _city(code: str, number: int, *, first: int) -> Any:
    """An officer of the office of a city with this many cases, spread over its units."""
    from accounts.enums import Level, Role  # noqa: PLC0415
    from accounts.models import Organisation, User  # noqa: PLC0415
    from accounts.operations import appoint, create_post  # noqa: PLC0415
    from benchmarks.cases import make_cases  # noqa: PLC0415
    from indicators.models import IndicatorSet  # noqa: PLC0415
    from indicators.operations import load_set  # noqa: PLC0415

    system = User.objects.system()
    city = Organisation.objects.create(code=code, name=f"{code}市", level=Level.CITY)
    units = [
        Organisation.objects.create(code=f"{code}-{n}", name=f"第{n}局", level=Level.DEPARTMENT, parent=city)
        for n in range(UNITS)
    ]
    post = create_post(organisation=units[0], role=Role.OFFICE, actor=system)
    officers = [User.objects.create_user(f"{code}-{n}", name=f"经办人{n}") for n in range(OFFICERS)]
    for officer in officers:
        appoint(user=officer, post=post, actor=system)
    edition = IndicatorSet.objects.filter(code="made-of-25").first() or load_set(
        raw=set_of(25), file="made.yaml", actor=system
    )
    make_cases(
        number, city=city, units=units, indicator_set=edition, author=system, handlers=officers, first=first
    )
    return officers[0]


def analyse() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def database() -> Iterator[None]:
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(databases, verbosity=0)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    # Static files are named as they are: nothing has been collected.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        for _database_at_hand in database():
            figures = measure()
    print(f"on {connection.vendor}")
    print(f"a page of the ledger in times of the least list:   {figures.cost} (at most {COST})")
    print(f"a city of {MANY} cases in times of one of {FEW}:     {figures.growth} (at most {GROWTH})")
    print(f"the least list in times of itself:                 {figures.control}")
    if not figures.control.steady:
        print("The machine was too restless for this to mean anything.")


if __name__ == "__main__":
    main()
