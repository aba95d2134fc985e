"""The pages of what follows a decision: who sees and does what, and what stays on the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committees.models import Fulfilment, Review
from committees.operations.fulfilling import report_fulfilment, verify_fulfilment
from ledger.models import Event
from tests import factories
from tests.committees.following import day, due, publish
from tests.factories import obligation
from workflows.queries.waiting import waiting_for

PROOF = ("application/pdf", "sandbox; default-src 'none'")


@pytest.fixture
def watched(city):
    """Two conditions, the second one overdue and the housing department's, and a review."""
    case = factories.make_case(city, factories.make_set(follow_up=(6,)))
    late = obligation("补种树木。", unit=city.units["housing"], proof="验收单")
    case = publish(case, city, obligation(), late)
    case.meeting.decision.conditions.filter(position=2).update(due=day(-1))
    return case


def url(name, case, *more):
    return reverse(f"workflows:{name}", args=[str(case), *more])


def get(browser, case, name="show_follow_up", *more, status=200):
    response = browser.get(url(name, case, *more))
    assert response.status_code == status
    return response.content.decode() if status == 200 and not response.streaming else response


def report(case, actor, number=1, file=None):
    condition = case.meeting.decision.conditions.get(position=number)
    return report_fulfilment(condition=condition, text="已完成。", file=file, actor=actor)


def test_before_publication_the_page_says_what_will_stand_here(case, city, as_user):
    case = factories.bring_to("publication", case, city)
    page = get(as_user(city.drafter), case)
    assert "The follow-up has not begun" in page
    assert f'href="{url("show_follow_up", case)}"' not in page


def test_readers_see_where_each_condition_stands(watched, city, as_user):
    for name in ("drafter", "head", "office", "member_a"):
        page = get(as_user(city.people[name]), watched)
        assert ("增设人行道。" in page, "补种树木。" in page, "Overdue since" in page) == (True, True, True)
    for name in ("expert_a", "expert_d", "own_member"):
        get(as_user(city.people[name]), watched, status=404)


def test_another_responsible_unit_sees_its_own_condition_and_nothing_else(watched, city, as_user):
    page = get(as_user(city.outsider), watched)
    assert ("补种树木。" in page, "增设人行道。" in page) == (True, False)
    for word in ("Reviews of effects", "Close the follow-up", f'href="{url("show_case", watched)}"'):
        assert word not in page
    browser = as_user(city.outsider)
    assert browser.post(url("report_condition", watched, 1), {"text": "已办。"}).status_code == 404
    assert browser.post(url("report_condition", watched, 2), {"text": "已办。"}).status_code == 302
    assert Fulfilment.objects.get().condition.position == 2


def test_a_report_with_its_proof_is_verified_on_the_page(watched, city, as_user):
    file = SimpleUploadedFile("验收单.pdf", factories.pdf_bytes())
    sent = as_user(city.drafter).post(
        url("report_condition", watched, 1), {"text": "人行道已建成。", "file": file}
    )
    assert sent.status_code == 302
    found, office = Fulfilment.objects.get(), as_user(city.office)
    assert "人行道已建成。" in get(office, watched)
    where = url("verify_report", watched, found.pk)
    assert as_user(city.drafter).post(where, {"verdict": "accepted"}).status_code == 403
    refused = office.post(where, {"verdict": "refused", "remark": ""})
    assert (refused.status_code, "what is not shown" in refused.content.decode()) == (422, True)
    assert office.post(where, {"verdict": "accepted", "remark": ""}).status_code == 302
    assert "Met on" in get(office, watched)


def test_a_refused_report_keeps_what_was_typed(watched, city, as_user):
    file = SimpleUploadedFile("证明.pdf", b"<html>")
    sent = as_user(city.drafter).post(
        url("report_condition", watched, 1), {"text": "人行道已建成。", "file": file}
    )
    page = sent.content.decode()
    assert (sent.status_code, "人行道已建成。" in page, "not what its name says" in page) == (422, True, True)


def test_a_proof_is_served_as_a_download_to_whoever_may_see_it(watched, city, as_user):
    found = report(watched, city.drafter, file=factories.upload())
    for name in ("drafter", "office", "member_a"):
        response = get(as_user(city.people[name]), watched, "download_proof", found.pk)
        assert b"".join(response.streaming_content) == factories.pdf_bytes()
        assert (response["Content-Type"], response["Content-Security-Policy"]) == PROOF
        assert response["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(name="proof.downloaded", subject=f"proof:{found.pk}").count() == 3
    for name in ("outsider", "expert_a", "rights_member"):
        get(as_user(city.people[name]), watched, "download_proof", found.pk, status=404)
    get(as_user(), watched, "download_proof", found.pk, status=302)
    bare = report(watched, city.outsider, 2)
    get(as_user(city.office), watched, "download_proof", bare.pk, status=404)


def test_a_review_is_written_and_drawn(watched, city, as_user):
    review, office = due(Review.objects.get()), as_user(city.office)
    assert as_user(city.drafter).get(url("write_review", watched, 6)).status_code == 403
    form = get(office, watched, "write_review", 6)
    assert 'name="measured-A1"' in form
    sent = {
        "version": 0,
        "summary": "与预期大体一致。",
        "measured-A1": "-1",
        "words-A1": "抽样",
        "measured-B1": "2",
    }
    empty = office.post(url("write_review", watched, 6), sent | {"summary": ""})
    assert (empty.status_code, 'value="抽样"' in empty.content.decode()) == (422, True)
    assert office.post(url("write_review", watched, 6), sent).status_code == 302
    page = get(as_user(city.member_a), watched)
    assert "A1: foreseen +1, measured −1; B1: foreseen +1, measured +2" in page
    assert office.post(url("write_review", watched, 6), sent).status_code == 409
    assert review.decision.reviews.get().version == 1


def test_the_office_closes_and_reopens_with_a_reason(watched, city, as_user):
    office, close = as_user(city.office), url("settle_follow_up", watched, "close")
    sent = {"version": 0, "reason": "条件已转入日常管理。"}
    assert as_user(city.head).post(close, sent).status_code == 403
    assert office.post(close, sent).status_code == 422
    assert office.post(close, sent | {"unfinished": "on"}).status_code == 302
    page = get(as_user(city.drafter), watched)
    assert ("条件已转入日常管理。" in page, "Report it as met" in page) == (True, False)
    again = {"version": 0, "reason": "群众来信。"}
    stale = office.post(url("settle_follow_up", watched, "reopen"), again)
    assert (stale.status_code, 'name="version" value="1"' in stale.content.decode()) == (409, True)
    assert office.post(url("settle_follow_up", watched, "reopen"), again | {"version": 1}).status_code == 302
    assert "Report it as met" in get(as_user(city.drafter), watched)
    assert office.post(url("settle_follow_up", watched, "burn"), again).status_code == 404


def desk(user):
    return [(str(row.waits), row.due) for row in waiting_for([user])[user.pk]]


def test_desks_hold_what_the_follow_up_waits_for(watched, city):
    first, second = watched.meeting.decision.conditions.all()
    assert desk(city.drafter) == desk(city.colleague) == [("Report on 1 condition", first.due)]
    assert desk(city.outsider) == [("Report on 1 condition", second.due)]
    assert desk(city.office) == desk(city.head) == []
    found = report(watched, city.drafter)
    assert (desk(city.drafter), desk(city.office)) == ([], [("1 report to verify", None)])
    verify_fulfilment(report=found, verdict="refused", remark="缺验收单。", actor=city.office)
    assert desk(city.drafter) == [("Report on 1 condition", first.due)]
    review = due(Review.objects.get(), 3)
    assert desk(city.office) == [("1 review of effects is due", review.due)]


def test_a_condition_far_ahead_waits_on_no_desk_until_its_report_is_refused(watched, city):
    watched.meeting.decision.conditions.update(due=day(60))
    assert (desk(city.drafter), desk(city.outsider)) == ([], [])
    found = report(watched, city.drafter)
    verify_fulfilment(report=found, verdict="refused", remark="缺验收单。", actor=city.office)
    assert desk(city.drafter) == [("Report on 1 condition", day(60))]


def test_a_closed_follow_up_waits_for_nobody(watched, city, as_user):
    due(Review.objects.get())
    sent = {"version": 0, "reason": "不再跟踪。", "unfinished": "on"}
    as_user(city.office).post(url("settle_follow_up", watched, "close"), sent)
    assert (desk(city.drafter), desk(city.outsider), desk(city.office)) == ([], [], [])


def test_pages_ask_as_often_however_many_conditions_there_are(city, as_user, count_queries):
    few = factories.make_case(city, factories.make_set(follow_up=(6,)))
    many = factories.make_case(city, few.assessment.indicator_set)
    few = publish(few, city, obligation())
    many = publish(many, city, *(obligation(f"条件{number}") for number in range(6)))
    for case, reported in ((few, 1), (many, 4)):
        for number in range(1, reported + 1):
            report(case, city.drafter, number)
    browser = as_user(city.office)
    counts = [count_queries(lambda each=each: get(browser, each)) for each in (few, many)]
    assert counts[0] == counts[1]
