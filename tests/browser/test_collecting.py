"""A class on one telephone, 360 px wide, with a connection and without; every child finds the page as if it were the
first."""

import re

import pytest
from playwright.sync_api import expect

from benchmarks.telephones import served
from tests.browser.conftest import NEWS, PHONE
from tests.browser.look import STICKS_OUT, troubles
from tests.browser.wire import wire
from tests.needs import needs

pytestmark = pytest.mark.browser

CLASS = ["多种树", "多一些路灯", "要有沙坑", "要有图书", "滑梯高一点", "少一点车"]
NAMED, HARM = "我叫王小明，电话是 13812345678", "爸爸打我"
TOUCH = 56


@pytest.fixture(scope="module")
def room():
    needs("chromium")
    with served(8) as room:
        yield room


@pytest.fixture
def phone(chromium, room):
    """A telephone of its own, with the page of the link of this number: nothing may complain at the end."""
    contexts, complaints = [], []

    def take(number, language="en", viewport=PHONE, through=None):
        context = chromium.new_context(viewport=viewport)
        context.set_default_timeout(20_000)
        contexts.append(context)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type in {"error", "warning"} and not NEWS.search(said.text)
                else None
            ),
        )
        page = context.new_page()
        address = room.page(number)
        page.goto(f"{through.address(address) if through else address}?lang={language}")
        return page

    yield take
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert complaints == []


@pytest.fixture
def line(room):
    with wire(room.page(0)) as line:
        yield line


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def answer(page, words, faces=(5, 4, 2)):
    """One child, from the start to the thanks."""
    press(page, "Start")
    for face in faces:
        page.locator(f"input[value='{face}']").check()
        press(page, "Next")
    page.locator("textarea").fill(words)
    press(page, "Done")


def thanked(page):
    expect(page.locator("h1")).to_have_text("Thank you!")


def next_child(page):
    press(page, "I am the next child")
    expect(page.locator("h1")).to_have_text("We would like to hear what you think")


def kept(page):
    """What of the children's answers is on the telephone."""
    return page.evaluate("JSON.stringify(localStorage)")


def until(page, condition):
    """Waits inside the page: its policy forbids what `wait_for_function` does, to evaluate a text again later."""
    again = "new Promise(done => setTimeout(done, 50))"
    stands = f"for (let left = 400; left; left--) {{ if (await ({condition})) return true; await {again}; }}"
    assert page.evaluate(f"async () => {{ {stands} return false; }}"), condition


def is_stored(page):
    """The page opens without a connection from now on."""
    until(page, "caches.match(location.pathname, {ignoreVary: true})")
    until(page, "navigator.serviceWorker.controller")


def words_in(room):
    return room.ask("received")["words"]


def test_a_class_of_six_on_one_phone_loses_nothing_without_a_connection_in_the_middle(phone, room, line):
    page = phone(0, through=line)
    is_stored(page)
    for number, words in enumerate(CLASS):
        if number == 2:
            line.cut()
            page.context.set_offline(True)
        if number == 4:  # reloaded without a connection: those of the third and the fourth are still there
            page.reload()
            expect(page.locator("[data-counts]")).to_contain_text("Still on this phone: 2")
        answer(page, words)
        thanked(page)
        if number < 5:
            next_child(page)
            assert [words for words in CLASS if words in page.content()] == []
    expect(page.locator("[data-counts]")).to_contain_text("Answered on this phone: 6")
    expect(page.locator("[data-counts]")).to_contain_text("Still on this phone: 4")
    assert words_in(room) == sorted(CLASS[:2])
    line.mend()
    page.context.set_offline(False)
    expect(page.locator("[data-counts]")).not_to_contain_text("Still on this phone", timeout=30_000)
    there = room.ask("received")
    assert (there["words"], len(there["sheets"])) == (sorted(CLASS), 6)
    assert [words for words in CLASS if words in kept(page)] == []


def test_nothing_of_the_child_before_is_to_be_seen_by_going_back(phone):
    page = phone(1)
    answer(page, "只给大人看")
    thanked(page)
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("h1")).to_have_text("We would like to hear what you think")
    assert "只给大人看" not in page.content() + kept(page)
    press(page, "Start")
    expect(page.locator("input:checked")).to_have_count(0)
    page.locator("input[value='1']").check()
    press(page, "I want to stop")
    press(page, "Stop")
    press(page, "Start")
    expect(page.locator("input:checked")).to_have_count(0)
    page.reload()
    expect(page.locator("h1")).to_have_text("We would like to hear what you think")


def test_words_with_a_name_are_asked_for_again_on_the_same_screen(phone, room):
    page = phone(2)
    answer(page, NAMED)
    expect(page.locator("h1")).to_have_text("Could you write it otherwise?")
    expect(page.locator("textarea")).to_have_value(NAMED)
    page.locator("textarea").fill("路上要有路灯")
    press(page, "Send")
    thanked(page)
    assert "路上要有路灯" in words_in(room)
    assert "王小明" not in kept(page) + page.content()


def test_refused_words_from_the_queue_wait_for_the_adult_and_no_child_sees_them(phone, room):
    page = phone(3)
    is_stored(page)
    page.context.set_offline(True)
    for _child in range(2):
        answer(page, NAMED)
        thanked(page)
        next_child(page)
    before = len(room.ask("received")["sheets"])
    page.context.set_offline(False)
    page.get_by_role("button", name="For the adult: words to look at").wait_for()
    assert "王小明" not in page.content()
    assert len(room.ask("received")["sheets"]) == before + 2
    press(page, "For the adult: words to look at")
    assert "王小明" not in page.content()
    press(page, "I am the adult: show it")
    page.locator("textarea").fill("要有一个安静的角落")
    press(page, "Send")
    thanked(page)
    next_child(page)
    press(page, "For the adult: words to look at")
    press(page, "I am the adult: show it")
    press(page, "Leave it out")
    expect(page.locator("h1")).to_have_text("We would like to hear what you think")
    assert "王小明" not in kept(page)
    assert "要有一个安静的角落" in words_in(room)


def test_a_sign_of_harm_looks_to_the_group_like_any_answer(phone, room):
    page = phone(4)
    seen = []
    for words in ("多种树", HARM):
        answer(page, words)
        thanked(page)
        seen.append(page.locator("main p, main h1, main button").all_inner_texts()[:-2])
        next_child(page)
    assert seen[0] == seen[1]
    assert "12355" in " ".join(seen[0])
    there = room.ask("received")
    assert (there["concerns"], HARM in there["words"]) == ([HARM], False)


def test_it_closes_by_itself_and_leaves_no_trace_on_the_phone(phone, room):
    page = phone(5)
    is_stored(page)
    assert room.ask("close", room.tokens[5], "12")
    page.reload()
    press(page, "Start")  # who has begun may finish
    page.locator("input[value='3']").check()
    press(page, "Next")
    until(page, f"Date.now() > {CLOSES}")
    press(page, "I’d rather not answer")
    press(page, "I’d rather not answer")
    press(page, "I’d rather not answer")
    expect(page.locator("h1")).to_contain_text("This is closed now")
    expect(page.get_by_role("button", name="Start")).to_have_count(0)
    until(page, "Object.keys(localStorage).length === 0")
    until(page, "caches.match(location.pathname, {ignoreVary: true}).then(found => !found)")


CLOSES = "JSON.parse(document.getElementById('data').textContent).closes"


def test_it_is_answered_by_keyboard_alone(phone):
    page = phone(6)
    press_tab_to(page, "Start")
    page.keyboard.press("Enter")
    for _question in range(3):
        expect(page.locator("h1")).to_be_focused()
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") != "INPUT":  # the header comes before in no order
            press_tab_to_input(page)
        page.keyboard.press("Space")
        press_tab_to(page, "Next")
        page.keyboard.press("Enter")
    press_tab_to_input(page)
    page.keyboard.type("more trees")
    press_tab_to(page, "Done")
    page.keyboard.press("Enter")
    thanked(page)


VOICES = """(() => {
  window.said = [];
  const voices = [{ lang: "zh-CN", localService: true }, { lang: "en-GB", localService: true }];
  const speak = (words) => window.said.push([words.lang, words.text]);
  const speech = { getVoices: () => voices, speak, cancel() {}, addEventListener() {} };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})()"""


def test_it_is_read_aloud_where_the_browser_has_a_voice(phone):
    page = phone(6)
    expect(page.get_by_role("button", name="Read it to me")).to_have_count(0)  # this browser has none
    page.context.add_init_script(VOICES)
    page.reload()
    press(page, "Start")
    press(page, "Read it to me")
    press(page, "中文")
    press(page, "读给我听")
    assert page.evaluate("window.said") == [
        ["en", "How do you like it here? Very bad. Not so good. So-so. Good. Very good"],
        ["zh-CN", "你住的地方怎么样？ 很不好。不太好。一般。好。很好"],
    ]


def press_tab_to(page, words):
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            return
    raise AssertionError(f"Tab does not reach {words}")


def press_tab_to_input(page):
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("['INPUT', 'TEXTAREA'].includes(document.activeElement.tagName)"):
            return
    raise AssertionError("Tab does not reach the answer")


@pytest.mark.parametrize(("language", "start"), [("zh", "开始"), ("en", "Start")])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_screen_is_large_enough_and_nothing_sticks_out(phone, language, start, width):
    page = phone(7, language, {"width": width, "height": 780})
    page.emulate_media(
        reduced_motion="reduce"
    )  # a screen that is still fading in has no colours to be judged
    found = troubles(page)
    press(page, start)
    found += troubles(page) + small(page)
    for _question in range(3):
        page.locator(".foot button").first.click()
        found += page.evaluate(STICKS_OUT) + small(page)
    found += troubles(page)
    switch = {"zh": "English", "en": "中文"}[language]
    page.locator("textarea").fill("字")
    press(page, switch)
    expect(page.locator("html")).to_have_attribute("lang", re.compile({"zh": "en", "en": "zh"}[language]))
    expect(page.locator("textarea")).to_have_value("字")
    press(page, {"zh": "I’d rather not answer", "en": "我不想回答"}[language])
    page.get_by_text("12355").wait_for()
    found += troubles(page) + small(page)
    assert found == []


def small(page):
    """Targets that are lower than a small finger is wide."""
    boxes = page.locator("button, .face").evaluate_all(
        "all => all.map(each => [each.innerText, each.getBoundingClientRect().height])"
    )
    return [f"{words} is {height} high" for words, height in boxes if height < TOUCH]
