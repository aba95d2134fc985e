"""What people do on the pages of a case, each through controls that a hand or a keyboard reaches."""

from playwright.sync_api import expect

from tests.browser.look import troubles
from tests.factories import pdf_bytes

FEW, SAVED = 120, "save-state is-saved"
GROUNDS = "只涉及机关内部绿化，不影响儿童使用的场所和服务。"
QUESTIONS = [f"S{number}" for number in range(1, 8)]
PDF = {"name": "线网.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}


def tab_to(page, selector):
    """Press Tab until the focus is there."""
    for _press in range(FEW):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def open_case(drafter, title):
    """Open a case from the desk; where it lives from now on."""
    drafter.locator('a[href="/cases/new/"]').click()
    drafter.locator("#id_title").fill(title)
    drafter.locator("#id_matter_class").select_option("QZ-M5")
    drafter.locator("#id_drafting_started").fill("2026-09-01")
    drafter.locator("#id_summary").fill("调整夜间公交线路与末班时间。")
    drafter.locator("form[data-guard] .form-foot button").click()
    expect(drafter.locator("h1")).to_have_text(title)
    return drafter.url


def screen(page, case, *, answer="yes", conclusion="needed:REPORT"):
    """Answer every question alike and choose; the move is not made yet."""
    page.goto(f"{case}screening/")
    for code in QUESTIONS:
        page.locator(f"#{code} input[value={answer}]").check()
    page.locator(f'input[name=conclusion][value="{conclusion}"]').check()
    page.locator("#id_grounds").fill(GROUNDS)
    page.locator(".form-foot button").click()
    expect(page.locator(".save-state")).not_to_contain_text("still needed")
    assert troubles(page) == []
    page.goto(case)


def codes(page):
    """The indicators on this page."""
    return page.locator("article.indicator").evaluate_all("cards => cards.map(card => card.id)")


def unfold(page, code):
    fold = page.locator(f"#{code} details.fold")
    if fold.get_attribute("open") is None:
        fold.locator("> summary").click()
    return page.locator(f"#{code}")


def judge(page, code, level, *, choices=None, **texts):
    """Fill the card of an indicator and save it: an impact, "ALL" groups where it has an effect, choices and texts by
    field."""
    card = unfold(page, code)
    card.locator(f'.impact-option[data-level="{level}"]').click()
    everyone = card.locator('input[value="ALL"]')
    if level in {"-2", "-1", "1", "2"} and everyone.count():
        everyone.check()
    for name, value in (choices or {}).items():
        card.locator(f'[name="{code}-{name}"][value="{value}"]').check()
    write(page, code, **texts)
    press_save(page, code)
    expect(page.locator(f"#saved-{code}")).to_have_class(SAVED)
    expect(page.locator(f'#rail a[href="#{code}"]')).to_have_class("is-complete")


def write(page, code, **texts):
    """Texts into the fields of an indicator's card, not yet sent; "residual" is picked from a list."""
    card = unfold(page, code)
    for name, text in texts.items():
        field = card.locator(f'[name="{code}-{name}"]')
        field.select_option(text) if name == "residual" else field.fill(text)
    return card


def press_save(page, code):
    page.locator(f"#form-{code} .form-foot button:not([data-go])").click()


def press(page, action):
    """The button of a move on the case page."""
    page.locator(f'form[action$="/moves/{action}/"] button').click()


def told(page, words):
    """A notice says this."""
    expect(page.locator(".notice", has_text=words).first).to_be_visible()


def send(page, path):
    """Post to an address for which this page has no button."""
    page.evaluate(
        """path => {
          const form = document.querySelector("form[data-sign-out]").cloneNode(true);
          form.action = path;
          document.body.append(form);
          form.submit();
        }""",
        path,
    )
    page.wait_for_url(f"**{path}")


def prepare(office, second, case):
    """The office hands the publication on; somebody else reads it and signs."""
    office.goto(f"{case}publication/")
    expect(office.locator("#children + .tag")).to_have_text("draft")
    assert troubles(office) == []
    office.get_by_role("button", name="Prepared: ask the second reader").click()
    expect(office.locator("main")).to_contain_text("You prepared it")
    second.goto(f"{case}publication/")
    second.get_by_role("button", name="Sign the review").click()
    expect(second.locator("main")).to_contain_text("Read and signed as it stands")
    assert troubles(second) == []
