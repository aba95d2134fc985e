"""The public register beside the least list of twenty rows: with fifty reports in it, and with five thousand.

python -m benchmarks.register

Read by anybody, in times of a view that reads twenty rows by their index and writes three of their columns. The page
also counts what matches, finds units, cities and conditions, and offers every filter with its numbers. `page` and
`search` are read as if nobody had asked before; `warm` is what everybody else gets. Each record is as long as a real
one, for the database has to step over it.
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import django

from benchmarks.ledger import analyse, database
from benchmarks.pairs import PAIRS, Ratios, compare

FEW, MANY = 50, 5000
RECORD = 50_000  # characters
PAGES = 3  # in each half of a pair
COST = {"page": 16.0, "search": 40.0, "warm": 2.0}  # in times of the least list, with `MANY` reports
ADDRESSES = {"page": "/register/?page=1", "search": "/register/?q=规划+校车", "warm": "/register/"}


class Figures(NamedTuple):
    few: dict[str, Ratios]
    many: dict[str, Ratios]
    control: Ratios


def measure(*, pairs: int = PAIRS, few: int = FEW, many: int = MANY, record: int = RECORD) -> Figures:
    """In the database at hand, which is left with the reports of one city."""
    city, units, indicator_set, author = _city()
    make = {"city": city, "units": units, "indicator_set": indicator_set, "author": author, "record": record}
    _publish(few, first=1, **make)
    small = _ratios(pairs)
    _publish(many - few, first=few + 1, **make)
    least = _page("/reports/")
    return Figures(few=small, many=_ratios(pairs), control=compare(least, _page("/reports/"), pairs=pairs))


def _ratios(pairs: int) -> dict[str, Ratios]:
    analyse()
    least = _page("/reports/")
    return {name: compare(_page(address), least, pairs=pairs) for name, address in ADDRESSES.items()}


def _page(where: str) -> Callable[[], None]:
    from django.test import Client, override_settings  # noqa: PLC0415

    browser = Client()

    def read() -> None:
        with override_settings(ROOT_URLCONF="benchmarks.least"):
            for _page_read in range(PAGES):
                status = browser.get(where).status_code
                if status != 200:
                    raise RuntimeError(f"{where} was answered with {status}")

    return read


def _city() -> tuple[Any, Sequence[Any], Any, Any]:
    from accounts.enums import Level  # noqa: PLC0415
    from accounts.models import Organisation, User  # noqa: PLC0415
    from benchmarks.sets import set_of  # noqa: PLC0415
    from indicators.operations import load_set  # noqa: PLC0415

    system = User.objects.system()
    city = Organisation.objects.create(code="reg", name="登记市", level=Level.CITY)
    units = [
        Organisation.objects.create(code=f"reg-{n}", name=f"第{n}局", level=Level.DEPARTMENT, parent=city)
        for n in range(20)
    ]
    return city, units, load_set(raw=set_of(25), file="made.yaml", actor=system), system


def _publish(number: int, *, first: int, record: int, **where: Any) -> None:
    from benchmarks.cases import make_cases  # noqa: PLC0415
    from ledger.codes import verification_code  # noqa: PLC0415
    from reports.enums import RESULTS  # noqa: PLC0415
    from reports.models import Publication  # noqa: PLC0415

    cases = make_cases(number, first=first, **where)
    reports = []
    for count, case in enumerate(cases, first):
        title, digest = case.assessment.title, sha256(str(count).encode()).hexdigest()
        reports.append(
            Publication(
                assessment=case.assessment,
                record=f"{{{'示' * (record - 2)}}}",
                record_hash=digest,
                code=verification_code(digest),
                ledger_position=count,
                title=title,
                title_en=title,
                outcome=RESULTS[count % len(RESULTS)][0],
                area=f"M{count % 7}",
                area_name=f"第{count % 7}类事项",
                concluded=date(2020, 1, 1) + timedelta(days=count % 2000),
                search=f"{title}\n" + "公开检索的文字。" * 120,
                published_at=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=count),
            )
        )
    Publication.objects.bulk_create(reports, batch_size=100)


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
    print(f"on {connection.vendor}, in times of the least list")
    for name, most in COST.items():
        print(
            f"{name:8} {FEW} reports: {figures.few[name]}   {MANY} reports: {figures.many[name]} (at most {most})"
        )
    print(f"the least list in times of itself: {figures.control}")
    if not figures.control.steady:
        print("The machine was too restless for this to mean anything.")


if __name__ == "__main__":
    main()
