"""Remarks and second judgements, while the panel's discussion is open."""

import pytest
from django.core.exceptions import PermissionDenied

from ledger.errors import Conflict, Refused
from panels.enums import Phase
from panels.models import PanelFigures, Remark, Revision, Score
from panels.operations.discussing import close_discussion, remark, revise
from panels.queries.results import results
from tests import factories
from tests.factories import indicator, last_event, move, rows_of
from tests.panels.divided import divided
from workflows.enums import Action, Stage


@pytest.fixture
def discussing(city):
    return divided(city)


def say(case, actor, text="校车是否够用？", code="A1"):
    about = indicator(case, code) if code else None
    return remark(panel=case.panel, indicator=about, text=text, actor=actor)


def judge_anew(case, actor, rating="-1", reason="看过线路图后改判。", *, code="A1", version=0):
    return revise(
        panel=case.panel,
        indicator=indicator(case, code),
        version=version,
        content={"rating": rating, "reason": reason},
        actor=actor,
    )


def test_a_divided_panel_discusses(discussing):
    assert (discussing.state, discussing.panel.discusses) == (Stage.DISCUSSION, True)


def test_a_remark_is_kept_under_the_seat_and_said_twice_is_once(discussing, city):
    first = say(discussing, city.expert_a)
    seat = discussing.panel.seats.get(expert=city.expert_a)
    event = last_event()
    assert (first.seat, event.name, event.subject, event.data) == (
        seat,
        "remark.written",
        seat.subject,
        {"indicator": "A1", "text": "校车是否够用？"},
    )
    assert (say(discussing, city.expert_a).pk, last_event()) == (first.pk, event)
    say(discussing, city.expert_b, "我同意。")
    say(discussing, city.expert_a)
    assert Remark.objects.count() == 3


def test_the_office_speaks_as_the_moderator_and_of_the_whole(discussing, city):
    said = say(discussing, city.office, "请先谈红线项。", code=None)
    event = last_event()
    assert (said.seat, said.indicator, event.subject, event.data) == (
        None,
        None,
        discussing.panel.subject,
        {"indicator": "", "text": "请先谈红线项。"},
    )


@pytest.mark.parametrize("name", ["drafter", "head", "member_a", "expert_d", "outsider"])
def test_nobody_else_speaks_or_judges(discussing, city, unchanged, name):
    with unchanged(PermissionDenied, Remark):
        say(discussing, getattr(city, name))
    with unchanged(PermissionDenied, Revision):
        judge_anew(discussing, getattr(city, name))


def test_the_moderator_judges_nothing_and_a_seat_given_up_is_silent(discussing, city, unchanged):
    with unchanged(PermissionDenied, Revision):
        judge_anew(discussing, city.office)
    discussing.panel.seats.filter(expert=city.expert_a).update(left_at="2026-03-10T12:00+08:00")
    with unchanged(PermissionDenied, Remark):
        say(discussing, city.expert_a)
    with unchanged(PermissionDenied, Revision):
        judge_anew(discussing, city.expert_a)


def test_what_is_no_remark_is_refused(discussing, city, unchanged):
    other = factories.make_set(edition="2").indicators.first()
    with unchanged(Refused, Remark, match="write something"):
        say(discussing, city.expert_a, "")
    with unchanged(Refused, Remark, match="not asked about this indicator"):
        remark(panel=discussing.panel, indicator=other, text="无关。", actor=city.expert_a)


def test_the_second_judgement_stands_beside_the_first(discussing, city):
    judge_anew(discussing, city.expert_a)
    event, seat = last_event(), discussing.panel.seats.get(expert=city.expert_a)
    new = {"rating": "-1", "reason": "看过线路图后改判。"}
    assert (event.name, event.subject, event.data) == (
        "score.revised",
        seat.subject,
        {"indicator": "A1", "old": {"rating": "", "reason": ""}, "new": new},
    )
    stored = Score.objects.get(seat=seat, indicator__code="A1")
    assert (stored.rating, stored.reason, stored.revision.content()) == ("-2", "-2 的理由。", new)


def test_until_the_discussion_closes_a_judgement_may_change_again(discussing, city):
    judge_anew(discussing, city.expert_a)
    before = rows_of(Revision)
    assert judge_anew(discussing, city.expert_a).version == 1
    assert rows_of(Revision) == before
    judge_anew(discussing, city.expert_a, "-2", "还是原来的看法。", version=1)
    assert [each.content() for each in Revision.objects.all()] == [
        {"rating": "-2", "reason": "还是原来的看法。"}
    ]


def test_a_judgement_changed_in_another_window_is_a_conflict(discussing, city, unchanged):
    judge_anew(discussing, city.expert_a)
    with unchanged(Conflict, Revision, match="another window") as caught:
        judge_anew(discussing, city.expert_a, "0")
    assert (caught.value.theirs, caught.value.mine, caught.value.version) == (
        {"rating": "-1"},
        {"rating": "0"},
        1,
    )


def test_a_second_judgement_is_an_answer_of_the_scale_with_a_reason_and_another_than_the_first(
    discussing, city, unchanged
):
    other = factories.make_set(edition="2").indicators.first()
    for match, changes in {
        "not an answer": {"rating": "3"},
        "why you judge anew": {"reason": ""},
        "that you sealed": {"rating": "-2"},
    }.items():
        with unchanged(Refused, Revision, match=match):
            judge_anew(discussing, city.expert_a, **changes)
    with unchanged(Refused, Revision, match="have not scored"):
        revise(
            panel=discussing.panel,
            indicator=other,
            version=0,
            content={"rating": "0", "reason": "无关。"},
            actor=city.expert_a,
        )
    assert judge_anew(discussing, city.expert_a, "cannot", "不属本人专业。").rating == "cannot"


def test_closing_works_the_figures_out_and_ends_it(discussing, city, unchanged):
    judge_anew(discussing, city.expert_a, "1")
    closed = move(discussing, Action.CLOSE_DISCUSSION, city.office)
    assert (closed.state, closed.panel.discusses) == (Stage.COMMITTEE, False)
    assert [each.phase for each in PanelFigures.objects.all()] == [Phase.FIRST, Phase.FINAL]
    with unchanged(PermissionDenied, Remark):
        say(closed, city.expert_a)
    with unchanged(Refused, Remark, match="not open"):
        say(closed, city.office)
    with unchanged(PermissionDenied, Revision):
        judge_anew(closed, city.expert_a, "0", version=1)
    ended = closed.panel.discussion_closed_at
    close_discussion(panel=closed.panel)
    closed.refresh_from_db()
    assert closed.panel.discussion_closed_at == ended


def test_only_what_is_held_at_the_end_enters_the_results(discussing, city):
    def judged():
        panel = type(discussing.panel).objects.get()
        return results(discussing.assessment, panel).by_code["A1"].judged

    assert judged() == 1
    judge_anew(discussing, city.expert_b, "-1")
    assert judged() == 1
    move(discussing, Action.CLOSE_DISCUSSION, city.office)
    assert judged() == -1
    final = PanelFigures.objects.get(phase=Phase.FINAL)
    assert final.robustness["outcome"] == "approve_with_changes"


def test_a_case_taken_out_of_its_way_is_not_discussed(discussing, city, unchanged):
    factories.bring_to(Stage.WITHDRAWN, discussing, city)
    with unchanged(PermissionDenied, Remark):
        say(discussing, city.office)
    with unchanged(PermissionDenied, Remark):
        say(discussing, city.expert_a)


def test_the_door_holds_even_for_who_still_has_the_right(discussing, city, unchanged):
    """The right to discuss lasts as long as the stage; the panel's own door does not rely on it."""
    close_discussion(panel=discussing.panel)
    with unchanged(Refused, Revision, match="not open"):
        judge_anew(discussing, city.expert_a)
