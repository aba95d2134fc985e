"""A case from its opening to the handing in of its self-assessment, without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import codes, tab_to

pytestmark = pytest.mark.browser


def press(page, selector, key="Enter"):
    """Go there with Tab and press a key."""
    tab_to(page, selector)
    page.keyboard.press(key)


def type_into(page, selector, words):
    tab_to(page, selector)
    page.keyboard.type(words)


def answer(page, code, key, facts):
    """One indicator's card, from its head to its button; a good impact with whom it reaches and how that is known."""
    if page.locator(f"#{code} details.fold").get_attribute("open") is None:
        press(page, f"#{code} summary")
    press(page, f"#{code} [data-impact] input", key)
    if key == "1":
        press(page, f'#{code} input[value="ALL"]', "Space")
    type_into(page, f'[name="{code}-facts"]', facts)
    if key == "1":
        press(page, f'[name="{code}-grade"]', "ArrowDown")
        while not page.locator(f'[name="{code}-grade"][value=C]').is_checked():
            page.keyboard.press("ArrowDown")
    press(page, f"#form-{code} .form-foot button")
    expect(page.locator(f'#rail a[href="#{code}"]')).to_have_class("is-complete")


def excuse(page, head, case, link):
    """Why nobody is heard at a gate, written and signed."""
    address = f"{case}children/absences/{link}/"
    page.goto(address)
    type_into(page, "[name=reason]", "只影响夜间照明，这一步没有可以请孩子讨论的内容。")
    press(page, "form[data-guard] .form-foot button")
    expect(page.locator(".toast", has_text="once another person has signed it")).to_be_visible()
    head.goto(address)
    press(head, 'form[action$="/sign/"] button')
    expect(head.locator(".toast", has_text="The reason is public now")).to_be_visible()


def test_a_whole_self_assessment_by_keyboard(visit):
    page = visit("drafter")
    page.goto("/cases/new/")
    type_into(page, "#id_title", "只用键盘办的事项")
    press(page, "#id_matter_class", "ArrowDown")
    tab_to(page, "#id_drafting_started")
    page.keyboard.type("09012026")
    type_into(page, "#id_summary", "示例数据。")
    press(page, "form[data-guard] .form-foot button")
    expect(page.locator("h1")).to_have_text("只用键盘办的事项")
    case = page.url
    press(page, 'main .card a[href$="/screening/"]')
    page.wait_for_url("**/screening/")
    for code in page.locator("form section.card[id]").evaluate_all("all => all.map(each => each.id)"):
        press(page, f"#{code} input[type=radio]", "Space")
    press(page, "input[name=conclusion]", "ArrowDown")
    expect(page.locator("input[name=conclusion][value$=SHEET]")).to_be_checked()
    type_into(page, "[name=grounds]", "影响面小，登记表即可。")
    press(page, "form[data-guard] .form-foot button")
    expect(page.locator(".save-state")).not_to_contain_text("still needed")
    page.goto(case)
    press(page, 'form[action$="/moves/screen_in/"] button')
    expect(page.get_by_role("link", name="Continue the self-assessment")).to_be_visible()
    press(page, 'main .card a[href$="/answers/"]')
    page.wait_for_url("**/answers/*/")
    here = 0
    while here < page.locator("#rail h3 a[href*='/answers/']").count():
        page.goto(page.locator("#rail h3 a[href*='/answers/']").nth(here).get_attribute("href"))
        for number, code in enumerate(codes(page)):
            answer(page, code, "01"[number % 2], f"第{here}页{code}：已经核对。")
        here += 1
    head = visit("head")
    for link in ("needs", "drafting"):
        excuse(page, head, case, link)
    page.goto(case)
    press(page, 'form[action$="/moves/hand_in/"] button')
    expect(page.locator(".toast", has_text="The case has moved on")).to_be_visible()
    page.goto(case)
    expect(page.locator(".timeline li").first).to_contain_text("handed in the self-assessment")
