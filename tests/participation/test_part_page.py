"""The page of children's part: what stands at each link, themes and their answers, who may write them."""

import re

import pytest
from django.urls import reverse

from ledger.errors import Refused
from participation.attendance import Heads
from participation.models import Theme
from participation.operations.doors import lock_themes
from participation.operations.remarks import take_back_remark
from participation.operations.themes import remove_theme, save_theme
from participation.queries.part import children_part, unanswered_themes
from tests import factories
from tests.assessments.pages import unmarked
from tests.factories import rows_of
from tests.participation.hearing import hear, say, theme
from workflows.operations import advance


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(ages=True, participation=True))


@pytest.fixture
def page(case):
    return reverse("participation:show_part", args=[case])


def fields(number=1, **changes):
    typed = {
        "said": "天黑后乘车害怕。",
        "uptake": "adopted",
        "reason": "车上有人陪。",
        "version": "0",
    } | changes
    return {f"theme-{number}-{name}": value for name, value in typed.items()}


def answer(case, number=1):
    return reverse("participation:post_answer", args=[case, number])


def test_the_page_tells_what_stands_at_each_link(case, city, as_user, page):
    hear(case, city.drafter, attendance={("HIGH", ""): 20, ("HIGH", "RUR"): 4})
    hear(case, city.drafter, link="feedback", attendance={("LOW", ""): 3})
    shown = unmarked(as_user(city.drafter).get(page))
    assert "2 sessions · 27 children heard" in shown
    told = [words in shown for words in ("A talk before", "Notice", "Hearing back", "Children were heard")]
    assert told == [True, True, True, True]


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, ""),
        ({"attendance": {}}, "how many children were there"),
        (
            {"child_assent": False, "guardian_consent": False, "may_use": False},
            "that every child has agreed, that the guardians of those under 14 have agreed",
        ),
        ({"quality": {}}, "every answer of the quality card"),
    ],
    ids=["nothing", "numbers", "consents", "quality"],
)
def test_a_session_says_why_it_does_not_count_yet(case, city, as_user, page, changes, lacks):
    session = hear(case, city.drafter, **changes)
    browser = as_user(city.drafter)
    for where in (page, reverse("participation:show_session", args=[case, session.number])):
        shown = unmarked(browser.get(where))
        assert re.findall(r"Still lacking: (.*?)\.", shown) == ([lacks] if lacks else [])


def test_a_gate_of_a_later_stage_is_still_ahead(city, as_user):
    chosen = factories.make_set(gates={"needs": "self_assessment", "feedback": "publication"})
    case = factories.make_case(city, chosen)
    shown = unmarked(as_user(city.drafter).get(reverse("participation:show_part", args=[case])))
    assert re.findall("Children are still to be heard|Still ahead", shown) == [
        "Children are still to be heard",
        "Still ahead",
    ]


def test_nobody_is_invited_to_a_reason_once_the_case_is_over(city, as_user):
    case = factories.make_case(city, factories.make_set(gates={"needs": "self_assessment"}))
    browser, page = as_user(city.drafter), reverse("participation:show_part", args=[case])
    reason = reverse("participation:show_absence", args=[case, "needs"])
    before = unmarked(browser.get(page))
    advance(case=case, action="withdraw", actor=city.drafter)
    assert (reason in before, reason in unmarked(browser.get(page))) == (True, False)


def test_every_part_is_counted(case, city):
    session = hear(case, city.drafter, attendance={("HIGH", ""): 20, ("HIGH", "RUR"): 4})
    theme(case, city.drafter, uptake="adopted", reason="车上有人陪。")
    open_one = theme(case, city.drafter, "想留住操场。")
    say(session, city.drafter, "怕黑", "路太暗", under=1)
    gone = say(session, city.drafter, "想玩")
    take_back_remark(remark=gone, actor=city.office)
    say(session, city.drafter, "想荡秋千")
    part = children_part(city.office, case.assessment)
    (card,) = part.sessions
    assert (card.words, card.unsorted, card.ages, card.groups) == (
        3,
        1,
        [("6–18", 24)],
        [("No group in particular", 20), ("Rural children", 4)],
    )
    assert [(each.theme.number, each.words) for each in part.themes] == [(1, 2), (2, 0)]
    assert (part.unanswered, unanswered_themes(case.assessment)) == ([2], [open_one.number])
    assert part.heads == Heads(24, {"HIGH": 24}, {"": 20, "RUR": 4})


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(case, city, rows, django_assert_num_queries):
    for number in range(rows):
        session = hear(case, city.drafter)
        theme(case, city.drafter, f"想要{'一二三'[number]}个秋千。")
        say(session, city.drafter, "想玩", under=number + 1)
    assessment = case.assessment.__class__.objects.select_related("indicator_set", "screening").get()
    with django_assert_num_queries(8):
        children_part(city.drafter, assessment)


def test_an_answer_to_a_theme_that_a_colleague_removed_loses_no_word(case, city, as_user):
    first = theme(case, city.drafter)
    form = fields(said="想玩。", reason="操场整天开放。")
    remove_theme(theme=first, actor=city.office)
    late = as_user(city.drafter).post(answer(case), form)
    shown = unmarked(late)
    assert (late.status_code, 'value="想玩。"' in shown, "操场整天开放。" in shown) == (409, True, True)
    assert Theme.objects.count() == 0


def test_a_theme_that_is_removed_while_it_is_answered_is_refused(case, city):
    first = theme(case, city.drafter)
    remove_theme(theme=first, actor=city.office)
    with pytest.raises(Refused):
        save_theme(theme=first, version=0, content={"reason": "操场整天开放。"}, actor=city.drafter)


def test_a_theme_is_added_answered_and_removed(case, city, as_user, page):
    browser, add = as_user(city.drafter), reverse("participation:post_theme", args=[case])
    assert browser.post(add, {"said": "天黑后乘车害怕。"})["Location"] == f"{page}#theme-1"
    assert browser.post(answer(case), fields())["Location"] == f"{page}#theme-1"
    stored = Theme.objects.get()
    assert (stored.uptake, stored.reason, stored.complete) == ("adopted", "车上有人陪。", True)
    drop = reverse("participation:drop_theme", args=[case, 1])
    refused = browser.post(drop)
    assert (refused.status_code, "it cannot be removed" in unmarked(refused)) == (422, True)
    browser.post(add, {"said": "想玩。"})
    assert browser.post(reverse("participation:drop_theme", args=[case, 2])).status_code == 302
    assert Theme.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"said": ""},
        {"said": "李小红同学害怕。"},
        {"uptake": "maybe"},
        {"reason": "长" * 1001},
        {"reason": "打 13812345678 问我。"},
        {"version": ""},
    ],
)
def test_a_bad_answer_is_refused_with_its_words(case, city, as_user, changes):
    theme(case, city.drafter)
    before, typed = rows_of(Theme), fields(**({"reason": "我的话"} | changes))
    response = as_user(city.drafter).post(answer(case), typed)
    assert (response.status_code, rows_of(Theme)) == (422, before)
    assert typed["theme-1-reason"] in unmarked(response)


def test_a_bad_theme_is_refused_with_its_words(case, city, as_user):
    add = reverse("participation:post_theme", args=[case])
    response = as_user(city.drafter).post(add, {"said": "李小红同学害怕。"})
    assert (response.status_code, "李小红同学害怕。" in unmarked(response)) == (422, True)
    assert not Theme.objects.exists()


def test_a_stale_answer_shows_both_texts_and_can_be_sent_again(case, city, as_user):
    theme(case, city.colleague, uptake="not_adopted", reason="没有钱。")
    browser = as_user(city.drafter)
    response = browser.post(answer(case), fields())
    shown = unmarked(response)
    assert (response.status_code, "没有钱。" in shown, "车上有人陪。" in shown) == (409, True, True)
    assert browser.post(answer(case), fields(version="1")).status_code == 302


def test_once_the_committee_has_them_themes_are_read(case, city, as_user, page):
    theme(case, city.drafter)
    lock_themes(assessment=case.assessment)
    browser = as_user(city.drafter)
    assert answer(case) not in unmarked(browser.get(page))
    response = browser.post(answer(case), fields())
    assert (response.status_code, "车上有人陪。" in unmarked(response)) == (422, True)
    response = browser.post(reverse("participation:post_theme", args=[case]), {"said": "还想要秋千。"})
    shown = unmarked(response)
    assert (response.status_code, "还想要秋千。" in shown) == (422, True)
    assert "what children said and what is answered stays" in shown


@pytest.mark.parametrize(("name", "status"), [("head", 403), ("office", 302), ("outsider", 404)])
def test_who_may_answer(case, city, as_user, name, status):
    theme(case, city.drafter)
    assert as_user(city.people[name]).post(answer(case), fields()).status_code == status


def test_a_theme_that_is_not_there_is_not_found(case, city, as_user):
    assert as_user(city.drafter).post(answer(case, 7)).status_code == 404


def test_readers_get_no_forms(case, city, as_user, page):
    hear(case, city.drafter)
    theme(case, city.drafter)
    shown = unmarked(as_user(city.head).get(page))
    assert "天黑后乘车害怕。" in shown
    assert {words in shown for words in (answer(case), "Record a session")} == {False}


def test_the_office_alone_is_led_to_who_read_children_s_words(case, city, as_user, page):
    way = reverse("participation:list_readings")
    assert [way in as_user(each).get(page).content.decode() for each in (city.office, city.drafter)] == [
        True,
        False,
    ]
