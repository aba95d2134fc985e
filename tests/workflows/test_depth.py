"""How deep a screening lets an assessment go: what is asked, which stages follow, and that nothing written is lost."""

import pytest
from django.urls import reverse

from assessments.enums import Need
from assessments.figures import own_figures
from assessments.models import Answer, ArchivedAnswer, Screening
from assessments.operations import save_screening, settle_depth
from assessments.queries import questionnaire, screening_lacks
from indicators.operations import load_set
from ledger.errors import Refused
from tests import factories
from tests.factories import bring_to, codes, move, screen, screened_out
from tests.set_files import STAGES, set_file
from workflows.carrying import carry_over, why_not
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.queries.case import steps

SHAPE = {"stages": STAGES, "depths": True, "indicators": ("A1", "A2", "A3", "B1")}


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(**SHAPE))


def screened(case, city, depth):
    screen(case, city.drafter, depth=depth)
    return move(case, Action.SCREEN_IN, city.drafter)


def newer(city, *changes, **shape):
    raw = set_file(**(SHAPE | shape), edition="2").decode()
    for old, new in changes:
        assert old in raw
        raw = raw.replace(old, new, 1)
    return load_set(raw=raw.encode(), file="tiny.yaml", actor=city.office)


def test_until_the_screening_has_chosen_the_deepest_counts(case):
    assert (case.assessment.depth, codes(case)) == ("", ["A1", "A2", "B1"])
    assert [step.name for step in steps(case)] == list(STAGES)


@pytest.mark.parametrize(
    ("depth", "asked", "path"),
    [
        ("LIGHT", ["A1", "A3"], ["screening", "self_assessment", "sign_off", "publication"]),
        ("DEEP", ["A1", "A2", "B1"], list(STAGES)),
    ],
)
def test_the_depth_decides_what_is_asked_and_which_stages_follow(case, city, as_user, depth, asked, path):
    case = screened(case, city, depth)
    assert (case.assessment.depth, codes(case)) == (depth, asked)
    assert [step.name for step in steps(Case.objects.get(pk=case.pk))] == path
    page = as_user(city.drafter).get(case.get_absolute_url()).content.decode()
    assert {"LIGHT": "Sheet", "DEEP": "Report"}[depth] in page


def test_the_figures_count_what_the_depth_asks(case, city):
    figures = own_figures(questionnaire(screened(case, city, "LIGHT").assessment))
    assert ([result.item.code for result in figures.items], figures.hidden) == (["A1", "A3"], ("A2", "B1"))


def test_a_light_case_goes_from_the_signature_to_publication(case, city):
    case = bring_to(Stage.SIGN_OFF, screened(case, city, "LIGHT"), city)
    assert move(case, Action.SIGN, city.head).state == Stage.PUBLICATION


def test_needed_without_a_depth_leads_nowhere(case, city, unchanged):
    screen(case, city.drafter)
    with unchanged(Refused, Case, match=r"Still missing in the screening: depth\."):
        move(case, Action.SCREEN_IN, city.drafter)


def test_in_a_set_without_depths_none_is_asked_for(city):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    screen(case, city.drafter)
    assert screening_lacks(Case.objects.get(pk=case.pk).assessment) == []
    assert move(case, Action.SCREEN_IN, city.drafter).assessment.depth == ""


@pytest.mark.parametrize(
    "content",
    [
        {"conclusion": "needed", "depth": "ABYSS"},
        {"conclusion": "not_needed", "depth": "LIGHT"},
        {"conclusion": "", "depth": "LIGHT"},
        {"depth": "LIGHT"},
    ],
)
def test_a_depth_that_does_not_fit_is_refused(case, city, unchanged, content):
    with unchanged(Refused, Screening, match="not an answer to the screening"):
        save_screening(assessment=case.assessment, version=0, content=content, actor=city.drafter)


def test_not_needed_takes_the_depth_back(case, city):
    screen(case, city.drafter, depth="LIGHT")
    stored = screen(case, city.drafter, Need.NOT_NEEDED)
    assert (stored.conclusion, stored.depth) == ("not_needed", "")
    assert screened_out(case, city).assessment.depth == ""


def test_words_that_the_depth_asks_no_more_are_archived(case, city):
    Answer.objects.filter(indicator__code="A2").update(facts="已写下的话", updated_by=city.drafter)
    case = screened(case, city, "LIGHT")
    kept = ArchivedAnswer.objects.get()
    assert (kept.indicator.code, kept.content["facts"], kept.updated_by) == ("A2", "已写下的话", city.drafter)
    assert codes(case) == ["A1", "A3"]


def test_what_the_depth_asks_no_more_stays_readable_with_all_that_was_said(case, city, as_user):
    browser = as_user(city.office)
    link = reverse("workflows:show_earlier", args=[case])
    assert link not in browser.get(case.get_absolute_url()).text
    assert "There are no earlier answers" in browser.get(link).text
    said = {
        "directness": "indirect",
        "grade": "B",
        "residual": "-1",
        "groups": ["RUR"],
        "numbers": {"RUR": 40},
    }
    Answer.objects.filter(indicator__code="A2").update(rating="-2", updated_by=city.drafter, **said)
    screened(case, city, "LIGHT")
    assert link in browser.get(case.get_absolute_url()).text
    page = browser.get(link).text
    assert "put away when the screening chose the depth" in page
    for words in ('id="A2"', "Indirect", "Rural children 40", "B · ", "Slightly negative"):
        assert words in page
    assert "There are no earlier answers" not in page


def test_settling_the_same_depth_again_changes_nothing(case, city):
    case = screened(case, city, "LIGHT")
    before = list(Answer.objects.values())
    settle_depth(assessment=case.assessment, depth="LIGHT")
    assert list(Answer.objects.values()) == before


def test_the_page_offers_nothing_or_a_depth_with_its_guidance(case, city, as_user):
    browser, address = as_user(city.drafter), reverse("assessments:show_screening", args=[case])
    page = browser.get(address).content.decode()
    assert [page.count(f'name="conclusion" value="{value}"') for value in ("needed", "not_needed")] == [0, 1]
    for words in ("Slight effects.", "2 indicators are asked; the stages: screening → self_assessment"):
        assert words in page
    typed = {"S1-answer": "yes", "S2-answer": "no", "version": 0, "grounds": "轻微"}
    assert browser.post(address, typed | {"conclusion": "needed:LIGHT"}).status_code == 302
    stored = Screening.objects.get()
    assert (stored.conclusion, stored.depth) == ("needed", "LIGHT")
    assert "Sheet" in as_user(city.office).get(address).content.decode()
    for forged in ("needed:ABYSS", "needed", "needed:"):
        response = browser.post(address, typed | {"conclusion": forged, "version": 1})
        assert (response.status_code, Screening.objects.get().depth) == (422, "LIGHT")


def test_another_depth_chosen_in_a_second_tab_is_a_conflict_with_both_names(case, city, as_user):
    browser, address = as_user(city.drafter), reverse("assessments:show_screening", args=[case])
    screen(case, city.colleague, depth="DEEP", grounds="")
    typed = {"conclusion": "needed:LIGHT", "version": 0, "S1-answer": "yes", "S2-answer": "yes"}
    response = browser.post(address, typed)
    page = response.content.decode()
    assert (response.status_code, "Sheet" in page, "Report" in page) == (409, True, True)


def test_a_depth_follows_the_case_to_a_newer_edition(case, city):
    case = screened(case, city, "LIGHT")
    factories.answer_all(case, city)
    case = carry_over(case=case, edition=newer(city), actor=city.drafter)
    assert (case.assessment.depth, codes(case)) == ("LIGHT", ["A1", "A3"])
    assert set(case.assessment.answers.values_list("complete", flat=True)) == {True}


@pytest.mark.parametrize(
    "changes",
    [{"depths": False}, {"rename": ("zh: 登记表, en: Sheet", "zh: 报告表, en: Form")}],
)
def test_an_edition_without_the_chosen_depth_is_not_moved_to(case, city, changes):
    case = screened(case, city, "LIGHT")
    rename = [changes.pop("rename")] if "rename" in changes else []
    edition = newer(city, *rename, **changes)
    assert "no longer has the depth" in why_not(case, edition)


def test_an_unfinished_screening_chooses_again_where_its_depth_is_gone(case, city, as_user):
    screen(case, city.drafter, depth="LIGHT")
    case = carry_over(case=case, edition=newer(city, depths=False), actor=city.drafter)
    screening = Screening.objects.get()
    assert (screening.conclusion, screening.depth, screening.answers["S1"]["answer"]) == ("", "", "yes")
    page = as_user(city.drafter).get(reverse("workflows:show_earlier", args=[case])).content.decode()
    assert "Sheet" in page


def test_answers_that_a_newer_edition_asks_more_of_are_open_again(city):
    case = factories.make_case(city, factories.make_set())
    factories.answer_all(case, city)
    edition = load_set(
        raw=set_file(edition="2", asks=("effect",)), file="tiny.yaml", actor=factories.User.objects.system()
    )
    case = carry_over(case=case, edition=edition, actor=city.drafter)
    assert set(case.assessment.answers.values_list("complete", flat=True)) == {False}


def test_numbers_of_a_group_that_a_newer_edition_does_not_know_are_laid_aside(city, as_user):
    case = factories.make_case(city, factories.make_set(asks=("children",), ages=True))
    for age, number in (("LOW", 3), ("", 8)):
        factories.count_children(case, city.drafter, age=age, number=number)
    edition = load_set(
        raw=set_file(edition="2", asks=("children",)), file="tiny.yaml", actor=factories.User.objects.system()
    )
    case = carry_over(case=case, edition=edition, actor=city.drafter)
    assert [each.number for each in case.assessment.child_counts.all()] == [8]
    page = as_user(city.drafter).get(reverse("workflows:show_earlier", args=[case])).content.decode()
    assert "0–6 · All children" in page
