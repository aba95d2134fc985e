"""Handing a file over to a colleague of the same unit."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.operations import dismiss
from assessments.models import Assessment
from ledger.errors import Refused
from notices.models import Notice
from tests import factories
from tests.factories import bring_to, last_event, post_of
from workflows.enums import Stage
from workflows.models import Case
from workflows.operations import hand_over
from workflows.telling import writers


def passed(case, to, actor, note="下周休假。"):
    return hand_over(case=case, to=to, note=note, actor=actor)


def where(case):
    return reverse("workflows:hand_over", args=[case])


def test_whoever_opens_a_case_is_in_charge(case, city):
    assert case.assessment.responsible == city.drafter


def test_a_colleague_takes_over_and_is_told(case, city):
    passed(case, city.colleague, city.drafter)
    assert Assessment.objects.get().responsible == city.colleague
    event, notice = last_event(), Notice.objects.get()
    assert (event.name, event.data) == (
        "case.handed_over",
        {
            "from": city.drafter.username,
            "to": city.colleague.username,
            "name": city.colleague.name,
            "note": "下周休假。",
        },
    )
    assert (notice.recipient, notice.kind, notice.url) == (
        city.colleague,
        "handed_over",
        case.get_absolute_url(),
    )
    assert "下周休假。" in notice.text


def test_there_and_back_is_told_each_time(case, city):
    passed(case, city.colleague, city.drafter)
    passed(case, city.drafter, city.colleague)
    assert [each.recipient for each in Notice.objects.order_by("pk")] == [city.colleague, city.drafter]


def test_twice_is_once(case, city):
    passed(case, city.colleague, city.drafter)
    before = factories.rows_of(Notice)
    passed(case, city.colleague, city.drafter)
    assert factories.rows_of(Notice) == before


def test_who_takes_it_over_alone_is_not_told(case, city):
    passed(case, city.colleague, city.colleague)
    assert (Assessment.objects.get().responsible, Notice.objects.count()) == (city.colleague, 0)


@pytest.mark.parametrize("name", ["outsider", "head", "office", "expert_own"])
def test_only_to_an_officer_of_the_unit(case, city, unchanged, name):
    with unchanged(Refused, Notice, match="does not draft for"):
        passed(case, getattr(city, name), city.drafter)


@pytest.mark.parametrize("name", ["outsider", "head", "office", "member_a"])
def test_only_by_an_officer_of_the_unit(case, city, unchanged, name):
    with unchanged(PermissionDenied, Notice):
        passed(case, city.colleague, getattr(city, name))


def test_who_has_left_the_unit_is_told_no_more(case, city):
    assert writers(case.assessment) == [city.drafter]
    dismiss(user=city.drafter, post=post_of(city.colleague), actor=city.office)
    assert writers(case.assessment) == [city.colleague]


def test_not_once_the_report_is_out(case, city, unchanged):
    done = bring_to(Stage.PUBLISHED, case, city)
    with unchanged(Refused, Notice, match="nothing left to hand over"):
        passed(done, city.colleague, city.drafter)


def test_the_page_names_who_is_in_charge_and_hands_over(case, city, as_user):
    browser = as_user(city.drafter)
    overview = browser.get(case.get_absolute_url()).content.decode()
    assert ("Officer in charge" in overview, str(city.drafter) in overview, where(case) in overview) == (
        True,
        True,
        True,
    )
    assert where(case) not in as_user(city.head).get(case.get_absolute_url()).content.decode()
    assert browser.get(where(case)).status_code == 200
    assert browser.post(where(case), {"to": city.colleague.pk, "note": ""}).status_code == 302
    assert Case.objects.get().assessment.responsible == city.colleague


@pytest.mark.parametrize("to", ["", "0", "x", "outsider", "other city"])
def test_a_forged_colleague_is_refused_and_the_note_stays(case, city, as_user, to):
    others = {"outsider": city.outsider.pk, "other city": factories.make_city("other").drafter.pk}
    response = as_user(city.drafter).post(where(case), {"to": others.get(to, to), "note": "请接手。"})
    assert (response.status_code, "请接手。" in response.content.decode()) == (422, True)
    assert Assessment.objects.get().responsible == city.drafter


def test_a_note_too_long_is_refused_with_its_words(case, city, as_user):
    response = as_user(city.drafter).post(where(case), {"to": city.colleague.pk, "note": "长" * 20001})
    assert (response.status_code, "长" * 20001 in response.content.decode()) == (422, True)
