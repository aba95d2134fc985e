"""Why no children were heard, for everybody."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from assessments.enums import Link
from tests import factories
from tests.factories import bring_to
from tests.participation.absences import REASON, excuse, excused
from tests.participation.hearing import hear
from workflows.enums import Stage

PAGE = "/participation/absences/"


@pytest.fixture
def gated(city):
    return factories.make_set(gates={"needs": "self_assessment", "feedback": "publication"})


@pytest.fixture
def public(as_user):
    """What a visitor reads there."""

    def read(query=""):
        cache.clear()  # nothing is committed here, so that nobody hears of a change
        return as_user().get(PAGE + query).content.decode()

    return read


def test_only_what_is_signed_is_public(city, gated, public):
    case = factories.make_case(city, gated)
    excuse(case, Link.NEEDS, city.drafter)
    assert (REASON in public(), "No such reason has been published" in public()) == (False, True)
    excused(case, city, Link.NEEDS)
    page = public()
    assert [words in page for words in (REASON, "Link needs", str(case), "Planning")] == [True] * 4


def test_a_change_takes_it_off_the_page_until_it_is_signed_again(city, gated, public):
    case = factories.make_case(city, gated)
    excused(case, city, Link.NEEDS)
    excuse(case, Link.NEEDS, city.drafter, REASON + "改写。")
    assert REASON not in public()


def test_nobody_is_named_there(city, gated, public):
    excused(factories.make_case(city, gated), city, Link.NEEDS)
    assert [str(person) in public() for person in (city.drafter, city.head)] == [False, False]


def test_where_children_were_heard_after_all_it_says_so(city, gated, public):
    case = factories.make_case(city, gated)
    excused(case, city, Link.NEEDS)
    hear(case, city.drafter)
    assert [words in public() for words in (REASON, "Children were heard after all")] == [True, True]


def test_a_withdrawn_matter_leaves_the_list(city, gated, public):
    case = factories.make_case(city, gated)
    excused(case, city, Link.NEEDS)
    bring_to(Stage.WITHDRAWN, case, city)
    assert REASON not in public("?city=tc")


def test_the_newest_comes_first_and_one_city_can_be_asked_for(city, gated, public):
    other = factories.make_city("xx")
    for number, place in enumerate((city, other), start=1):
        case = factories.make_case(place, gated, title=f"事项{number}")
        excused(case, place, Link.NEEDS)
    page = public()
    assert page.index("事项2") < page.index("事项1")
    assert [title in public("?city=xx") for title in ("事项1", "事项2")] == [False, True]
    assert "No such reason has been published" in public("?city=%00nowhere")


def test_a_page_holds_twenty(city, gated, public):
    for number in range(11):
        excused(factories.make_case(city, gated, title=f"事项{number}"), city, Link.NEEDS, Link.FEEDBACK)
    assert (public().count('id="absence-'), public("?page=2").count('id="absence-')) == (20, 2)
    assert "page=2" in public()


def test_it_is_made_once_for_everybody_in_as_many_queries_for_three_as_for_one(
    city, gated, client, count_queries
):
    counts = []
    for number in range(3):
        excused(factories.make_case(city, gated, title=f"事项{number}"), city, Link.NEEDS)
        cache.clear()
        counts.append(count_queries(lambda: client.get(PAGE)))
    assert (counts, count_queries(lambda: client.get(PAGE))) == ([6, 6, 6], 0)
    assert client.get(PAGE)["Cache-Control"].startswith("public")


def test_the_register_leads_there(city, as_user):
    assert reverse("reports:list_absences") == PAGE
    assert PAGE in as_user().get("/register/").content.decode()
