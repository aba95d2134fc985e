"""Other departments answer some of the indicators; the drafting unit hands in and signs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from guardian.shortcuts import get_group_perms

from accounts.enums import Role
from accounts.operations import appoint, create_post, dismiss
from assessments import operations
from assessments.models import Answer, Assessment, Assignment, Citation, Evidence
from assessments.queries import authors
from ledger.errors import Refused
from notices.models import Notice
from tests import factories
from tests.factories import answer, bring_to, last_event, move, post_of, rows_of
from tests.workflows.asking import ask, day
from workflows.assigning import assign, give_back, take_back
from workflows.enums import Action, Stage

OURS = {"view_assessment", "contribute_assessment"}
SEEN = (Assignment, Answer, Notice)


def keys(assignments):
    return [each.pk for each in assignments]


def rights(case, person):
    return {*get_group_perms(type(person).objects.get(pk=person.pk), case.assessment)}


def told(person):
    return [notice.title_en for notice in Notice.objects.filter(recipient=person).order_by("pk")]


@pytest.fixture
def transport(city):
    """A second other department, with an officer."""
    unit = factories.make_unit(city, "transport")
    post = create_post(organisation=unit, role=Role.DRAFTER, actor=city.office)
    person = factories.make_person("tc-transporter")
    appoint(user=person, post=post, actor=city.office)
    city.units["transport"], city.people["transporter"] = unit, person
    return unit


# --- asking


def test_who_is_asked_sees_the_file_and_answers_only_that(case, city, unchanged):
    assert (rights(case, city.outsider), Assessment.objects.visible_to(city.outsider).count()) == (set(), 0)
    ask(case, city, "A1")
    assert (rights(case, city.outsider), Assessment.objects.visible_to(city.outsider).count()) == (OURS, 1)
    assert answer(case, "A1", city.outsider).updated_by == city.outsider
    for code in ("A2", "B1"):
        with unchanged(PermissionDenied, Answer):
            answer(case, code, city.outsider)
    with unchanged(PermissionDenied):
        move(case, Action.HAND_IN, city.outsider)
    assert (last_event().name, last_event().data["indicator"]) == ("answer.saved", "A1")


def test_asking_is_recorded_and_told_once(case, city):
    ask(case, city, "A1", "A2", due=date(2999, 12, 31))
    event = last_event()
    assert (event.name, event.data) == (
        "indicators.assigned",
        {"unit": "tc-housing", "indicators": ["A1", "A2"], "due": "2999-12-31", "text": "请按小区统计。"},
    )
    notice = Notice.objects.get(recipient=city.outsider)
    assert (notice.title_en, notice.kind) == ("Asked of your unit: 示例事项", "assigned")
    assert "asks your unit for 2 indicators by" in notice.text_en
    assert "请按小区统计。" in notice.text
    before = rows_of(*SEEN)
    assert ask(case, city, "A1", "A2", due=date(2999, 12, 31)) == []
    assert rows_of(*SEEN) == before


def test_another_day_or_unit_is_a_new_assignment(case, city, transport):
    first = ask(case, city, "A1", "A2")
    later = ask(case, city, "A1", due=day(9))
    ask(case, city, "A2", unit=transport)
    live = case.assessment.assignments.live()
    assert [(each.indicator.code, each.unit.code, each.due) for each in live] == [
        ("A1", "tc-housing", day(9)),
        ("A2", "tc-transport", day()),
    ]
    assert {each.pk for each in [*first, *later]} > {each.pk for each in live if each.unit != transport}
    assert rights(case, city.transporter) == OURS


def test_who_has_nothing_left_no_longer_sees_the_file_and_is_told(case, city, transport, unchanged):
    made = ask(case, city, "A1", "A2")
    take_back(case=case, keys=keys(made[:1]), actor=city.colleague)
    assert rights(case, city.outsider) == OURS
    ask(case, city, "A2", unit=transport)
    assert (rights(case, city.outsider), rights(case, city.transporter)) == (set(), OURS)
    assert told(city.outsider)[-1] == "No longer asked of your unit: 示例事项"
    with unchanged(PermissionDenied, Answer):
        answer(case, "A1", city.outsider)


def test_taking_back_twice_is_taking_back_once(case, city):
    made = ask(case, city, "A1")
    take_back(case=case, keys=keys(made), actor=city.drafter)
    before = rows_of(*SEEN)
    assert take_back(case=case, keys=keys(made), actor=city.drafter) == []
    assert rows_of(*SEEN) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"due": date(2020, 1, 1)}, "still to come"),
        ({"note": "长" * 1001}, "at most 1000 characters"),
        ({"unit": "planning"}, "drafts the file itself"),
        ({"unit": "university"}, "has no officer who drafts"),
        ({"unit": "other"}, "another city"),
        ({"codes": ()}, "choose indicators"),
    ],
)
def test_what_cannot_be_asked_is_refused(case, city, unchanged, changes, words):
    changes = dict(changes)
    codes = changes.pop("codes", ("A1",))
    if unit := changes.pop("unit", ""):
        changes["unit"] = factories.make_city("oc").units["housing"] if unit == "other" else city.units[unit]
    with unchanged(Refused, *SEEN, match=words):
        ask(case, city, *codes, **changes)


def test_an_indicator_of_another_set_is_refused(case, city, unchanged):
    foreign = factories.make_case(city, factories.make_set(edition="2"))
    with unchanged(Refused, *SEEN, match="choose indicators"):
        assign(
            case=case,
            indicators=[factories.indicator(foreign, "A1")],
            unit=city.units["housing"],
            due=day(),
            note="",
            actor=city.drafter,
        )


@pytest.mark.parametrize("name", ["head", "office", "outsider", "expert_a"])
def test_only_the_drafting_officers_ask_and_take_back(case, city, unchanged, name):
    made = ask(case, city, "A1")
    person = getattr(city, name)
    with unchanged(PermissionDenied, *SEEN):
        ask(case, city, "B1", actor=person)
    with unchanged(PermissionDenied, *SEEN):
        take_back(case=case, keys=keys(made), actor=person)


def test_nothing_is_asked_once_the_file_is_handed_in(case, city, unchanged):
    case = bring_to(Stage.OFFICE_CHECK, case, city)
    with unchanged(Refused, *SEEN, match="while the self-assessment is being written"):
        ask(case, city, "A1")


# --- giving back


def test_giving_back_tells_the_lead_and_closes_the_indicator(case, city, unchanged):
    made = ask(case, city, "A1", "A2")
    answer(case, "A1", city.outsider)
    give_back(case=case, keys=keys(made[:1]), actor=city.outsider)
    assert (last_event().name, last_event().data) == (
        "indicators.given_back",
        {"unit": "tc-housing", "indicators": ["A1"]},
    )
    assert told(city.drafter)[-1] == "Housing has finished its part: 示例事项"
    with unchanged(PermissionDenied, Answer):
        answer(case, "A1", city.outsider, facts="改")
    assert answer(case, "A1", city.drafter, facts="改").updated_by == city.drafter
    before = rows_of(*SEEN)
    assert give_back(case=case, keys=keys(made[:1]), actor=city.outsider) == []
    assert rows_of(*SEEN) == before


def test_what_is_unfinished_cannot_be_given_back(case, city, unchanged):
    made = ask(case, city, "A1", "A2")
    answer(case, "A1", city.outsider)
    with unchanged(Refused, *SEEN, match=r"Still to be answered: A2\."):
        give_back(case=case, keys=keys(made), actor=city.outsider)


def test_what_was_given_back_can_be_asked_again(case, city):
    made = ask(case, city, "A1")
    answer(case, "A1", city.outsider)
    give_back(case=case, keys=keys(made), actor=city.outsider)
    ask(case, city, "A1")
    assert answer(case, "A1", city.outsider, facts="补充。").facts == "补充。"


def test_nobody_gives_back_another_unit_s_part(case, city, transport):
    made = ask(case, city, "A1")
    ask(case, city, "A2", unit=transport)
    answer(case, "A1", city.outsider)
    assert give_back(case=case, keys=keys(made), actor=city.transporter) == []
    with pytest.raises(PermissionDenied):
        give_back(case=case, keys=keys(made), actor=city.office)


def test_handing_in_waits_for_the_others(case, city, unchanged):
    made = ask(case, city, "A1")
    factories.answer_all(case, city)
    with unchanged(Refused, match=r"Still with other departments: A1 \(Housing\)\."):
        move(case, Action.HAND_IN, city.drafter)
    give_back(case=case, keys=keys(made), actor=city.outsider)
    assert move(case, Action.HAND_IN, city.drafter).state == Stage.OFFICE_CHECK


def test_the_rights_end_when_the_file_is_handed_in_and_come_back_with_it(case, city):
    made = ask(case, city, "A1")
    factories.answer_all(case, city)
    give_back(case=case, keys=keys(made), actor=city.outsider)
    case = move(case, Action.HAND_IN, city.drafter)
    assert rights(case, city.outsider) == set()
    case = move(case, Action.SEND_BACK, city.office)
    assert rights(case, city.outsider) == OURS


def test_who_answers_for_another_unit_has_written_in_the_file(case, city):
    """So that nobody judges what they wrote themselves."""
    ask(case, city, "A1")
    answer(case, "A1", city.outsider)
    assert city.outsider.pk in authors(case.assessment)


def test_who_leaves_the_post_leaves_the_file(case, city, unchanged):
    ask(case, city, "A1")
    dismiss(user=city.outsider, post=post_of(city.outsider), actor=city.office)
    with unchanged(PermissionDenied, Answer):
        answer(case, "A1", type(city.outsider).objects.get(pk=city.outsider.pk))


# --- evidence of other units


def test_a_contributor_brings_evidence_for_what_it_is_asked_and_keeps_to_it(case, city, unchanged):
    ask(case, city, "A1")
    file = factories.upload()
    where = {"assessment": case.assessment, "file": file, "name": file.name, "actor": city.outsider}
    evidence = operations.attach_evidence(indicator=factories.indicator(case, "A1"), **where)
    for refused in (
        lambda: operations.attach_evidence(indicator=factories.indicator(case, "B1"), **where),
        lambda: operations.attach_evidence(**where),
        lambda: operations.cite_evidence(
            evidence=evidence, indicator=factories.indicator(case, "B1"), page="", actor=city.outsider
        ),
    ):
        with unchanged(PermissionDenied, Evidence, Citation):
            refused()
    operations.describe_evidence(evidence=evidence, dated=None, confidentiality="public", actor=city.outsider)
    operations.cite_evidence(
        evidence=evidence, indicator=factories.indicator(case, "B1"), page="", actor=city.drafter
    )
    with unchanged(PermissionDenied, Evidence, Citation):
        operations.remove_evidence(evidence=evidence, actor=city.outsider)


def test_a_contributor_does_not_remove_the_lead_s_file(case, city, unchanged):
    file = factories.upload()
    evidence = operations.attach_evidence(
        assessment=case.assessment,
        indicator=factories.indicator(case, "A1"),
        file=file,
        name=file.name,
        actor=city.drafter,
    )
    ask(case, city, "A1")
    with unchanged(PermissionDenied, Evidence, Citation):
        operations.remove_evidence(evidence=evidence, actor=city.outsider)
