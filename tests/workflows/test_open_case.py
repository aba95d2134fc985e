"""Opening a case: under which set, with which facts, and what happens when a newer edition comes meanwhile."""

from pathlib import Path

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from accounts.operations import appoint, create_post
from assessments.models import Assessment
from indicators.models import IndicatorSet
from indicators.operations import load_set
from plans.operations import accept_matters, propose_matter
from tests import factories
from tests.factories import rows_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
OPEN = reverse("workflows:open_case")


def load(name, **options):
    return load_set(raw=(FIXTURES / name).read_bytes(), file=name, actor=User.objects.system(), **options)


def typed(**changes):
    matter = {
        "title": "示例事项",
        "matter_class": "M1",
        "drafting_started": "2026-03-02",
        "summary": "概要……",
    }
    return matter | changes


@pytest.fixture
def browser(city, as_user):
    return as_user(city.drafter)


def test_with_one_set_its_form_is_there_at_once(browser, tiny):
    page = browser.get(OPEN).content.decode()
    assert ('name="matter_class"' in page, "Under which set" in page) == (True, False)
    assert 'name="gate"' not in page
    assert 'name="plan_item"' not in page


def test_with_several_sets_one_is_chosen_first(browser, tiny):
    harbin = load("editions/harbin_13_2026-11.yaml")
    page = browser.get(OPEN).content.decode()
    assert "Under which set is the matter assessed?" in page
    assert {
        words in page
        for words in ("?set=tiny%401", f"?set={harbin.code}%40{harbin.edition}", "13 indicators")
    } == {True}
    assert "Reconstruction, not the official text" in page
    assert 'name="plan_item"' in browser.get(f"{OPEN}?set={harbin}").content.decode()


def test_another_citys_set_is_not_offered(city, browser, tiny):
    other = factories.make_city("oc")
    load("editions/harbin_13_2026-11.yaml", owner=other.place)
    assert 'name="matter_class"' in browser.get(OPEN).content.decode()
    assert browser.get(f"{OPEN}?set=harbin-13@2026-11").status_code == 404


def test_a_newer_edition_meanwhile_keeps_what_was_typed_and_says_so(browser, tiny):
    factories.make_set(edition="2")
    before = rows_of(Assessment)
    response = browser.post(f"{OPEN}?set=tiny@1", typed(summary="写了很久的概要"))
    page = response.content.decode()
    assert (response.status_code, rows_of(Assessment)) == (422, before)
    assert {
        words in page for words in ("A newer edition was published", "写了很久的概要", "?set=tiny%402")
    } == {True}
    assert browser.post(f"{OPEN}?set=tiny@2", typed()).status_code == 302
    assert str(Assessment.objects.get().indicator_set) == "tiny@2"


@pytest.fixture
def dongguan(city):
    return load("editions/dongguan_tiers_2026-11.yaml", owner=city.place)


def project(**changes):
    return typed(matter_class="DG-XM1", gate="PROJECT:DESIGN") | changes


def test_class_and_gate_are_grouped_by_tier(browser, dongguan):
    page = browser.get(OPEN).content.decode()
    assert page.count('<optgroup label="Major plans">') == 2
    assert "Lead unit" in browser.get(browser.post(OPEN, project())["Location"]).content.decode()


def test_a_gate_of_another_tier_is_refused(browser, dongguan):
    for gate, why in (
        ("PLAN:REVIEW", "belongs to another tier"),
        ("", "choose the point"),
        ("PROJECT:COUNCIL", "valid choice"),
    ):
        before = rows_of(Assessment)
        response = browser.post(OPEN, project(gate=gate))
        assert (response.status_code, rows_of(Assessment), why in response.content.decode()) == (
            422,
            before,
            True,
        )


def test_the_case_shows_tier_and_gate(browser, dongguan):
    page = browser.get(browser.post(OPEN, project())["Location"]).content.decode()
    assert {words in page for words in ("Preliminary design", "Point of its own procedure")} == {True}
    opened = Assessment.objects.get()
    assert (opened.tier, opened.gate) == ("PROJECT", "DESIGN")


def test_the_annual_plan_or_a_reason_outside_it_is_asked_for(browser, city):
    load("editions/harbin_13_2026-11.yaml", owner=city.place)
    plan = typed(matter_class="HRB-M3")
    refused = browser.post(OPEN, plan)
    assert (refused.status_code, "say below why" in refused.content.decode()) == (422, True)
    assert browser.post(OPEN, plan | {"plan_item": "0"}).status_code == 422
    item = _planned(city)
    both = {"plan_item": str(item.pk), "trigger": "家长反映集中。"}
    assert browser.post(OPEN, plan | both).status_code == 422
    for name, value in both.items():
        assert browser.post(OPEN, plan | {name: value}).status_code == 302
    assert list(Assessment.objects.order_by("pk").values_list("plan_year", "trigger")) == [
        (2026, ""),
        (None, "家长反映集中。"),
    ]


def _planned(city):
    """A matter of the unit's plan that the office has taken in."""
    edition = IndicatorSet.objects.get(code="harbin-13")
    facts = {"year": 2026, "title": "校车线路", "title_en": "", "summary": "示例。", "quarter": None}
    facts |= {"indicator_set": edition, "matter_class": "HRB-M3"}
    item = propose_matter(unit=city.units["planning"], facts=facts, actor=city.drafter)
    return accept_matters(items=[item], versions=[0], actor=city.office)[0]


def test_the_ages_concerned_decide_what_is_asked(browser, city):
    load("examples/crwia_scotland.yaml", owner=city.place)
    matter = typed(title="A bill on play", matter_class="BILL", summary="Play near home.")
    assert browser.post(OPEN, matter | {"ages": ["EARLY", "PRIMARY"]}).status_code == 302
    opened = Assessment.objects.get()
    assert (opened.ages, opened.title_en, opened.summary_en) == (
        ["EARLY", "PRIMARY"],
        "A bill on play",
        "Play near home.",
    )


def test_an_officer_of_two_units_chooses_one(browser, city, tiny):
    post = create_post(
        organisation=factories.make_unit(city, "parks"), role=Role.DRAFTER, actor=User.objects.system()
    )
    appoint(user=city.drafter, post=post, actor=User.objects.system())
    assert browser.post(OPEN, typed()).status_code == 422
    assert browser.post(OPEN, typed(drafting_unit="tc-parks")).status_code == 302
    assert Assessment.objects.get().drafting_unit == post.organisation
    assert browser.post(OPEN, typed(drafting_unit="tc-housing")).status_code == 422


def test_without_a_drafting_post_nothing_is_opened(city, tiny, as_user):
    assert [as_user(person).get(OPEN).status_code for person in (city.office, city.expert_a)] == [403, 403]


def test_without_a_set_the_officer_is_told(browser):
    assert "No indicator set has been loaded yet" in browser.get(OPEN).content.decode()
