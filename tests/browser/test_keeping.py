"""Unsaved words stay in the browser until the server has them, and belong to nobody else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import codes, press_save, unfold, write

pytestmark = pytest.mark.browser

PAGE, CODE = "/cases/QZ-2026-05/answers/B/", "QZ-B1"
FACTS = f'[name="{CODE}-facts"]'
SAVED = re.compile("is-saved")
ROUNDS, CUT_EVERY = 5, 15
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
    drafter.route("**/save/", lambda route: route.abort())
    drafter.context.set_offline(False)
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
    page.get_by_role("link", name="Sixty").click()
    page.locator("#id_title").fill("三百条与二十次断网")
    page.locator("#id_matter_class").select_option(index=1)
    page.locator("#id_drafting_started").fill("2026-09-01")
    page.locator("#id_summary").fill("示例数据。")
    page.get_by_role("button", name="Open the case").click()
    expect(page.locator("h1")).to_have_text("三百条与二十次断网")
    answers, cuts = f"{page.url}answers/A1/", 0
    page.goto(answers)
    for turn in range(ROUNDS):
        page.evaluate(OPEN_ALL)
        typed = {code: f"第{turn}轮{code}：断网也不丢。" for code in codes(page)}
        for number, (code, words) in enumerate(typed.items()):
            if number % CUT_EVERY in (4, 9):
                page.context.set_offline(number % CUT_EVERY == 4)
                cuts += number % CUT_EVERY == 4
            page.evaluate(TYPE, [f"{code}-facts", words])
        page.context.set_offline(False)
        page.wait_for_function(QUIET)
        page.goto(answers)
        assert dict(page.locator("textarea[name$=-facts]").evaluate_all(READ)) == typed
    assert (ROUNDS * len(typed), cuts) == (300, 20)


OPEN_ALL = "() => document.querySelectorAll('details.fold').forEach(fold => { fold.open = true; })"
TYPE = """([name, words]) => {
  const field = document.querySelector(`[name="${name}"]`);
  field.focus();
  field.select();
  document.execCommand("insertText", false, words);
  field.blur();
}"""
READ = "fields => fields.map(field => [field.name.replace('-facts', ''), field.value])"
