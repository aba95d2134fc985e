"""Anybody reads of a published decision which of its conditions are met and which are overdue."""

import pytest
from playwright.sync_api import expect

from tests.browser.look import look

pytestmark = pytest.mark.browser

CASE = "X-SCHOOL"


def test_a_condition_that_is_overdue_says_so_on_the_public_page(visit):
    reader = visit()
    reader.goto("/register/")
    reader.locator("input[name=q]").fill("完整案例")
    reader.keyboard.press("Enter")
    reader.locator(f'a.row-link[href="/register/{CASE}/"]').click()
    standing = reader.locator("li.file-row .light")
    expect(standing).to_have_count(3)
    assert [words.split(" since ")[0].split(" on ")[0] for words in standing.all_inner_texts()] == [
        "Open", "Overdue", "Met"
    ]  # fmt: skip
    assert look(reader, "report-followed-up") == []
