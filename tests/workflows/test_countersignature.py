"""That no assessment is needed is said by two people, and stands on the public register."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.operations import appoint
from assessments.enums import Need
from ledger.errors import Refused
from notices.models import Notice
from reports.models import Publication
from reports.operations import freeze
from reports.record import build_record
from tests import factories
from tests.factories import bring_to, move, post_of, screen, screened_out
from tests.set_files import STAGES
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.queries.case import moves_for
from workflows.queries.conclusion import countersigned
from workflows.queries.waiting import waiting_for

UNSIGNED = ("screening", "self_assessment", "committee", "publication")


def unsigned(city, **shape):
    return factories.make_case(city, factories.make_set(stages=UNSIGNED, **shape))


def signed(city):
    return factories.make_case(city, factories.make_set(stages=STAGES))


def test_without_a_signature_whoever_publishes_must_not_have_written(city, unchanged):
    appoint(user=city.drafter, post=post_of(city.office), actor=city.office)
    case = screened_out(unsigned(city), city)
    factories.prepare(case, city)
    with unchanged(Refused, Case, match="another person countersigns"):
        move(case, Action.ISSUE, city.drafter)
    reasons = [each.reasons for each in moves_for(case, city.drafter) if each.action == Action.ISSUE]
    assert reasons == [["You have written in this file yourself; another person countersigns by publishing."]]
    assert move(case, Action.ISSUE, city.office).state == Stage.ISSUING


def test_an_assessed_case_is_published_by_whoever_may(city):
    appoint(user=city.drafter, post=post_of(city.office), actor=city.office)
    case = bring_to(Stage.PUBLICATION, unsigned(city), city)
    assert factories.issue(case, city, city.drafter).state == Stage.ISSUING


def test_a_signed_one_has_its_second_person_already(city, unchanged):
    appoint(user=city.drafter, post=post_of(city.head), actor=city.office)
    case = screened_out(signed(city), city)
    with unchanged(Refused, Case, match="another person signs"):
        move(case, Action.SIGN, city.drafter)
    case = move(case, Action.SIGN, city.head)
    assert factories.issue(case, city, city.office).state == Stage.ISSUING


def test_where_nobody_could_countersign_the_screening_does_not_end_so(city, unchanged):
    case = unsigned(city, publisher="head")
    for person in (city.head,):
        appoint(user=person, post=post_of(city.drafter), actor=city.office)
    screen(case, city.head, Need.NOT_NEEDED)
    with unchanged(Refused, Case, match="two people have to say"):
        move(case, Action.SCREEN_OUT, city.drafter)


def test_the_record_names_the_post_that_countersigned_and_no_person(city):
    case = move(screened_out(signed(city), city), Action.SIGN, city.head)
    case = factories.issue(case, city, city.office)
    second = build_record(case)["screening"]["countersigned"]
    assert (second["role"], second["organisation"]["en"]) == ("head", "Planning")
    case = factories.issue(screened_out(unsigned(city, edition="2"), city), city, city.office)
    second = build_record(case)["screening"]["countersigned"]
    assert (second["role"], second["organisation"]["en"]) == ("office", "Office")
    assert countersigned(case).role == Role.OFFICE


def test_an_assessed_case_has_no_countersignature(city):
    case = bring_to(Stage.ISSUING, signed(city), city)
    assert build_record(case)["screening"]["countersigned"] is None


def test_the_register_lists_it_with_its_grounds(city, as_user):
    case = move(screened_out(signed(city), city), Action.SIGN, city.head)
    case = factories.issue(case, city, city.office)
    freeze(assessment=case.assessment, actor=city.office)
    Publication.objects.update(published_at=timezone.now())
    found = as_user().get(reverse("reports:register"), {"outcome": "not_needed"}).content.decode()
    assert (str(case) in found, "No assessment needed" in found) == (True, True)
    page = as_user().get(reverse("reports:show_report", args=[case])).content.decode()
    assert "依据充分。" in page
    assert "by Planning (Head of unit), who had not written in it." in page
    for person in city.people.values():
        assert person.name_en not in page


def late(city, days):
    today = timezone.localdate()
    began, closes = today - timedelta(days=40), today - timedelta(days=days)
    chosen = factories.make_set(stages=STAGES)
    return factories.make_case(city, chosen, drafting_started=began, draft_closes=closes)


@pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 2)])
def test_a_screening_after_the_draft_closed_is_told_to_the_office(city, days, told):
    case = late(city, days)
    screen(case, city.drafter)
    case = move(case, Action.SCREEN_IN, city.drafter)
    assert Notice.objects.filter(kind="late").count() == told
    for person in (city.office, city.office_two)[:told]:
        assert (
            "day 40 of 39 days of drafting (103%): after the draft was closed" in person.notices.get().text_en
        )


def test_both_pages_warn_of_it(city, as_user):
    case = late(city, 1)
    for name in ("workflows:show_case", "assessments:show_screening"):
        page = as_user(city.drafter).get(reverse(name, args=[case])).content.decode()
        assert "The draft is closed, and the screening is not finished" in page
    case = screened_out(case, city)
    page = as_user(city.office).get(case.get_absolute_url()).content.decode()
    assert "Screened after the draft was closed" in page


def test_in_time_nobody_is_warned(city, as_user):
    page = as_user(city.drafter).get(late(city, 0).get_absolute_url()).content.decode()
    assert "the screening is not finished" not in page


def test_the_desk_asks_only_those_who_may_countersign(city):
    appoint(user=city.drafter, post=post_of(city.office), actor=city.office)
    screened_out(unsigned(city), city)
    waiting = {person: waiting_for([person])[person.pk] for person in (city.drafter, city.office)}
    assert {person: [str(row.waits) for row in rows] for person, rows in waiting.items()} == {
        city.drafter: [],
        city.office: ["Prepare the publication"],
    }
