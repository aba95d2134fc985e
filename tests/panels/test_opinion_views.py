"""The page of opinions and replies: who reads it, what stands on it, and that no typed word is lost."""

import html
import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from panels.models import Opinion
from panels.queries.opinions import opinions_for
from tests import factories
from tests.factories import bring_to, move, rows_of
from tests.panels.test_replying import STAGES, add, answer, finish, suggest
from tests.workflows.asking import ask
from workflows.enums import Action, Stage

HTMX = {"HX-Request": "true"}
PAGE = "panels:show_opinions"


@pytest.fixture
def scoring(city):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    return bring_to(Stage.EXPERT_PANEL, case, city)


@pytest.fixture
def replying(scoring, city):
    """Two opinions: on A1 and on B1."""
    suggest(scoring, city.expert_c, "B1", "公示期延长。")
    suggest(scoring, city.expert_a, "A1", "增设护学岗。", "第三条")
    return finish(scoring, city)


@pytest.fixture(params=["plain", "htmx"])
def way(request):
    return HTMX if request.param == "htmx" else {}


@pytest.fixture
def send(replying, city, as_user, way):
    browser = as_user(city.drafter)
    return lambda data, number=1: browser.post(
        reverse("panels:save_reply", args=[replying, number]), data, headers=way
    )


def form(number=1, **changes):
    typed = {"uptake": "adopted", "reason": "已增设。", "clause": "第三条", "version": 0} | changes
    return {f"opinion-{number}-{name}": value for name, value in typed.items()}


def text_of(response):
    return html.unescape(response.content.decode())


def statuses(case, city, as_user):
    address = reverse(PAGE, args=[case])
    return {name: as_user(person).get(address).status_code for name, person in city.people.items()}


def readers(case, city, as_user):
    return {name for name, status in statuses(case, city, as_user).items() if status == 200}


def test_who_reads_the_opinions(replying, city, as_user):
    inside = {"drafter", "colleague", "head", "office", "office_two", "expert_a", "expert_b", "expert_c"}
    assert readers(replying, city, as_user) == inside
    for number in (1, 2):
        answer(replying, number, city.drafter)
    sitting = move(replying, Action.HAND_IN_REPLIES, city.drafter)
    members = {ballot.member for ballot in sitting.meeting.ballots.select_related("member")}
    names = {name for name, person in city.people.items() if person in members}
    assert readers(sitting, city, as_user) == inside | names


def test_experts_read_how_they_were_answered_once_the_replies_are_handed_in(replying, city, as_user):
    def read():
        return text_of(as_user(city.expert_a).get(reverse(PAGE, args=[replying])))

    for number in (1, 2):
        answer(replying, number, city.drafter, reason=f"理由之{number}。")
    before = read()
    assert "The department is replying" in before
    assert [said in before for said in ("增设护学岗。", "公示期延长。", "理由之1。")] == [False] * 3
    move(replying, Action.HAND_IN_REPLIES, city.drafter)
    after = read()
    assert [after.count(said) for said in ("增设护学岗。", "公示期延长。", "理由之1。", "理由之2。")] == [
        1
    ] * 4


def test_where_nobody_replies_there_is_no_page(case, city, as_user):
    scored = bring_to(Stage.COMMITTEE, case, city)
    assert set(statuses(scored, city, as_user).values()) == {404}


def test_an_opinion_tells_nothing_of_who_wrote_it(replying, city, as_user):
    for reader in (city.drafter, city.office):
        text = text_of(as_user(reader).get(reverse(PAGE, args=[replying])))
        assert text.index("增设护学岗。") < text.index("公示期延长。")
        written = [Opinion.objects.get(number=number) for number in (1, 2)]
        secrets = [each for opinion in written for each in (opinion.score.seat.expert.username, "Expert 1")]
        assert [secret for secret in secrets if secret in text] == []
        ids = re.findall(r'id="([\w-]*opinion-\d+)"', text)
        assert {re.search(r"\d+$", each)[0] for each in ids} == {"1", "2"}


def test_only_the_department_is_offered_to_reply_and_only_the_office_to_add(replying, city, as_user):
    def offered(person):
        text = text_of(as_user(person).get(reverse(PAGE, args=[replying])))
        return ["data-keep" in text, "Add the opinion" in text]

    assert offered(city.drafter) == [True, False]
    assert offered(city.office) == [True, True]
    assert offered(city.head) == [False, False]


def test_before_the_replies_open_only_the_office_sees_what_it_has_added(scoring, city, as_user):
    add(scoring, city.office)
    seen = {
        name: "上学路太远。" in text_of(as_user(getattr(city, name)).get(reverse(PAGE, args=[scoring])))
        for name in ("office", "drafter", "head", "expert_a")
    }
    assert seen == {"office": True, "drafter": False, "head": False, "expert_a": False}


def test_a_unit_that_only_contributes_finds_no_opinions(replying, city, as_user):
    again = factories.returned(replying, city)
    ask(again, city, "A1")
    assert as_user(city.outsider).get(reverse(PAGE, args=[again])).status_code == 404


def test_a_page_costs_the_same_however_many_opinions_there_are(replying, city, as_user, count_queries):
    browsers = {name: as_user(getattr(city, name)) for name in ("drafter", "office")}
    address = reverse(PAGE, args=[replying])
    for browser in browsers.values():  # the first page of a process reads more
        browser.get(address)
    before = {name: count_queries(lambda b=browser: b.get(address)) for name, browser in browsers.items()}
    for number in range(6):
        add(replying, city.office, text=f"意见之{number}。")
    answer(replying, 2, city.drafter)
    after = {name: count_queries(lambda b=browser: b.get(address)) for name, browser in browsers.items()}
    assert before == after == {"drafter": 10, "office": 11}


def test_a_saving_costs_the_same_however_many_opinions_there_are(replying, city, as_user, count_queries):
    browser = as_user(city.drafter)

    address = reverse("panels:save_reply", args=[replying, 1])

    def save(version, reason):
        return browser.post(address, form(reason=reason, version=version), headers=HTMX)

    save(0, "先存一次。")
    before = count_queries(lambda: save(1, "已增设。"))
    for number in range(6):
        add(replying, city.office, text=f"意见之{number}。")
    assert (before, count_queries(lambda: save(2, "已全部增设。"))) == (15, 15)


def test_a_reply_is_kept_and_says_how_far_the_replies_are(send, replying, city, as_user, way):
    def page():
        return text_of(as_user(city.drafter).get(reverse(PAGE, args=[replying])))

    assert "0 of 2 answered" in page()
    response = send(form())
    assert response.status_code == (200 if way else 302)
    text = text_of(response) if way else page()
    for said in ("1 of 2 answered", "Opinions still without a complete reply: 2.", "Adopted"):
        assert said in text
    send(form(2, uptake="not_adopted", reason=""), 2)
    assert "still needed: the reason" in page()
    send(form(2, uptake="not_adopted", reason="已有公示期。", version=1), 2)
    assert "The replies stand as they are, and the file goes on." in page()


def test_a_reply_that_is_refused_is_still_there(send, replying, city):
    before = rows_of(Opinion)
    for changes in (
        {"uptake": "perhaps"},
        {"reason": "长" * 100_000},
        {"clause": "第" * 501},
        {"reason": "前\0后"},
        {"version": "x"},
    ):
        response = send(form(**changes))
        assert (response.status_code, rows_of(Opinion)) == (422, before), changes
        assert "Not saved; what you wrote is still here." in text_of(response)
        assert "已增设。" in text_of(response) or "reason" in changes
    assert send(form(9), 9).status_code == 404
    for number in (1, 2):
        answer(replying, number, city.drafter)
    move(replying, Action.HAND_IN_REPLIES, city.drafter)
    late = send(form(reason="迟到的话。", version=1))
    assert late.status_code == 422
    assert [word in text_of(late) for word in ("迟到的话。", "cannot be replied to now")] == [True, True]


def test_two_windows_see_both_replies_and_may_join_them(send, replying, city):
    answer(replying, 1, city.colleague, uptake="partly", reason="先增设一处。")
    response = send(form())
    assert response.status_code == 409
    text = re.sub("<[^>]+>", "", text_of(response))  # their differences are marked
    assert [word in text for word in ("先增设一处。", "已增设。", "Adopted in part")] == [True] * 3
    joined = send(form(version=1) | {"resolve": "merge"})
    assert (joined.status_code, "data-unsaved" in text_of(joined)) == (200, True)
    assert Opinion.objects.get(number=1).reason == "先增设一处。"
    assert send(form(version=1)).status_code < 400
    assert Opinion.objects.get(number=1).reason == "已增设。"


def test_the_office_adds_an_opinion_and_a_refused_one_is_still_there(replying, city, as_user):
    browser, address = as_user(city.office), reverse("panels:add_opinion", args=[replying])
    before = rows_of(Opinion)
    for typed in (
        {"source": "expert", "text": "冒名的意见。"},
        {"source": "children", "text": ""},
        {"source": "children", "text": "上学路太远。", "indicator": "Z9"},
    ):
        response = browser.post(address, typed)
        assert (response.status_code, rows_of(Opinion)) == (422, before)
        assert typed["text"] in text_of(response)
    good = {"source": "children", "text": "上学路太远。", "indicator": "A2", "reference": ""}
    assert browser.post(address, good).status_code == 302
    added = Opinion.objects.get(number=3)
    assert (added.source, added.indicator.code, added.text) == ("children", "A2", "上学路太远。")


def test_an_opinion_being_added_stays_in_its_form_until_it_is_stored(replying, city, as_user):
    browser, address = as_user(city.office), reverse("panels:add_opinion", args=[replying])
    refused = browser.post(address, {"source": "", "text": "上学路太远。"}, headers=HTMX)
    assert (refused.status_code, refused["HX-Retarget"]) == (422, "#add-opinion")
    assert ["上学路太远。" in text_of(refused), "data-keep" in text_of(refused)] == [True, True]
    stored = browser.post(address, {"source": "children", "text": "上学路太远。"}, headers=HTMX)
    said = text_of(stored)
    assert (stored.status_code, "HX-Retarget" in stored) == (200, False)
    assert (said.count("上学路太远。"), "Opinion 3 has been added." in said, "<form" in said) == (
        1,
        True,
        False,
    )


def test_only_the_office_adds_and_only_the_department_replies(replying, city, as_user):
    before = rows_of(Opinion)
    adding = reverse("panels:add_opinion", args=[replying])
    saving = reverse("panels:save_reply", args=[replying, 1])
    found = [as_user(city.drafter).post(adding, {}), as_user(city.office).post(saving, form())]
    found += [as_user(city.expert_a).post(address, form()) for address in (adding, saving)]
    assert ([each.status_code for each in found], rows_of(Opinion)) == ([403, 403, 403, 404], before)


def test_the_list_that_other_papers_include(replying, city):
    answer(replying, 1, city.drafter)
    text = render_to_string(
        "panels/_opinions_read.html", {"opinions": opinions_for(replying.panel, city.drafter)}
    )
    for said in ("增设护学岗。", "Adopted", "已增设。", "公示期延长。", "Not answered yet", "Expert panel"):
        assert said in html.unescape(text)
