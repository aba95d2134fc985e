"""The office edits the next edition by hand: change, look, meet another editor, publish."""

import pytest
from playwright.sync_api import expect

from tests.browser.look import look
from tests.browser.steps import told

pytestmark = pytest.mark.browser

SAVE = "form[data-guard] .form-foot button:not([name])"


@pytest.fixture
def officer(visit):
    return visit("office")


@pytest.fixture
def draft(officer):
    """A draft of the city's next edition; its address."""
    officer.goto("/sets/")
    officer.locator('form[action^="/sets/drafts/from/"] button').first.click()
    officer.wait_for_url("**/sets/drafts/*/")
    address = officer.url
    yield address
    officer.goto(address)
    if officer.locator("[data-confirm=discarding]").count():
        officer.locator("[data-confirm=discarding]").click()
        officer.locator("#discarding button[value=yes]").click()
        officer.wait_for_url("**/sets/")


def ask(page, draft, code, words):
    """Another Chinese question for an indicator, not yet sent."""
    page.goto(f"{draft}parts/indicators/{code}/")
    page.locator('[name="question.zh"]').fill(words)


def save(page):
    page.locator(SAVE).click()
    told(page, "Saved in the draft.")


def test_the_pages_are_in_order_in_both_languages_and_sizes(officer, draft):
    pages = {
        "editor-sets": "/sets/",
        "editor-draft": draft,
        "editor-indicator": f"{draft}parts/indicators/QZ-A1/",
        "editor-about": f"{draft}parts/about/",
        "editor-scale": f"{draft}parts/scale/",
        "editor-workflow": f"{draft}parts/workflow/",
        "editor-preview": f"{draft}preview/",
        "editor-publish": f"{draft}publish/",
        "editor-import": f"{draft}import/",
        "editor-changes": f"{draft}changes/",
        "editor-new-set": "/sets/drafts/new/",
        "editor-import-set": "/sets/drafts/import/",
    }
    troubles = []
    for name, path in pages.items():
        officer.goto(path)
        troubles += look(officer, name)
    assert troubles == []


def test_a_fault_is_saved_named_and_mended(officer, draft):
    ask(officer, draft, "QZ-A1", "")
    officer.locator('[name="crc"]').fill("6, 99")
    save(officer)
    told(officer, "stand in the way of publishing")
    expect(officer.locator(".field:has(#crc) .errorlist")).to_contain_text("99 is too large")
    assert look(officer, "editor-fault") == []
    officer.goto(f"{draft}preview/")
    told(officer, "The preview needs a draft without faults.")
    officer.goto(draft)
    officer.locator(".problems a", has_text="Articles of the Convention").click()
    officer.locator('[name="crc"]').fill("6, 18")
    officer.locator('[name="question.zh"]').fill("托育机会有何变化？")
    save(officer)
    officer.goto(draft)
    told(officer, "Nothing stands in the way of publishing")


def test_rows_are_added_moved_and_removed(officer, draft):
    officer.goto(f"{draft}parts/age_groups/")
    rows = officer.locator(".form-row[id]")
    number = rows.count()
    officer.locator(".form-row-new > summary").click()
    spare = f"age_groups.{number}"
    officer.locator(f'[name="{spare}.code"]').fill("NEW")
    officer.locator(f'[name="{spare}.name.zh"]').fill("新年龄段")
    officer.locator(f'button[value="add:{spare}"]').click()
    expect(rows).to_have_count(number + 1)
    officer.locator(f'button[value="up:{spare}"]').click()
    expect(officer.locator(f'[name="age_groups.{number - 1}.code"]')).to_have_value("NEW")
    officer.locator(f'button[value="remove:age_groups.{number - 1}"]').click()
    expect(rows).to_have_count(number)
    expect(officer.locator('input[value="NEW"]')).to_have_count(0)


def test_two_editors_see_both_texts_and_nothing_is_lost(officer, draft, visit):
    second = visit("office")
    ask(second, draft, "QZ-A2", "乙的问题？")
    ask(officer, draft, "QZ-A2", "甲的问题？")
    save(officer)
    second.locator(SAVE).click()
    expect(second.locator(".is-mine")).to_contain_text("乙的问题？")
    expect(second.locator(".is-theirs")).to_contain_text("甲的问题？")
    expect(second.locator('[name="question.zh"]')).to_have_value("乙的问题？")
    assert look(second, "editor-conflict") == []
    second.locator(".is-mine .button").click()
    told(second, "Saved in the draft.")
    officer.reload()
    expect(officer.locator('[name="question.zh"]')).to_have_value("乙的问题？")


def test_what_was_typed_is_guarded_and_a_taken_code_refused(officer, draft):
    ask(officer, draft, "QZ-A3", "还没有保存的问题？")
    officer.locator('[name="code"]').fill("QZ-A1")
    officer.locator(SAVE).click()
    told(officer, "The code QZ-A1 is taken")
    expect(officer.locator('[name="question.zh"]')).to_have_value("还没有保存的问题？")


def test_an_edition_is_previewed_and_published_with_a_note(officer, draft):
    ask(officer, draft, "QZ-A1", "托育机会会增加还是减少？")
    save(officer)
    officer.goto(f"{draft}preview/")
    expect(officer.locator("#QZ-A1 textarea").first).to_be_disabled()
    officer.goto(f"{draft}changes/")
    expect(officer.locator("main")).to_contain_text("QZ-A1")
    officer.goto(draft)
    officer.locator('a[href$="/publish/"]').click()
    officer.locator("#id_note").fill("托育的问题改得更清楚。")
    officer.locator(".final .button:not(.plain)").click()
    officer.wait_for_url("**/sets/quzhou-25/*/")
    expect(officer.locator("main")).to_contain_text("托育的问题改得更清楚。")
    expect(officer.locator("main")).to_contain_text("published")
    officer.goto(draft)
    told(officer, "This draft has been published")
