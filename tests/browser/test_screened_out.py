"""A matter that needs no assessment: found by one person, countersigned by another, and on the public register; one
that does, and its scope."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

import verify
from tests.browser.conftest import PHONE
from tests.browser.look import look, troubles
from tests.browser.steps import GROUNDS, open_case, prepare, press, screen

pytestmark = pytest.mark.browser

TITLE = "机关办公区绿化养护"


def test_countersigned_it_stands_on_the_public_register(visit):
    drafter = visit("drafter", viewport=PHONE)
    case = open_case(drafter, TITLE)
    screen(drafter, case, answer="no", conclusion="not_needed")
    press(drafter, "screen_out")
    head = visit("head")
    head.goto(case)
    expect(head.locator("main")).to_contain_text(GROUNDS)
    press(head, "sign")
    office = visit("office")
    prepare(office, head, case)
    office.goto(case)
    press(office, "issue")
    expect(office.locator('main a[href^="/register/"]').first).to_be_visible(timeout=90_000)
    reader = visit()
    reader.goto("/register/")
    reader.locator("#outcome").select_option("not_needed")
    reader.get_by_role("button", name="Search").click()
    reader.locator(".row-link", has_text=TITLE).click()
    expect(reader.locator(".verdict-word")).to_have_text("No assessment needed")
    main = reader.locator("main")
    expect(main).to_contain_text(GROUNDS)
    expect(main).to_contain_text("(Head of unit), who had not written in it.")
    expect(main).not_to_contain_text("Drafting officer")
    assert troubles(reader) == []
    check_without_trust(reader)


def check_without_trust(reader):
    """By its code, by its file, and with the program that the site hands out."""
    pdf = reader.request.get(f"{reader.url}report.pdf").body()
    file = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": pdf}
    reader.get_by_role("link", name="Check now").click()
    expect(reader.locator("main")).to_contain_text("The signature on both is valid")
    expect(reader.locator(".checks .is-bad")).to_have_count(0)
    assert look(reader, "verify-code") == []
    speak_english(reader)
    reader.locator("#chosen").set_input_files(file)
    expect(reader.locator("main")).to_contain_text("This file is, to the byte, the “Report (PDF)”")
    reader.locator("#chosen").set_input_files(file | {"buffer": pdf + b" "})
    expect(reader.locator("main")).to_contain_text("This is no file of a published report")
    reader.get_by_role("link", name="Check without this site").click()
    key = reader.locator("pre code").first.text_content().split()[-1]
    assert verify.check([pdf], [key])["封印 sealed by"] == key
    assert look(reader, "verify-keys") == []


def speak_english(page):
    cookie = {"name": "django_language", "value": "en", "url": urljoin(page.url, "/")}
    page.context.add_cookies([cookie])
    page.reload()


def test_a_screening_opens_the_depth_it_has_chosen_and_the_scope_is_written(visit):
    page = visit("drafter-edu", viewport=PHONE)
    case = open_case(page, "两校合并与上学路")
    screen(page, case, answer="yes", conclusion="needed:FORM")
    press(page, "screen_in")
    page.get_by_role("link", name="Continue the self-assessment").click()
    assert page.url.endswith("/scope/")
    page.locator("#count-new select[name=group]").select_option("ALL")
    page.locator("#count-new input[name=number]").fill("186")
    page.get_by_role("button", name="Add the row").click()
    expect(page.locator("#children")).to_contain_text("still needed: source, year of the data")
    page.locator("#children details", has_text="186").first.locator("summary").click()
    page.locator("#children details[open] input[name=source]").fill("教育局学籍")
    page.locator("#children details[open] input[name=year]").fill("2025")
    page.locator("#children details[open] .form-foot button").first.click()
    expect(page.locator("#children")).not_to_contain_text("still needed")
    page.locator('[name="needs-reason_for_none"]').fill("已在前期座谈中听取。")
    expect(page.locator("#saved-needs")).to_contain_text("Saved")
    row = page.locator("#QZ-A1")
    row.locator("label.chip", has_text="Does not apply").click()
    row.locator("textarea").fill("不涉及学前设施。")
    expect(page.locator("#left-out")).to_contain_text("1 does not apply")
    assert troubles(page) == []
    page.goto(case)
    told_missing = page.locator(".not-now")
    expect(told_missing).to_contain_text("No finished plan for children’s part yet")
