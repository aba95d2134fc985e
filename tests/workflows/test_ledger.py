"""The office's ledger: what it lists to whom, found, sorted and leafed through, in how many queries."""

import html
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from benchmarks.cases import make_cases
from tests import factories
from tests.factories import bring_to
from tests.set_files import STAGES
from workflows.enums import Stage
from workflows.models import Case, CaseSummary
from workflows.operations import advance
from workflows.queries import ledger as queries
from workflows.queries.ledger import Filters, every_row, ledger
from workflows.summaries import refresh

MANY = 5000


@pytest.fixture
def many(city, tiny):
    """Makes this many cases of the city's two units."""

    def make(number, **changes):
        units = [city.units["planning"], city.units["housing"]]
        where = {"city": city.place, "units": units, "indicator_set": tiny, "author": city.drafter}
        return make_cases(number, handlers=[city.office], **(where | changes))

    return make


def codes(page):
    return [row.summary.code for row in page.rows]


def shown(user, **given):
    return codes(ledger(user, given))


def leaf(user, direction, page, **given):
    """The page before or after this one."""
    cursor = page.earlier if direction == "before" else page.later
    return ledger(user, given | {direction: cursor})


# Who sees what.


@pytest.mark.parametrize("stage", Stage)
def test_the_ledger_lists_what_the_access_table_lets_read(city, stage):
    chosen = factories.make_set(stages=STAGES, special=("RUR",))
    case = factories.make_case(city, chosen)
    if stage == Stage.WITHDRAWN:
        advance(case=case, action="withdraw", actor=city.drafter)
    else:
        bring_to(stage, case, city)
    clerks = ("drafter", "colleague", "head", "office", "office_two", "outsider")
    listed = {name: set(CaseSummary.objects.listed_for(city.people[name])) for name in clerks}
    assert listed == {name: set(CaseSummary.objects.visible_to(city.people[name])) for name in clerks}
    assert {name for name, rows in listed.items() if rows} == {*clerks} - {"outsider"}


@pytest.mark.parametrize("who", ["expert_a", "member_a", "rights_member", "own_member"])
@pytest.mark.parametrize("page", ["ledger", "export_ledger", "ledger_figures", "remind", "assign_handler"])
def test_who_is_invited_to_single_cases_has_no_ledger(city, as_user, who, page):
    bring_to(Stage.PUBLICATION, factories.make_case(city, factories.make_set()), city)
    assert as_user(city.people[who]).get(reverse(f"workflows:{page}")).status_code == 403


def test_a_ledger_holds_no_other_city_s_cases(city, tiny, many, as_user):
    other = factories.make_city("other")
    factories.make_case(other, tiny, code="THEIRS")
    many(3)
    pages = (
        ledger(user, {"year": "all", **where}) for user in (city.office, city.drafter) for where in ELSEWHERE
    )
    assert [code for page in pages for code in codes(page) if code == "THEIRS"] == []
    assert shown(other.office) == ["THEIRS"]


ELSEWHERE = ({}, {"q": "THEIRS"}, {"unit": "1"}, {"after": "00000000000.1"}, {"before": "99999999999.999"})


def test_a_unit_sees_its_own_cases_alone(city, many):
    many(10)
    units = {row.summary.unit_id for row in ledger(city.outsider, {}).rows}
    assert units == {city.units["housing"].pk}


def test_who_has_left_the_post_has_no_ledger(city):
    city.office.groups.clear()
    with pytest.raises(PermissionDenied):
        ledger(city.office, {})


# Filters and search.


@pytest.fixture
def three(city, tiny):
    """A late school plan that was triggered, a bus fare plan, and a planned one of last year."""
    made = [
        factories.make_case(
            city, tiny, title="学校布局规划 100%", title_en="School plan", trigger="群众来信。"
        ),
        factories.make_case(city, tiny, title="公交票价_调整", title_en="Bus fares"),
        factories.make_case(city, tiny, title="公园改造", plan_year=timezone.localdate().year - 1),
    ]
    Case.objects.filter(pk=made[0].pk).update(due_at=timezone.now() - timedelta(days=3))
    for case in made:
        refresh(case)
    return [str(case) for case in made]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [0, 1]),
        ({"year": "all"}, [0, 1, 2]),
        ({"year": "1999"}, []),
        ({"year": "all", "q": "规划"}, [0]),
        ({"year": "all", "q": "SCHOOL 布局"}, [0]),
        ({"year": "all", "q": "school 票价"}, []),
        ({"year": "all", "q": "\uff33\uff23hool"}, [0]),
        ({"year": "all", "q": "%"}, [0]),
        ({"year": "all", "q": "_"}, [1]),
        ({"year": "all", "q": "\\"}, []),
        ({"year": "all", "q": "' OR 1=1 --"}, []),
        ({"year": "all", "q": "单位planning"}, [0, 1, 2]),
        ({"light": "late"}, [0]),
        ({"light": "fine"}, [1]),
        ({"stage": "self_assessment"}, [0, 1]),
        ({"stage": "committee"}, []),
        ({"intake": "triggered"}, [0]),
        ({"year": "all", "intake": "plan"}, [2]),
        ({"handler": "none"}, [0, 1]),
        ({"handler": "99999999"}, []),
        ({"open": "yes"}, [0, 1]),
        ({"open": "no"}, []),
    ],
)
def test_filters_and_words_narrow_what_is_shown(city, three, given, found):
    assert sorted(shown(city.office, **given)) == [three[place] for place in found]


@pytest.mark.parametrize(
    "given",
    [
        {"year": "soon", "stage": "nowhere", "unit": "x", "light": "blue", "handler": "-1", "open": "maybe"},
        {"unit": "9" * 30, "handler": "9" * 30},
        {"after": "x", "before": "y"},
        {"after": "0" * 40},
        {"q": "\0"},
    ],
)
def test_what_a_filter_does_not_understand_is_left_out(city, three, as_user, given):
    response = as_user(city.office).get(reverse("workflows:ledger"), given)
    assert (response.status_code, shown(city.office, **given)) == (200, three[:2])


def test_filters_stay_in_the_addresses_of_a_page():
    filters = Filters.read({"q": "学校 & 规划", "year": "2026", "light": "late", "evil": "x"})
    assert filters.address(light="") == "q=%E5%AD%A6%E6%A0%A1+%26+%E8%A7%84%E5%88%92&year=2026"


# Order and leafing.


def test_the_next_to_be_due_comes_first_and_what_has_ended_last(city, many):
    many(60)
    rows = [row.summary for row in every_row(city.office, {})]
    due = [row.due_at for row in rows if not row.ended and row.due_at]
    assert (due, [row.ended for row in rows]) == (sorted(due), sorted(row.ended for row in rows))


def test_leafing_forth_and_back_shows_every_case_once(city, many):
    many(120)
    everything = [row.summary.code for row in every_row(city.office, {})]
    first = ledger(city.office, {})
    second = leaf(city.office, "after", first)
    third = leaf(city.office, "after", second)
    assert codes(first) + codes(second) + codes(third) == everything
    assert (first.earlier, third.later, len(third.rows)) == ("", "", 20)
    back = leaf(city.office, "before", third)
    assert (codes(back), codes(leaf(city.office, "before", back))) == (codes(second), codes(first))


def test_cases_due_at_the_same_second_are_neither_lost_nor_shown_twice(city, many):
    many(120)
    CaseSummary.objects.update(order="01000000000")
    first = ledger(city.office, {})
    second = leaf(city.office, "after", first)
    assert len({*codes(first), *codes(second), *codes(leaf(city.office, "after", second))}) == 120


def test_a_page_whose_first_row_has_gone_goes_on_from_there(city, many):
    many(120)
    first = ledger(city.office, {})
    second = codes(leaf(city.office, "after", first))
    CaseSummary.objects.filter(code=first.rows[-1].summary.code).delete()
    assert codes(leaf(city.office, "after", first)) == second


def test_no_page_is_found_by_counting_rows(city, many, count_queries, django_assert_num_queries):
    many(120)
    first = ledger(city.office, {})
    with django_assert_num_queries(9, exact=False) as asked:
        leaf(city.office, "after", first)
    assert [each["sql"] for each in asked if "OFFSET" in each["sql"]] == []


# Lights.


def test_lights_are_counted_and_said_in_words(city, many):
    many(74)
    page = ledger(city.office, {})
    rows = list(every_row(city.office, {}))
    by_hand = {
        name: sum(row.left.light == name and not row.summary.ended for row in rows) for name in queries.Light
    }
    assert page.lights == by_hand | {"ended": sum(row.summary.ended for row in rows)}
    assert page.total == 74
    for light in queries.Light:
        assert len(shown(city.office, light=light)) == min(by_hand[light], 50)


def test_a_light_reads_without_its_colour(city, three, as_user):
    text = html.unescape(as_user(city.office).get(reverse("workflows:ledger")).content.decode())
    assert re.findall(r'<span class="light is-(late|fine)">(.*?)</span></td>', text) == [
        ("late", "3 days over"),
        ("fine", "15 working days left"),
    ]


# The page itself, and what it costs.

QUERIES = {"office": 11, "drafter": 9}


@pytest.mark.parametrize("who", QUERIES)
@pytest.mark.parametrize("number", [10, 60, 200])
def test_the_page_asks_as_often_for_ten_cases_as_for_two_hundred(
    city, many, as_user, count_queries, who, number
):
    many(number, units=[city.units["planning"]])
    browser, where = as_user(city.people[who]), reverse("workflows:ledger")
    browser.get(where)
    assert count_queries(lambda: browser.get(where)) == QUERIES[who]


def test_the_page_asks_as_often_for_five_thousand(city, many, as_user, count_queries):
    many(MANY)
    browser, where = as_user(city.office), reverse("workflows:ledger")
    browser.get(where)
    assert count_queries(lambda: browser.get(where)) == QUERIES["office"]


def test_a_row_is_a_link_and_says_what_it_should(city, three, as_user):
    text = html.unescape(as_user(city.office).get(reverse("workflows:ledger")).content.decode())
    row = re.search(r"<tr>(?:(?!</tr>).)*School plan.*?</tr>", text, re.DOTALL)[0]
    plain = " ".join(re.sub(r"<[^>]+>", " ", row).split())
    assert (f'class="row-link" href="/cases/{three[0]}/"' in row, plain) == (
        True,
        f"School plan {three[0]} Triggered Planning self_assessment Drafting unit 3 days over 0/3",
    )


@pytest.mark.parametrize(
    ("who", "given", "said"),
    [
        ("office", {}, "Each case stands here as soon as a department opens it."),
        ("drafter", {}, "Open a case as soon as drafting begins"),
        ("office", {"q": "没有"}, "No case matches"),
    ],
)
def test_an_empty_ledger_says_what_to_do_next(city, as_user, who, given, said):
    assert said in as_user(city.people[who]).get(reverse("workflows:ledger"), given).content.decode()


def test_whoever_is_signed_out_signs_in_first(db, as_user):
    response = as_user().get(reverse("workflows:ledger"))
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/ledger/")


def test_only_clerks_find_the_ledger_in_the_navigation(city, as_user):
    found = {who: '"/ledger/"' in as_user(city.people[who]).get("/desk/").content.decode() for who in CLERKS}
    assert found == CLERKS


CLERKS = {"office": True, "drafter": True, "head": True, "expert_a": False, "member_a": False}
