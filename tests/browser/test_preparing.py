"""Withholding a passage with the mouse, and giving it back: on a case that waits to be published."""

import pytest
from playwright.sync_api import expect

from tests.browser.look import look

pytestmark = pytest.mark.browser

PAGE = "/cases/QZ-2026-09/publication/"


def test_words_are_marked_blacked_and_given_back(visit):
    office = visit("office")
    office.goto(PAGE)
    assert look(office, "preparation") == []
    office.locator("#texts > summary").click()
    first = office.locator("[data-text]").first
    words = first.inner_text()
    first.select_text()
    first.dispatch_event("mouseup")
    expect(office.locator("#id_words")).to_have_value(words)
    office.get_by_label("Personal privacy").check()
    office.get_by_role("button", name="Withhold these words").click()
    expect(office.locator("#withheld + .count")).not_to_have_text("0")
    assert look(office, "preparation-withheld") == []
    while office.get_by_role("button", name="Publish it after all").count():
        office.get_by_role("button", name="Publish it after all").first.click()
    expect(office.locator("main")).to_contain_text("Nothing is withheld")
