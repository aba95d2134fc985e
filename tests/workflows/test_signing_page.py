"""The head reads one page and signs, or sends it back, without opening each form."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import bring_to, screened_out
from workflows.enums import Stage
from workflows.models import Case
from workflows.queries.signing import signing_page

STAGES = ("screening", "self_assessment", "sign_off", "office_check", "committee", "publication")


@pytest.fixture
def opened(city):
    return factories.make_case(city, factories.make_set(stages=STAGES, special=("RUR",)))


def where(case):
    return reverse("workflows:show_signing", args=[case])


def test_every_rating_warning_and_both_ways_out_are_on_one_page(opened, city, as_user):
    case = bring_to(Stage.SIGN_OFF, opened, city)
    text = as_user(city.head).get(where(case)).content.decode()
    assert [f"#{code}" in text for code in ("A1", "A2", "B1")] == [True] * 3
    assert "What it amounts to" in text
    assert "The same text stands in A1, A2, B1" not in text  # five characters are no matter
    assert [f"moves/{action}/" in text for action in ("sign", "hand_back")] == [True, True]


def test_traps_are_told_with_their_place(opened, city):
    case = bring_to(Stage.SELF_ASSESSMENT, opened, city)
    for code in ("A1", "A2", "B1"):
        factories.answer(case, code, city.drafter, facts="同样的一段话写在每一项里，没有区别。")
    factories.consider(case, city.drafter)
    page = signing_page(Case.objects.get().assessment, city.head)
    assert [(each.trap.kind, each.trap.code, each.aspect) for each in page.warnings] == [
        ("same_text", "A1", "A")
    ]
    assert (page.moves, page.unfinished) == ([], [])


def test_a_screening_that_found_no_need_is_countersigned_here(opened, city, as_user):
    case = screened_out(opened, city)
    text = as_user(city.head).get(where(case)).content.decode()
    assert ("依据充分。" in text, "moves/sign/" in text, "What it amounts to" in text) == (True, True, False)


def test_it_is_the_head_s_page_alone(opened, city, as_user):
    case = bring_to(Stage.SIGN_OFF, opened, city)
    found = {name: as_user(city.people[name]).get(where(case)).status_code for name in ("drafter", "office")}
    assert found == {"drafter": 403, "office": 403}
    assert as_user(city.outsider).get(where(case)).status_code == 404


def test_after_the_signature_it_can_still_be_read(opened, city, as_user):
    case = bring_to(Stage.OFFICE_CHECK, opened, city)
    text = as_user(city.head).get(where(case)).content.decode()
    assert ("does not wait for your signature" in text, "moves/sign/" in text) == (True, False)
