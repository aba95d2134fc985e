"""What waits for people, on the desk and in the digest."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from guardian.shortcuts import assign_perm

from accounts.operations import dismiss
from assessments.models import Assignment, Return, ReturnedItem
from plans.models import PlanItem
from tests import factories
from tests.factories import bring_to, post_of, run_out
from tests.set_files import STAGES
from workflows.enums import Stage
from workflows.models import Case
from workflows.queries.desk import desk
from workflows.queries.turns import Kind
from workflows.queries.waiting import awaited, waiting_for
from workflows.summaries import refresh


def said(*people):
    """The words of each person's rows."""
    rows = waiting_for(people)
    return [[str(row.waits) for row in rows[user.pk]] for user in people]


def by_stage(city, stage):
    chosen = factories.make_set(stages=STAGES, special=("RUR",))
    return bring_to(stage, factories.make_case(city, chosen), city)


@pytest.mark.parametrize(
    ("stage", "who", "words"),
    [
        (Stage.SCREENING, "drafter", "Answer the screening"),
        (Stage.SELF_ASSESSMENT, "drafter", "3 indicators left to answer"),
        (Stage.SIGN_OFF, "head", "Read and sign"),
        (Stage.OFFICE_CHECK, "office", "Check it and seat the panel"),
        (Stage.EXPERT_PANEL, "expert_a", "3 indicators left to score"),
        (Stage.COMMITTEE, "member_a", "Read the paper and vote"),
        (Stage.PUBLICATION, "office", "Prepare the publication"),
    ],
)
def test_each_stage_waits_for_those_who_act_in_it(city, stage, who, words):
    by_stage(city, stage)
    assert said(city.people[who]) == [[words]]


def test_nothing_waits_for_those_whose_turn_it_is_not(city):
    by_stage(city, Stage.SELF_ASSESSMENT)
    others = [user for name, user in city.people.items() if name not in {"drafter", "colleague"}]
    assert said(*others) == [[] for _user in others]


def test_who_has_left_a_post_waits_for_nothing(case, city):
    dismiss(user=city.drafter, post=post_of(city.drafter), actor=city.office)
    assert said(city.drafter) == [[]]


def test_nothing_waits_for_who_may_not_sign_in(case, city):
    city.drafter.is_active = False
    city.drafter.save()
    assert said(city.drafter) == [[]]


def test_a_case_of_one_officer_waits_for_nobody_else(case, city):
    take_charge(case, city.colleague)
    assert said(city.drafter, city.colleague) == [[], ["3 indicators left to answer"]]


def test_a_case_waits_for_the_whole_unit_once_its_officer_has_left(case, city):
    take_charge(case, city.colleague)
    dismiss(user=city.colleague, post=post_of(city.colleague), actor=city.office)
    assert said(city.drafter) == [["3 indicators left to answer"]]


def take_charge(case, user):
    case.assessment.responsible = user
    case.assessment.save(update_fields=["responsible"])
    refresh(case)


def test_a_case_that_somebody_handles_waits_for_no_colleague_in_the_office(case, city):
    case = bring_to(Stage.OFFICE_CHECK, case, city)
    case.handler = city.office_two
    case.save(update_fields=["handler"])
    refresh(case)
    assert said(city.office, city.office_two) == [[], ["Check it and seat the panel"]]


def test_the_office_waits_until_all_have_sealed_and_until_all_have_voted(case, city):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    before = said(city.office)
    factories.seal_all(case, city)
    sealed = said(city.office)
    case = factories.move(case, "open_scores", city.office)
    opened = said(city.office)
    factories.vote_all(case, city)
    assert [before, sealed, opened, said(city.office)] == [
        [[]],
        [["All experts have sealed: open the scores"]],
        [[]],
        [["All have voted: record the decision"]],
    ]


def test_what_came_back_stands_first(case, city, tiny):
    send = {"number": 1, "note": "请补充。", "returned_by": city.office, "returned_at": timezone.now()}
    later = factories.make_case(city, tiny)
    Case.objects.filter(pk=later.pk).update(due_at=timezone.now() + timedelta(days=90))
    returned = Return.objects.create(assessment=later.assessment, **send)
    for code in ("A1", "A2"):
        ReturnedItem.objects.create(returned=returned, part="answer", code=code, reason="thin")
    rows = waiting_for([city.drafter])[city.drafter.pk]
    assert [(row.code, row.kind, str(row.waits)) for row in rows] == [
        (str(later), Kind.RETURNED, "2 returned items"),
        (str(case), Kind.CASE, "3 indicators left to answer"),
    ]


def test_indicators_assigned_to_another_unit_wait_for_its_officers(case, city):
    assign_perm("assessments.view_assessment", city.outsider.groups.get(), case.assessment)
    for days, code in ((9, "A1"), (5, "B1")):
        Assignment.objects.create(
            assessment=case.assessment,
            indicator=factories.indicator(case, code),
            unit=city.units["housing"],
            due=timezone.localdate() + timedelta(days=days),
            assigned_by=city.drafter,
        )
    (row,) = waiting_for([city.outsider])[city.outsider.pk]
    assert (row.kind, str(row.waits), row.due) == (
        Kind.ASSIGNED,
        "2 indicators assigned to your unit",
        timezone.localdate() + timedelta(days=5),
    )


def test_words_are_said_in_the_language_of_whoever_reads_them(case, city):
    (row,) = waiting_for([city.drafter])[city.drafter.pk]
    with translation.override("zh-hans"):
        chinese = (str(row.waits), row.local.title)
    assert (str(row.waits), chinese) == ("3 indicators left to answer", ("还有 3 项未填完", "示例事项"))


def test_a_draft_conclusion_that_lies_open_waits_for_nobody_but_for_the_office_once_it_is_over(city):
    case = by_stage(city, Stage.PUBLIC_NOTICE)
    assert [bool(rows) for rows in waiting_for(city.people.values()).values()] == [False] * len(city.people)
    Case.objects.update(due_at=timezone.now() - timedelta(days=2))  # what the public was promised stays
    refresh(case)
    assert said(city.office) == [[]]
    run_out(case)
    assert said(city.office, city.drafter) == [["The public notice is over: close it"], []]
    assert {turn.user for turn in awaited([case.pk])[case.pk]} == {city.office.pk, city.office_two.pk}


@pytest.mark.parametrize("stage", [each for each in STAGES if each not in ("screening", "public_notice")])
def test_whom_a_case_waits_for_and_what_waits_for_a_person_is_one_thing(city, stage):
    case = by_stage(city, Stage(stage))
    rows = waiting_for(city.people.values())
    waiting = {user for user, found in rows.items() if found}
    assert {turn.user for turn in awaited([case.pk])[case.pk]} == waiting != set()


def test_the_same_number_of_queries_for_one_and_for_all(city, count_queries):
    for stage in (Stage.SELF_ASSESSMENT, Stage.SIGN_OFF, Stage.EXPERT_PANEL, Stage.COMMITTEE):
        by_stage(city, stage)
    everybody = list(city.people.values())
    one = count_queries(lambda: waiting_for([city.drafter]))
    before = count_queries(lambda: waiting_for(everybody))
    for _case in range(3):
        by_stage(city, Stage.SIGN_OFF)
    assert (one, before, count_queries(lambda: waiting_for(everybody))) == (17, 21, 21)


def test_the_desk_shows_the_other_cases_of_the_city_to_its_office(case, city):
    shown = desk(city.office)
    assert ([row.code for row in shown.waiting], [row.code for row in shown.others]) == ([], [str(case)])


def test_proposed_matters_wait_for_the_office_of_their_city(city, tiny):
    factories.make_city("other")
    where = {"city": city.place, "unit": city.units["planning"], "indicator_set": tiny, "matter_class": "M1"}
    for number in range(2):
        said = {"title": f"事项{number}", "summary": "示例数据。", "year": 2027, "proposed_by": city.drafter}
        PlanItem.objects.create(**where, **said)
    everybody = list(city.people.values())
    rows = {user: found for user, found in waiting_for(everybody).items() if found}
    (row,) = rows[city.office.pk]
    assert (rows.keys(), row.kind, str(row.local.title), str(row.waits), row.url) == (
        {city.office.pk, city.office_two.pk},
        Kind.PLAN,
        "Annual plan 2027",
        "2 proposed matters to decide",
        "/plan/?year=2027",
    )
