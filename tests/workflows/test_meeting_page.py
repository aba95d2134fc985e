"""What members and office read about a sitting, before and after it closes."""

import html

import pytest
from django.urls import reverse

from accounts.operations import appoint
from assessments.operations import save_answer
from committees.enums import ABSTAIN, Outcome
from committees.models import Decision
from committees.queries import dissents
from ledger.errors import Refused
from panels.operations import record_score, seal_seat
from tests.committees.sitting import in_session
from tests.factories import (
    bring_to,
    content,
    indicator,
    judgement,
    make_case,
    make_set,
    obligation,
    post_of,
    returned,
    score_all,
    vote,
)
from workflows.enums import Action, Stage
from workflows.operations import advance, decide


@pytest.fixture
def read(as_user):
    def page(user, case):
        response = as_user(user).get(reverse("workflows:show_meeting", args=[case.assessment.code]))
        return html.unescape(response.content.decode())

    return page


def test_members_read_every_reason_of_the_experts_without_names(case, city, read):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    for number, expert in enumerate(city.experts):
        score_all(case, expert)
        words = judgement("1", f"理由{number}。")
        record_score(
            panel=case.panel, indicator=indicator(case, "A1"), version=1, content=words, actor=expert
        )
        seal_seat(panel=case.panel, actor=expert)
    case = advance(case=case, action=Action.OPEN_SCORES, actor=city.office)
    said = read(city.member_a, case)
    assert [said.count(f"理由{number}。") for number in range(3)] == [1, 1, 1]
    assert [str(expert) in said for expert in city.experts] == [False, False, False]


def test_votes_are_shown_with_names_once_the_sitting_is_closed(case, city, read):
    case = bring_to(Stage.COMMITTEE, case, city)
    vote(case, city.member_a)
    vote(case, city.member_b)
    vote(case, city.member_c, Outcome.REJECT, "数据不足。")
    assert "数据不足。" not in read(city.member_a, case)
    decide(case=case, note="", obligations=[], actor=city.office)
    said = read(city.member_a, case)
    assert [str(member) in said for member in (city.member_b, city.member_c)] == [True, True]
    assert said.count("数据不足。") == 1


def test_the_panel_s_experts_read_the_file_but_nothing_of_the_sitting(case, city, read, as_user):
    case = bring_to(Stage.COMMITTEE, case, city)
    vote(case, city.member_a)
    expert = as_user(city.expert_a)
    pages = [
        reverse(f"workflows:{name}", args=[case]) for name in ("show_case", "show_meeting", "show_paper")
    ]
    assert [expert.get(page).status_code for page in pages] == [200, 200, 404]
    turnout = "1 of 3 members have voted"
    overview = [as_user(person).get(pages[0]).content.decode() for person in (city.office, city.expert_a)]
    assert [turnout in page for page in overview] == [True, False]
    assert [turnout in read(person, case) for person in (city.office, city.expert_a)] == [True, False]


def test_an_abstention_without_words_is_no_other_opinion(case, city):
    case = bring_to(Stage.COMMITTEE, case, city)
    vote(case, city.member_a)
    vote(case, city.member_b)
    vote(case, city.member_c, ABSTAIN)
    meeting = decide(case=case, note="", obligations=[], actor=city.office).meeting
    assert dissents(meeting) == []


def test_an_expert_of_the_panel_has_no_vote_on_the_case(case, city):
    appoint(user=city.expert_a, post=post_of(city.member_a), actor=city.office)
    case = bring_to(Stage.COMMITTEE, case, city)
    voters = set(case.meeting.ballots.values_list("member__username", flat=True))
    assert voters == {city.member_a.username, city.member_b.username, city.member_c.username}


def test_an_answer_outside_the_scale_is_refused_by_the_operation_itself(case, city):
    with pytest.raises(Refused, match="not an answer of the set’s scale"):
        save_answer(
            assessment=case.assessment,
            indicator=indicator(case, "A1"),
            version=0,
            content=content("7"),
            actor=city.drafter,
        )


def test_a_score_outside_the_scale_is_refused_by_the_operation_itself(case, city):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    with pytest.raises(Refused, match="not an answer of the set’s scale"):
        record_score(
            panel=case.panel,
            indicator=indicator(case, "A1"),
            version=0,
            content={"rating": "7", "reason": "理由。"},
            actor=city.expert_a,
        )


def test_an_expert_at_work_does_not_read_the_round_before(case, city, read):
    case = bring_to(Stage.EXPERT_PANEL, returned(case, city), city)
    assert case.round == 2
    assert "数据不足，须重新评价。" in read(city.office, case)
    assert "数据不足，须重新评价。" not in read(city.expert_a, case)


def sent(as_user, user, name, case, **data):
    return as_user(user).post(reverse(f"workflows:{name}", args=[case]), data)


def test_a_case_in_writing_and_one_in_a_session_say_so(case, city, read):
    case = bring_to(Stage.COMMITTEE, case, city)
    assert "Voted on in writing" in read(city.member_a, case)
    in_session(case, city)
    told = [
        words in read(city.member_a, case)
        for words in ("Session 1 of 2026", "2026-09-16 09:30", "第一会议室")
    ]
    assert told == [True] * 3
    links = ['href="/sessions/' in read(each, case) for each in (city.member_a, city.office, city.drafter)]
    assert links == [True, True, False]


def test_the_office_records_who_speaks_and_takes_the_last_one_back(case, city, as_user, read):
    case = bring_to(Stage.COMMITTEE, case, city)
    in_session(case, city)
    early = sent(as_user, city.office, "post_speech", case, member=city.member_a.pk, gist="先说一句。")
    assert (early.status_code, "先说一句。" in html.unescape(early.content.decode())) == (422, True)
    sent(as_user, city.office, "post_speech", case, member=city.member_b.pk, gist="须补人行道。")
    heard = ["须补人行道。" in read(each, case) for each in (city.member_c, city.drafter, city.head)]
    assert heard == [True, False, False]
    assert sent(as_user, city.member_a, "post_speech", case, member=city.member_c.pk).status_code == 403
    sent(as_user, city.office, "take_back_speech", case)
    assert "须补人行道。" not in read(city.member_c, case)


def test_a_member_who_is_recused_is_led_to_the_desk_and_only_the_office_reads_who_and_why(
    case, city, as_user, read
):
    case = bring_to(Stage.COMMITTEE, case, city)
    response = sent(as_user, city.member_c, "recuse_myself", case, reason="亲属在承建单位。")
    assert response.url == reverse("workflows:desk")
    assert "亲属在承建单位。" in read(city.office, case)
    for reader in (city.member_a, city.drafter):
        page = read(reader, case)
        told = ("亲属在承建单位。" in page, str(city.member_c) in page, "1 member is recused" in page)
        assert told == (False, False, True)


def test_the_office_recuses_a_member_and_must_say_why(case, city, as_user, read):
    case = bring_to(Stage.COMMITTEE, case, city)
    told = {"recusal-member": city.member_c.pk}
    assert sent(as_user, city.office, "recuse_member", case, **told).status_code == 422
    assert sent(as_user, city.member_a, "recuse_member", case, **told).status_code == 403
    sent(as_user, city.office, "recuse_member", case, **told, **{"recusal-reason": "亲属。"})
    assert "0 of 2 members have voted" in read(city.office, case)


def test_a_refused_decision_keeps_every_word(case, city, as_user):
    case = bring_to(Stage.COMMITTEE, case, city)
    form = {
        "deviation": "须先补人行道。",
        "note": "记录在案。",
        "lapses_on": "2099-01-31",
        "conditions-TOTAL_FORMS": "1",
        "conditions-INITIAL_FORMS": "0",
        "conditions-0-text": "增设护栏。",
        "conditions-0-unit": city.units["housing"].pk,
        "conditions-0-due": "2099-01-01",
        "conditions-0-proof": "验收单",
    }
    response = sent(as_user, city.office, "post_decision", case, **form)
    page = html.unescape(response.content.decode())
    kept = [words in page for words in ("须先补人行道。", "记录在案。", "2099-01-31", "增设护栏。", "验收单")]
    assert (response.status_code, kept) == (422, [True] * 5)
    assert f'<option value="{city.units["housing"].pk}" selected>' in page
    nobody = sent(as_user, city.office, "post_decision", case, **(form | {"conditions-0-unit": ""}))
    assert "write who is responsible" in html.unescape(nobody.content.decode())
    late = sent(as_user, city.office, "post_decision", case, **(form | {"conditions-0-due": "2020-01-01"}))
    assert (late.status_code, "This day has passed" in late.content.decode()) == (422, True)


def test_a_new_sitting_supersedes_and_the_old_decision_stays_readable_and_as_it_was(case, city, read):
    case = bring_to(Stage.COMMITTEE, case, city)
    for member in city.members:
        vote(case, member, Outcome.APPROVE_WITH_CHANGES)
    first = decide(
        case=case, deviation="须先补人行道。", obligations=[obligation("增设护栏。")], actor=city.office
    )
    before = Decision.objects.filter(pk=first.pk).values().get(), list(first.conditions.values())
    case = advance(case=case, action=Action.RECONVENE, actor=city.office)
    assert (case.state, case.meeting.number, case.meeting.ballots.counting().count()) == ("committee", 2, 3)
    assert "being decided anew" in read(city.member_a, case)
    for member in city.members:
        vote(case, member)
    second = decide(case=case, obligations=[], actor=city.office)
    assert (second.supersedes, first.meeting.subject) == (first, second.meeting.subject.removesuffix(":2"))
    assert (Decision.objects.filter(pk=first.pk).values().get(), list(first.conditions.values())) == before
    page = read(city.drafter, case)
    told = [words in page for words in ("superseded", 'href="#decision"', "增设护栏。", "须先补人行道。")]
    assert told == [True] * 4
    assert Decision.objects.get(superseded_by=None) == second


def test_where_the_required_member_is_recused_the_office_calls_in_another(city, as_user, read):
    chosen = make_set(stages=("self_assessment", "committee", "publication"), required_voter=True)
    case = bring_to(Stage.COMMITTEE, make_case(city, chosen), city)
    sent(as_user, city.rights_member, "recuse_myself", case, reason="亲属。")
    page = read(city.office, case)
    assert ("this sitting cannot decide" in page, "Call in another holder" in page) == (True, True)
    assert sent(as_user, city.office, "call_in", case).status_code == 422
    appoint(user=city.outsider, post=post_of(city.rights_member), actor=city.office)
    assert sent(as_user, city.office, "call_in", case).status_code == 302
    assert "this sitting cannot decide" not in read(city.office, case)
