"""How refusals, private pages and the chosen language reach the browser."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from config.middleware import PrivatePagesMiddleware, RefusalMiddleware
from ledger.errors import Conflict, Refused
from tests import factories
from workflows.enums import Stage

pytestmark = pytest.mark.usefixtures("english")
REASONS = [(Refused("<b>Not now</b>"), 422), (Conflict("<b>Not now</b>", theirs={}, mine={}, version=1), 409)]


def request_with(**headers):
    request = RequestFactory().post(
        "/somewhere/", {"facts": "写了很久的一大段话，不能丢，一个字也不能丢。"}, headers=headers
    )
    request.htmx, request.user = HtmxDetails(request), AnonymousUser()
    return request


def answer_to(exception, **headers):
    return RefusalMiddleware(lambda request: HttpResponse()).process_exception(
        request_with(**headers), exception
    )


@pytest.mark.parametrize(("exception", "status"), REASONS, ids=["refused", "conflict"])
def test_what_no_view_caught_becomes_a_page_with_the_reason_and_the_words(exception, status):
    response = answer_to(exception)
    page = response.content.decode()
    assert (response.status_code, "<!doctype html>" in page) == (status, True)
    assert ("&lt;b&gt;Not now&lt;/b&gt;" in page, "写了很久的一大段话" in page) == (True, True)


def test_a_forged_field_of_any_name_does_not_break_the_page_with_the_words(as_user):
    words = {"items": "x", "facts": "写了很久的一大段话，不能丢，一个字也不能丢。"}
    response = as_user().post(reverse("workflows:propose_matter"), words)
    assert (response.status_code, "写了很久的一大段话" in response.content.decode()) == (401, True)


@pytest.mark.parametrize(("exception", "status"), REASONS, ids=["refused", "conflict"])
def test_to_htmx_it_is_a_notice_beside_the_form(exception, status):
    response = answer_to(exception, hx_request="true")
    page = response.content.decode()
    assert (response.status_code, response["HX-Retarget"], "<html" in page) == (status, "#messages", False)
    assert "&lt;b&gt;Not now&lt;/b&gt;" in page


def test_other_exceptions_are_not_its_business():
    assert answer_to(ValueError("x")) is None


@pytest.mark.parametrize(
    ("user", "given", "sent"),
    [
        (factories.User(), None, "no-store"),
        (factories.User(), "max-age=5", "max-age=5"),
        (AnonymousUser(), None, None),
    ],
)
def test_pages_of_people_signed_in_stay_out_of_caches(user, given, sent):
    def view(request):
        return HttpResponse(headers={"Cache-Control": given} if given else {})

    request = request_with()
    request.user = user
    assert PrivatePagesMiddleware(view)(request).get("Cache-Control") == sent


@pytest.mark.parametrize(
    ("cookie", "language"), [(None, "zh-hans"), ("en", "en"), ("xx", "zh-hans"), ("zh-hans", "zh-hans")]
)
def test_chinese_unless_the_person_chose_otherwise(db, cookie, language):
    browser = Client(headers={"accept-language": "en"})
    if cookie:
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = browser.get(reverse("accounts:sign_in"))
    assert (response["Content-Language"], f'<html lang="{language}">' in response.content.decode()) == (
        language,
        True,
    )


def test_a_page_allows_only_its_own_scripts_and_styles(case, city, as_user):
    case = factories.bring_to(Stage.COMMITTEE, case, city)
    response = as_user(city.office).get(reverse("workflows:show_case", args=[case]))
    policy = response["Content-Security-Policy"]
    assert ("default-src 'self'" in policy, "unsafe" in policy, "frame-ancestors 'none'" in policy) == (
        True,
        False,
        True,
    )
    page = response.content.decode()
    assert ("<style" in page, " style=" in page, " onclick=" in page) == (False, False, False)
