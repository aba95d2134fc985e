"""The public register by anybody: searched and filtered, a report and its files, what is missing told and answered."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.look import look, troubles
from tests.browser.steps import told

pytestmark = pytest.mark.browser

CASE = "X-SCHOOL"
MATTER = "城东小学操场改建停车场"


@pytest.fixture
def plain(chromium, address):
    """A browser that runs no scripts."""
    context = chromium.new_context(base_url=address, java_script_enabled=False, locale="en")
    yield context.new_page()
    context.close()


def test_the_register_is_searched_and_filtered_without_scripts(plain):
    plain.goto("/register/?lang=en")
    plain.locator("input[name=q]").fill("合并")
    plain.get_by_role("button", name="查找").or_(plain.get_by_role("button", name="Search")).click()
    rows = plain.locator(".report-row .row-link")
    expect(rows).to_have_count(1)
    expect(plain.locator(".register-form details")).to_have_attribute("open", "")
    plain.locator("select[name=conditions]").select_option("met")
    plain.locator(".register-form button").click()
    expect(plain.locator(".empty-title")).to_be_visible()
    plain.locator('.narrowed a[href="/register/?q=%E5%90%88%E5%B9%B6"]').click()
    rows.click()
    assert plain.url.endswith(f"/register/{CASE}/")
    expect(plain.locator("#editions")).to_be_visible()


def test_a_visitor_walks_from_the_register_over_a_case_and_its_children_s_edition_to_the_check(visit):
    reader = visit()
    reader.goto("/register/")
    found = troubles(reader)
    reader.locator(f'a.row-link[href="/register/{CASE}/"]').click()
    expect(reader.locator(".verdict-word")).to_be_visible()
    found += troubles(reader)
    reader.get_by_role("link", name="For children").click()
    expect(reader).to_have_url(re.compile(f"/register/{CASE}/children/$"))
    found += look(reader, "children")
    reader.go_back()
    reader.get_by_role("link", name="Check now").click()
    expect(reader.locator(".notice.is-success")).to_contain_text("Unchanged")
    assert found + troubles(reader) == []


def test_a_report_is_read_in_the_language_of_its_address_and_its_files_are_there(visit):
    reader = visit(language="zh-hans")
    reader.goto(f"/register/{CASE}/?lang=en")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    picture = reader.locator('meta[property="og:image"]').get_attribute("content").partition("/register/")
    answer = reader.request.get("".join(picture[1:]))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    for link in reader.locator(".takeaways a").all():
        assert reader.request.get(link.get_attribute("href")).status == 200
    reader.locator("button[name=language]").click()  # the choice wins over the address
    expect(reader.locator("html")).to_have_attribute("lang", "zh-hans")


def test_what_was_not_assessed_is_told_without_a_name_and_answered(visit):
    reader = visit()
    reader.goto("/register/")
    reader.get_by_role("link", name="Something was not assessed?").click()
    reader.locator("[name=city]").select_option("QZ")
    reader.locator("[name=matter]").fill(MATTER)
    reader.locator("[name=note]").fill("课间没有地方跑。")
    assert look(reader, "missing") == []
    reader.locator("[name=city]").select_option("QZ")
    reader.locator("[name=matter]").fill(MATTER)
    reader.locator("main form button").click()
    reader.wait_for_url("**/missing/*-*-*/")
    receipt = reader.url
    assert look(reader, "receipt") == []
    office = visit("office")
    office.goto("/inbox/")
    expect(office.get_by_text(MATTER).first).to_be_visible()
    office.goto("/missing/list/")
    waiting = office.locator("section.card", has_text=MATTER).first
    waiting.locator("textarea").fill("已列入明年计划。")
    waiting.get_by_role("button", name="Send the answer").click()
    told(office, "Answered.")
    assert look(office, "tips") == []
    reader.goto(receipt)
    expect(reader.get_by_text("已列入明年计划。")).to_be_visible()


def test_the_pages_of_the_register_are_in_order(visit):
    reader = visit()
    troubles = []
    for name, path in (
        ("register-narrowed", "/register/?q=示例&outcome=approve_with_changes"),
        ("register-data", "/register/data/"),
    ):
        reader.goto(path)
        troubles += look(reader, name)
    assert troubles == []


def test_before_a_report_is_taken_back_the_office_reads_what_this_means(visit):
    office = visit("office")
    office.goto(f"/register/{CASE}/")
    office.get_by_role("link", name="Take the report back").click()
    assert look(office, "retract") == []
    office.locator("main form button").click()
    expect(office.locator(".field.has-error, [role=alert]").first).to_be_visible()
