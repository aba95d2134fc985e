"""The office sends items back from one page, loses no mark, and reads what became of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.look import troubles
from tests.browser.steps import press_save, unfold

pytestmark = pytest.mark.browser

CASE = "/cases/QZ-2026-07/"
CHECK = f"{CASE}returns/check/"
CODE = "QZ-A2"


def item(office, code=CODE):
    return office.locator(f"#answer-{code}")


def test_an_item_goes_back_alone_and_returns_with_its_difference(visit):
    office = visit("office")
    office.goto(CHECK)
    assert troubles(office) == []
    item(office).get_by_label("Send this back").check()
    item(office).locator("select").select_option("thin")
    item(office).locator("textarea").fill("请写明受影响的学位数。")
    expect(office.locator("[data-marks-send]")).to_have_text("Send 1 item back")

    office.context.clear_cookies(name="sessionid")  # the session ends, the marks do not
    again = office.context.new_page()
    again.goto("/sign-in/")
    again.locator('form[action="/sign-in/office/"] button').click()
    again.wait_for_url("**/desk/")
    again.goto(CHECK)
    expect(item(again).get_by_label("Send this back")).to_be_checked()
    expect(item(again).locator("textarea")).to_have_value("请写明受影响的学位数。")
    again.locator("[data-marks-send]").click()
    expect(again.locator(".toast")).to_contain_text("1 item was sent back.")

    drafter = visit("drafter-edu")
    drafter.goto(f"{CASE}answers/")
    expect(drafter.get_by_role("heading", name="Returns", exact=True)).to_be_visible()
    drafter.get_by_role("link", name="Write here").click()
    assert troubles(drafter) == []
    assert drafter.locator("article form[id^=form-]").evaluate_all("all => all.map(each => each.id)") == [
        f"form-{CODE}"
    ]
    card = unfold(drafter, CODE)
    facts = card.locator(f'[name="{CODE}-facts"]')
    facts.fill(facts.input_value() + "涉及学位 320 个。")
    press_save(drafter, CODE)
    expect(drafter.locator(f"#saved-{CODE}")).to_contain_text("Saved")
    drafter.goto(CASE)
    drafter.get_by_role("button", name="Hand in and lock").click()
    drafter.wait_for_url("**/desk/")

    head = visit("head-edu")
    head.goto(f"{CASE}signature/")
    assert troubles(head) == []
    head.get_by_role("button", name="Sign and pass on").click()

    again.goto(CHECK)
    expect(item(again).locator("ins")).to_have_text("涉及学位 320 个。")
    expect(again.get_by_text("Nothing else has changed since you read it.")).to_be_visible()
    expect(again.locator("[data-marks-send]")).to_have_text("Send the whole file back")


def test_signing_out_takes_the_marks_along(visit):
    office = visit("office")
    office.goto(CHECK)
    item(office).get_by_label("Send this back").check()
    expect(office.locator("[data-marks-state]")).to_have_text("Marks kept in this browser")
    asked = []
    office.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    office.locator(".account summary").click()
    office.locator("form[data-sign-out] button").click()
    office.wait_for_url("**/sign-in/")
    assert "Signing out removes them" in asked[0]
    assert office.evaluate("() => Object.keys(localStorage).filter(key => key.includes('check:'))") == []
