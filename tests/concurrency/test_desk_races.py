"""Two at one desk at the same moment: what is meant once is done once, and nobody undoes another's work unseen."""

import pytest

from assessments.enums import Origin
from assessments.models import Assignment
from assessments.operations import attach_evidence, propose
from ledger.models import Event
from ledger.queries import verify_chain
from plans.models import PlanItem
from plans.operations import propose_matter
from tests import factories
from tests.factories import bring_to
from tests.workflows.asking import ask
from workflows.enums import Stage
from workflows.models import StageClock

pytestmark = pytest.mark.postgres


@pytest.fixture
def case(city, tiny):
    return factories.make_case(city, tiny)


def happened(case, name):
    return Event.objects.filter(subject=case.assessment.subject, name=name).count()


def test_two_officers_give_more_time_once(crew, city, tiny):
    case = bring_to(Stage.OFFICE_CHECK, factories.make_case(city, tiny), city)
    before = StageClock.objects.get(case=case, left_at=None).allowed
    parts = [("extend", case, each, str(case.due)) for each in (city.office, city.office_two)]
    won, lost = sorted(crew.race(*parts))
    assert (won, lost.partition(";")[0]) == ("done: True", "refused: The deadline has moved meanwhile")
    assert StageClock.objects.get(case=case, left_at=None).allowed == before + 3
    assert happened(case, "deadline.extended") == 1


def test_a_preview_accepted_in_two_windows_is_accepted_once(crew, city, case):
    proposal = propose(
        assessment=case.assessment,
        origin=Origin.DOCX,
        source="自评.docx",
        copy=None,
        content={"answer:A1": {"facts": "文件里写的。"}},
        remarks=[],
        actor=city.drafter,
    )
    outcomes = sorted(crew.race(*[("bring_in", case, city.drafter, str(proposal.pk))] * 2))
    assert outcomes == [
        "done: brought in",
        "refused: This has been accepted already; nothing was written again.",
    ]
    assert happened(case, "answers.brought_in") == happened(case, "answer.saved") == 1


def test_an_indicator_asked_by_two_officers_at_once_is_asked_once(crew, city, case):
    unit = city.units["housing"].code
    parts = [("ask_unit", case, actor, unit) for actor in (city.drafter, city.colleague)]
    assert sorted(crew.race(*parts)) == ["done: 0", "done: 1"]
    assert Assignment.objects.live().filter(assessment=case.assessment).count() == 1


def test_two_who_hand_over_leave_one_in_charge(crew, city, case):
    outcomes = crew.race(
        ("entrust", case, city.drafter, city.colleague.username),
        ("entrust", case, city.colleague, city.drafter.username),
    )
    assert [each.partition(":")[0] for each in outcomes] == ["done"] * 2
    case.assessment.refresh_from_db()
    assert str(case.assessment.responsible) in {each.removeprefix("done: ") for each in outcomes}
    assert case.summary.responsible_id == case.assessment.responsible_id


def test_a_file_that_another_indicator_has_come_to_rest_on_is_not_removed(crew, city, case):
    """The other department brought it in for its own indicator; the lead cites it while it is being removed."""
    ask(case, city, "A1")
    file = factories.upload()
    evidence = attach_evidence(
        assessment=case.assessment,
        indicator=factories.indicator(case, "A1"),
        file=file,
        name=file.name,
        actor=city.outsider,
    )
    citing, removing = (
        ("cite_slowly", case, city.drafter, str(evidence.pk)),
        ("remove_file", case, city.outsider, str(evidence.pk)),
    )
    assert crew.overtake(citing, removing) == ["done: cited", "denied: answer_assessment"]
    evidence.refresh_from_db()
    assert (evidence.removed_at, evidence.citations.live().count()) == (None, 2)


@pytest.mark.parametrize("locks", ["locked", "chain"])
def test_of_two_word_templates_the_second_replaces_the_first(crew, city, case, locks):
    """And the ledger says so; without the city's lock it would say that both replaced the same."""
    parts = (
        ("bring_template_slowly", case, city.office, "甲"),
        ("bring_template", case, city.office_two, "乙"),
    )
    first, second = (each.removeprefix("done: ") for each in crew.overtake(*parts, locks=locks))
    events = Event.objects.filter(name="report.template_accepted").order_by("position")
    replaced = {each.data["new"]: each.data["old"] for each in events}
    assert replaced[second] == (first if locks == "locked" else replaced[first])


def test_accepting_many_matters_waits_for_who_changes_one_and_neither_breaks(crew, city, tiny, case):
    facts = {
        "year": 2026,
        "title": "校园周边道路改造",
        "title_en": "",
        "summary": "示例数据。",
        "indicator_set": tiny,
        "matter_class": "M1",
        "quarter": None,
    }
    unit = city.units["planning"]
    first, second = (propose_matter(unit=unit, facts=facts, actor=city.drafter) for _time in range(2))
    changing = ("change_planned_slowly", case, city.drafter, str(second.pk))
    accepting = ("accept_planned", case, city.office, f"{first.pk} {second.pk}")
    changed, accepted = crew.overtake(changing, accepting)
    assert (changed, accepted.partition(":")[0]) == ("done: 1", "conflict")
    assert {*PlanItem.objects.values_list("state", flat=True)} == {"proposed"}


def test_after_all_races_the_chain_is_whole(crew, city):
    assert verify_chain().intact
