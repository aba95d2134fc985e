"""The yearly audit of minors' data: every figure of one city and one year."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from participation.enums import Handling
from participation.management.commands.minors_audit import table
from participation.queries.audit import Carried, Opened, audit
from privacy.erasing import run_rules
from privacy.models import Erasure
from privacy.reading import open_sensitive
from tests import factories
from tests.privacy import said
from tests.privacy.said import noon

DAY = date(2026, 5, 4)


@pytest.fixture
def year(case, city, tiny):
    """2026, with what belongs to another year or city beside it."""
    other = factories.make_city("oc")
    theirs = factories.make_case(other, tiny, drafting_unit=other.units["planning"], actor=other.drafter)
    with time_machine.travel(noon(DAY), tick=False):
        session = said.session(case, city.drafter, held_on=DAY)
        said.remark(session)
        said.remark(session, text="", taken_back_at=timezone.now())
        collection = said.collection(session, city.drafter, noon(DAY))
        said.sheet(collection, taken_back_at=timezone.now())
        said.remark(said.session(theirs, other.drafter, held_on=DAY))
        said.comment(said.notice(case, closes_on=DAY))
        for rows in (2, 5):
            opened(case, city.office, rows)
        opened(theirs, other.office, 9)
        for handling in (Handling.OPEN, Handling.REPORTED, Handling.REPORTED):
            said.concern(city, handling, noon(DAY))
    with time_machine.travel(noon(DAY + timedelta(days=7)), tick=False):
        run_rules(actor=User.objects.system(), now=timezone.now())
    with time_machine.travel(noon(date(2027, 3, 1)), tick=False):
        opened(case, city.office, 50)
        said.remark(said.session(case, city.drafter, held_on=date(2027, 3, 1)))
    return audit(city.place, 2026)


def opened(case, actor, rows):
    open_sensitive(
        subject=case.assessment.subject, what="remarks", rows=rows, reason="核对主题是否准确", actor=actor
    )


def test_openings_by_person_and_reason(year, city):
    assert year.opened == [
        Opened(
            who=str(city.office),
            posts="Office · Committee office",
            what="Remarks of children",
            why="核对主题是否准确",
            times=2,
            rows=7,
        )
    ]


def test_what_was_heard_taken_back_and_erased(year):
    assert (year.sessions, year.remarks, year.comments) == (1, 2, 1)
    assert (year.taken_back, year.sheets_taken_back) == (1, 1)
    assert year.erased == [Carried(rule="tokens", times=1, rows=1)]
    assert year.concerns == {
        Handling.OPEN: 1,
        Handling.TAKEN: 0,
        Handling.REPORTED: 2,
        Handling.CLOSED: 0,
    }
    assert (year.copies, year.downloads) == (0, 0)


def test_an_erasure_that_the_ledger_does_not_prove_is_counted(year, city):
    assert year.unproved == 0
    Erasure.objects.update(rows=99)
    assert audit(city.place, 2026).unproved == 1


def test_queries_do_not_grow_with_the_erasures(year, case, city, count_queries):
    once = count_queries(lambda: audit(city.place, 2026))
    for _more in range(3):
        Erasure.objects.create(
            rule="tokens", subject=case.assessment.subject, rows=1, keys_hash="", ledger_position=1
        )
    Erasure.objects.update(erased_at=noon(DAY))
    assert (count_queries(lambda: audit(city.place, 2026)), audit(city.place, 2026).unproved) == (once, 3)


def printed(year, language):
    out = StringIO()
    call_command("minors_audit", str(year), language=language, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_prints_tables_for_each_city(year, city):
    lines = printed(2026, "en")
    assert lines.index("City oc: minors’ data in 2026") < lines.index("City tc: minors’ data in 2026")
    mine = lines[lines.index("City tc: minors’ data in 2026") :]
    assert [mine[2].split(), mine[9].split()] == [
        ["Sessions", "held", "1"],
        ["Erasures", "that", "the", "ledger", "does", "not", "prove", "0"],
    ]
    who = "Person tc-office  Office · Committee office  Remarks of children  核对主题是否准确  2      7"
    assert who in mine
    assert mine[-4:] == ["", "Rule    Times  Rows", "tokens  1      1", ""]


def test_the_command_says_when_nothing_was_opened_or_erased(city):
    lines = printed(2025, "en")
    assert [lines[-4], lines[-2]] == ["Nobody opened raw words.", "Nothing was due to be erased."]


def test_columns_stand_under_one_another_in_both_scripts():
    rows = [("谁", "rows"), ("who it was", "7")]
    assert list(table(rows)) == ["谁          rows", "who it was  7"]
