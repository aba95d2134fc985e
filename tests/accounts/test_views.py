"""Signing in and out."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests import factories

PASSWORD = "correct horse"


@pytest.fixture
def person(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return factories.make_person("somebody", password=PASSWORD)


@pytest.fixture
def sign_in(as_user):
    browser = as_user()
    return lambda username, password: browser.post(
        reverse("accounts:sign_in"), {"username": username, "password": password}
    )


def test_the_right_password_opens_the_desk(person, sign_in):
    assert sign_in("somebody", PASSWORD)["Location"] == reverse("workflows:desk")


def test_an_unknown_name_and_a_wrong_password_read_the_same(person, sign_in):
    wrong, unknown = sign_in("somebody", "x"), sign_in("nobody-at-all", "x")
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_after_five_failures_even_the_right_password_waits(person, sign_in):
    answers = [sign_in("somebody", "x").status_code for _attempt in range(5)]
    locked = sign_in("somebody", PASSWORD)
    assert (answers, locked.status_code) == ([200] * 4 + [429], 429)
    assert "Too many attempts with this name" in locked.content.decode()


def test_a_lock_holds_for_one_name_only(person, sign_in):
    for _attempt in range(5):
        sign_in("another", "x")
    assert sign_in("somebody", PASSWORD).status_code == 302


def test_a_success_forgets_the_failures(person, sign_in):
    for _round in range(2):
        for _attempt in range(4):
            sign_in("somebody", "x")
        assert sign_in("somebody", PASSWORD).status_code == 302


def test_the_inactive_do_not_sign_in(person, sign_in):
    person.is_active = False
    person.save()
    assert sign_in("somebody", PASSWORD).status_code == 200


def test_a_nul_in_the_name_is_refused(person, sign_in):
    assert sign_in("some\0body", PASSWORD).status_code == 200


@pytest.mark.parametrize("password", ["", "!", "system"])
def test_the_engine_does_not_sign_in(person, sign_in, password):
    assert sign_in("system", password).status_code in {200, 429}
    assert User.objects.system().last_login is None


def test_one_click_into_a_role_exists_in_the_demonstration_only(city, as_user, settings):
    address = reverse("accounts:sign_in_demo", args=["tc-office"])
    settings.DEMO = False
    assert as_user().post(address).status_code == 404
    settings.DEMO = True
    assert as_user().post(address)["Location"] == reverse("workflows:desk")
    assert as_user().get(address).status_code == 405


@pytest.mark.parametrize(
    ("there", "leads_to"),
    [
        ("/ledger/", "/ledger/"),
        ("ledger", "ledger"),
        *((each, "/desk/") for each in ("", "//x.org", "javascript:1")),
    ],
)
def test_there_too_one_comes_to_where_one_was_going_on_this_site(city, as_user, settings, there, leads_to):
    settings.DEMO = True
    response = as_user().post(reverse("accounts:sign_in_demo", args=["tc-office"]), {"next": there})
    assert (response.status_code, response["Location"]) == (302, leads_to)


@pytest.mark.parametrize("name", ["system", "newcomer", "nobody"])
def test_even_there_only_for_people_with_a_post(city, as_user, settings, name):
    settings.DEMO = True
    factories.make_person("newcomer")
    assert as_user().post(reverse("accounts:sign_in_demo", args=[name])).status_code == 404


def test_the_demonstration_offers_its_people_and_nothing_else_does(city, as_user, settings):
    offered = {}
    for settings.DEMO in (True, False):
        page = as_user().get(reverse("accounts:sign_in"))
        offered[settings.DEMO] = [person.username for person in page.context["people"]]
    assert offered == {True: [person.username for person in city.people.values()], False: []}


def test_signing_out_needs_a_post_and_ends_the_session(city, as_user):
    browser = as_user(city.office)
    assert browser.get(reverse("accounts:sign_out")).status_code == 405
    browser.post(reverse("accounts:sign_out"))
    assert browser.get(reverse("workflows:desk")).status_code == 302


def test_where_to_go_next_stays_on_this_site(person, as_user):
    where = reverse("accounts:sign_in")
    typed = {"username": "somebody", "password": PASSWORD, "next": "https://evil.example/"}
    assert as_user().post(where, typed)["Location"] == reverse("workflows:desk")
