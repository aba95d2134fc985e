"""Looking at a page as its readers do, in both languages, on a phone and at a desk; a picture of each stays behind."""

from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe

from launcher.paths import ROOT

SCREENS = ROOT / "out" / "screens"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
SIZES = {360: 780, 1440: 900}
# Axe takes a second; what it finds depends on the words or on the size, hardly ever on both.
EXAMINED = {("zh", 360), ("en", 1440)}
STICKS_OUT = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")]
      .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
      .map(each => each.tagName + "." + each.className).slice(0, 4).concat("sticks out")
  : []"""
# Words that a Chinese page may hold: names, kinds of files, what is marked as English or as code.
ENGLISH = """() => {
  const names = "Tongping|QZ|quzhou|CRC|Word|Excel|Python|SHA|ICC|MB|KB|" +
    "PDF|YAML|DOCX|XLSX|PNG|JPEG|JSON|CSV|UTF|RSS|Atom";
  const allowed = new RegExp(`^(${names})$`, "i");
  const hash = /[0-9a-f]{32,}/g, found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest("[lang=en], .code, kbd, code, script, noscript, .verify-code, .qr")) continue;
    const words = text.data.replace(hash, "").match(/[A-Za-z]{3,}/g) || [];
    for (const word of words) if (!allowed.test(word)) found.add(word);
  }
  return [...found].map(word => `English: ${word}`);
}"""


def look(page, name):
    """What is wrong with this page, in any language or size; the picture goes to out/screens/<language>/<width>/."""
    troubles = []
    for language, code in LANGUAGES.items():
        page.context.add_cookies([{"name": "django_language", "value": code, "url": urljoin(page.url, "/")}])
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.reload()
            found = [*page.evaluate(STICKS_OUT), *_wrong_language(page, language)]
            if (language, width) in EXAMINED:
                found += _barriers(page)
            troubles += [f"{name} {language} {width}: {each}" for each in found]
            # The caret is hidden by a style of Playwright's own, which our policy rightly refuses.
            page.screenshot(
                path=SCREENS / language / str(width) / f"{name}.png", full_page=True, caret="initial"
            )
    return troubles


def troubles(page):
    """What is wrong with this page as it stands, whatever its words."""
    return [*page.evaluate(STICKS_OUT), *_barriers(page)]


def _barriers(page):
    """What axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']} at {each['nodes'][0]['target']}: {each['nodes'][0]['failureSummary']}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


def _wrong_language(page, language):
    said = page.evaluate("document.documentElement.lang")
    wrong = [] if said.lower().startswith(language) else [f"lang is {said}"]
    return wrong + (page.evaluate(ENGLISH) if language == "zh" else [])
