"""Two editions of a set side by side, and a running case that moves from the one to the other."""

import pytest
from playwright.sync_api import expect

from tests.browser.look import look
from tests.browser.steps import told, unfold

pytestmark = pytest.mark.browser

CHANGES = "/sets/quzhou-25/2026-01/2026-11/changes/"
CASE = "/cases/QZ-2026-01/"


def test_anybody_reads_what_changed_and_chooses_other_editions(visit):
    page = visit()
    page.goto("/sets/quzhou-25/2026-11/")
    page.locator(f'a[href="{CHANGES}"]').click()
    assert look(page, "changes") == []
    expect(page.locator("ins").first).to_be_visible()
    expect(page.locator("del").first).to_be_visible()
    page.locator("#id_old").select_option("2026-11")
    page.locator("form.editions button").click()
    page.wait_for_url("**/2026-11/2026-11/changes/")
    expect(page.locator(".empty-title")).to_be_visible()


def test_the_department_previews_the_move_makes_it_and_reads_its_earlier_answers(visit):
    drafter, office = visit("drafter"), visit("office")
    drafter.goto(CASE)
    drafter.locator(f'.notice a[href="{CASE}edition/"]').click()
    assert look(drafter, "edition-preview") == []
    office.goto(f"{CASE}edition/")
    expect(office.locator('form[action$="/edition/move/"]')).to_have_count(0)
    again = drafter.locator("section[aria-labelledby=again] h3 .code").all_inner_texts()
    drafter.goto(f"{CASE}edition/")
    drafter.locator('form[action$="/edition/move/"] button').click()
    told(drafter, "2027-02")
    drafter.goto(f"{CASE}earlier/")
    assert look(drafter, "earlier-answers") == []
    archived = drafter.locator(".changed h4 .code").all_inner_texts()
    assert archived
    assert {*archived} <= {*again}
    drafter.goto(f"{CASE}answers/{archived[0][3]}/")
    card = unfold(drafter, archived[0])
    card.locator(".earlier summary").click()
    expect(card.locator(".earlier .facts")).to_be_visible()
    office.goto(f"{CASE}earlier/")
    expect(office.locator(".changed h4 .code").first).to_have_text(archived[0])
