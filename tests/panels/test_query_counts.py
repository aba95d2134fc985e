"""The score sheet of 25 indicators asks the database as often for nine experts and five cases as for one."""

import pytest
from django.urls import reverse

from panels.enums import Declared
from panels.models import Expert, Score, Seat
from panels.operations import record_score
from panels.operations.scoring import Judgement, record_scores
from tests import factories
from tests.factories import bring_to, judgement
from tests.panels.test_views import HTMX, form
from workflows.enums import Stage

CODES = [*(f"A{number}" for number in range(1, 21)), *(f"B{number}" for number in range(1, 6))]


@pytest.fixture
def scoring(city):
    edition = factories.make_set(edition="25", indicators=CODES)
    return bring_to(Stage.EXPERT_PANEL, factories.make_case(city, edition), city)


@pytest.fixture
def browser(city, as_user):
    return as_user(city.expert_a)


def sheet(version=0, **changes):
    return [Judgement(code, version, judgement(**changes)) for code in CODES]


def crowd(scoring, city):
    """Six more experts with full sheets, and four more cases on which the expert sits."""
    indicators = [factories.indicator(scoring, code) for code in CODES]
    for number in range(6):
        person = factories.make_person(f"crowd-{number}")
        seat = Seat.objects.create(panel=scoring.panel, expert=person, declared=Declared.NONE)
        Score.objects.bulk_create(
            Score(seat=seat, indicator=each, complete=True, version=1, **judgement()) for each in indicators
        )
    Expert.objects.update(most_cases=5)
    small = factories.make_set(edition="small")
    for _number in range(4):
        bring_to(Stage.EXPERT_PANEL, factories.make_case(city, small), city)


def test_pages_of_the_sheet(scoring, city, browser, count_queries):
    record_scores(panel=scoring.panel, judgements=sheet(), actor=city.expert_a)
    one = reverse("panels:show_scores", args=[scoring, "A"])
    whole = reverse("panels:show_sheet", args=[scoring])

    def counted():
        for page in (one, whole):
            assert browser.get(page).status_code == 200
        return [count_queries(lambda page=page: browser.get(page)) for page in (one, whole)]

    alone = counted()
    crowd(scoring, city)
    assert (alone, counted()) == ([10, 10], [10, 10])


def test_saving_one_score(scoring, city, browser, count_queries):
    where = reverse("panels:post_score", args=[scoring, "A1"])

    def save(version, **changes):
        response = browser.post(where, form(version=version, **changes), headers=HTMX)
        assert response.status_code == 200

    save(0)
    assert count_queries(lambda: save(1, rating="2")) == 10
    one = {"panel": scoring.panel, "indicator": factories.indicator(scoring, "A2"), "actor": city.expert_a}
    first = count_queries(lambda: record_score(**one, version=0, content=judgement()))
    again = count_queries(lambda: record_score(**one, version=1, content=judgement("2")))
    assert (first, again) == (7, 7)


def test_saving_the_whole_sheet(scoring, city, browser, count_queries):
    where = reverse("panels:show_sheet", args=[scoring])

    def save(version, reason):
        data = {}
        for code in CODES:
            data |= form(code, version, reason=reason)
        assert browser.post(where, data, headers=HTMX).status_code == 200

    save(0, "起初")
    assert count_queries(lambda: save(1, "再想")) == 10
    half = [*sheet(2, reason="又想")[:12]]
    recorded = {"panel": scoring.panel, "judgements": half, "actor": city.expert_a}
    assert count_queries(lambda: record_scores(**recorded)) == 7
