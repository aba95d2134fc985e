"""Too long, strange, false, late, twice, or without a network: a clear message, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import PDF, SAVED, open_case, press, press_save, screen, write

pytestmark = pytest.mark.browser

CODE = "QZ-A1"
FACTS = f'[name="{CODE}-facts"]'
STRANGE = "𬭚 䶮 🧒🏽 <b>粗</b> <script>alert(1)</script> & “引号”"


@pytest.fixture
def drafter(visit):
    """On the questionnaire of a fresh case."""
    page = visit("drafter")
    case = open_case(page, "测试事项（示例）")
    screen(page, case)
    press(page, "screen_in")
    page.goto(f"{case}answers/A/")
    return page


def expect_saved(page, code=CODE):
    expect(page.locator(f"#saved-{code}")).to_have_class(SAVED)


def test_rare_characters_emoji_and_html_are_text(visit, drafter):
    write(drafter, CODE, facts=STRANGE).locator('.impact-option[data-level="unsure"]').click()
    press_save(drafter, CODE)
    expect_saved(drafter)
    drafter.reload()
    expect(drafter.locator(FACTS)).to_have_value(STRANGE)
    office = visit("office")
    office.goto(drafter.url)
    expect(office.locator(f"#{CODE} .text")).to_have_text(STRANGE)
    expect(office.locator(f"#{CODE} .text b")).to_have_count(0)


def test_a_text_that_is_too_long_is_refused_whole_and_stays_on_the_page(drafter):
    text = "长" * 100_000
    write(drafter, CODE, facts=text)
    press_save(drafter, CODE)
    expect(drafter.locator(f"#{CODE} .errorlist")).to_contain_text(re.compile("100,?000 characters"))
    expect(drafter.locator(FACTS)).to_have_value(text)
    write(drafter, CODE, facts="短。")
    press_save(drafter, CODE)
    expect_saved(drafter)


def test_a_false_file_is_refused_and_the_text_beside_it_is_kept(drafter):
    card = write(drafter, CODE, facts="与文件一起写的文字。")
    false = {"name": "报告.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" + b"\0" * 600}
    card.locator("input[type=file]").set_input_files(false)
    expect_saved(drafter)
    write(drafter, CODE, facts="与文件一起写的文字，再写几个。")
    press_save(drafter, CODE)
    expect_saved(drafter)
    expect(drafter.locator(f"#evidence-{CODE} .notice.is-error")).to_contain_text(false["name"])
    expect(drafter.locator(f"#{CODE} .file-row")).to_have_count(0)
    drafter.goto(drafter.url)
    expect(drafter.locator(FACTS)).to_have_value("与文件一起写的文字，再写几个。")


def test_a_file_chosen_while_the_text_beside_it_is_being_saved_arrives(drafter):
    card = write(drafter, CODE, facts="先写文字，再选文件。")
    with drafter.expect_file_chooser() as chooser:
        card.locator("input[type=file]").click()
    expect_saved(drafter)
    chooser.value.set_files(PDF)
    expect(drafter.locator(f"#{CODE} .file-row")).to_contain_text(PDF["name"])
    expect(card.locator("input[type=file]")).to_have_value("")


def test_two_windows_on_one_answer_show_both_texts_and_either_can_be_kept(drafter):
    other = drafter.context.new_page()
    other.goto(drafter.url)
    write(drafter, CODE, facts="第一个窗口写的。")
    press_save(drafter, CODE)
    expect_saved(drafter)
    write(other, CODE, facts="第二个窗口写的。")
    press_save(other, CODE)
    expect(other.locator(".conflict .is-mine")).to_contain_text("第二个窗口写的。")
    expect(other.locator(".conflict .is-theirs")).to_contain_text("第一个窗口写的。")
    expect(other.locator(FACTS)).to_have_value("第二个窗口写的。")
    other.locator(".conflict .is-mine button").click()
    expect_saved(other)
    expect(other.locator(".conflict")).to_have_count(0)
    drafter.goto(drafter.url)
    expect(drafter.locator(FACTS)).to_have_value("第二个窗口写的。")


def test_words_written_without_a_network_are_sent_when_it_is_back(drafter):
    drafter.context.set_offline(True)
    write(drafter, CODE, facts="断网时写的。")
    press_save(drafter, CODE)
    expect(drafter.locator(f"#form-{CODE} .save-state")).to_have_class("save-state is-failed")
    expect(drafter.locator(f"#form-{CODE} .save-state")).to_contain_text("no network")
    drafter.context.set_offline(False)
    expect_saved(drafter)
    drafter.goto(drafter.url)
    expect(drafter.locator(FACTS)).to_have_value("断网时写的。")


def test_leaving_with_unsaved_words_asks_first(drafter):
    asked = []
    drafter.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    drafter.context.set_offline(True)
    write(drafter, CODE, facts="还没有保存。")
    drafter.close(run_before_unload=True)
    drafter.wait_for_event("close")
    assert asked == ["beforeunload"]
