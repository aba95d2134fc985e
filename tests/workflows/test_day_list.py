"""A year's holidays as people paste them."""

from datetime import date

import pytest

from tests.workflows.test_calendar import PLAIN, worked
from workflows.calendar import Calendar
from workflows.day_list import read_days
from workflows.days import Word

OFF, WORKED = Word(works=False, note="国庆节"), Word(works=True)


@pytest.mark.parametrize(
    "line",
    [
        "2027-10-01 休 国庆节",
        "2027/10/1\t休\t国庆节",
        "2027年10月1日，放假，国庆节",
        "2027.10.01 OFF 国庆节",
        "  2027-10-01：休 ： 国庆节 ",
        "2027-10-01休 国庆节",
    ],
)
def test_the_ways_a_day_is_written(line):
    assert read_days(line) == ({date(2027, 10, 1): OFF}, [])


@pytest.mark.parametrize("joint", ["至", " 至 ", "~", " – ", "到", " to ", ".."])
def test_a_span_is_every_day_of_it(joint):
    days, wrong = read_days(f"2027-10-01{joint}2027-10-03 休 国庆节\n\n2027-10-09 班")
    assert (days, wrong) == (
        {**{date(2027, 10, n): OFF for n in (1, 2, 3)}, date(2027, 10, 9): WORKED},
        [],
    )


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("", "There is no day in it."),
        ("国庆节放假七天", "Line 1: not a date, then 休 or 班, then a note."),
        ("2027-10-01", "Line 1: not a date, then 休 or 班, then a note."),
        ("2027-02-29 休", "Line 1: there is no day 2027-02-29."),
        ("2027-13-01 休", "Line 1: there is no day 2027-13-01."),
        ("2027-10-01 调休", "Line 1: “调休” is neither 休 nor 班."),
        ("2027-10-07 至 2027-10-01 休", "Line 1: a span goes forward and has at most 31 days."),
        ("2027-01-01 至 2027-12-31 休", "Line 1: a span goes forward and has at most 31 days."),
        ("2027-10-01 休\n2027-10-01 班", "Line 2: 2027-10-01 is there twice."),
        (f"2027-10-01 休 {'长' * 101}", "Line 1: the note is longer than 100 characters."),
        ("2027-10-01 休\n" * 401, "At most 400 lines are read at once."),
        ("\uff12027-10-01 休", "Line 1: not a date, then 休 or 班, then a note."),
    ],
)
def test_what_is_wrong_is_said_by_line(english, table, fault):
    assert read_days(table)[1][0] == fault


def test_at_most_ten_faults_are_said():
    assert len(read_days("x\n" * 50)[1]) == 10


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_published_year_pasted_into_one_nobody_knows_counts_the_same(year):
    """Twenty-eight years later the weekdays fall alike."""
    plan = worked(year)
    lines = [
        f"{day.replace(year=year + 28)} {'班' if works else '休'}"
        for day, works in plan.items()
        if works != (day.weekday() < 5)
    ]
    days, wrong = read_days("\n".join(lines))
    office = Calendar({day: word.works for day, word in days.items()})
    assert wrong == []
    assert {day: office.works(day.replace(year=year + 28)) for day in plan} == plan
    assert {day: PLAIN.works(day) for day in plan} == plan
