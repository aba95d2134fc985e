"""A matter that is not pursued: it stands still, says why, and can be taken up again as it was."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.models import Answer, Assessment
from committees.models import Meeting
from ledger.errors import Refused
from panels.models import Panel, Seat
from panels.operations import seal_seat
from tests import factories
from tests.factories import answer, bring_to, last_event, vote
from workflows.enums import Action, Stage
from workflows.lifecycle import BEFORE_ISSUING
from workflows.models import Case
from workflows.operations import reopen, withdraw
from workflows.queries.case import moves_for, rests_for, steps
from workflows.queries.desk import desk


def stopped(case, city, by="office"):
    return withdraw(case=case, note="事项暂缓。", actor=getattr(city, by))


def resumed(case, city, by="drafter"):
    return reopen(case=case, note="事项重启。", actor=getattr(city, by))


def doors(case):
    """Everything that says what may be written where."""
    case = Case.objects.get(pk=case.pk)
    file = Assessment.objects.select_related("screening").get(pk=case.assessment_id)
    return (
        case.state,
        case.withdrawn_from,
        case.round,
        file.locked_at,
        file.screening.closed_at,
        list(Panel.objects.values("round", "opened_at", "opened_scores_at")),
        list(Meeting.objects.values("round", "closed_at")),
    )


@pytest.mark.parametrize("stage", BEFORE_ISSUING)
def test_taken_up_again_every_door_is_as_it_was(full_case, city, stage):
    case = bring_to(stage, full_case, city)
    before = doors(case)
    case = stopped(case, city)
    assert (case.state, case.withdrawn_from) == (Stage.WITHDRAWN, stage)
    assert doors(resumed(case, city)) == before


@pytest.mark.parametrize("by", ["drafter", "colleague", "office"])
def test_the_unit_s_officers_and_the_office_stop_and_resume(case, city, by):
    case = resumed(stopped(case, city, by), city, by)
    assert (case.state, last_event().actor, last_event().data["action"]) == (
        Stage.SELF_ASSESSMENT,
        getattr(city, by),
        Action.REOPEN,
    )


@pytest.mark.parametrize("by", ["head", "outsider", "expert_a", "member_a"])
def test_nobody_else_does(case, city, unchanged, by):
    with unchanged(PermissionDenied, Case):
        stopped(case, city, by)
    case = stopped(case, city)
    with unchanged(PermissionDenied, Case):
        resumed(case, city, by)


def test_both_need_their_reason(case, city, unchanged):
    with unchanged(Refused, Case, match="say why the matter is withdrawn"):
        withdraw(case=case, note="", actor=city.drafter)
    case = stopped(case, city)
    with unchanged(Refused, Case, match="say why the matter is taken up again"):
        reopen(case=case, note="", actor=city.drafter)


@pytest.mark.parametrize("stage", [Stage.ISSUING, Stage.PUBLISHED])
def test_a_report_that_is_being_made_is_not_stopped(case, city, unchanged, stage):
    case = bring_to(stage, case, city)
    with unchanged(Refused, Case, match="no longer possible"):
        stopped(case, city)


def test_a_withdrawn_file_is_written_by_nobody(case, city, unchanged):
    stopped(case, city)
    with unchanged(Refused, Answer, match="the matter was withdrawn"):
        answer(case, "A1", city.drafter)


def test_an_expert_neither_scores_nor_seals_nor_sees(case, city, unchanged):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    factories.score_all(case, city.expert_a)
    stopped(case, city)
    with unchanged(PermissionDenied, Seat):
        seal_seat(panel=case.panel, actor=city.expert_a)
    with unchanged(PermissionDenied, Seat):
        factories.score(case, "A1", city.expert_a, "2", version=1)
    assert not Assessment.objects.visible_to(city.expert_a).exists()
    resumed(Case.objects.get(), city)
    assert seal_seat(panel=case.panel, actor=city.expert_a).sealed_at is not None


def test_the_office_seats_nobody_meanwhile(case, city, unchanged):
    case = bring_to(Stage.OFFICE_CHECK, case, city)
    stopped(case, city)
    with unchanged(PermissionDenied, Seat):
        factories.seat(case, city)


def test_a_member_does_not_vote_and_nothing_is_decided(case, city, unchanged):
    case = bring_to(Stage.COMMITTEE, case, city)
    vote(case, city.member_a)
    stopped(case, city)
    with unchanged(PermissionDenied, Meeting):
        vote(case, city.member_b)
    with unchanged(Refused, Meeting, match="the case is now in “Withdrawn”"):
        factories.decide(case=case, note="", obligations=[], actor=city.office)
    resumed(Case.objects.get(), city)
    assert vote(case, city.member_b).choice


def test_it_waits_on_nobody_s_desk_and_is_still_read(case, city):
    stopped(bring_to(Stage.OFFICE_CHECK, case, city), city)
    for person in (city.drafter, city.head, city.office):
        shown = desk(person)
        assert (shown.waiting, [row.code for row in shown.others]) == ([], [str(case)])
    case = Case.objects.get()
    assert (moves_for(case, city.office), [each.action for each in rests_for(case, city.office)]) == (
        [],
        [Action.REOPEN],
    )


def test_the_page_says_who_withdrew_it_and_why(case, city, as_user):
    stopped(bring_to(Stage.OFFICE_CHECK, case, city), city)
    browser, where = as_user(city.drafter), reverse("workflows:show_case", args=[case])
    page = browser.get(where).content.decode()
    assert f"Withdrawn by {city.office}" in page
    assert "事项暂缓。" in page
    assert [step.state for step in steps(Case.objects.get())] == ["done", "current", "todo", "todo", "todo"]
    to = reverse("workflows:move_case", args=[case, "reopen"])
    assert browser.post(to, {"note": ""}).status_code == 422
    assert browser.post(to, {"note": "事项重启。"}).status_code == 302
    assert browser.post(to, {"note": "事项重启。"}).status_code == 422
    assert "Withdrawn by" not in browser.get(where).content.decode().partition("What happened")[0]


def test_a_file_that_the_office_has_is_not_unlocked_by_coming_back(case, city, unchanged):
    resumed(stopped(bring_to(Stage.OFFICE_CHECK, case, city), city), city)
    with unchanged(Refused, Answer):
        answer(case, "A1", city.drafter)
