"""Following a decision: what opens, who may say what, and what is refused."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.enums import ConditionState, Outcome, Verdict
from committees.models import Condition, FollowUp, Fulfilment, Review
from committees.operations.followup import close_follow_up, open_follow_up, reopen_follow_up
from committees.operations.fulfilling import report_fulfilment, verify_fulfilment
from committees.operations.reviewing import save_review
from ledger.errors import Conflict, Refused
from tests import factories
from tests.committees.following import day, due, publish
from tests.factories import last_event, obligation

CLEAN, INFECTED, BROKEN = (f"python3 -c raise(SystemExit({code}))" for code in (0, 1, 2))


@pytest.fixture
def watched(city):
    """A published case with two conditions, the second one the housing department's, and reviews to come."""
    case = factories.make_case(city, factories.make_set(follow_up=(6, 12)))
    return publish(case, city, obligation(), obligation("补种树木。", unit=city.units["housing"]))


def conditions(case):
    return list(case.meeting.decision.conditions.all())


def report(case, actor, number=1, text="已完成。", file=None):
    return report_fulfilment(condition=conditions(case)[number - 1], text=text, file=file, actor=actor)


def verify(found, actor, verdict=Verdict.ACCEPTED, remark=""):
    return verify_fulfilment(report=found, verdict=verdict, remark=remark, actor=actor)


def reviewed(review, actor, version=0, summary="与预期大体一致。", **measured):
    effects = {
        code: {"measured": level, "words": "抽样调查"} for code, level in (measured or {"A1": "0"}).items()
    }
    content = {"summary": summary, "effects": effects}
    return save_review(review=review, version=version, content=content, actor=actor)


def test_publication_opens_the_follow_up_and_its_reviews(city):
    case = factories.make_case(city, factories.make_set(follow_up=(6, 12)))
    with time_machine.travel("2026-08-31T02:00Z", tick=False):
        case = publish(case, city, obligation(due=date(2026, 9, 30)))
    reviews = case.meeting.decision.reviews.all()
    assert [(each.months, each.due) for each in reviews] == [
        (6, date(2027, 2, 28)),
        (12, date(2027, 8, 31)),
    ]
    foreseen = {"predicted": "1", "measured": "", "words": ""}
    assert reviews[0].effects == {"A1": foreseen, "A2": foreseen, "B1": foreseen}
    before = factories.rows_of(FollowUp, Review)
    open_follow_up(decision=case.meeting.decision, published=day(0), months=[1], predicted={})
    assert factories.rows_of(FollowUp, Review) == before


def test_what_was_foreseen_is_exact_and_stays_when_nobody_knew(city):
    case = factories.make_case(city, factories.make_set(follow_up=(6,)))
    case = factories.bring_to("expert_panel", case, city)
    for expert, ratings in zip(city.experts, (("0", "unknown", "na"), ("1", "unknown", "na")), strict=False):
        for code, rating in zip(("A1", "A2", "B1"), ratings, strict=True):
            factories.score(case, code, expert, rating)
    for code, rating in (("A1", "na"), ("A2", "unknown"), ("B1", "na")):
        factories.score(case, code, city.expert_c, rating)
    for expert in city.experts:
        factories.seal_seat(panel=case.panel, actor=expert)
    case = factories.move(case, "open_scores", city.office)
    case = publish(case, city, obligation())
    foreseen = case.meeting.decision.reviews.get().effects
    assert {code: each["predicted"] for code, each in foreseen.items()} == {"A1": "1/2", "A2": "unknown"}


def test_a_set_without_months_has_conditions_and_no_review(case, city):
    case = publish(case, city, obligation())
    decision = case.meeting.decision
    assert (decision.reviews.count(), decision.conditions.count(), decision.follow_up.closed_at) == (
        0,
        1,
        None,
    )


def test_what_is_not_approved_has_no_effects_to_review(city):
    case = factories.make_case(city, factories.make_set(follow_up=(6,)))
    case = publish(case, city, outcome=Outcome.REJECT)
    assert (case.meeting.decision.reviews.count(), FollowUp.objects.count()) == (0, 1)


def test_before_publication_nothing_is_reported(case, city, unchanged):
    case = factories.bring_to("committee", case, city)
    factories.vote_all(case, city, Outcome.APPROVE_WITH_CHANGES)
    factories.decide(case=case, deviation="附条件。", obligations=[obligation()], actor=city.office)
    with unchanged(Refused, Fulfilment, match="begins when the report is published"):
        report(case, city.drafter)


def test_the_responsible_units_officers_report_and_nobody_else(watched, city, unchanged):
    for number, strangers in (
        (1, ("outsider", "head", "office", "member_a")),
        (2, ("drafter", "head", "office")),
    ):
        for name in strangers:
            with unchanged(PermissionDenied, Fulfilment):
                report(watched, city.people[name], number)
    assert report(watched, city.colleague).reported_by == city.colleague
    assert report(watched, city.outsider, 2).verdict == ""


def test_a_report_keeps_its_proof_and_the_ledger_says_which(watched, city):
    found = report(watched, city.drafter, file=factories.upload(name="验收 单.pdf"))
    with default_storage.open(found.path) as stored:
        assert stored.read() == factories.pdf_bytes()
    assert (found.name, found.size) == ("验收_单.pdf", len(factories.pdf_bytes()))
    event = last_event()
    assert (event.name, event.subject, event.actor) == (
        "condition.reported",
        watched.assessment.subject,
        city.drafter,
    )
    assert event.data == {
        "condition": 1,
        "text": "已完成。",
        "name": found.name,
        "sha256": found.sha256,
        "size": found.size,
    }


def test_a_report_says_what_was_done(watched, city, unchanged):
    with unchanged(Refused, Fulfilment, match="say what was done"):
        report(watched, city.drafter, text="")


def test_what_the_locker_refuses_is_no_proof(watched, city, unchanged):
    for file, reason in (
        (factories.upload(b"MZ", name="证明.exe"), "not accepted"),
        (factories.upload(b"<html>", name="证明.pdf"), "not what its name says"),
    ):
        with unchanged(Refused, Fulfilment, match=reason):
            report(watched, city.drafter, file=file)


@pytest.mark.parametrize(
    ("scanner", "reason"),
    [(INFECTED, "blocked by the virus scan"), (BROKEN, "did not answer"), ("/no/such", "did not")],
)
def test_a_proof_that_is_not_clean_is_refused(watched, city, unchanged, settings, scanner, reason):
    settings.EVIDENCE_SCANNER = scanner
    with unchanged(Refused, Fulfilment, match=reason):
        report(watched, city.drafter, file=factories.upload())


def test_a_clean_proof_is_kept(watched, city, settings):
    settings.EVIDENCE_SCANNER = CLEAN
    assert report(watched, city.drafter, file=factories.upload()).sha256


def test_one_report_at_a_time_waits(watched, city, unchanged):
    found = report(watched, city.drafter)
    with unchanged(Refused, Fulfilment, match="waits to be verified"):
        report(watched, city.colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fulfilment.objects.create(condition=found.condition, text="x", reported_by=city.colleague)


def test_a_condition_is_met_on_the_day_that_was_reported(watched, city):
    with time_machine.travel("2027-01-05T17:30Z", tick=False):
        found = report(watched, city.drafter)
    with time_machine.travel("2027-01-20T02:00Z", tick=False):
        verify(found, city.office)
    met = Condition.objects.get(pk=found.condition_id)
    assert (met.state, met.met_on) == (ConditionState.MET, date(2027, 1, 6))
    assert (last_event().name, last_event().data) == (
        "condition.verified",
        {"condition": 1, "verdict": "accepted", "remark": ""},
    )


def test_a_met_condition_is_done(watched, city, unchanged):
    found = verify(report(watched, city.drafter), city.office)
    with unchanged(Refused, Fulfilment, match="met already"):
        report(watched, city.drafter)
    with unchanged(Refused, Fulfilment, match="verified already"):
        verify(found, city.office_two, Verdict.REFUSED, "不足。")


def test_what_is_not_shown_needs_a_remark_and_may_be_reported_again(watched, city, unchanged):
    found = report(watched, city.drafter)
    with unchanged(Refused, Fulfilment, match="what is not shown"):
        verify(found, city.office, Verdict.REFUSED)
    verify(found, city.office, Verdict.REFUSED, "缺验收单。")
    assert Condition.objects.get(pk=found.condition_id).state == ConditionState.OPEN
    again = report(watched, city.drafter, text="附验收单。")
    verify(again, city.office)
    assert [each.verdict for each in again.condition.fulfilments.all()] == ["refused", "accepted"]


def test_only_the_office_verifies_and_never_its_own_report(watched, city, unchanged):
    found = report(watched, city.drafter)
    for name in ("drafter", "head", "member_a", "outsider", "expert_a"):
        with unchanged(PermissionDenied, Fulfilment):
            verify(found, city.people[name])
    Fulfilment.objects.filter(pk=found.pk).update(reported_by=city.office)
    with unchanged(Refused, Fulfilment, match="Who reports does not verify"):
        verify(found, city.office)
    assert verify(found, city.office_two).verified_by == city.office_two


def test_a_review_sets_measured_beside_foreseen(watched, city):
    review = due(watched.meeting.decision.reviews.get(months=6))
    reviewed(review, city.office, A1="-1", B1="unknown")
    review.refresh_from_db()
    assert review.effects == {
        "A1": {"predicted": "1", "measured": "-1", "words": "抽样调查"},
        "A2": {"predicted": "1", "measured": "", "words": ""},
        "B1": {"predicted": "1", "measured": "unknown", "words": "抽样调查"},
    }
    assert (review.done_by, timezone.localdate(review.done_at), review.version) == (city.office, day(0), 1)
    assert last_event().name == "review.saved"


def test_a_review_may_be_corrected_by_whoever_has_read_the_last_wording(watched, city, unchanged):
    review = due(watched.meeting.decision.reviews.get(months=6))
    reviewed(review, city.office)
    with unchanged(Conflict, Review) as caught:
        reviewed(review, city.office_two, summary="另一说法。")
    assert (caught.value.version, caught.value.theirs) == (1, {"summary": "与预期大体一致。"})
    assert reviewed(review, city.office_two, version=1, summary="另一说法。").version == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"summary": ""}, "what the review found"),
        ({"A1": ""}, "at least one measured"),
        ({"A1": "9"}, "cannot be compared"),
        ({"A1": "na"}, "cannot be compared"),
        ({"A1": "1", "Z9": "1"}, "Z9 cannot be compared"),
    ],
)
def test_a_review_says_something_that_can_be_compared(watched, city, unchanged, changes, reason):
    review = due(watched.meeting.decision.reviews.get(months=6))
    with unchanged(Refused, Review, match=reason):
        reviewed(review, city.office, **changes)


def test_effects_are_not_compared_before_their_day(watched, city, unchanged):
    with unchanged(Refused, Review, match="not compared before"):
        reviewed(watched.meeting.decision.reviews.get(months=6), city.office)


def test_only_the_office_reviews_and_closes(watched, city, unchanged):
    review = due(watched.meeting.decision.reviews.get(months=6))
    for name in ("drafter", "head", "member_a", "outsider"):
        with unchanged(PermissionDenied, Review, FollowUp):
            reviewed(review, city.people[name])
        with unchanged(PermissionDenied, Review, FollowUp):
            close(watched, city.people[name], unfinished=True)


def close(case, actor, *, version=0, reason="条件已落实。", **more):
    return close_follow_up(
        follow_up=case.meeting.decision.follow_up, version=version, reason=reason, actor=actor, **more
    )


def test_closing_over_open_conditions_needs_to_be_said(watched, city, unchanged):
    with unchanged(Refused, FollowUp, match="4 conditions or reviews are not finished"):
        close(watched, city.office)
    with unchanged(Refused, FollowUp, match="committee’s reason"):
        close(watched, city.office, reason="", unfinished=True)
    closed = close(watched, city.office, unfinished=True)
    assert (closed.reason, last_event().data) == ("条件已落实。", {"reason": "条件已落实。", "unfinished": 4})


def test_a_finished_follow_up_closes_without_more_words(case, city):
    case = publish(case, city, obligation())
    verify(report(case, city.drafter), city.office)
    assert close(case, city.office).closed_at is not None


def test_a_closed_follow_up_takes_nothing_until_it_is_reopened(watched, city, unchanged):
    waiting = report(watched, city.drafter)
    review = due(watched.meeting.decision.reviews.get(months=6))
    closed = close(watched, city.office, unfinished=True)
    for attempt in (
        lambda: report(watched, city.outsider, 2),
        lambda: verify(waiting, city.office),
        lambda: reviewed(review, city.office),
        lambda: close(watched, city.office, version=1, unfinished=True),
    ):
        with unchanged(Refused, Fulfilment, Review, FollowUp, match="closed"):
            attempt()
    with unchanged(Conflict, FollowUp):
        reopen_follow_up(follow_up=closed, version=0, reason="群众来信。", actor=city.office)
    opened = reopen_follow_up(follow_up=closed, version=1, reason="群众来信。", actor=city.office)
    assert (opened.closed_at, opened.reason, last_event().name) == (None, "群众来信。", "follow_up.reopened")
    with unchanged(Refused, FollowUp, match="not closed"):
        reopen_follow_up(follow_up=opened, version=2, reason="再议。", actor=city.office)
    assert verify(waiting, city.office).verdict == "accepted"
