"""Seating, scoring, sealing, opening: what is refused and what the ledger keeps."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.operations import appoint, dismiss
from ledger.errors import Conflict, Refused
from ledger.models import Event
from panels.models import Panel, Score, Seat
from panels.operations import open_panel, open_scores, prepare_panel, seal_seat, seat_experts
from panels.operations.scoring import Judgement, ScoresConflict, record_scores
from panels.sealing import commitment
from tests import factories
from tests.factories import judgement, last_event, post_of, score, score_all, seat
from tests.workflows.asking import ask
from workflows.assigning import give_back
from workflows.enums import Action, Stage


@pytest.fixture
def checked(case, city):
    """A case that the office is checking, its panel not seated."""
    return factories.bring_to(Stage.OFFICE_CHECK, case, city)


@pytest.fixture
def scoring(case, city):
    return factories.bring_to(Stage.EXPERT_PANEL, case, city)


def test_preparing_twice_is_one_panel(checked):
    again = prepare_panel(assessment=checked.assessment, round=1, smallest=9)
    assert (again, again.smallest, Panel.objects.count()) == (checked.panel, 3, 1)


def test_seating_is_recorded_with_old_and_new(checked, city):
    seat(checked, city, [city.expert_a])
    seat(checked, city, [city.expert_b, city.expert_a])
    event = last_event()
    assert (event.name, event.subject, event.actor) == ("panel.seated", checked.panel.subject, city.office)
    assert event.data == {"old": ["tc-expert_a"], "new": ["tc-expert_a", "tc-expert_b"]}


def test_seating_the_same_people_again_changes_nothing(checked, city):
    seat(checked, city)
    before = factories.rows_of(Seat)
    seat(checked, city, city.experts[::-1])
    assert factories.rows_of(Seat) == before


def test_who_is_left_out_loses_the_seat(checked, city):
    seat(checked, city)
    seat(checked, city, city.experts[:1])
    assert [each.expert for each in checked.panel.seats.all()] == city.experts[:1]


@pytest.mark.parametrize("name", ["drafter", "expert_a", "member_a", "outsider"])
def test_only_the_office_seats(checked, city, unchanged, name):
    with unchanged(PermissionDenied, Seat):
        seat_experts(panel=checked.panel, experts=city.experts, actor=getattr(city, name))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("expert_own", "belongs to the drafting unit"),
        ("member_a", "is not in the city’s expert pool"),
        ("drafter", "is not in the city’s expert pool"),
    ],
)
def test_who_may_not_judge_is_not_seated(checked, city, unchanged, name, reason):
    with unchanged(Refused, Seat, match=reason):
        seat(checked, city, [*city.experts, getattr(city, name)])


def test_an_expert_of_another_city_is_not_seated(checked, city, unchanged):
    other = factories.make_city("other")
    with unchanged(Refused, Seat, match="expert pool"):
        seat(checked, city, [other.expert_a])


def test_an_inactive_expert_is_not_seated(checked, city, unchanged):
    city.expert_a.is_active = False
    city.expert_a.save()
    with unchanged(Refused, Seat, match="expert pool"):
        seat(checked, city)


def test_who_worked_on_the_file_does_not_judge_it_even_from_another_post(case, city, unchanged):
    factories.answer(case, "A1", city.colleague)
    factories.answer(case, "A1", city.drafter, facts="改写")
    dismiss(user=city.colleague, post=post_of(city.colleague), actor=city.office)
    appoint(user=city.colleague, post=post_of(city.expert_a), actor=city.office)
    factories.in_pool(city, city.colleague)
    checked = factories.bring_to(Stage.OFFICE_CHECK, case, city)
    colleague = type(city.colleague).objects.get(pk=city.colleague.pk)
    with unchanged(Refused, Seat, match="has worked on this self-assessment"):
        seat(checked, city, [*city.experts, colleague])


def test_the_panel_stands_once_scoring_has_begun(scoring, city, unchanged):
    with unchanged(Refused, Seat, match="can no longer be changed"):
        seat(scoring, city, [city.expert_a, city.expert_b, city.expert_d])


def test_a_panel_too_small_does_not_open(checked, city):
    seat(checked, city, city.experts[:2])
    with pytest.raises(Refused, match="needs 1 more"):
        open_panel(panel=checked.panel)
    assert Panel.objects.get().opened_at is None


def test_the_ledger_learns_that_a_seat_has_written_and_never_what_for_scores_are_secret(scoring, city):
    """It used to hold the old and the new words; nobody may read them before all scores are opened."""
    score(scoring, "A1", city.expert_a, "1", "起初")
    score(scoring, "A1", city.expert_a, "-1", "再想", version=1)
    own = Seat.objects.get(expert=city.expert_a)
    told = [(event.name, event.data) for event in Event.objects.filter(subject=own.subject)]
    written = ("score.recorded", {"indicators": ["A1"]})
    assert told == [("seat.declared", {"declared": "none"}), written, written]
    assert [each.content() for each in own.scores.all()] == [judgement("-1", "再想")]


def test_sending_a_score_twice_is_sending_it_once(scoring, city):
    score(scoring, "A1", city.expert_a)
    before = factories.rows_of(Score)
    assert score(scoring, "A1", city.expert_a).version == 1
    assert factories.rows_of(Score) == before


def test_a_score_changed_in_another_window_is_a_conflict(scoring, city, unchanged):
    score(scoring, "A1", city.expert_a, "1")
    with unchanged(Conflict, Score, match="another window") as caught:
        score(scoring, "A1", city.expert_a, "2")
    assert (caught.value.theirs, caught.value.mine, caught.value.version) == (
        {"rating": "1"},
        {"rating": "2"},
        1,
    )


@pytest.mark.parametrize("name", ["drafter", "office", "member_a", "expert_d", "outsider"])
def test_who_has_no_seat_neither_scores_nor_seals(scoring, city, unchanged, name):
    with unchanged(PermissionDenied, Score):
        score(scoring, "A1", getattr(city, name))
    with unchanged(PermissionDenied, Seat):
        seal_seat(panel=scoring.panel, actor=getattr(city, name))


def test_before_scoring_opens_a_seat_gives_no_right(checked, city, unchanged):
    seat(checked, city)
    with unchanged(PermissionDenied, Score):
        score(checked, "A1", city.expert_a)


def test_sealing_names_what_is_missing(scoring, city, unchanged):
    """A1 is as the department has it and needs no reason, A2 lies far from it."""
    score(scoring, "A1", city.expert_a, reason="")
    score(scoring, "A2", city.expert_a, "-1", reason="")
    with unchanged(Refused, Seat, match=r"Still without score or reason: A2, B1\."):
        seal_seat(panel=scoring.panel, actor=city.expert_a)
    assert Seat.objects.filter(sealed_at=None).count() == 3


def test_sealing_commits_to_the_scores_in_the_ledger(scoring, city):
    score_all(scoring, city.expert_a)
    sealed = seal_seat(panel=scoring.panel, actor=city.expert_a)
    scores = {code: judgement() for code in ("A1", "A2", "B1")}
    event = last_event()
    assert (event.name, event.subject) == ("seat.sealed", sealed.subject)
    assert event.data == {"scores": 3, "commitment": sealed.commitment}
    assert (sealed.commitment, len(sealed.salt)) == (commitment(sealed.salt, scores), 64)


def test_sealing_twice_is_sealing_once(scoring, city):
    score_all(scoring, city.expert_a)
    first = seal_seat(panel=scoring.panel, actor=city.expert_a)
    event = last_event()
    again = seal_seat(panel=scoring.panel, actor=city.expert_a)
    assert (again.sealed_at, again.salt, again.commitment) == (first.sealed_at, first.salt, first.commitment)
    assert last_event() == event


def sheet(*told, version=0):
    return [Judgement(code, version, judgement(rating, reason)) for code, rating, reason in told]


def test_a_whole_sheet_is_recorded_at_once_with_one_event(scoring, city):
    told = sheet(("A1", "1", ""), ("A2", "-2", ""), ("B1", "cannot", "不在本人专业内。"))
    found = record_scores(panel=scoring.panel, judgements=told, actor=city.expert_a)
    assert [(code, each.rating, each.complete) for code, each in found.scores.items()] == [
        ("A1", "1", True),
        ("A2", "-2", False),
        ("B1", "cannot", True),
    ]
    assert ([line.code for line in found.tally.open], found.tally.total) == (["A2"], 3)
    assert (last_event().name, last_event().data) == ("score.recorded", {"indicators": ["A1", "A2", "B1"]})


def test_of_a_whole_sheet_only_what_changed_is_written(scoring, city):
    record_scores(
        panel=scoring.panel, judgements=sheet(("A1", "1", ""), ("A2", "1", "")), actor=city.expert_a
    )
    moment = Score.objects.get(indicator__code="A1").updated_at
    again = [*sheet(("A1", "1", "")), *sheet(("A2", "2", "更好。"), version=1)]
    record_scores(panel=scoring.panel, judgements=again, actor=city.expert_a)
    stored = {each.indicator.code: each for each in Score.objects.select_related("indicator")}
    assert {code: (each.rating, each.version) for code, each in stored.items()} == {
        "A1": ("1", 1),
        "A2": ("2", 2),
    }
    assert (stored["A1"].updated_at, stored["A2"].updated_at > moment) == (moment, True)
    assert last_event().data == {"indicators": ["A2"]}


def test_a_sheet_with_a_score_changed_elsewhere_is_not_written_at_all(scoring, city, unchanged):
    score(scoring, "A1", city.expert_a, "1", "另一窗口")
    with unchanged(ScoresConflict, Score, match="another window") as caught:
        record_scores(
            panel=scoring.panel, judgements=sheet(("A1", "2", "这里"), ("A2", "1", "")), actor=city.expert_a
        )
    (conflict,) = caught.value.each.values()
    assert (list(caught.value.each), conflict.version) == (["A1"], 1)
    assert (conflict.theirs, conflict.mine) == (
        {"rating": "1", "reason": "另一窗口"},
        {"rating": "2", "reason": "这里"},
    )


@pytest.mark.parametrize("told", [("A1", "7", ""), ("Z9", "1", "")])
def test_a_sheet_with_what_is_no_answer_is_not_written_at_all(scoring, city, unchanged, told):
    with unchanged(Refused, Score, match="not an answer of the set’s scale"):
        record_scores(panel=scoring.panel, judgements=sheet(("A2", "1", ""), told), actor=city.expert_a)


def test_a_sealed_score_is_final(scoring, city, unchanged):
    score_all(scoring, city.expert_a)
    seal_seat(panel=scoring.panel, actor=city.expert_a)
    with unchanged(Refused, Score, match="no longer be changed"):
        score(scoring, "A1", city.expert_a, "-2", version=1)
    assert Score.objects.get(seat__expert=city.expert_a, indicator__code="A1").rating == "1"


def test_scores_do_not_open_before_the_last_seal(scoring, city):
    for expert in city.experts[:2]:
        score_all(scoring, expert)
        seal_seat(panel=scoring.panel, actor=expert)
    with pytest.raises(Refused, match="Not every expert has sealed yet"):
        open_scores(panel=scoring.panel)
    assert Panel.objects.get().opened_scores_at is None


def test_opening_twice_keeps_the_first_moment(case, city):
    panel = factories.bring_to(Stage.COMMITTEE, case, city).panel
    open_scores(panel=panel)
    assert Panel.objects.get().opened_scores_at == panel.opened_scores_at


def test_after_opening_an_experts_right_has_ended(case, city, unchanged):
    done = factories.bring_to(Stage.COMMITTEE, case, city)
    with unchanged(PermissionDenied, Score):
        score(done, "A1", city.expert_a, "-2", version=1)


def test_the_doors_hold_even_for_who_has_the_right(scoring, city, unchanged):
    """The right to score lasts as long as the stage; the panel's own doors do not rely on it."""
    Panel.objects.update(opened_at=None)
    with unchanged(Refused, Score, match="not open for scoring"):
        score(scoring, "A1", city.expert_a)
    with unchanged(Refused, Seat, match="not open for scoring"):
        seal_seat(panel=scoring.panel, actor=city.expert_a)


def test_a_panel_seated_before_the_file_was_sent_back_is_kept(checked, city):
    seat(checked, city)
    move = factories.move
    back = move(checked, Action.SEND_BACK, city.office)
    again = move(back, Action.HAND_IN, city.drafter)
    assert [each.expert for each in again.panel.seats.all()] == city.experts


def test_who_has_written_in_the_file_since_being_seated_does_not_judge_it(checked, city):
    """The office seats, sends back; another department helps, and one of its officers is an expert of the panel."""
    seat(checked, city)
    back = factories.move(checked, Action.SEND_BACK, city.office)
    appoint(user=city.expert_a, post=post_of(city.outsider), actor=city.office)
    (asked,) = ask(back, city, "A1")
    factories.answer(back, "A1", city.expert_a, facts="专家自己写的。")
    give_back(case=back, keys=[asked.pk], actor=city.expert_a)
    again = factories.move(back, Action.HAND_IN, city.drafter)
    with pytest.raises(Refused, match="has worked on this self-assessment"):
        factories.move(again, Action.ACCEPT, city.office)
    seat(again, city, [city.expert_b, city.expert_c, city.expert_d])
    assert factories.move(again, Action.ACCEPT, city.office).state == Stage.EXPERT_PANEL
