"""A session of the committee, with a recusal, an abstention and a dissent, on the pages alone."""

from http import HTTPStatus

import pytest
from playwright.sync_api import expect

from tests.browser.look import look
from tests.browser.steps import told
from tests.days import in_days

pytestmark = pytest.mark.browser

CASE = "/cases/QZ-2026-15/"
DISSENT = "临水场地的护栏还没有设计，应当退回补齐。"
RECUSED, IN_FAVOUR = "member-a", ("member-b", "member-c", "chair")


def test_a_sitting_counts_without_who_is_recused_and_keeps_the_dissent(visit):
    office = visit("office")
    session = take_attendance(office)
    recuse_oneself(visit(RECUSED))
    assert_the_chair_speaks_last(office)
    for member in IN_FAVOUR:
        vote(visit(member), "approve_with_changes")
    vote(visit("member-d"), "abstain")
    vote(visit("member-e"), "return", DISSENT)
    decide(office)
    office.goto(session)
    office.locator('form[action$="/close/"] button').click()
    expect(office.locator("main .page-head")).to_contain_text("closed")
    minutes = office.request.get(f"{session}minutes/")
    assert minutes.body().startswith(b"PK")


def take_attendance(office):
    """Everybody has come; where the session lives."""
    office.goto("/sessions/")
    office.locator("li.desk-row", has_text="0 decided").locator("a.row-link").click()
    office.locator("h1", has_text="Session").wait_for()
    assert look(office, "session") == []
    for choice in office.locator(".attendance select").all():
        choice.select_option("present")
    office.locator('form[action$="/attendance/"] .form-foot button').click()
    expect(office.locator("section:has(#attendance) .count")).to_have_text("6 / 6")
    return office.url


def recuse_oneself(member):
    member.goto(f"{CASE}meeting/")
    member.locator("summary", has_text="I am recused").click()
    member.locator('form[action$="/recusal/"] [name=reason]').fill("家属参与了场地设计。")
    member.get_by_role("button", name="I am recused", exact=True).click()
    told(member, "You are recused")
    assert member.goto(f"{CASE}meeting/").status == HTTPStatus.NOT_FOUND


def assert_the_chair_speaks_last(office):
    say(office, "Committee chair", "同意多数意见。")
    expect(office.locator("main")).to_contain_text("Who chairs the session speaks last. Not heard yet")
    say(office, "Member 4 (public security)", "护栏和巡查要有责任人。")
    say(office, "Committee chair", "同意多数意见。", others_silent=True)
    expect(office.locator("section:has(> header > #speeches) li").last).to_contain_text("Committee chair")


def say(office, who, gist, *, others_silent=False):
    office.goto(f"{CASE}meeting/")
    form = office.locator('form[action$="/meeting/speeches/"]')
    form.locator("[name=member]").select_option(label=who)
    form.locator("[name=gist]").fill(gist)
    form.locator("[name=others_silent]").set_checked(others_silent)
    form.locator(".form-foot button").click()


def vote(member, choice, opinion=""):
    member.goto(f"{CASE}meeting/")
    assert member.locator('input[value="approve"]').count() == 0  # a red line is touched
    member.locator("label.chip", has=member.locator(f'input[value="{choice}"]')).click()
    member.locator("#id_opinion").fill(opinion)
    member.locator('form[action$="/meeting/vote/"] .form-foot button').click()
    told(member, "Your vote is recorded")


def decide(office):
    office.goto(f"{CASE}meeting/")
    assert look(office, "meeting-to-decide") == []
    office.locator("#id_conditions-0-text").fill("临水场地的护栏验收后才开放。")
    office.locator("#id_conditions-0-owner").fill("市住建局")
    office.locator("#id_conditions-0-due").fill(in_days(190).isoformat())
    office.locator('form[action$="/meeting/decision/"] .final button').click()
    told(office, "The decision is recorded")
    for words in ("Approved with changes", DISSENT, "1 member is recused"):
        expect(office.locator("main")).to_contain_text(words)
