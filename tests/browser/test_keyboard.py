"""Everything that is pressed can be pressed without a mouse, and one sees where one is."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import tab_to

pytestmark = pytest.mark.browser

# A control drawn by its neighbour, as in the impact control, shows its focus there.
OUTLINE = """() => [document.activeElement, document.activeElement.nextElementSibling].some(each => {
  const style = each && getComputedStyle(each);
  return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
})"""


def reach(page, selector):
    """Tab to it; the focus can be seen there."""
    tab_to(page, selector)
    assert page.evaluate(OUTLINE), f"no focus to be seen at {selector}"


def test_the_first_tab_offers_to_skip_the_header(visit):
    page = visit()
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_signing_in_and_answering_need_no_mouse(visit):
    page = visit()
    page.goto("/sign-in/")
    reach(page, 'form[action="/sign-in/drafter/"] button')
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    reach(page, 'a[href="/cases/new/"]')
    page.goto("/cases/QZ-2026-01/")
    reach(page, 'main .card a[href$="/answers/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/answers/*/")
    reach(page, "[data-impact] input")
    for key, level in (("-", "-1"), ("-", "-2"), ("=", "1"), ("8", "unsure"), ("9", "na")):
        page.keyboard.press(key)
        chosen = page.locator(f'[data-impact]:focus-within .impact-option[data-level="{level}"] input')
        expect(chosen).to_be_checked()
    reach(page, "textarea[name$=reason]")
    reach(page, "form[data-guard] .form-foot button")


def test_a_final_step_is_reached_and_pressed_by_keyboard(visit):
    page = visit("office")
    page.goto("/cases/QZ-2026-03/meeting/")
    reach(page, 'form[action$="/meeting/decision/"] .final button')
    page.keyboard.press("Enter")
    expect(page.locator(".notice.is-error").first).to_be_visible()


def test_the_account_menu_opens_and_closes_by_keyboard(visit):
    page = visit("office")
    reach(page, ".account summary")
    page.keyboard.press("Enter")
    reach(page, ".account-panel button")
    page.keyboard.press("Escape")
    expect(page.locator(".account summary")).to_be_focused()
    expect(page.locator(".account-panel")).to_be_hidden()
