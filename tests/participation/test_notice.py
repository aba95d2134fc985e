"""A draft conclusion lies open: for its days, with what may be told of it, until everybody who wrote is answered."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from ledger.errors import Refused
from participation.enums import Ending, Moderation
from participation.models import Comment
from participation.operations import comments
from participation.operations.notice import move_closing
from participation.queries.notice import notice_lacks, notice_outcome
from tests import factories
from tests.factories import bring_to, move, run_out
from workflows.clock import extend_deadline
from workflows.enums import Action, Stage
from workflows.operations import advance, reconvene, reopen, withdraw

STAGES = ("self_assessment", "office_check", "committee", "public_notice", "publication")
OPENED = "2026-09-23T02:00Z"  # seven working days lead over the autumn holidays


@pytest.fixture
def lying_open(city):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    return bring_to(Stage.PUBLIC_NOTICE, case, city)


def notice_of(case):
    return case.assessment.public_notices.latest("number")


def said(case, text="路灯太暗。", **more):
    return comments.receive_comment(notice=notice_of(case), text=text, **more)


def grouped(case, city, *written, group=None):
    return comments.group_comments(comments=written, said="要求增加照明", group=group, actor=city.office)


def answered(group, city):
    return comments.answer_group(
        group=group,
        version=group.version,
        content={"uptake": "adopted", "reason": "增设路灯。"},
        actor=city.office,
    )


def test_it_lies_open_up_to_the_stage_s_deadline_and_says_which_holidays_do_not_count(city):
    with time_machine.travel(OPENED, tick=False):
        case = factories.make_case(city, factories.make_set(stages=STAGES))
        case = bring_to(Stage.PUBLIC_NOTICE, case, city)
    notice = notice_of(case)
    assert (notice.opened_on, notice.closes_on, notice.number) == (date(2026, 9, 23), case.due, 1)
    assert notice.content["days"] == 7
    assert [first for first, _last in notice.content["breaks"]] != []


def test_the_draft_has_no_names_no_votes_and_no_grounds(lying_open, city):
    content = notice_of(lying_open).content
    assert set(content) == {
        "code", "title", "summary", "city", "drafting_unit", "illustrative", "reconstruction", "outcome",
        "conditions", "aspects", "red_lines", "themes", "days", "breaks",
    }  # fmt: skip
    assert content["outcome"]["code"] == "approve"
    assert [(each["asked"], each["better"]) for each in content["aspects"]] == [(2, 2), (1, 1)]
    people = [*city.experts, *city.members, city.office, city.drafter, city.head]
    assert [person.name for person in people if person.name in str(content)] == []


def test_the_case_waits_until_the_time_is_over(lying_open, city, english):
    with pytest.raises(Refused, match="lies open for comment until"):
        move(lying_open, Action.CLOSE_NOTICE, city.office)
    run_out(lying_open)
    case = move(lying_open, Action.CLOSE_NOTICE, city.office)
    assert (case.state, notice_of(case).ending) == (Stage.PUBLICATION, Ending.DONE)


def test_the_last_second_is_in_time_and_the_next_is_not(lying_open):
    notice = notice_of(lying_open)
    with time_machine.travel(f"{notice.closes_on}T15:59:59Z", tick=False):
        assert said(lying_open).state == Moderation.WAITING
    with time_machine.travel(f"{notice.closes_on}T16:00:00Z", tick=False), pytest.raises(Refused):
        said(lying_open)


def test_only_the_office_closes_it(lying_open, city):
    run_out(lying_open)
    with pytest.raises(PermissionDenied):
        move(lying_open, Action.CLOSE_NOTICE, city.drafter)


def test_whoever_wrote_is_answered_first(lying_open, city, english):
    first, second = said(lying_open), said(lying_open, "晚上看不清。")
    run_out(lying_open)
    assert notice_lacks(lying_open.assessment) == ["2 comments wait to be read."]
    group = grouped(lying_open, city, first, second)
    assert notice_lacks(lying_open.assessment) == ["Groups of comments still without an answer: 1."]
    answered(group, city)
    assert notice_lacks(lying_open.assessment) == []


def test_decided_anew_it_lies_open_anew_and_nobody_is_forgotten(lying_open, city, english):
    said(lying_open)
    case = reconvene(case=lying_open, note="程序有误。", actor=city.office)
    assert (case.state, notice_of(case).ending) == (Stage.COMMITTEE, Ending.ANEW)
    case = bring_to(Stage.PUBLIC_NOTICE, case, city)
    assert (notice_of(case).number, notice_of(case).closed_at) == (2, None)
    run_out(case)
    assert notice_lacks(case.assessment) == ["1 comment waits to be read."]
    answered(grouped(case, city, Comment.objects.get()), city)
    assert notice_lacks(case.assessment) == []


def test_withdrawn_it_takes_no_comment_and_taken_up_again_it_does(lying_open, city):
    case = withdraw(case=lying_open, note="事项暂缓。", actor=city.drafter)
    assert notice_of(case).ending == Ending.WITHDRAWN
    with pytest.raises(Refused):
        said(case)
    case = reopen(case=case, note="继续办理。", actor=city.drafter)
    notice = notice_of(case)
    assert (notice.number, notice.ending, notice.closes_on) == (1, "", case.due)
    assert said(case).notice == notice


def test_more_time_for_the_case_is_more_time_for_the_public(lying_open, city):
    before = notice_of(lying_open)
    case = extend_deadline(case=lying_open, days=3, reason="节日影响。", actor=city.office)
    assert (notice_of(case).closes_on, case.due > before.closes_on) == (case.due, True)
    assert notice_of(case).content["days"] == before.content["days"] + 3  # as the page says it


def test_a_case_that_is_screened_out_lays_nothing_open(city):
    case = factories.make_case(city, factories.make_set(stages=("screening", *STAGES)))
    case = factories.screened_out(case, city)
    assert (case.state, case.assessment.public_notices.count()) == (Stage.PUBLICATION, 0)


def test_what_is_published_of_it_counts_and_never_quotes(lying_open, city):
    written = [said(lying_open, f"意见{number}。", is_child=number < 2) for number in range(6)]
    answered(grouped(lying_open, city, *written[:5]), city)
    comments.set_aside(comments=written[5:], note="与草案无关。", actor=city.office)
    run_out(lying_open)
    advance(case=lying_open, action=Action.CLOSE_NOTICE, actor=city.office)
    [told] = notice_outcome(lying_open.assessment)["notices"]
    assert told | {"opened": "", "closed": ""} == {
        "opened": "",
        "closed": "",
        "ending": "done",
        "comments": 6,
        "under_18": None,
        "set_aside": 1,
        "groups": [{"said": "要求增加照明", "uptake": "adopted", "reason": "增设路灯。", "comments": 5}],
    }
    assert "意见" not in str(told)


@pytest.mark.parametrize(("young", "others", "shown"), [(5, 5, 5), (4, 6, None), (6, 4, None)])
def test_how_many_were_under_18_is_told_only_where_neither_they_nor_the_others_are_few(
    lying_open, young, others, shown
):
    for number in range(young + others):
        said(lying_open, f"意见{number}。", is_child=number < young)
    [told] = notice_outcome(lying_open.assessment)["notices"]
    assert told["under_18"] == shown


def test_a_case_without_a_notice_has_nothing_to_tell(case):
    assert notice_outcome(case.assessment) is None


def test_what_the_public_was_promised_is_not_cut_short(lying_open):
    notice = notice_of(lying_open)
    sooner = notice.closes_on - timedelta(days=1)
    move_closing(assessment=lying_open.assessment, closes_on=sooner, days=1, breaks=[])
    assert (notice_of(lying_open).closes_on, notice_of(lying_open).content) == (
        notice.closes_on,
        notice.content,
    )
