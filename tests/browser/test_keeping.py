"""Unsaved words stay in the browser until the server has them, and belong to nobody else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import press_save, unfold, write

pytestmark = pytest.mark.browser

PAGE, CODE = "/cases/QZ-2026-05/answers/B/", "QZ-B1"
FACTS = f'[name="{CODE}-facts"]'
SAVED = re.compile("is-saved")
ANSWERS, CUTS = 300, 20
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('tongping:words:')).length"
QUIET = """() => !document.querySelector("form[data-dirty], form[data-sending]")
  && !Object.keys(localStorage).some(key => key.startsWith("tongping:words:"))"""


@pytest.fixture
def drafter(visit):
    page = visit("drafter")
    page.goto(PAGE)
    return page


def state(page):
    return page.locator(f"#form-{CODE} .save-state")


def expect_stored(page, words):
    """Saved, nothing kept any more, and there after a reload."""
    expect(state(page)).to_have_class(SAVED)
    page.wait_for_function(QUIET)
    page.goto(PAGE)
    expect(unfold(page, CODE).locator(FACTS)).to_have_value(words)


def end_session(page):
    page.context.clear_cookies(name="sessionid")


def write_signed_out(page, words):
    end_session(page)
    write(page, CODE, facts=words)
    press_save(page, CODE)
    expect(state(page)).to_contain_text("Your words are kept in this browser")


def sign_in_as(page, person):
    page.locator(f'form[action="/sign-in/{person}/"] button').click()
    page.wait_for_url(f"**{PAGE}")


def test_words_written_without_a_network_survive_the_closing_of_the_tab(drafter):
    drafter.context.set_offline(True)
    write(drafter, CODE, facts="断网时写，随后关掉了窗口。")
    press_save(drafter, CODE)
    expect(state(drafter)).to_contain_text("kept in this browser")
    drafter.close()
    drafter.context.set_offline(False)
    page = drafter.context.new_page()
    page.goto("/desk/")
    expect(page.locator("#kept")).to_contain_text(CODE)
    page.locator("#kept a").click()
    page.wait_for_url(f"**{PAGE}*")
    expect_stored(page, "断网时写，随后关掉了窗口。")


def test_words_written_after_the_session_ended_are_sent_after_signing_in_again(drafter):
    write_signed_out(drafter, "登录过期后写的。")
    state(drafter).get_by_role("link").click()
    sign_in_as(drafter, "drafter")
    expect_stored(drafter, "登录过期后写的。")


def test_nobody_else_at_this_machine_is_shown_them(drafter):
    write_signed_out(drafter, "只属于写的人。")
    state(drafter).get_by_role("link").click()
    sign_in_as(drafter, "office")
    expect(drafter.locator("#main")).not_to_contain_text("只属于写的人。")
    expect(drafter.locator("#kept")).to_be_hidden()
    drafter.locator(".account summary").click()
    drafter.locator("form[data-sign-out] button").click()
    drafter.goto(f"/sign-in/?next={PAGE}")
    sign_in_as(drafter, "drafter")
    expect_stored(drafter, "只属于写的人。")


def test_signing_out_leaves_nothing_behind(drafter):
    drafter.context.set_offline(True)
    write(drafter, CODE, facts="不留在这台电脑上。")
    press_save(drafter, CODE)
    expect(state(drafter)).to_contain_text("kept in this browser")
    assert drafter.evaluate(KEPT) == 1
    drafter.context.set_offline(False)
    drafter.route("**/save/", lambda route: route.abort())
    asked = []
    drafter.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    drafter.locator(".account summary").click()
    drafter.locator("form[data-sign-out] button").click()
    drafter.wait_for_url("**/sign-in/")
    assert "Signing out removes them" in asked[0]
    assert drafter.evaluate(KEPT) == 0


def test_two_texts_are_merged_by_who_comes_second(visit):
    first, second = (visit("drafter") for _window in range(2))
    for page in (first, second):
        page.goto(PAGE)
    write(first, CODE, facts="校车每天两班，共一百人。")
    press_save(first, CODE)
    expect(state(first)).to_have_class(SAVED)
    write(second, CODE, facts="校车每天两班，另有陪护员。")
    press_save(second, CODE)
    conflict = second.locator(f"#{CODE} .conflict")
    expect(conflict.locator(".is-theirs mark")).to_have_text(["共一百人"])
    expect(conflict.locator(".is-mine mark")).to_have_text(["另有陪护员"])
    conflict.get_by_role("button", name="Merge").click()
    expect(second.locator(f"#{CODE} .conflict")).to_have_count(0)
    expect(second.locator(FACTS)).to_have_value("校车每天两班，共一百人另有陪护员。")
    expect(state(second)).to_have_text("Not saved yet")
    second.reload()
    expect(second.locator(f"#{CODE} .conflict, {FACTS}").first).to_be_visible()
    expect_stored(second, "校车每天两班，共一百人另有陪护员。")


def test_three_hundred_answers_with_the_network_cut_twenty_times_lose_none(visit):
    page = visit("hrb-drafter")
    page.goto("/cases/new/")
    page.get_by_role("link", name="Three hundred").click()
    page.locator("#id_title").fill("三百项与二十次断网")
    page.locator("#id_matter_class").select_option(index=1)
    page.locator("#id_drafting_started").fill("2026-09-01")
    page.locator("#id_summary").fill("示例数据。")
    page.get_by_role("button", name="Open the case").click()
    expect(page.locator("h1")).to_have_text("三百项与二十次断网")
    case, typed = page.url, {}
    for aspect in ("A1", "A2", "A3"):
        page.goto(f"{case}answers/{aspect}/")
        open_all(page)
        for code in page.locator("article.indicator").evaluate_all("cards => cards.map(card => card.id)"):
            turn = len(typed) % (ANSWERS // CUTS)
            if turn in (5, 10):
                page.context.set_offline(turn == 5)
            typed[code] = f"第{len(typed)}条：断网也不丢。"
            page.evaluate(TYPE, [f"{code}-facts", typed[code]])
        page.context.set_offline(False)
        page.wait_for_function(QUIET)
    assert len(typed) == ANSWERS
    stored = {}
    for aspect in ("A1", "A2", "A3"):
        page.goto(f"{case}answers/{aspect}/")
        stored |= dict(page.locator("textarea[name$=-facts]").evaluate_all(READ))
    assert stored == typed


TYPE = """([name, words]) => {
  const field = document.querySelector(`[name="${name}"]`);
  field.focus();
  document.execCommand("insertText", false, words);
  field.blur();
}"""
READ = "fields => fields.map(field => [field.name.replace('-facts', ''), field.value])"


def open_all(page):
    page.evaluate("() => document.querySelectorAll('details.fold').forEach(fold => { fold.open = true; })")
