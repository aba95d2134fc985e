"""A matter that needs no assessment: found by one person, countersigned by another, and on the public register; one
that does, and its scope."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.look import troubles
from tests.browser.steps import GROUNDS, open_case, press, screen

pytestmark = pytest.mark.browser

TITLE = "机关办公区绿化养护"


def test_countersigned_it_stands_on_the_public_register(visit):
    drafter = visit("drafter", viewport=PHONE)
    case = open_case(drafter, TITLE)
    screen(drafter, case, answer="no", conclusion="not_needed")
    press(drafter, "screen_out")
    head = visit("head")
    head.goto(case)
    expect(head.locator("main")).to_contain_text(GROUNDS)
    press(head, "sign")
    office = visit("office")
    office.goto(case)
    press(office, "issue")
    expect(office.locator('main a[href^="/register/"]').first).to_be_visible(timeout=90_000)
    reader = visit()
    reader.goto("/register/")
    reader.locator("#outcome").select_option("not_needed")
    reader.get_by_role("button", name="Search").click()
    reader.locator(".row-link", has_text=TITLE).click()
    expect(reader.locator(".verdict-word")).to_have_text("No assessment needed")
    main = reader.locator("main")
    expect(main).to_contain_text(GROUNDS)
    expect(main).to_contain_text("(Head of unit), who had not written in it.")
    expect(main).not_to_contain_text("Drafting officer")
    assert troubles(reader) == []


def test_a_screening_opens_the_depth_it_has_chosen_and_the_scope_is_written(visit):
    page = visit("drafter-edu", viewport=PHONE)
    case = open_case(page, "两校合并与上学路")
    screen(page, case, answer="yes", conclusion="needed:FORM")
    press(page, "screen_in")
    page.get_by_role("link", name="Continue the self-assessment").click()
    assert page.url.endswith("/scope/")
    page.locator("#count-new select[name=group]").select_option("ALL")
    page.locator("#count-new input[name=number]").fill("186")
    page.get_by_role("button", name="Add the row").click()
    expect(page.locator("#children")).to_contain_text("still needed: source, year of the data")
    page.locator("#children details", has_text="186").first.locator("summary").click()
    page.locator("#children details[open] input[name=source]").fill("教育局学籍")
    page.locator("#children details[open] input[name=year]").fill("2025")
    page.locator("#children details[open] .form-foot button").first.click()
    expect(page.locator("#children")).not_to_contain_text("still needed")
    page.locator('[name="needs-reason_for_none"]').fill("已在前期座谈中听取。")
    expect(page.locator("#saved-needs")).to_contain_text("Saved")
    row = page.locator("#QZ-A1")
    row.locator("label.chip", has_text="Does not apply").click()
    row.locator("textarea").fill("不涉及学前设施。")
    expect(page.locator("#left-out")).to_contain_text("1 does not apply")
    assert troubles(page) == []
    page.goto(case)
    told_missing = page.locator(".not-now")
    expect(told_missing).to_contain_text("No finished plan for children’s part yet")
