"""Children's part on a telephone's width: gates that stop and open, the public reason, and words taken back."""

import pytest
from playwright.sync_api import expect

from tests.browser import hearing
from tests.browser.conftest import PHONE
from tests.browser.look import troubles
from tests.browser.steps import open_case, press, screen, told

pytestmark = pytest.mark.browser

TITLE = "夜间候车点调整（示例）"
HELD, REPORT = "/cases/X-SCHOOL/children/sessions/1/", "/register/X-SCHOOL/"
QUOTE, OTHER_QUOTE = "一个人站在路边等车我会害怕。", "大树下面是我们跳绳的地方。"
# Its policy forbids what `wait_for_function` does, to evaluate a text again later.
STANDS = """async ([words, there]) => {
  for (let left = 240; left; left--) {
    const answer = await fetch(location.href, {cache: "no-store"});
    if ((await answer.text()).includes(words) === there) return true;
    await new Promise(done => setTimeout(done, 500));
  }
  return false;
}"""


def gate(page, name):
    """What the case page says of one link."""
    return page.locator(".gate-lines li", has_text=name).locator(".gate-state")


def test_gates_stop_and_open_and_a_signed_reason_is_public(visit):
    drafter, head, reader = (visit(who, viewport=PHONE) for who in ("drafter", "head", None))
    case = open_case(drafter, TITLE)
    screen(drafter, case, conclusion="needed:FORM")
    press(drafter, "screen_in")
    drafter.goto(case)
    expect(gate(drafter, "Saying what is needed")).to_have_text("Children are still to be heard")
    expect(gate(drafter, "Public notice")).to_have_text("Still ahead")
    hearing.write_absence(drafter, case, "drafting")
    assert troubles(drafter) == []
    drafter.goto(case)
    expect(gate(drafter, "Working on the proposal")).to_have_text("The reason waits for a signature")
    reader.goto("/participation/absences/")
    expect(reader.locator("main")).not_to_contain_text(TITLE)
    hearing.sign_absence(head, case, "drafting")
    assert troubles(head) == []
    reader.reload()
    row = reader.locator("article", has_text=TITLE)
    expect(row).to_contain_text(hearing.REASON)
    expect(row.locator(".tag").first).to_have_text("Working on the proposal")
    assert troubles(reader) == []
    hearing.hear(drafter, case, "needs")
    hearing.is_refused(drafter, "请打 13905701234 找我。")
    assert troubles(drafter) == []
    expect(drafter.locator("main")).not_to_contain_text(hearing.REMARKS[0])
    drafter.goto(case)
    expect(gate(drafter, "Saying what is needed")).to_have_text("Children were heard")
    expect(gate(drafter, "Working on the proposal")).to_have_text("Nobody is heard: reason signed")
    expect(drafter.locator(".not-now")).not_to_contain_text("Children are still to be heard")


def test_a_quote_that_a_child_takes_back_is_gone_from_the_published_report(visit):
    reader, office = visit(viewport=PHONE), visit("office", viewport=PHONE)
    reader.goto(REPORT)
    expect(reader.locator(".child-quote")).to_have_text([QUOTE, OTHER_QUOTE])
    code = reader.locator(".verify-code").inner_text()
    open_words(office, "孩子请求撤回自己的话")
    word = office.locator("article.word", has_text=QUOTE.rstrip("。"))
    word.locator("summary").click()
    assert troubles(office) == []
    word.get_by_role("button", name="Take these words back").click()
    told(office, "nothing is left of these words")
    wait_until(reader, QUOTE, there=False)
    expect(reader.locator(".child-quote")).to_have_text([OTHER_QUOTE])
    expect(reader.locator(".verify-code")).not_to_have_text(code)
    assert troubles(reader) == []
    wait_until(reader, "/report.pdf", there=True)
    pdf = reader.request.get(reader.locator('a[href$="/report.pdf"]').first.get_attribute("href"))
    assert pdf.body().startswith(b"%PDF")
    office.goto("/privacy/readings/")
    expect(office.locator("main")).to_contain_text("孩子请求撤回自己的话")
    assert troubles(office) == []


def wait_until(reader, words, *, there):
    """The worker makes the report anew; then the page is read."""
    assert reader.evaluate(STANDS, [words, there])
    reader.reload()


def open_words(office, reason):
    """Not without a reason."""
    office.goto(HELD)
    office.get_by_role("link", name="Open the words, with a reason").click()
    assert troubles(office) == []
    office.locator("#id_reason").fill(reason)
    office.get_by_role("button", name="Open the words").click()
