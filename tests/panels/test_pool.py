"""The city's expert pool: who keeps it, what is refused, what the pages show."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Post
from accounts.operations import appoint
from ledger.errors import Conflict, Refused
from panels.models import Expert
from panels.operations.pooling import add_expert, change_expert
from tests import factories
from tests.factories import last_event

POOL = reverse("experts:show_pool")


def entry(**changes):
    """What an entry says."""
    content = {
        "fields": ["law"],
        "title": "教授",
        "title_en": "Professor",
        "employer": "某大学",
        "employer_en": "A university",
        "unit": None,
        "district": "东区",
        "since": date(2026, 1, 1),
        "until": None,
        "most_cases": 2,
    }
    return content | changes


def posted(**changes):
    """The same as the form sends it."""
    sent = {
        "fields_known": ["law"],
        "title": "教授",
        "title_en": "Professor",
        "employer": "某大学",
        "employer_en": "A university",
        "unit": "",
        "district": "东区",
        "since": "2026-01-01",
        "until": "",
        "most_cases": "2",
        "version": "0",
    }
    return sent | changes


@pytest.fixture
def newcomer(city):
    """Holds an expert's post and stands in no pool."""
    person = factories.make_person("newcomer")
    post = Post.objects.get(organisation=city.units["university"], role="expert")
    appoint(user=person, post=post, actor=city.office)
    return person


def add(city, user, **changes):
    return add_expert(city=city.place, user=user, content=entry(**changes), actor=city.office)


def change(row, city, *, version=None, **changes):
    version = row.version if version is None else version
    return change_expert(entry=row, version=version, content=entry(**changes), actor=city.office)


def test_an_entry_gets_the_next_number_and_is_recorded(city, newcomer):
    row = add(city, newcomer, unit=city.units["housing"])
    assert (row.number, row.mark) == (6, "E-006")
    event = last_event()
    assert (event.name, event.subject, event.actor) == ("expert.added", "expert:tc:6", city.office)
    assert event.data["user"] == "newcomer"
    assert event.data["new"] == entry(unit="tc-housing", since="2026-01-01")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"fields": []}, "choose what the expert knows"),
        ({"fields": ["magic"]}, "choose what the expert knows"),
        ({"until": date(2025, 12, 31)}, "cannot end before it begins"),
        ({"most_cases": 0}, "sits on 1 to 50"),
        ({"most_cases": 51}, "sits on 1 to 50"),
    ],
)
def test_an_impossible_entry_is_refused(city, newcomer, unchanged, changes, reason):
    with unchanged(Refused, Expert, match=reason):
        add(city, newcomer, **changes)


def test_a_unit_of_another_city_is_no_employer_here(city, newcomer, unchanged):
    other = factories.make_city("other")
    with unchanged(Refused, Expert, match="belongs to another city"):
        add(city, newcomer, unit=other.units["housing"])


def test_only_holders_of_an_experts_post_are_entered_and_only_once(city, unchanged):
    with unchanged(Refused, Expert, match="holds no expert’s post"):
        add(city, city.drafter)
    with unchanged(Refused, Expert, match="in a pool already"):
        add(city, city.expert_a)


@pytest.mark.parametrize("name", ["drafter", "expert_a", "member_a", "head"])
def test_only_the_office_writes(city, newcomer, unchanged, name):
    row = Expert.objects.get(user=city.expert_a)
    with unchanged(PermissionDenied, Expert):
        add_expert(city=city.place, user=newcomer, content=entry(), actor=city.people[name])
    with unchanged(PermissionDenied, Expert):
        change_expert(entry=row, version=0, content=entry(), actor=city.people[name])


def test_the_office_of_another_city_writes_nothing_here(city, newcomer, unchanged):
    other = factories.make_city("other")
    with unchanged(PermissionDenied, Expert):
        add_expert(city=city.place, user=newcomer, content=entry(), actor=other.office)


def test_a_change_is_recorded_with_old_and_new_and_the_same_again_is_none(city, newcomer):
    row = add(city, newcomer)
    row = change(row, city, district="西区", until=date(2027, 1, 1))
    data = last_event().data
    assert data == {
        "old": {"district": "东区", "until": None},
        "new": {"district": "西区", "until": "2027-01-01"},
    }
    before = factories.rows_of(Expert)
    assert change(row, city, version=0, district="西区", until=date(2027, 1, 1)).version == 1
    assert factories.rows_of(Expert) == before


def test_of_two_changes_at_once_the_second_is_shown_both(city, newcomer, unchanged):
    row = add(city, newcomer)
    change(row, city, district="西区")
    with unchanged(Conflict, Expert) as caught:
        change(row, city, district="南区")
    conflict = caught.value
    assert (conflict.theirs, conflict.mine, conflict.version) == (
        {"district": "西区"},
        {"district": "南区"},
        1,
    )


@pytest.mark.parametrize("name", ["drafter", "expert_a", "member_a", "head"])
def test_the_pool_is_nobody_elses(city, as_user, name):
    browser = as_user(city.people[name])
    for address in (POOL, f"{POOL}new/", f"{POOL}1/"):
        assert browser.get(address).status_code == 404
    assert "Expert pool" not in browser.get("/", follow=True).content.decode()


def test_another_citys_office_sees_its_own_pool(city, as_user):
    other = factories.make_city("other")
    page = as_user(other.office).get(POOL).content.decode()
    assert "tc-expert_a" not in page
    assert "other-expert_a" in page


@pytest.mark.parametrize("q", ["law", "Law", "某大学", "东区 教授", "E-006", "newcomer", "无此人" * 30])
def test_the_pool_is_searched_in_chinese_and_english(city, newcomer, as_user, q):
    add(city, newcomer)
    office = as_user(city.office)
    page = office.get(POOL, {"q": q}).content.decode()
    found = "newcomer</a>" in page
    assert found == (len(q) < 60)
    assert ("Nobody in the pool matches" in page) == (not found)


def test_the_page_says_what_is_asked_of_each(city, as_user):
    Expert.objects.filter(user=city.expert_a).update(until=date(2020, 2, 1), fields=["law", "health"])
    page = as_user(city.office).get(POOL).content.decode()
    assert "Child health" in page
    assert "not in term" in page
    assert "0 of 3" in page


def test_an_empty_pool_says_how_to_begin(city, as_user):
    Expert.objects.all().delete()
    page = as_user(city.office).get(POOL).content.decode()
    assert "The expert pool is empty" in page
    assert "Enter an expert" in page


def test_the_page_asks_as_often_however_many_there_are(city, as_user, count_queries):
    office = as_user(city.office)
    office.get(POOL)
    before = count_queries(lambda: office.get(POOL))
    for number in range(5):
        factories.in_pool(city, factories.make_person(f"more-{number}"))
    assert count_queries(lambda: office.get(POOL)) == before


def test_somebody_is_entered_and_changed_on_the_page(city, newcomer, as_user):
    office = as_user(city.office)
    response = office.post(f"{POOL}new/", posted(user="newcomer"), follow=True)
    assert "is in the pool as E-006" in response.content.decode()
    office.post(f"{POOL}6/", posted(fields_known=["law", "safety"]))
    row = Expert.objects.get(user=newcomer)
    assert (row.fields, row.version) == (["law", "safety"], 1)


def test_two_texts_stand_side_by_side_and_mine_can_be_kept(city, newcomer, as_user):
    row = add(city, newcomer)
    change(row, city, district="西区")
    office = as_user(city.office)
    response = office.post(f"{POOL}6/", posted(district="南区"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "西区" in page
    assert "南区" in page
    office.post(f"{POOL}6/", posted(district="南区", version="1"))
    row.refresh_from_db()
    assert (row.district, row.version) == ("南区", 2)


def test_what_is_refused_on_the_page_keeps_what_was_typed(city, newcomer, as_user):
    response = as_user(city.office).post(f"{POOL}new/", posted(user="newcomer", until="2025-01-01"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "cannot end before it begins" in page
    assert "某大学" in page
