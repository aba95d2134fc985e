"""A running case and a newer edition of its set: what stays, what is asked again, and that nothing is lost."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from assessments.models import Answer, ArchivedAnswer, Citation, Evidence
from assessments.operations import attach_evidence, save_finding
from indicators.operations import load_set
from ledger.errors import Conflict, Refused
from ledger.models import Event
from ledger.queries import verify_chain
from tests import factories
from tests.factories import answer, bring_to, last_event, set_file
from tests.set_files import STAGES, USUAL
from workflows.carrying import carry_over, stay
from workflows.enums import Stage
from workflows.models import Case


def publish(*changes, edition="2", indicators=("A1", "A2", "B1"), **shape):
    """A newer edition of the tiny set with texts replaced, each in its first place."""
    raw = set_file(edition=edition, indicators=indicators, **shape).decode()
    for old, new in changes:
        assert old in raw
        raw = raw.replace(old, new, 1)
    return load_set(raw=raw.encode(), file="tiny.yaml", actor=User.objects.system())


TOKEN = re.compile(rb'csrfmiddlewaretoken" value="\w+|X-CSRFToken": "\w+')
REWORDED = (
    "{zh: 有何影响？, en: What is the effect?}",
    '{zh: 对谁有何影响？, en: "Who is affected, and how?"}',
)


@pytest.fixture
def answered(case, city):
    """All three indicators answered, with a file beside the first."""
    factories.answer_all(case, city, A1="-1")
    file = factories.upload()
    attach_evidence(
        assessment=case.assessment,
        indicator=factories.indicator(case, "A1"),
        file=file,
        name=file.name,
        actor=city.drafter,
    )
    return case


def plan_of(event):
    return {fate: event.data[fate] for fate in ("kept", "again", "new", "archived")}


def contents(case):
    return {
        each.indicator.code: each.content() for each in case.assessment.answers.select_related("indicator")
    }


def test_unchanged_questions_keep_their_answers_to_the_last_field(answered, city):
    edition = publish(
        ("name: {zh: 指标A1", "name: {zh: 首项"), ("red_line: false", "red_line: true\n        weight: 3")
    )
    before = {each.indicator.code: each for each in answered.assessment.answers.select_related("indicator")}
    case = carry_over(case=answered, edition=edition, actor=city.drafter)
    assert case.assessment.indicator_set == edition
    for row in case.assessment.answers.select_related("indicator"):
        old = before[row.indicator.code]
        assert row.indicator.indicator_set_id == edition.pk
        assert (row.pk, row.content(), row.complete, row.version, row.updated_by_id, row.updated_at) == (
            old.pk,
            old.content(),
            True,
            old.version,
            old.updated_by_id,
            old.updated_at,
        )
    assert not ArchivedAnswer.objects.exists()
    assert plan_of(last_event()) == {"kept": ["A1", "A2", "B1"], "again": [], "new": [], "archived": []}


def test_a_question_that_reads_differently_is_asked_again_and_its_answer_archived(answered, city):
    old = answered.assessment.answers.get(indicator__code="A1")
    case = carry_over(case=answered, edition=publish(REWORDED), actor=city.drafter)
    archived = ArchivedAnswer.objects.get()
    assert (archived.indicator, archived.content) == (old.indicator, old.content())
    assert (archived.updated_by, archived.updated_at) == (old.updated_by, old.updated_at)
    row = case.assessment.answers.get(indicator__code="A1")
    assert not any(row.content().values())
    assert (row.complete, row.updated_at, row.version) == (False, None, old.version + 1)
    assert Citation.objects.get().indicator == row.indicator
    assert plan_of(last_event())["again"] == ["A1"]


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (REWORDED, ["A1"]),
        (("evidence: {zh: 数据, en: Data}", "evidence: {zh: 三年数据, en: Data}"), ["A1"]),
        (("groups: [ALL]\n", "groups: [ALL, RUR]\n"), ["A1"]),
        (("red_line: false", "red_line: false\n        answer: text"), ["A1"]),
        (("zh: 轻微负面", "zh: 轻度负面"), ["A1", "A2", "B1"]),
        (("provenance:", "reference: {kind: clause}\nprovenance:"), ["A1", "A2", "B1"]),
        (("en: What is the effect?", "en: Which effect?"), []),
        (("en: Data", "en: Figures"), []),
        (
            (
                "name: {zh: 显著正面, en: Strongly positive}",
                "name: {zh: 显著正面, en: Strong}, anchor: {zh: 多数受益}",
            ),
            [],
        ),
        (("question:", "guidance: {zh: 说明}\n        question:"), []),
        (("days: 15", "days: 30"), []),
    ],
)
def test_what_an_answer_depends_on(answered, city, change, again):
    carry_over(case=answered, edition=publish(change), actor=city.drafter)
    assert last_event().data["again"] == again


def test_new_indicators_are_asked_and_dropped_ones_archived_with_their_files(answered, city):
    edition = publish(indicators=("A2", "A3", "B1"))
    case = carry_over(case=answered, edition=edition, actor=city.drafter)
    assert plan_of(last_event()) == {"kept": ["A2", "B1"], "again": [], "new": ["A3"], "archived": ["A1"]}
    assert [*contents(case)] == ["A2", "A3", "B1"]
    assert not any(contents(case)["A3"].values())
    assert ArchivedAnswer.objects.get().indicator == Citation.objects.get().indicator


def test_an_answer_for_a_group_that_is_gone_is_given_again(answered, city):
    edition = publish(("code: RUR", "code: CITY"))
    answer(answered, "A2", city.drafter, groups=["ALL", "RUR"])
    carry_over(case=answered, edition=edition, actor=city.drafter)
    assert last_event().data["again"] == ["A2"]


def test_the_case_goes_on_under_the_newer_edition(answered, city):
    case = carry_over(case=answered, edition=publish(REWORDED), actor=city.drafter)
    with pytest.raises(Refused, match="Still to be answered: A1"):
        factories.move(case, "hand_in", city.drafter)
    bring_to(Stage.PUBLICATION, case, city)
    assert verify_chain().intact


def test_nothing_else_of_the_case_moves(answered, city):
    before = Case.objects.values().get()
    carry_over(case=answered, edition=publish(REWORDED), actor=city.drafter)
    assert Case.objects.values().get() == before


@pytest.mark.parametrize("person", ["office", "outsider", "expert_a", "member_a"])
def test_only_the_drafting_unit_decides(answered, city, unchanged, person):
    edition = publish(REWORDED)
    for decide in (carry_over, stay):
        with unchanged(PermissionDenied, Answer, ArchivedAnswer):
            decide(case=answered, edition=edition, actor=city.people[person])


@pytest.mark.parametrize("stage", [Stage.OFFICE_CHECK, Stage.EXPERT_PANEL, Stage.PUBLICATION])
def test_a_file_that_was_handed_in_does_not_move(case, city, unchanged, stage):
    case, edition = bring_to(stage, case, city), publish(REWORDED)
    with unchanged(Refused, Answer, ArchivedAnswer, match="sent back"):
        carry_over(case=case, edition=edition, actor=city.drafter)


def test_once_sent_back_it_may_move(case, city):
    case = bring_to(Stage.OFFICE_CHECK, case, city)
    case = factories.move(case, "send_back", city.office)
    carry_over(case=case, edition=publish(REWORDED), actor=city.drafter)
    assert last_event().data["again"] == ["A1"]


def test_a_new_round_keeps_the_edition_of_the_one_before(case, city, unchanged):
    case, edition = factories.returned(case, city), publish(REWORDED)
    with unchanged(Refused, Answer, match="already decided"):
        carry_over(case=case, edition=edition, actor=city.drafter)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("code: tiny", "code: other"), "its own set"),
        (("code: M1", "code: M2"), "no longer has this class"),
        (("red_line: false", "red_line: false"), "newer edition"),
    ],
)
def test_an_edition_that_does_not_fit(answered, city, unchanged, change, said):
    edition = publish(change) if said != "newer edition" else answered.assessment.indicator_set
    with unchanged(Refused, Answer, ArchivedAnswer, match=said):
        carry_over(case=answered, edition=edition, actor=city.drafter)


def save_from_a_page_opened_before(case, indicator, city):
    where = {"assessment": case.assessment, "indicator": indicator, "actor": city.drafter}
    return factories.save_answer(version=1, content=factories.content(facts="开着的页面里写的。"), **where)


def test_a_page_opened_before_cannot_write_into_the_new_question(answered, city, unchanged):
    old = {code: factories.indicator(answered, code) for code in ("A1", "A2", "B1")}
    case = carry_over(
        case=answered, edition=publish(REWORDED, indicators=("A1", "A2", "B2")), actor=city.drafter
    )
    with unchanged(Conflict):
        save_from_a_page_opened_before(case, old["A1"], city)
    with unchanged(Refused, match="moved to another edition"):
        save_from_a_page_opened_before(case, old["B1"], city)
    assert save_from_a_page_opened_before(case, old["A2"], city).facts == "开着的页面里写的。"


def test_a_choice_that_the_edition_no_longer_offers_does_not_come_in_by_a_page_opened_before(
    answered, city, unchanged
):
    old = factories.indicator(answered, "A2")
    edition = publish(("  - {code: RUR, name: {zh: 农村儿童, en: Rural children}, special: false}\n", ""))
    case = carry_over(case=answered, edition=edition, actor=city.drafter)
    where = {"assessment": case.assessment, "indicator": old, "actor": city.drafter}
    with unchanged(Refused, match="moved to another edition"):
        factories.save_answer(version=1, content=factories.content(groups=["RUR"]), **where)


def test_a_finding_on_a_group_that_is_special_no_more_does_not_come_in_either(city, unchanged):
    special = factories.make_set(special=("RUR",))
    case = factories.make_case(city, special)
    case = carry_over(case=case, edition=publish(), actor=city.drafter)
    where = {"assessment": case.assessment, "group": "RUR", "actor": city.drafter}
    with unchanged(Refused, match="moved to another edition"):
        save_finding(version=1, content={"rating": "0", "grounds": "无影响。"}, **where)


def test_what_was_answered_at_a_finished_screening_never_stands_under_another_question(city):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    case = bring_to(Stage.SELF_ASSESSMENT, case, city)
    before = case.assessment.screening.content()
    edition = publish(("是否涉及儿童？", "是否涉及留守儿童？"), stages=STAGES)
    case = carry_over(case=case, edition=edition, actor=city.drafter)
    after = case.assessment.screening
    assert after.answers == {"S2": before["answers"]["S2"]}
    assert (after.conclusion, after.closed_at is None) == (before["conclusion"], False)
    assert last_event().data["laid_aside"]["screening"] == before


def test_staying_is_recorded_once_and_not_asked_again(answered, city, as_user):
    edition = publish(REWORDED)
    page = reverse("workflows:show_case", args=[answered])
    offer = "Edition 2 of the set has been published"
    assert offer in as_user(city.drafter).get(page).text
    assert offer not in as_user(city.office).get(page).text
    for _time in range(2):
        as_user(city.drafter).post(reverse("workflows:stay", args=[answered]), {"edition": "2"})
    assert Event.objects.filter(name="case.stayed", data={"edition": str(edition)}).count() == 1
    assert offer not in as_user(city.drafter).get(page).text
    publish(REWORDED, edition="3")
    assert "Edition 3 of the set has been published" in as_user(city.drafter).get(page).text


def test_the_preview_says_what_becomes_of_each_answer_and_changes_nothing(answered, city, as_user):
    publish(REWORDED, ("red_line: true", "red_line: false"), indicators=("A1", "A2", "B2"))
    before = factories.rows_of(Answer, ArchivedAnswer)
    page = as_user(city.drafter).get(reverse("workflows:show_edition", args=[answered]))
    plan = page.context["page"].plan
    assert (plan.kept, [*plan.again], plan.new, plan.archived) == (["A2"], ["A1"], ["B2"], ["B1"])
    assert plan.counts_differently == ["A2"]
    assert "<del>What is the effect</del><ins>Who is affected, and how</ins>?" in page.text
    assert "Move to edition 2" in page.text
    assert "Stay with edition 1" in page.text
    assert factories.rows_of(Answer, ArchivedAnswer) == before


def test_moving_leads_to_the_questionnaire_with_the_earlier_answer_beside(answered, city, as_user):
    publish(REWORDED)
    browser = as_user(city.drafter)
    moved = browser.post(reverse("workflows:move_edition", args=[answered]), {"edition": "2"}, follow=True)
    assert moved.status_code == 200
    assert "Your earlier answer, under edition 1" in moved.text
    assert "错峰施工。" in moved.text
    for person in (city.drafter, city.office):
        earlier = as_user(person).get(reverse("workflows:show_earlier", args=[answered]))
        assert "What is the effect?" in earlier.text
        assert "错峰施工。" in earlier.text
        assert (
            reverse("workflows:show_earlier", args=[answered])
            in as_user(person).get(answered.get_absolute_url()).text
        )


@pytest.mark.parametrize(("route", "edition"), [("move_edition", "9"), ("move_edition", ""), ("stay", "9")])
def test_an_edition_that_is_not_there(answered, city, as_user, route, edition):
    page = as_user(city.drafter).post(reverse(f"workflows:{route}", args=[answered]), {"edition": edition})
    assert (page.status_code, "There is no such edition." in page.text) == (422, True)


def test_a_case_under_the_newest_edition_has_nothing_to_decide(answered, city, as_user):
    page = as_user(city.drafter).get(reverse("workflows:show_edition", args=[answered]))
    assert "This case stands under the newest edition" in page.text


@pytest.mark.parametrize(
    "stage",
    [each for each in Stage if each in {*USUAL, Stage.ISSUING, Stage.PUBLISHED, Stage.WITHDRAWN}],
)
def test_a_new_edition_changes_no_row_and_no_page_of_a_case(case, city, as_user, stage):
    case = bring_to(stage, case, city)
    addresses = [
        reverse("workflows:show_case", args=[case]),
        reverse("assessments:show_aspect", args=[case, "A"]),
        reverse("workflows:show_meeting", args=[case]),
    ]

    def state():
        rows = [
            list(model._default_manager.order_by("pk").values())
            for model in (Case, Answer, ArchivedAnswer, Evidence, type(case.assessment))
        ]
        return rows, [TOKEN.sub(b"", as_user(city.office).get(where).content) for where in addresses]

    before = state()
    publish(REWORDED, indicators=("A1", "A3", "B1"))
    assert state() == before
