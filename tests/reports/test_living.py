"""What became of a decision, beside the frozen record: live, and of people and their words nothing."""

import pytest
from django.core.cache import cache

from accounts.models import User
from committees.models import Review
from committees.operations.followup import close_follow_up, reopen_follow_up
from committees.operations.fulfilling import report_fulfilment, verify_fulfilment
from committees.operations.reviewing import save_review
from tests import factories
from tests.committees.following import day, due, issue
from tests.factories import move, obligation
from tests.reports.publishing import freeze, release
from workflows.enums import Action

INSIDE = ("内部说明", "内部备注", "验收单.pdf", "tc-drafter", "Person tc")


@pytest.fixture
def followed(city):
    """Three conditions, one of them met, one overdue, one open; and a review done, another one to come."""
    case = factories.make_case(city, factories.make_set(follow_up=(6, 12)))
    case = issue(case, city, *(obligation(f"条件{name}。") for name in "甲乙丙"))
    publication = freeze(case)
    case = move(case, Action.RELEASE, User.objects.system())
    conditions = case.meeting.decision.conditions
    for number, verdict in ((1, "accepted"), (2, "refused")):
        found = report_fulfilment(
            condition=conditions.get(position=number),
            text="内部说明",
            file=factories.upload(name="验收单.pdf"),
            actor=city.drafter,
        )
        verify_fulfilment(report=found, verdict=verdict, remark="内部备注", actor=city.office)
    conditions.filter(position=2).update(due=day(-1))
    content = {
        "summary": "上学路程变长。",
        "effects": {"A1": {"measured": "-1", "words": "校车记录"}},
    }
    save_review(review=due(Review.objects.get(months=6)), version=0, content=content, actor=city.office)
    release(publication)
    return case


def read(browser, case):
    """As it stands now: what was written into the tables by hand, no event has told of."""
    cache.clear()
    response = browser.get(f"/register/{case}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_conditions_and_reviews_stand_live_beside_the_record(followed, as_user):
    page = read(as_user(), followed)
    living = page[page.index('<section class="card is-living"') :].partition("</section>")[0]
    for words in (
        "This part is kept up to date",
        "Met on",
        "Overdue since",
        "Open",
        "上学路程变长。",
        "A1: foreseen +1, measured −1",
        "校车记录",
        "After 12 months",
    ):
        assert words in living
    assert [living.count(words) for words in ("is-fine", "is-late", "is-soon")] == [1, 1, 1]


def test_who_reported_and_what_the_office_remarked_stays_inside(followed, as_user):
    page = read(as_user(), followed)
    assert [words for words in INSIDE if words in page] == []


def test_the_record_stays_frozen_while_the_follow_up_lives(followed, as_user):
    before = followed.assessment.publication.record_hash
    living = read(as_user(), followed)
    followed.meeting.decision.conditions.update(due=day(5))
    assert read(as_user(), followed) != living
    assert as_user().get(f"/register/{followed}/record.json").content.decode().count("上学路程变长") == 0
    assert type(followed.assessment.publication).objects.get().record_hash == before


def test_closing_and_reopening_is_public_with_its_reason(followed, city, as_user):
    found = followed.meeting.decision.follow_up
    found = close_follow_up(
        follow_up=found, version=0, reason="转入日常管理。", unfinished=True, actor=city.office
    )
    page = read(as_user(), followed)
    assert ("The committee closed the follow-up on" in page, "转入日常管理。" in page) == (True, True)
    assert "Overdue since" in page
    reopen_follow_up(follow_up=found, version=1, reason="群众来信。", actor=city.office)
    page = read(as_user(), followed)
    assert ("has reopened the follow-up" in page, "群众来信。" in page) == (True, True)


def test_the_page_asks_as_often_however_many_conditions_there_are(followed, as_user, count_queries):
    browser = as_user()
    assert count_queries(lambda: read(browser, followed)) == 5
