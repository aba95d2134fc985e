"""A case from its screening to its special groups, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.look import troubles
from tests.browser.steps import unfold

pytestmark = pytest.mark.browser

GROUPS = "/cases/HRB-2026-02/groups/"


def test_a_case_is_opened_under_the_chosen_set_and_screened(visit):
    page = visit("hrb-drafter", viewport=PHONE)
    page.goto("/cases/new/")
    assert troubles(page) == []
    page.get_by_role("link", name="Child rights and wellbeing impact assessment").click()
    page.locator("#id_title").fill("A bill on play")
    page.locator("#id_matter_class").select_option("BILL")
    page.locator("#id_drafting_started").fill("2026-09-01")
    page.locator("#id_summary").fill("Play near home.")
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("link", name="Answer the screening").click()
    assert troubles(page) == []
    for code in ("S1", "S2", "S3", "S4"):
        page.locator(f"#{code} input[value=yes]").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".save-state")).to_contain_text("still needed: conclusion")
    page.locator("input[name=conclusion][value=needed]").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".save-state")).not_to_contain_text("still needed")
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("button", name="Begin the self-assessment").click()
    expect(page.get_by_role("link", name="Continue the self-assessment")).to_be_visible()


def test_a_special_group_is_saved_as_it_is_written_and_two_writers_see_both_texts(visit):
    page, other = (visit("hrb-drafter-culture", viewport=PHONE) for _window in range(2))
    for each in (page, other):
        each.goto(GROUPS)
    assert troubles(page) == []
    card = unfold(page, "DIS")
    card.locator('.impact-option[data-level="0"]').click()
    card.locator("textarea").fill("条款与残疾儿童无关，已逐条核对。")
    expect(page.locator("#saved-DIS")).to_contain_text("Saved")
    expect(page.locator('#rail a[href="#DIS"]')).to_have_class("is-complete")
    unfold(other, "DIS").locator("textarea").fill("另一扇窗口里写的。")
    unfold(other, "DIS").get_by_role("button", name="Save").click()
    conflict = other.locator("#DIS .conflict")
    expect(conflict).to_contain_text("另一扇窗口里写的。")
    expect(conflict).to_contain_text("已逐条核对")
    assert troubles(other) == []
    conflict.get_by_role("button", name="Keep mine").click()
    expect(other.locator("#DIS .conflict")).to_have_count(0)
    page.goto(GROUPS)
    expect(unfold(page, "DIS").locator("textarea")).to_have_value("另一扇窗口里写的。")
