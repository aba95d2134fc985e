"""Declaring before a file is opened, deciding on declarations, and a panel that has lost somebody."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.models import Assessment
from ledger.errors import Refused
from ledger.models import Event
from notices.models import Notice
from panels.enums import Declared, Left, Ruling
from panels.models import Score, Seat
from panels.operations import seal_seat
from panels.operations.seating import appoint_chair
from tests import factories
from tests.factories import in_pool, make_person, move, score, score_all, seat
from workflows import declaring
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.operations import withdraw
from workflows.queries.waiting import waiting_for

MATTER = "示例事项"


@pytest.fixture
def opened(case, city):
    """A panel of three that has just begun; nobody has declared, and the first expert leads it."""
    case = factories.bring_to(Stage.OFFICE_CHECK, case, city)
    seat(case, city)
    appoint_chair(panel=case.panel, expert=city.expert_a, actor=city.office)
    return move(case, Action.ACCEPT, city.office)


@pytest.fixture
def declare(opened):
    def say(person, declared=Declared.NONE, relation=""):
        return declaring.declare(case=opened, declared=declared, relation=relation, actor=person)

    return say


@pytest.fixture
def rule(opened):
    def say(seat, by, ruling=Ruling.CLEARED, reason="关系已久远。"):
        return declaring.rule(case=opened, seat=seat, ruling=ruling, reason=reason, actor=by)

    return say


def sees(person):
    return Assessment.objects.visible_to(type(person).objects.get(pk=person.pk)).exists()


def waits(person):
    return [str(row.waits) for row in waiting_for([person])[person.pk]]


def told(person):
    return [notice.title_en for notice in Notice.objects.filter(recipient=person).order_by("pk")]


def test_nothing_opens_before_an_expert_has_declared(opened, city, declare):
    assert [sees(city.expert_a), waits(city.expert_a)] == [False, ["Declare first"]]
    with pytest.raises(PermissionDenied):
        score(opened, "A1", city.expert_a)
    declare(city.expert_a)
    assert [sees(city.expert_a), waits(city.expert_a)] == [True, ["3 indicators left to score"]]
    assert [sees(city.expert_b), score(opened, "A1", city.expert_a).rating] == [False, "1"]


def test_a_conflict_gives_up_the_seat_at_once(opened, city, declare):
    declare(city.expert_b, Declared.CONFLICT, "参与过前期论证。")
    left = Seat.objects.get(expert=city.expert_b)
    assert [left.left_because, sees(city.expert_b), waits(city.expert_b)] == [Left.RECUSED, False, []]
    with pytest.raises(PermissionDenied):
        declare(city.expert_b)


def test_one_declares_once_and_says_which_relation(city, declare, unchanged):
    with unchanged(Refused, Seat, match="which relation"):
        declare(city.expert_b, Declared.DOUBTFUL)
    declare(city.expert_b)
    with unchanged(Refused, Seat, match="declared already"):
        declare(city.expert_b, Declared.CONFLICT, "另有关系。")


@pytest.mark.parametrize("name", ["drafter", "office", "expert_d", "member_a"])
def test_who_has_no_seat_has_nothing_to_declare(city, declare, unchanged, name):
    with unchanged(PermissionDenied, Seat):
        declare(city.people[name])


def test_nobody_declares_on_a_case_that_is_withdrawn(opened, city, declare, unchanged):
    withdraw(case=opened, note="事项暂缓。", actor=city.drafter)
    with unchanged(Refused, Seat, match="Withdrawn"):
        declare(city.expert_a)


def test_the_chair_decides_and_the_expert_is_told(city, declare, rule):
    declare(city.expert_a)
    doubtful = declare(city.expert_b, Declared.DOUBTFUL, "五年前在该单位任职。")
    assert [told(city.expert_a), told(city.office), sees(city.expert_b), waits(city.expert_b)] == [
        ["A declaration to decide on: 示例事项"],
        [],
        False,
        [],
    ]
    assert waits(city.expert_a) == ["3 indicators left to score", "1 declaration to decide on"]
    rule(doubtful, city.expert_a)
    notice = Notice.objects.get(recipient=city.expert_b)
    assert [notice.title_en, notice.text_en, sees(city.expert_b)] == [
        "You may judge: 示例事项",
        "The reason given: 关系已久远。",
        True,
    ]


def test_whoever_is_ruled_out_leaves(city, declare, rule):
    declare(city.expert_a)
    doubtful = declare(city.expert_b, Declared.DOUBTFUL, "配偶在该单位任职。")
    rule(doubtful, city.expert_a, Ruling.RECUSED, "利害关系直接。")
    doubtful.refresh_from_db()
    assert [doubtful.left_because, sees(city.expert_b), told(city.expert_b)] == [
        Left.RECUSED,
        False,
        ["You do not judge: 示例事项"],
    ]


def test_only_the_chair_decides_as_long_as_there_is_one(city, declare, rule, unchanged):
    declare(city.expert_a)
    doubtful = declare(city.expert_b, Declared.DOUBTFUL, "五年前在该单位任职。")
    for name in ("office", "expert_b", "expert_c", "drafter"):
        with unchanged(PermissionDenied, Seat):
            rule(doubtful, city.people[name])
    with unchanged(Refused, Seat, match="give a reason"):
        rule(doubtful, city.expert_a, reason="")
    rule(doubtful, city.expert_a)
    with unchanged(Refused, Seat, match="Nothing is to be decided"):
        rule(doubtful, city.expert_a)


def test_the_office_decides_on_the_chair_and_where_there_is_none(city, declare, rule, unchanged):
    own = declare(city.expert_a, Declared.DOUBTFUL, "曾提供咨询。")
    other = declare(city.expert_b, Declared.DOUBTFUL, "曾提供咨询。")
    assert [waits(city.office), waits(city.expert_a)] == [["2 declarations to decide on"], []]
    with unchanged(PermissionDenied, Seat):
        rule(own, city.expert_a)
    rule(own, city.office, Ruling.RECUSED)
    rule(other, city.office)
    assert Seat.objects.counting().count() == 2


def test_nobody_of_the_office_decides_on_the_own_declaration(opened, city, declare, rule, unchanged):
    """Somebody of the office may be an expert as well; a colleague decides, and is the one who is told."""
    Seat.objects.filter(panel=opened.panel, expert=city.expert_c).update(expert=city.office)
    own = declare(city.office, Declared.DOUBTFUL, "曾提供咨询。")
    assert [told(city.office), told(city.office_two)] == [[], ["A declaration to decide on: 示例事项"]]
    with unchanged(PermissionDenied, Seat):
        rule(own, city.office)
    assert rule(own, city.office_two).may_judge


def test_a_panel_that_has_lost_somebody_waits_for_another(opened, city, declare, unchanged):
    declare(city.expert_a, Declared.CONFLICT, "参与过前期论证。")
    assert waits(city.office) == ["The panel is incomplete: ask another expert"]
    for expert in (city.expert_b, city.expert_c):
        declare(expert)
        score_all(opened, expert)
        seal_seat(panel=opened.panel, actor=expert)
    with unchanged(Refused, Seat, match="The panel needs 1 more expert"):
        move(opened, Action.OPEN_SCORES, city.office)
    declaring.seat_another(case=opened, expert=city.expert_d, actor=city.office)
    assert [told(city.expert_d), waits(city.expert_d), waits(city.office)] == [
        ["You are asked to judge: 示例事项"],
        ["Declare first"],
        [],
    ]
    declare(city.expert_d)
    score_all(opened, city.expert_d)
    seal_seat(panel=opened.panel, actor=city.expert_d)
    assert waits(city.office) == ["All experts have sealed: open the scores"]
    assert move(opened, Action.OPEN_SCORES, city.office).state == Stage.COMMITTEE


def test_nobody_is_added_to_a_complete_panel_or_against_a_conflict(opened, city, declare, unchanged):
    with unchanged(Refused, Seat, match="The panel is complete"):
        declaring.seat_another(case=opened, expert=city.expert_d, actor=city.office)
    declare(city.expert_a, Declared.CONFLICT, "参与过前期论证。")
    for name, reason in (("expert_own", "belongs to the drafting unit"), ("expert_a", "given up the seat")):
        with unchanged(Refused, Seat, match=reason):
            declaring.seat_another(case=opened, expert=city.people[name], actor=city.office)
    for name in ("expert_b", "drafter", "member_a"):
        with unchanged(PermissionDenied, Seat):
            declaring.seat_another(case=opened, expert=city.expert_d, actor=city.people[name])


def test_the_office_excuses_whoever_cannot_go_on(opened, city, declare, unchanged):
    declare(city.expert_b)
    score(opened, "A1", city.expert_b)
    of_b = Seat.objects.get(expert=city.expert_b)
    with unchanged(Refused, Seat, match="why the expert cannot go on"):
        declaring.excuse(case=opened, seat=of_b, reason="", actor=city.office)
    with unchanged(PermissionDenied, Seat):
        declaring.excuse(case=opened, seat=of_b, reason="生病。", actor=city.expert_a)
    declaring.excuse(case=opened, seat=of_b, reason="生病。", actor=city.office)
    of_b.refresh_from_db()
    assert [of_b.left_because, sees(city.expert_b), Score.objects.filter(seat=of_b).count()] == [
        Left.EXCUSED,
        False,
        1,
    ]
    assert told(city.expert_b) == ["Your seat on the panel has been given up: 示例事项"]


def test_nobody_is_put_aside_for_what_was_sealed(opened, city, declare, unchanged):
    declare(city.expert_b)
    score_all(opened, city.expert_b)
    sealed = seal_seat(panel=opened.panel, actor=city.expert_b)
    with unchanged(Refused, Seat, match="they stay"):
        declaring.excuse(case=opened, seat=sealed, reason="生病。", actor=city.office)


def test_no_timeline_knows_of_declarations(opened, city, declare, rule):
    """Every event is the seat's own, and holds neither the relation nor the reason of a ruling."""
    before = Event.objects.count()
    declare(city.expert_a)
    doubtful = declare(city.expert_b, Declared.DOUBTFUL, "配偶在该单位任职。")
    rule(doubtful, city.expert_a, Ruling.RECUSED, "利害关系直接。")
    third = declare(city.expert_c)
    declaring.excuse(case=opened, seat=third, reason="生病。", actor=city.office)
    added = declaring.seat_another(case=opened, expert=city.expert_d, actor=city.office)
    events = Event.objects.order_by("position")[before:]
    first = Seat.objects.get(expert=city.expert_a)
    assert [(each.name, each.subject) for each in events] == [
        ("seat.declared", first.subject),
        ("seat.declared", doubtful.subject),
        ("seat.ruled", doubtful.subject),
        ("seat.declared", third.subject),
        ("seat.excused", third.subject),
        ("seat.added", added.subject),
    ]
    assert [each.data for each in events[1:3]] == [{"declared": "doubtful"}, {"ruling": "recused"}]


def test_who_is_recused_does_not_sit_in_the_committee_either(opened, city, declare):
    """Somebody may be an expert and a member; the case is heard without whoever had a seat on its panel."""
    factories.post_of(city.member_a).group.user_set.add(city.expert_a)
    declare(city.expert_a, Declared.CONFLICT, "参与过前期论证。")
    declaring.seat_another(case=opened, expert=city.expert_d, actor=city.office)
    for expert in (city.expert_b, city.expert_c, city.expert_d):
        declare(expert)
        score_all(opened, expert)
        seal_seat(panel=opened.panel, actor=expert)
    case = move(opened, Action.OPEN_SCORES, city.office)
    assert city.expert_a.pk not in set(case.meeting.ballots.values_list("member", flat=True))


# What an undeclared expert is shown, and who reads the page of declarations.


def test_an_undeclared_expert_reads_title_unit_summary_and_days_and_nothing_else(opened, city, as_user):
    browser = as_user(city.expert_a)
    said = browser.get(reverse("workflows:show_declaration", args=[str(opened)])).content.decode()
    shown = [MATTER, "示例数据。", "Planning", "working days left"]
    hidden = ["指标A1", "Tiny set", "Person tc-drafter", "Person tc-expert_b", "Evidence"]
    assert [each in said for each in shown] == [True] * 4
    assert [each in said for each in hidden] == [False] * 5
    assert browser.get(reverse("workflows:show_case", args=[str(opened)])).status_code == 404


def test_declaring_leads_to_the_scores(opened, city, as_user):
    browser, where = as_user(city.expert_a), reverse("workflows:show_declaration", args=[str(opened)])
    assert browser.post(where, {}).status_code == 422
    assert b"which relation" in browser.post(where, {"declared": "doubtful", "relation": " "}).content
    response = browser.post(where, {"declared": "none"})
    assert [response.status_code, response.url] == [
        302,
        reverse("panels:continue_scoring", args=[str(opened)]),
    ]
    assert browser.get(where).url == reverse("panels:continue_scoring", args=[str(opened)])


def test_a_doubtful_expert_is_shown_the_own_words_and_waits(opened, city, as_user):
    browser, where = as_user(city.expert_b), reverse("workflows:show_declaration", args=[str(opened)])
    assert browser.post(where, {"declared": "doubtful", "relation": "曾任职。"}).url == where
    said = browser.get(where).content.decode()
    assert ["曾任职。" in said, "It is being decided" in said, 'name="declared"' in said] == [
        True,
        True,
        False,
    ]


def test_the_declared_are_read_by_chair_and_office_alone(opened, city, declare, as_user):
    for expert in (city.expert_a, city.expert_c):
        declare(expert)
    declare(city.expert_b, Declared.CONFLICT, "秘而不宣的关系")
    where = reverse("workflows:show_declarations", args=[str(opened)])
    found = {
        name: (response.status_code, "秘而不宣的关系" in response.content.decode())
        for name in ("office", "expert_a", "expert_b", "expert_c", "drafter", "head", "member_a", "outsider")
        for response in [as_user(city.people[name]).get(where)]
    }
    nobody = (404, False)
    assert found == dict.fromkeys(found, nobody) | {"office": (200, True), "expert_a": (200, True)}


def test_the_chair_reads_no_more_than_relations_and_has_no_office_s_forms(opened, city, declare, as_user):
    declare(city.expert_a)
    doubtful = declare(city.expert_b, Declared.DOUBTFUL, "曾任职。")
    browser = as_user(city.expert_a)
    said = browser.get(reverse("workflows:show_declarations", args=[str(opened)])).content.decode()
    assert ["Person tc-expert_b" in said, "Person tc-expert_c" in said, "Excuse" in said] == [
        True,
        False,
        False,
    ]
    rule = reverse("workflows:rule_on_declaration", args=[str(opened), doubtful.pk])
    assert browser.post(rule, {"ruling": "recused", "reason": ""}).status_code == 422
    assert browser.post(rule, {"ruling": "recused", "reason": "利害关系直接。"}).status_code == 302
    third = Seat.objects.get(expert=city.expert_c)
    excuse = reverse("workflows:excuse_expert", args=[str(opened), third.pk])
    assert browser.post(excuse, {"reason": "不合适。"}).status_code == 403
    add = reverse("workflows:seat_another", args=[str(opened)])
    assert browser.post(add, {"expert": city.expert_d.pk}).status_code == 403


def test_the_office_replaces_on_one_page(opened, city, as_user):
    browser, where = as_user(city.office), reverse("workflows:show_declarations", args=[str(opened)])
    first = Seat.objects.get(expert=city.expert_a)
    excuse = reverse("workflows:excuse_expert", args=[str(opened), first.pk])
    assert browser.post(excuse, {"reason": ""}).status_code == 422
    assert browser.post(excuse, {"reason": "出国。"}).url == where
    said = browser.get(where).content.decode()
    assert ["出国。" in said, "The panel needs 1 more expert." in said] == [True, True]
    add = reverse("workflows:seat_another", args=[str(opened)])
    assert browser.post(add, {"expert": city.expert_own.pk}).status_code == 422
    assert browser.post(add, {"expert": city.expert_d.pk}).url == where
    assert Case.objects.get().panel.seats.counting().count() == 3


def test_the_page_of_declarations_costs_the_same_for_any_panel(opened, city, declare, as_user, count_queries):
    browser, where = as_user(city.office), reverse("workflows:show_declarations", args=[str(opened)])
    declare(city.expert_b, Declared.DOUBTFUL, "曾任职。")
    few = count_queries(lambda: browser.get(where))
    for number in range(5):
        person = make_person(f"more-{number}")
        in_pool(city, person)
        Seat.objects.create(panel=opened.panel, expert=person, declared=Declared.DOUBTFUL, relation="同学。")
    assert count_queries(lambda: browser.get(where)) == few
