"""Pages ask the database as often for three rows as for one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.operations import appoint, create_post
from assessments.enums import Part, ReturnReason
from assessments.models import Return
from assessments.operations import attach_evidence
from reports.models import Publication
from reports.operations import freeze
from tests import factories
from tests.factories import bring_to, make_person
from tests.set_files import STAGES
from workflows.enums import Stage

pytestmark = pytest.mark.once


@pytest.fixture
def queries(as_user, count_queries):
    """Queries of one page for this person, after a first visit has filled what the process keeps."""

    def count(person, name, *args):
        browser, where = as_user(person), reverse(name, args=args)
        browser.get(where)
        return count_queries(lambda: browser.get(where))

    return count


@pytest.fixture(params=[1, 3])
def rows(request):
    return request.param


@pytest.fixture
def file(city, rows):
    """A case with as many indicators under aspect A as there are rows, each with as many pieces of evidence."""
    wanted = [*(f"A{n}" for n in range(1, rows + 1)), "B1"]
    case = factories.make_case(city, factories.make_set(indicators=wanted))
    for number in range(rows):
        evidence = factories.upload(factories.pdf_bytes(str(number)))
        where = {"assessment": case.assessment, "indicator": factories.indicator(case, "A1")}
        attach_evidence(**where, file=evidence, name=f"{number}.pdf", actor=city.drafter)
    return case


@pytest.fixture
def more_people(city, rows):
    """As many more experts and members as there are rows."""
    for number in range(rows):
        for unit, role in (("university", Role.EXPERT), ("committee", Role.MEMBER)):
            post = create_post(organisation=city.units[unit], role=role, actor=city.office)
            appoint(user=make_person(f"more-{role}-{number}"), post=post, actor=city.office)


def test_the_desk(city, queries):
    """With a case in every stage in which people act, and with two."""
    chosen = factories.make_set(stages=STAGES, special=("RUR",))
    people = (city.drafter, city.head, city.office, city.expert_a, city.member_a)
    counts = []
    for _round in range(2):
        for stage in (
            Stage.SCREENING,
            Stage.SELF_ASSESSMENT,
            Stage.SIGN_OFF,
            Stage.EXPERT_PANEL,
            Stage.COMMITTEE,
        ):
            bring_to(stage, factories.make_case(city, chosen), city)
        counts.append([queries(person, "workflows:desk") for person in people])
    assert counts == [[25, 23, 25, 21, 19]] * 2


QUERIES = {
    Stage.SCREENING: {"drafter": 35, "head": 39},
    Stage.SIGN_OFF: {"drafter": 38, "head": 43},
}


@pytest.mark.parametrize("stage", QUERIES)
def test_the_case_page_at_screening_and_signature(city, queries, rows, stage):
    indicators = [*(f"A{n}" for n in range(1, rows + 1)), "B1"]
    chosen = factories.make_set(stages=STAGES, indicators=indicators, special=("RUR", "ALL")[: min(rows, 2)])
    case = bring_to(stage, factories.make_case(city, chosen), city)
    found = {
        person: queries(city.people[person], "workflows:show_case", case) for person in ("drafter", "head")
    }
    assert found == QUERIES[stage]


def test_the_case_page_while_it_is_written(city, file, queries):
    assert queries(city.drafter, "workflows:show_case", file) == 38


def test_the_case_page_before_the_committee(city, file, more_people, queries):
    case = bring_to(Stage.COMMITTEE, file, city)
    assert queries(city.office, "workflows:show_case", case) == 34


def test_the_questionnaire(city, file, queries):
    assert queries(city.drafter, "assessments:show_aspect", file, "A") == 15


@pytest.mark.parametrize("cases", [1, 4])
@pytest.mark.parametrize("returned", [False, True])
def test_saving_one_answer_by_whatever_has_been_written_before(
    city, file, cases, returned, as_user, count_queries
):
    """The whole request with its event and the ledger's row, however many cases and indicators there are."""
    for _more in range(cases - 1):
        factories.make_case(city, file.assessment.indicator_set)
    if returned:
        items = Return.objects.create(
            assessment=file.assessment,
            number=1,
            note="…",
            returned_by=city.office,
            returned_at=timezone.now(),
        ).items
        items.create(part=Part.ANSWER, code="A1", reason=ReturnReason.EVIDENCE)
    browser, where = as_user(city.drafter), reverse("assessments:save_answer", args=[file, "A1"])

    def save(version, rating):
        typed = {"version": version, "rating": rating, "groups": ["ALL"], "facts": f"第{version}稿"}
        data = {f"A1-{name}": value for name, value in typed.items()}
        assert browser.post(where, data, headers={"HX-Request": "true"}).status_code == 200

    save(0, "")
    assert count_queries(lambda: save(1, "1")) == 10
    assert count_queries(lambda: save(2, "1")) == 9


def test_what_stands_beside_the_questionnaire(city, file, queries):
    assert queries(city.drafter, "assessments:show_rail", file) == 8


def test_the_panel_being_seated(city, file, more_people, queries):
    case = bring_to(Stage.OFFICE_CHECK, file, city)
    assert queries(city.office, "panels:show_panel", case) == 17


def test_the_panel_once_opened(city, file, queries):
    case = bring_to(Stage.COMMITTEE, file, city)
    assert queries(city.office, "panels:show_panel", case) == 20


def test_the_figures_as_json(city, file, queries):
    case = bring_to(Stage.COMMITTEE, file, city)
    assert queries(city.office, "panels:show_figures", case) == 9


def test_the_scores(city, file, queries):
    case = bring_to(Stage.EXPERT_PANEL, file, city)
    for code in factories.codes(case):
        factories.score(case, code, city.expert_a)
    assert queries(city.expert_a, "panels:show_scores", case, "A") == 10


def test_the_sitting_while_it_is_open(city, file, more_people, queries):
    case = bring_to(Stage.COMMITTEE, file, city)
    people = (city.office, city.member_a)
    assert [queries(person, "workflows:show_meeting", case) for person in people] == [30, 27]


def test_the_sitting_once_closed(city, file, more_people, queries):
    sitting = bring_to(Stage.COMMITTEE, file, city)
    for ballot in sitting.meeting.ballots.select_related("member"):
        factories.vote(sitting, ballot.member, "approve_with_changes")
    conditions = [factories.obligation(text) for text in factories.codes(sitting)]
    factories.decide(case=sitting, deviation="须整改。", obligations=conditions, actor=city.office)
    assert queries(city.office, "workflows:show_meeting", sitting) == 28


def test_the_register(city, tiny, rows, queries, count_queries, as_user):
    for _case in range(rows):
        case = bring_to(Stage.ISSUING, factories.make_case(city, tiny), city)
        freeze(assessment=case.assessment, actor=city.office)
    Publication.objects.update(published_at="2026-03-10T12:00Z")
    assert queries(city.office, "reports:register") == 9
    assert count_queries(lambda: as_user().get(reverse("reports:register"))) == 5
