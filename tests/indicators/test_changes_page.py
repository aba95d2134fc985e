"""The public page of what one edition says differently from another."""

import pytest
from django.urls import reverse

from accounts.models import User
from indicators.operations import load_set
from tests.factories import make_set, set_file


def address(old, new, code="tiny"):
    return reverse("indicators:show_changes", args=[code, old, new])


@pytest.fixture
def editions(db):
    """Three editions; the second says the first's question differently, the third has one indicator more."""
    reworded = set_file(edition="2").replace(b"What is the effect?", b"What changes?", 1)
    first = make_set()
    second = load_set(raw=reworded, file="tiny.yaml", actor=User.objects.system())
    return first, second, make_set(edition="3", indicators=("A1", "A2", "A3", "B1"))


def test_the_page_marks_what_changed(editions, as_user):
    page = as_user().get(address("1", "2"))
    assert page.status_code == 200
    assert "<del>is the effect</del><ins>changes</ins>?" in page.text
    assert 'Reworded <span class="count">1</span>' in page.text


def test_the_set_leads_to_what_changed_since_the_edition_before(editions, as_user):
    first, _second, third = editions
    assert address("2", "3") in as_user().get(third.get_absolute_url()).text
    assert "/changes/" not in as_user().get(first.get_absolute_url()).text


def test_the_chooser_leads_to_other_editions(editions, as_user):
    asked = as_user().get(address("1", "2"), {"old": "2", "new": "3"})
    assert (asked.status_code, asked["Location"]) == (302, address("2", "3"))


@pytest.mark.parametrize("asked", [{"old": "2", "new": "9"}, {"old": "2"}, {"new": "//elsewhere"}])
def test_the_chooser_stays_where_it_is_for_what_it_does_not_know(editions, as_user, asked):
    assert as_user().get(address("1", "2"), asked).status_code == 200


def test_the_same_edition_twice(editions, as_user):
    assert "Nothing differs" in as_user().get(address("1", "1")).text


@pytest.mark.parametrize("unknown", [("1", "9"), ("9", "1"), ("1", "2", "large")])
def test_no_such_edition_is_404(editions, as_user, unknown):
    assert as_user().get(address(*unknown)).status_code == 404


def test_words_of_a_set_are_escaped(editions, as_user):
    raw = set_file(edition="4").replace(b"What is the effect?", b"<script>alert(1)</script>", 1)
    load_set(raw=raw, file="tiny.yaml", actor=User.objects.system())
    page = as_user().get(address("3", "4")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_asks_three_questions_however_much_changed(editions, as_user, count_queries):
    browser = as_user()
    assert count_queries(lambda: browser.get(address("1", "3"))) == 3
