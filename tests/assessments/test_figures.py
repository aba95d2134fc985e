"""The figures beside the questionnaire: as it stands, for who writes."""

import pytest
from django.urls import reverse

from tests.factories import answer, bring_to
from workflows.enums import Stage

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(case, as_user):
    def read(person):
        return as_user(person).get(reverse("assessments:show_aspect", args=[case, "A"])).content.decode()

    return read


def test_before_the_first_rating_the_place_says_what_will_stand_there(page, city):
    assert "With the first rating, the figures that follow from your answers stand here." in page(
        city.drafter
    )


def test_the_writer_sees_how_it_stands_and_why(page, case, city):
    answer(case, "A1", city.drafter, rating="1")
    answer(case, "A2", city.drafter, rating="-1", mitigation="")
    shown = page(city.drafter)
    assert "Return for a new assessment" in shown
    assert "Mean of the self-ratings: 0 ÷ 2 = 0, from A1 +1, A2 −1." in shown
    assert "So it stands with 1 of 3 answers complete; the rest may still change it." in shown


def test_a_saving_tells_the_page_to_ask_for_the_figures_anew(case, city, as_user):
    data = {"A1-version": 0, "A1-rating": "-2", "A1-facts": "数据"}
    browser = as_user(city.drafter)
    saved = browser.post(reverse("assessments:save_answer", args=[case, "A1"]), data, headers=HTMX)
    assert saved["HX-Trigger"] == "answer-saved"
    shown = browser.get(reverse("assessments:show_rail", args=[case]), {"part": "A"}).content.decode()
    assert "The lowest figure is −2: A1 Indicator A1." in shown
    assert "Red lines touched: A1 Indicator A1." in shown


@pytest.mark.parametrize("person", ["office", "expert_a"])
def test_who_does_not_write_gets_no_conclusion_before_its_time(page, case, city, person):
    bring_to(Stage.EXPERT_PANEL, case, city)
    shown = page(city.people[person])
    assert "As it stands" not in shown
    assert "Proposed conclusion" not in shown
