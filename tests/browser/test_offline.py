"""The questionnaire leaves as a Word document, is filled in there, and comes back with a preview."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.assessments.offline.documents import typed
from tests.browser.look import troubles
from tests.browser.steps import told, unfold

pytestmark = pytest.mark.browser

CASE = "/cases/HRB-2026-02/"
WRITTEN = "离线填写：噪声监测点设在教学楼南侧。"


def test_a_questionnaire_is_filled_in_in_word_and_brought_back(visit, tmp_path):
    page = visit("hrb-drafter-culture")
    page.goto(f"{CASE}answers/")
    page.get_by_role("link", name="Fill in offline").click()
    assert troubles(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Word document").click()
    document = Path(download.value.path()).read_bytes()
    page.goto(f"{CASE}answers/")
    code = page.locator("article.indicator").first.get_attribute("id")
    before = unfold(page, code).locator(f'[name="{code}-facts"]').input_value()
    returned = tmp_path / "自评.docx"
    returned.write_bytes(typed(document, f"answer:{code}:facts", *before.split("\n"), WRITTEN))
    page.goto(f"{CASE}offline/")
    page.locator("input[type=file]").set_input_files(returned)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.locator("ins")).to_have_text([WRITTEN])
    assert troubles(page) == []
    page.get_by_role("button", name="Accept what is ticked").click()
    told(page, "1 answer was written.")
    page.goto(f"{CASE}answers/")
    written = unfold(page, code).locator(f'[name="{code}-facts"]')
    expect(written).to_have_value(f"{before}\n{WRITTEN}" if before else WRITTEN)
