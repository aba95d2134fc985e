"""What somebody reads who sends a page that has gone stale: signed out meanwhile, or with an old form token."""

import pytest
from django.urls import reverse

WORDS = "这些话写了很久，不应当因为登录过期而丢失，也不应当被登录页面吞掉。"


@pytest.fixture
def address(case):
    return reverse("assessments:save_answer", args=[case, "A1"])


def test_who_was_signed_out_meanwhile_keeps_the_words(address, as_user):
    response = as_user().post(address, {"A1-facts": WORDS})
    assert (response.status_code, WORDS in response.content.decode()) == (401, True)


def test_a_fragment_never_holds_the_sign_in_page(address, case, as_user):
    browser, htmx = as_user(), {"HX-Request": "true"}
    polled = reverse("workflows:show_issuing", args=[case])
    answers = [browser.post(address, {}, headers=htmx), browser.get(polled, headers=htmx)]
    assert [response.status_code for response in answers] == [401, 401]


def test_who_opens_a_page_signed_out_is_led_to_it_after_signing_in(case, as_user):
    page = reverse("workflows:show_case", args=[case])
    assert as_user().get(page)["Location"] == f"{reverse('accounts:sign_in')}?next={page}"


def test_the_language_can_be_changed_before_signing_in(db, as_user):
    back = f"{reverse('accounts:sign_in')}?next={reverse('workflows:desk')}"
    response = as_user().get(reverse("choose_language"), {"language": "zh-hans", "next": back})
    assert (response.status_code, response["Location"]) == (302, back)


@pytest.mark.parametrize(
    "there",
    [
        "foo",
        "?lang=en",
        "a+b",
        "workflows:desk",
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
    ],
)
def test_a_language_chosen_from_nowhere_leads_to_the_front_page(db, as_user, there):
    response = as_user().get(reverse("choose_language"), {"language": "en", "next": there})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_sign_in_page_never_leads_back_to_itself(city, as_user):
    page = reverse("accounts:sign_in")
    response = as_user(city.office).get(page, {"next": f"{page}?next={page}"})
    assert response["Location"] == reverse("workflows:desk")


def test_an_old_form_token_is_refused_in_words_of_ours_and_keeps_what_was_typed(address, city, as_user):
    response = as_user(city.drafter, enforce_csrf_checks=True).post(address, {"A1-facts": WORDS})
    page = response.content.decode()
    assert (response.status_code, "This request could not be read" in page, WORDS in page) == (
        403,
        True,
        True,
    )


def test_a_password_is_never_shown_again(db, as_user):
    response = as_user(enforce_csrf_checks=True).post(reverse("accounts:sign_in"), {"password": WORDS})
    assert (response.status_code, WORDS in response.content.decode()) == (403, False)
