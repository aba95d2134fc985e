"""The page of one link's reason."""

import pytest
from django.urls import reverse

from assessments.enums import Link
from participation.models import Absence
from tests import factories
from tests.factories import bring_to
from tests.participation.absences import REASON, excuse, excused
from tests.participation.hearing import hear
from workflows.enums import Stage

pytestmark = pytest.mark.once


@pytest.fixture
def gated(city):
    return factories.make_case(city, factories.make_set(gates={"needs": "self_assessment"}))


def address(case, name="show_absence", link="needs"):
    return reverse(f"participation:{name}", args=[str(case), link])


def text(response):
    return response.content.decode()


def test_from_nothing_to_a_signed_reason(gated, city, as_user):
    drafter, head = as_user(city.drafter), as_user(city.head)
    assert "Write the reason" in text(drafter.get(address(gated)))
    sent = drafter.post(address(gated, "save_absence"), {"version": 0, "reason": REASON}, follow=True)
    assert "the head of the unit or the committee office signs, and not you" in text(sent)
    page = text(head.get(address(gated)))
    assert ("Sign the reason" in page, "Change the reason" in page) == (True, False)
    signed = text(head.post(address(gated, "sign_absence"), {"version": 1}, follow=True))
    assert ("The reason is public now" in signed, "Sign the reason" in signed) == (True, False)


def test_a_refusal_keeps_every_word(gated, city, as_user):
    sent = as_user(city.drafter).post(
        address(gated, "save_absence"), {"version": 0, "reason": "见13812345678的来电，不听取。"}
    )
    assert (sent.status_code, "来电，不听取" in text(sent), Absence.objects.count()) == (422, True, 0)


def test_two_texts_stand_side_by_side(gated, city, as_user):
    excuse(gated, Link.NEEDS, city.colleague)
    sent = as_user(city.drafter).post(
        address(gated, "save_absence"), {"version": 0, "reason": REASON + "我的。"}
    )
    assert (sent.status_code, REASON in text(sent), REASON + "我的。" in text(sent)) == (409, True, True)


def test_a_stale_signature_is_told_what_stands_now(gated, city, as_user):
    excuse(gated, Link.NEEDS, city.drafter)
    excuse(gated, Link.NEEDS, city.drafter, REASON + "补充。")
    sent = as_user(city.head).post(address(gated, "sign_absence"), {"version": 1})
    assert (sent.status_code, REASON + "补充。" in text(sent)) == (409, True)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_version_that_is_none_signs_nothing(gated, city, as_user, version):
    excuse(gated, Link.NEEDS, city.drafter)
    assert as_user(city.head).post(address(gated, "sign_absence"), {"version": version}).status_code == 409


def test_a_reason_that_a_session_has_replaced_says_so(gated, city, as_user):
    excused(gated, city, Link.NEEDS)
    hear(gated, city.drafter)
    page = text(as_user(city.drafter).get(address(gated)))
    assert ("Children were heard after all" in page, "Change the reason" in page) == (True, False)


def test_once_the_case_is_over_nobody_gets_a_form(gated, city, as_user):
    excused(gated, city, Link.NEEDS)
    bring_to(Stage.WITHDRAWN, gated, city)
    page = text(as_user(city.drafter).get(address(gated)))
    assert ("nothing of this changes any more" in page, "Change the reason" in page) == (True, False)


def test_a_link_that_the_edition_does_not_have_is_no_page(gated, city, as_user):
    browser = as_user(city.drafter)
    assert [browser.get(address(gated, link=link)).status_code for link in ("notice", "nothing")] == [
        404,
        404,
    ]
