"""The ledger in figures: counted by hand beside what the page says, and drawn with a table for each drawing."""

import html
import re
import xml.etree.ElementTree as ET
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Return, ReturnedItem
from indicators.svg import ems
from tests import factories
from tests.factories import answer, bring_to
from workflows.calendar import Calendar
from workflows.charts import Bar, bars
from workflows.enums import Stage
from workflows.models import StageClock
from workflows.queries.figures import figures


def made(city, tiny, *stages):
    return [bring_to(stage, factories.make_case(city, tiny), city) for stage in stages]


def stay(case, stage, entered, left, due=None):
    """One more stay, from noon to noon."""

    def noon(day):
        return timezone.make_aware(datetime.combine(day, time(12))) if day else None

    StageClock.objects.create(
        case=case, stage=stage, entered_at=noon(entered), left_at=noon(left), due_at=noon(due)
    )


def stage_figures(user):
    return {each.name: (each.cases, each.left, each.median) for each in figures(user, {}).stages}


def test_cases_are_counted_by_the_stage_they_are_in(city, tiny):
    made(city, tiny, Stage.SELF_ASSESSMENT, Stage.SELF_ASSESSMENT, Stage.OFFICE_CHECK)
    assert stage_figures(city.office) == {
        "Self-assessment": (2, 1, Fraction(0)),
        "Office check": (1, 0, None),
    }


def test_waiting_is_the_median_of_working_days(city, case):
    stay(case, Stage.OFFICE_CHECK, date(2026, 3, 2), date(2026, 3, 4))  # two days
    stay(case, Stage.OFFICE_CHECK, date(2026, 3, 6), date(2026, 3, 9))  # over a weekend: one
    stay(case, Stage.OFFICE_CHECK, date(2026, 2, 13), date(2026, 2, 25))  # over the spring festival
    stay(case, Stage.OFFICE_CHECK, date(2026, 3, 2), date(2026, 3, 9))  # five
    over = Calendar().working_days_between(date(2026, 2, 13), date(2026, 2, 25))
    middle = sorted([2, 1, over, 5])[1:3]
    assert stage_figures(city.office)["Office check"] == (0, 4, Fraction(sum(middle), 2))


def test_indicators_are_weak_by_what_was_answered_and_sent_back(city, tiny):
    one, two = made(city, tiny, Stage.SELF_ASSESSMENT, Stage.SELF_ASSESSMENT)
    answer(one, "A1", city.drafter, rating="-2", mitigation="错峰。")
    answer(two, "A1", city.drafter, rating="unknown")
    answer(two, "A2", city.drafter, rating="-1", mitigation="错峰。")
    send = {"number": 1, "note": "请补充。", "returned_by": city.office, "returned_at": timezone.now()}
    returned = Return.objects.create(assessment=one.assessment, **send)
    ReturnedItem.objects.create(returned=returned, part="answer", code="A1", reason="thin")
    found = [
        (each.code, each.name, each.negative, each.uncertain, each.returned)
        for each in figures(city.office, {}).indicators
    ]
    assert found == [("A1", "Indicator A1", 1, 1, 1), ("A2", "Indicator A2", 1, 0, 0)]


def test_groups_are_touched_where_an_effect_was_found(city, tiny):
    (case,) = made(city, tiny, Stage.SELF_ASSESSMENT)
    answer(case, "A1", city.drafter, rating="-1", groups=["ALL", "RUR"], mitigation="错峰。")
    answer(case, "A2", city.drafter, rating="1", groups=["RUR"])
    answer(case, "B1", city.drafter, rating="0", groups=["ALL"])
    found = [(each.name, each.answers, each.negative) for each in figures(city.office, {}).groups]
    assert found == [("Rural children", 2, 1), ("All children", 1, 1)]


def test_groups_that_are_touched_alike_stand_in_one_order_in_every_process(city, tiny):
    (case,) = made(city, tiny, Stage.SELF_ASSESSMENT)
    answer(case, "A1", city.drafter, rating="-1", mitigation="错峰。")
    Answer.objects.filter(indicator__code="A1").update(groups=[*"QWERTZ"])
    assert [each.name for each in figures(city.office, {}).groups] == sorted("QWERTZ")


def test_departments_are_late_by_stays_in_their_own_stages(city, case):
    day = date(2026, 3, 2)
    stay(case, Stage.SELF_ASSESSMENT, day, day + timedelta(days=9), due=day + timedelta(days=5))
    stay(case, Stage.SELF_ASSESSMENT, day, day + timedelta(days=5), due=day + timedelta(days=5))
    stay(case, Stage.OFFICE_CHECK, day, day + timedelta(days=9), due=day + timedelta(days=5))
    (unit,) = figures(city.office, {}).units
    assert (unit.name, unit.stays, unit.late, unit.percent) == ("Planning", 3, 1, 33)


def test_a_stay_that_is_not_over_is_late_when_its_time_is(city, case):
    StageClock.objects.update(due_at=timezone.now() - timedelta(seconds=2))
    assert figures(city.office, {}).units[0].late == 1


def test_figures_go_as_far_as_the_ledger(city, tiny):
    made(city, tiny, Stage.SELF_ASSESSMENT)
    other = factories.make_city("other")
    assert [figures(user, {}).cases for user in (city.office, city.drafter, city.outsider, other.office)] == [
        1,
        1,
        0,
        0,
    ]


def test_figures_are_of_one_year_or_of_all(city, tiny):
    this = timezone.localdate().year
    factories.make_case(city, tiny, plan_year=this - 1)
    years = (str(this), str(this - 1), "all", "nonsense")
    assert [figures(city.office, {"year": year}).cases for year in years] == [0, 1, 1, 0]


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_asks_as_often_for_one_case_as_for_many(city, tiny, as_user, count_queries, number):
    for case in made(city, tiny, *[Stage.COMMITTEE] * number):
        answer_negative(case)
    browser, where = as_user(city.office), reverse("workflows:ledger_figures")
    browser.get(where)
    assert count_queries(lambda: browser.get(where)) == 14


def answer_negative(case):
    case.assessment.answers.filter(indicator__code="A1").update(rating="-1", groups=["ALL"])


def test_every_drawing_has_its_table(city, tiny, as_user):
    (case,) = made(city, tiny, Stage.OFFICE_CHECK)
    answer_negative(case)
    text = as_user(city.office).get(reverse("workflows:ledger_figures")).content.decode()
    assert (text.count('role="img"'), text.count("<table")) == (5, 4)


def test_without_cases_the_page_says_what_comes(city, as_user):
    text = html.unescape(as_user(city.office).get(reverse("workflows:ledger_figures")).content.decode())
    assert "Figures come with the first case." in text


# The drawing.

SVG = "{http://www.w3.org/2000/svg}"


def drawn(rows):
    return ET.fromstring(bars(title="Bars", rows=rows))  # noqa: S314 - our own drawing


def widths(svg, name):
    return [float(each.get("width")) for each in svg.iter(f"{SVG}rect") if each.get("class") == name]


def test_bars_are_as_long_as_their_numbers():
    long, half, none = widths(drawn([Bar("a", 4, "4"), Bar("b", 2, "2"), Bar("c", 0, "0")]), "svg-bar")
    assert (round(long / half, 2), none) == (2, 1.5)


def test_the_part_of_a_bar_that_is_marked_is_as_long_as_its_share():
    svg = drawn([Bar("a", 4, "4", 1)])
    assert round(widths(svg, "svg-bar")[0] / widths(svg, "svg-bar-marked")[0], 2) == 4


def test_a_drawing_says_all_of_it_in_words(english):
    assert drawn([Bar("自评", 4, "4"), Bar("<签发>", 1, "1")]).find(f"{SVG}desc").text == "自评: 4; <签发>: 1"


def test_a_bar_and_its_number_stay_within_the_drawing():
    rows = [Bar("很长的名称" * 12, 4, "100 % of 1000 stays"), Bar("b", 2, "2")]
    svg = drawn(rows)
    width, height = map(float, svg.get("viewBox").split()[2:])
    ends = [
        float(each.get("x")) + 13 * ems(each.text)
        for each in svg.iter(f"{SVG}text")
        if "figure" in each.get("class")
    ]
    lowest = max(float(each.get("y")) for each in svg.iter(f"{SVG}text"))
    assert (max(ends) <= width, lowest <= height) == (True, True)


def test_no_bars_are_drawn_of_nothing():
    assert re.findall("<rect", bars(title="Bars", rows=[])) == []
