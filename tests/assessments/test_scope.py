"""The scope: what is stored, what is refused, what its page says, and that no case is handed in without it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from assessments.enums import ReturnReason
from assessments.models import Answer, ChildCount, ParticipationPlan, Return, ReturnedItem
from assessments.operations import (
    lock_assessment,
    remove_count,
)
from assessments.queries import authors, questionnaire
from assessments.scope import scope_of
from ledger.errors import Conflict, Refused
from ledger.models import Event
from tests import factories
from tests.assessments.scoping import ASKS, COUNT, PLAN, applies, count, plan
from tests.factories import count_children, last_event, move, plan_part, rows_of
from tests.set_files import STAGES
from workflows.enums import Action
from workflows.models import Case

MODELS = (Answer, ChildCount, ParticipationPlan)


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(asks=ASKS, ages=True))


@pytest.fixture
def page(case):
    return reverse("assessments:show_scope", args=[case])


def unlock_for(case, *items):
    """The office has sent back these parts alone."""
    returned = Return.objects.create(
        assessment=case.assessment,
        number=1,
        note="请补充。",
        returned_by=factories.User.objects.get(username="tc-office"),
        returned_at=timezone.now(),
    )
    for part, code in items:
        ReturnedItem.objects.create(returned=returned, part=part, code=code, reason=ReturnReason.OTHER)


# What is stored


def test_a_number_of_children_is_stored_once_and_is_an_event(case, city):
    stored = count(case, city.drafter)
    assert (stored.content(), stored.version, stored.updated_by) == (COUNT, 1, city.drafter)
    assert (last_event().name, last_event().data["group"]) == ("children.saved", "ALL")
    before = rows_of(*MODELS)
    assert (count(case, city.drafter, version=0).pk, rows_of(*MODELS)) == (stored.pk, before)


def test_a_second_row_for_the_same_children_meets_the_first(case, city, unchanged):
    count(case, city.colleague, number=7)
    with unchanged(Conflict, *MODELS) as caught:
        count(case, city.drafter, number=9)
    assert (caught.value.theirs, caught.value.mine) == ({"number": 7}, {"number": 9})
    assert count(case, city.drafter, number=9, version=1).version == 2


def test_a_row_is_changed_and_may_not_become_another_one(case, city, unchanged):
    first, second = count(case, city.drafter), count(case, city.drafter, age="LOW")
    assert count(case, city.drafter, row=second.pk, version=1, age="HIGH").age == "HIGH"
    with unchanged(Refused, *MODELS, match="There is a row for Every age · All children already"):
        count(case, city.drafter, row=second.pk, version=2, age="")
    with unchanged(Conflict, *MODELS):
        count(case, city.drafter, row=first.pk, version=0, number=1)


def test_removing_a_row_twice_is_removing_it_once(case, city, unchanged):
    row = count(case, city.drafter)
    with unchanged(Conflict, *MODELS):
        remove_count(assessment=case.assessment, row=row.pk, version=0, actor=city.drafter)
    for _time in range(2):
        remove_count(assessment=case.assessment, row=row.pk, version=1, actor=city.drafter)
    assert not ChildCount.objects.exists()
    assert [last_event().name, last_event().data["number"]] == ["children.removed", 120]
    assert Event.objects.filter(name="children.removed").count() == 1
    with unchanged(Refused, *MODELS, match="removed meanwhile"):
        count(case, city.drafter, row=row.pk, version=1)


@pytest.mark.parametrize("changes", [{"age": "OLD"}, {"group": "NONE"}, {"group": ""}, {"basis": "guessed"}])
def test_codes_that_the_edition_does_not_know_are_refused(case, city, unchanged, changes):
    with unchanged(Refused, *MODELS, match="does not ask this"):
        count(case, city.drafter, **changes)


def test_a_row_of_another_case_cannot_be_reached(case, city, unchanged):
    other = factories.make_case(city, case.assessment.indicator_set)
    row = count(other, city.drafter)
    with unchanged(Refused, *MODELS, match="removed meanwhile"):
        count(case, city.drafter, row=row.pk, version=1, number=5)
    remove_count(assessment=case.assessment, row=row.pk, version=1, actor=city.drafter)
    assert ChildCount.objects.get() == row


def test_a_plan_is_stored_and_two_writers_see_both(case, city, unchanged):
    stored = plan(case, city.colleague)
    assert (stored.content(), stored.version) == (PLAN, 1)
    assert (last_event().name, last_event().data["link"]) == ("participation.saved", "needs")
    with unchanged(Conflict, *MODELS) as caught:
        plan(case, city.drafter, method="问卷")
    assert (caught.value.theirs, caught.value.mine) == ({"method": "座谈"}, {"method": "问卷"})
    before = rows_of(*MODELS)
    assert (plan(case, city.drafter).version, rows_of(*MODELS)) == (1, before)


def test_only_the_links_that_the_edition_names_are_planned(city, unchanged):
    shape = {"asks": ASKS, "participation": True, "depths": True}
    case = factories.make_case(city, factories.make_set(stages=STAGES, **shape))
    factories.screen(case, city.drafter, depth="LIGHT")
    case = move(case, Action.SCREEN_IN, city.drafter)
    cards = scope_of(case.assessment).links
    assert [(card.link, card.name, card.during) for card in cards] == [
        ("needs", "A talk before", "self_assessment")
    ]
    for link in ("notice", "needs ", "everything"):
        with unchanged(Refused, *MODELS, match="does not ask this"):
            plan(case, city.drafter, link)


def test_an_indicator_that_does_not_apply_is_answered_with_its_reason(case, city):
    answer = applies(case, city.drafter)
    assert (answer.rating, answer.reason, answer.complete) == ("na", "与本事项无关。", True)
    assert applies(case, city.drafter, "na", "", version=1).complete is False
    again = applies(case, city.drafter, "", version=2)
    assert (again.rating, again.complete) == ("", False)


def test_that_an_indicator_applies_takes_no_impact_away(case, city):
    factories.answer(case, "A1", city.colleague, rating="-1", mitigation="错峰")
    for version in (0, 1):
        assert applies(case, city.drafter, "", "", version=version).rating == "-1"


def test_no_other_impact_is_chosen_in_the_scope(case, city, unchanged):
    with unchanged(Refused, *MODELS, match="its impact is chosen in the questionnaire"):
        applies(case, city.drafter, "1")


# Who, and when


def test_only_the_drafting_unit_writes_the_scope(case, city, unchanged):
    row = count(case, city.drafter)
    for person in (city.office, city.head, city.outsider, city.expert_a):
        for write in (
            lambda who: count(case, who, age="LOW"),
            lambda who: plan(case, who),
            lambda who: applies(case, who),
            lambda who: remove_count(assessment=case.assessment, row=row.pk, version=1, actor=who),
        ):
            with unchanged(PermissionDenied, *MODELS):
                write(person)


def test_who_wrote_in_the_scope_has_written_in_the_file(case, city):
    plan(case, city.colleague)
    assert authors(case.assessment) == {city.drafter.pk, city.colleague.pk}


def test_a_file_that_is_locked_or_does_not_ask_takes_nothing(case, city, unchanged):
    plain = factories.make_case(city, factories.make_set(edition="0"))
    for write in (count, plan):
        with unchanged(Refused, *MODELS, match="does not ask this"):
            write(plain, city.drafter)
    lock_assessment(assessment=case.assessment)
    for write in (count, plan, applies):
        with unchanged(Refused, *MODELS, match="not saved"):
            write(case, city.drafter)


def test_while_a_return_is_open_only_what_it_names_is_written(case, city, unchanged):
    unlock_for(case, ("participation", "needs"), ("children", ""))
    assert plan(case, city.drafter).version == count(case, city.drafter).version == 1
    for write in (lambda: plan(case, city.drafter, "notice"), lambda: applies(case, city.drafter)):
        with unchanged(Refused, *MODELS, match="sent back other parts"):
            write()


# What is still missing


def test_progress_counts_the_scope_and_the_file_is_not_handed_in_without_it(case, city, unchanged):
    factories.answer_all(case, city)
    board = questionnaire(case.assessment)
    assert (board.progress.complete, board.progress.total, board.only_scope_is_open) == (3, 8, True)
    with unchanged(Refused, Case, match="Nothing is said yet of the children affected") as caught:
        move(case, Action.HAND_IN, city.drafter)
    assert (
        "No finished plan for children’s part yet: Saying what is needed, Working on the proposal, "
        "Public notice, Hearing back."
    ) in str(caught.value)
    count(case, city.drafter, source="", year=None)
    plan(case, city.drafter, when="")
    plan(case, city.drafter, "notice", reason_for_none="不开展")
    plan_part(case, city.drafter, "feedback", "drafting")
    with unchanged(Refused, Case, match=r"Every age · All children, still needed: source, year of the data"):
        move(case, Action.HAND_IN, city.drafter)
    assert questionnaire(case.assessment).progress.complete == 5
    count_children(case, city.drafter)
    plan_part(case, city.drafter)
    assert questionnaire(case.assessment).progress.finished
    assert move(case, Action.HAND_IN, city.drafter).state == "office_check"


def test_a_named_gap_and_reasons_for_none_are_enough(case, city):
    factories.answer_all(case, city)
    count(case, city.drafter, number=None, source="", year=None, gap="县教育局下月提供。")
    for link in ("needs", "drafting", "notice", "feedback"):
        plan(case, city.drafter, link, method="", when="", whom="", reason_for_none="不涉及。")
    assert move(case, Action.HAND_IN, city.drafter).state == "office_check"


def test_an_older_edition_asks_for_nothing_of_it(city, tiny):
    case = factories.make_case(city, tiny)
    factories.answer_all(case, city)
    assert scope_of(case.assessment).cells == []
    assert move(case, Action.HAND_IN, city.drafter).state == "office_check"
