"""The register: how it is searched and filtered, and what it asks the database."""

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.followup import Standing
from reports.listing import listed, searchable
from reports.models import Publication
from reports.queries import register as registers
from reports.queries.register import Question, register
from tests import factories
from tests.committees.following import day, publish
from tests.factories import obligation
from tests.reports.publishing import freeze, release
from tests.reports.sample import first_format, sample_record
from workflows.enums import Stage

REGISTER = "/register/"
CITY = ("衢州市", "Quzhou")


def released(case, city):
    return release(freeze(case))


def make(city, the_set, number, **changes):
    case = factories.make_case(city, the_set, title=f"事项{number}", **changes)
    return released(factories.bring_to(Stage.ISSUING, case, city), city)


def found(**asked):
    return [row.publication.title for row in register(Question.of(asked)).rows]


def read(browser, query=""):
    response = browser.get(f"{REGISTER}{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("校车", True),
        ("校车 学径", True),
        ("校车\u3000学径", True),  # an ideographic blank between them
        ("校车 地铁", False),
        ("\uff31\uff3a\uff0d2021\uff0d01", True),  # in full width
        ("qz-2021", True),
        ("QUZHOU child", True),
        ("起草专班", True),
        ("%", False),
        ("_", False),
    ],
)
def test_words_are_found_whatever_their_width_case_and_order(typed, is_found):
    text = listed(sample_record())["search"] + "\n校车和学径"
    assert all(word in text for word in searchable(typed).split()) is is_found


def test_the_list_repeats_what_a_record_of_any_format_says():
    whole, first = listed(sample_record()), listed(first_format(sample_record()))
    assert (whole["area"], whole["concluded"].isoformat()) == ("QZ-M1", "2026-11-20")
    assert {key for key, value in first.items() if value != whole[key]} == {"search"}  # it knew no tiers
    assert set(first["search"].splitlines()) < set(whole["search"].splitlines())


def test_a_record_that_says_nothing_is_listed_with_nothing():
    assert listed({}) == {
        "area": "",
        "area_name": "",
        "area_name_en": "",
        "concluded": None,
        "search": "",
    }


def test_what_was_decided_is_found_by_its_words(published):
    Publication.objects.update(search=searchable("示例事项", "增设人行道。"))
    assert (found(q="人行道"), found(q="人行道 示例"), found(q="天桥")) == (["示例事项"], ["示例事项"], [])


def test_every_filter_narrows_and_together_they_narrow_more(city, tiny):
    first = make(city, tiny, 1)
    second = make(city, tiny, 2)
    Publication.objects.filter(pk=second.pk).update(area="M2", concluded="2024-05-06", outcome="reject")
    this_year = str(timezone.localdate().year)
    answers = {
        "year": (found(year="2024"), found(year=this_year), found(year="1999")),
        "area": (found(area="M2"), found(area="M1"), found(area="M9")),
        "outcome": (found(outcome="reject"), found(outcome="approve"), found(outcome="return")),
    }
    none = []
    assert answers == {
        "year": (["事项2"], ["事项1"], ["事项2", "事项1"]),  # no such year: not asked
        "area": (["事项2"], ["事项1"], none),
        "outcome": (["事项2"], ["事项1"], none),
    }
    assert found(area="M2", year=this_year) == none
    assert found(city=city.office.posts[0].organisation.city.code) == ["事项2", "事项1"]
    assert found(unit=first.assessment.drafting_unit.code, area="M1") == ["事项1"]
    assert (found(unit="nowhere"), found(city="nowhere")) == (none, none)


def test_conditions_are_a_filter_by_how_they_stand_today(city):
    """Overdue before open before met; a report without conditions is under none of them."""
    the_set = factories.make_set()
    cases = {}
    for title, days in (("落实", 9), ("待办", 9), ("逾期", -1)):
        case = publish(
            factories.make_case(city, the_set, title=title),
            city,
            obligation("条件甲。"),
            obligation("条件乙。"),
        )
        conditions = case.meeting.decision.conditions
        released(case, city)
        conditions.filter(position=2).update(due=day(days))
        conditions.filter(position=1).update(state="met", met_on=day(0))
        cases[title] = conditions
    cases["落实"].update(state="met", met_on=day(0))
    make(city, the_set, "无条件")
    assert {each: found(conditions=each) for each in Standing.values} == {
        "met": ["落实"],
        "open": ["待办"],
        "overdue": ["逾期"],
    }
    rows = {
        row.publication.title: (row.conditions, row.met, row.overdue) for row in register(Question()).rows
    }
    assert rows == {"事项无条件": (0, 0, 0), "逾期": (2, 1, 1), "待办": (2, 1, 0), "落实": (2, 2, 0)}


def test_the_page_says_how_conditions_stand(city, as_user):
    case = publish(factories.make_case(city, factories.make_set()), city, obligation("条件甲。"))
    released(case, city)
    case.meeting.decision.conditions.update(due=day(-1))
    said = read(as_user())
    assert ("1 condition" in said, "1 overdue" in said) == (True, True)


def test_filters_offer_what_there_is_and_how_often(city, tiny, as_user):
    for number in (1, 2):
        make(city, tiny, number)
    third = make(city, tiny, 3)
    Publication.objects.filter(pk=third.pk).update(area="M2", area_name="收费", area_name_en="")
    choices = register(Question()).choices
    assert [(each.value, each.count) for each in choices["area"]] == [("M1", 2), ("M2", 1)]
    assert [(each.value, each.count) for each in choices["outcome"]] == [("approve", 3)]
    said = read(as_user(), "?area=M2")
    assert 'value="M2" selected' in said
    assert 'name="city"' not in said  # there is one: nothing to choose


def test_what_narrows_the_list_can_be_taken_off_one_by_one(published, as_user):
    said = read(as_user(), "?q=示例&outcome=approve")
    assert f'href="{REGISTER}?outcome=approve"' in said
    assert f'href="{REGISTER}?q=%E7%A4%BA%E4%BE%8B"' in said


def test_an_outcome_that_no_report_has_is_named_all_the_same(published, as_user):
    said = read(as_user(), "?outcome=reject")
    assert ("Not approved (0)" in said, ">reject" in said, ">Outcome</label>" in said) == (True, False, True)


@pytest.mark.parametrize(
    "query",
    [
        "year=20x6",
        "year=٢٠٢٦",
        "year=99999999999999999999",
        "conditions=forged",
        "outcome=%00",
        "page=-1",
        "page=1e9",
    ],
)
def test_what_cannot_be_asked_counts_as_not_asked(published, as_user, query):
    assert published.get_absolute_url() in read(as_user(), f"?{query}")


def test_a_thousand_words_are_a_question_like_any_other(published, as_user):
    assert "No report matches" in read(as_user(), "?q=" + "x%20" * 1000)


@pytest.mark.parametrize("count", [3, 25])
def test_the_register_asks_five_questions_however_many_reports_there_are(
    published, as_user, count_queries, count
):
    copies_of(published, count)
    browser = as_user()
    counted = [
        count_queries(lambda query=query: read(browser, query))
        for query in (f"?year={timezone.localdate().year}", "?q=示例", "?page=2")
    ]
    assert counted == [5, 5, 5]


def copies_of(publication, count):
    """The same report again and again, under numbers of their own."""
    assessment = publication.assessment
    for number in range(count):
        assessment.pk, assessment.code = None, f"TC-2025-{number:04}"
        assessment.save(force_insert=True)
        publication.pk, publication.code = None, f"{number:012}"
        publication.assessment = assessment
        publication.save(force_insert=True)
    return Publication.objects.count()


def test_rows_are_twenty_a_page_and_their_order_is_firm(published, monkeypatch):
    monkeypatch.setattr(registers, "PER_PAGE", 2)
    copies_of(published, 4)
    pages = [[row.publication.pk for row in register(Question(), str(number)).rows] for number in (1, 2, 3)]
    flat = [pk for page in pages for pk in page]
    assert ([len(page) for page in pages], flat) == ([2, 2, 1], sorted(flat, reverse=True))


def test_of_names_that_are_as_frequent_the_same_one_is_shown_whatever_the_database_says_first(published):
    copies_of(published, 1)
    Publication.objects.update(area_name="乙", area_name_en="")
    Publication.objects.exclude(pk=published.pk).update(area_name="丙")
    assert [(each.label, each.count) for each in register(Question()).choices["area"]] == [("乙", 2)]


def test_a_reader_of_english_filters_by_english_names(published, as_user):
    copies_of(published, 1)
    Publication.objects.update(area_name="规划", area_name_en="Plans")
    Publication.objects.exclude(pk=published.pk).update(area="X", area_name="收费", area_name_en="")
    said = read(as_user())
    assert ("Plans (1)" in said, "收费 (1)" in said) == (True, True)
    assert reverse("reports:tell_missing") in said
