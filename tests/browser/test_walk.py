"""A case from the department's desk to the public register, by the people whose work it is, on the pages alone."""

from http import HTTPStatus

import pytest
from playwright.sync_api import expect

from tests.browser import hearing, panel
from tests.browser.conftest import PHONE
from tests.browser.look import look, troubles
from tests.browser.steps import PDF, codes, judge, open_case, prepare, press, screen, told, unfold
from tests.days import in_days

pytestmark = pytest.mark.browser

TITLE = "夜间公交线路优化方案（示例）"
LEFT_FOR_LAST = "QZ-D6"
EFFECT = {"directness": "direct", "term": "short", "reversibility": "fully", "grade": "C"}
ANSWERS = {
    "QZ-B2": (
        "-1",
        {
            "choices": EFFECT,
            "facts": "末班车提前，晚自习学生受影响。",
            "mitigation": "保留一条晚间线路，九月前开通。",
            "residual": "0",
        },
    ),
    "QZ-B4": ("na", {"reason": "本方案不涉及家庭监护。"}),
    "QZ-C4": ("unsure", {"facts": "缺少夜间客流的分年龄数据。"}),
}
OWN = {  # what the department says of each indicator, as the experts find it
    f"QZ-{aspect}{number}": "1"
    for aspect, many in zip("ABCD", (7, 6, 6, 6), strict=True)
    for number in range(1, many + 1)
} | {"QZ-B2": "-1", "QZ-B4": "na", "QZ-C4": "unknown"}
HOLDS = "Children are still to be heard, or a signed reason has to say why not: {}."
LINKS = ("needs", "drafting", "notice", "feedback")


def positive(code):
    """A small good impact, said in its own words: the same text under many indicators would be a trap."""
    return "1", {"choices": EFFECT, "facts": f"{code}：步行到站距离缩短，依据线网调查。"}


def test_a_case_goes_from_the_desk_to_the_public_register(visit, run_out):
    drafter, office, head = visit("drafter"), visit("office"), visit("head")
    case = open_case(drafter, TITLE)
    screen(drafter, case)
    press(drafter, "screen_in")
    say_who_is_affected(drafter, case)
    answer_all_but_one(drafter, case)
    children_take_part(visit("drafter", viewport=PHONE), head, case)
    hand_in(drafter, case)
    go_back_and_write(drafter)
    sign(head, case)
    judged_by_five_experts(visit, office, drafter, case)
    vote(visit("chair"), case)
    vote(visit("member-a"), case)
    decide(office, case, too_early=True)
    vote(visit("member-b"), case)
    vote(visit("member-c"), case)
    vote(visit("member-d"), case, "return", "缺少夜间客流数据，应当重新评价。")
    decide(office, case)
    lie_open(visit(viewport=PHONE), office, case, run_out)
    the_last_gates_stop_and_open(visit("drafter", viewport=PHONE), office, case)
    publish(office, head, case)
    read_as_anybody(visit(), case)


def say_who_is_affected(drafter, case):
    """A number with its source, and how children take part at each link."""
    drafter.goto(f"{case}scope/")
    row = drafter.locator("#count-new")
    for name, what in {"number": "18600", "source": "市教育局学籍统计（示例）", "year": "2025"}.items():
        row.locator(f"[name$={name}]").fill(what)
    row.locator("[name$=group]").select_option("ALL")
    row.locator("[name$=basis]").select_option(index=1)
    row.locator(".form-foot button").click()
    expect(drafter.locator("#children .table")).to_contain_text("18,600")
    for link in LINKS:
        card = drafter.locator(f"#form-{link}")
        for name, what in {"method": "座谈会", "when": "2026年10月", "whom": "沿线学校学生代表"}.items():
            card.locator(f"[name$={name}]").fill(what)
        card.locator(".form-foot button").click()
        expect(drafter.locator(f"#saved-{link}")).to_have_class("save-state is-saved")


def answer_all_but_one(drafter, case):
    """A judgement under every indicator but one; a file beside one answer."""
    drafter.goto(case)
    drafter.locator('main .card a[href$="/answers/"]').click()
    for aspect in "ABCD":
        drafter.goto(f"{case}answers/{aspect}/")
        for code in codes(drafter):
            if code != LEFT_FOR_LAST:
                level, fields = ANSWERS.get(code) or positive(code)
                judge(drafter, code, level, **fields)
    unfold(drafter, "QZ-D1").locator("input[type=file]").set_input_files(PDF)
    expect(drafter.locator("#QZ-D1 .file-row")).to_contain_text(PDF["name"])
    expect(drafter.locator("#rail > summary")).to_contain_text("29 of 30")


def children_take_part(drafter, head, case):
    """Both gates of the self-assessment hold it: children are heard at one, at the other a second person signs why
    not."""
    drafter.goto(case)
    expect(drafter.locator(".not-now")).to_contain_text(
        HOLDS.format("Saying what is needed, Working on the proposal")
    )
    hearing.hear(drafter, case, "needs")
    drafter.goto(case)
    expect(drafter.locator(".not-now")).to_contain_text(HOLDS.format("Working on the proposal"))
    hearing.write_absence(drafter, case, "drafting")
    drafter.goto(case)
    expect(drafter.locator(".not-now")).to_contain_text("(the reason waits for a signature)")
    hearing.sign_absence(head, case, "drafting")
    drafter.goto(case)
    expect(drafter.locator(".not-now")).not_to_contain_text("Children are still to be heard")
    assert troubles(drafter) == []


def hand_in(drafter, case):
    """Not before the last answer is there; the page says which one it is."""
    drafter.goto(case)
    expect(drafter.locator(".progress-text")).to_contain_text("29 complete")
    expect(drafter.locator(".not-now")).to_contain_text(LEFT_FOR_LAST)
    expect(drafter.locator('form[action$="/moves/hand_in/"]')).to_have_count(0)
    drafter.goto(f"{case}answers/D/")
    level, fields = positive(LEFT_FOR_LAST)
    judge(drafter, LEFT_FOR_LAST, level, **fields)
    other_window = drafter.context.new_page()
    other_window.goto(f"{case}answers/D/")
    drafter.goto(case)
    expect(drafter.locator(".progress-text")).to_contain_text("30 complete")
    assert look(drafter, "case-ready-to-hand-in") == []
    drafter.locator('form[action$="/moves/hand_in/"] button').dblclick()
    told(drafter, "Done")


def go_back_and_write(drafter):
    """From the desk back to the questionnaire, which is locked; a window left open since before says so on saving."""
    drafter.go_back()
    drafter.go_back()
    expect(drafter.locator("form[data-guard]")).to_have_count(0)
    window = drafter.context.pages[-1]
    late = unfold(window, LEFT_FOR_LAST).locator("textarea[name$=facts]")
    late.fill("交件以后才写的一句话。")
    window.locator(f"#form-{LEFT_FOR_LAST} .form-foot button").click()
    told(window, "was handed in")
    expect(late).to_have_value("交件以后才写的一句话。")
    window.close(run_before_unload=False)


def sign(head, case):
    """Who did not write signs, on one page."""
    head.goto(f"{case}signature/")
    assert look(head, "signature") == []
    head.get_by_role("button", name="Sign and pass on").click()
    told(head, "The case has moved on")


def judged_by_five_experts(visit, office, drafter, case):
    """Who declared, scores; nobody sees another's scores before all have sealed; then what lies apart is discussed, and
    the department replies."""
    office.goto(case)
    assert look(office, "case-office-check") == []
    panel.seat_the_panel(office, case)
    office.goto(case)
    press(office, "accept")
    experts = {name: visit(name) for name in panel.EXPERTS}
    for name, expert in experts.items():
        panel.declare(expert, TITLE, relation="听过一次方案介绍。" if name == panel.DOUBTFUL else "")
    assert experts[panel.DOUBTFUL].goto(f"{case}scores/sheet/").status == HTTPStatus.NOT_FOUND
    panel.clear(experts[panel.CHAIR], case, panel.NAMES[panel.DOUBTFUL])
    for name, expert in experts.items():
        office.goto(case)
        expect(office.locator('form[action$="/moves/open_scores/"]')).to_have_count(0)
        panel.score_alone(expert, case, name, OWN)
    office.goto(case)
    press(office, "open_scores")
    office.goto(f"{case}panel/")
    expect(office.locator(".figure.is-radar svg")).to_be_visible()
    panel.discuss(office, experts["expert-a"], case)
    panel.reply(drafter, case)


def vote(member, case, choice="approve_with_changes", opinion=""):
    member.goto(f"{case}meeting/")
    member.locator("label.chip", has=member.locator(f'input[value="{choice}"]')).click()
    member.locator("#id_opinion").fill(opinion)
    member.locator('form[action$="/meeting/vote/"] .form-foot button').click()
    told(member, "Your vote is recorded")


def decide(office, case, *, too_early=False):
    office.goto(f"{case}meeting/")
    for row, what in enumerate(("保留一条晚间线路。", "半年内补齐夜间客流数据。")):
        office.locator(f"#id_conditions-{row}-text").fill(what)
        office.locator(f"#id_conditions-{row}-owner").fill("市交通运输局")
        office.locator(f"#id_conditions-{row}-due").fill(in_days(98).isoformat())
    touched = office.locator("#id_conditions-0-indicator option", has_text="QZ-B2").get_attribute("value")
    office.locator("#id_conditions-0-indicator").select_option(touched)
    office.locator('form[action$="/meeting/decision/"] .final button').click()
    if too_early:
        told(office, "No quorum: 2 of 6")
        expect(office.locator("#id_conditions-1-text")).to_have_value("半年内补齐夜间客流数据。")
    else:
        told(office, "The decision is recorded")
        expect(office.locator("main")).to_contain_text("应当重新评价")


def lie_open(reader, office, case, run_out):
    """The draft conclusion lies open until its time is over and whoever commented has an answer."""
    hearing.comment(reader, TITLE, "希望北门站也装路灯。")
    assert troubles(reader) == []
    office.goto(case)
    expect(office.locator('form[action$="/moves/close_notice/"]')).to_have_count(0)
    run_out(case.rstrip("/").rpartition("/")[2])
    office.goto(case)
    expect(office.locator('form[action$="/moves/close_notice/"]')).to_have_count(0)
    hearing.answer_comments(office, case, "希望站点都有路灯")
    office.goto(case)
    press(office, "close_notice")
    told(office, "Done")
    reader.reload()
    expect(reader.locator(".notice.is-success")).to_contain_text(hearing.ANSWER)


def the_last_gates_stop_and_open(drafter, office, case):
    """At the notice nobody was heard, and a reason is signed; the children of the first session are told what became of
    it."""
    drafter.goto(case)
    expect(drafter.locator("#childrens-part")).to_be_visible()
    hearing.write_absence(drafter, case, "notice", "公示只用文字贴在站点，没有条件当面讨论。")
    hearing.sign_absence(office, case, "notice")
    office.goto(case)
    expect(office.locator('form[action$="/moves/issue/"]')).to_have_count(0)
    expect(office.locator(".not-now")).to_contain_text(HOLDS.format("Hearing back"))
    drafter.goto(f"{case}children/sessions/1/")
    hearing.tell_back(drafter)
    office.goto(case)
    expect(office.locator(".not-now")).not_to_contain_text("Children are still to be heard")


def publish(office, head, case):
    """What is published is signed by two; the worker makes the report; the page finds out by itself."""
    prepare(office, head, case)
    office.goto(case)
    assert look(office, "case-decided") == []
    press(office, "issue")
    expect(office.locator('main a[href^="/register/"]').first).to_be_visible(timeout=60_000)


def read_as_anybody(reader, case):
    """Found in the register, read, taken along as PDF, and its code checked as a person types it."""
    reader.goto("/register/")
    reader.locator("input[name=q]").fill("夜间公交")
    reader.keyboard.press("Enter")
    reader.locator(".row-link", has_text=TITLE).click()
    expect(reader.locator(".verdict-title")).to_have_text(TITLE)
    expect(reader.locator("main")).to_contain_text("保留一条晚间线路。")
    pdf = reader.request.get(reader.locator('a[href$="/report.pdf"]').first.get_attribute("href"))
    assert pdf.body().startswith(b"%PDF")
    reader.get_by_role("link", name="For children").click()
    expect(reader.locator("h2").first).to_have_text("What was decided?")
    assert troubles(reader) == []
    reader.go_back()
    code = reader.locator(".verify-code").inner_text()
    reader.goto("/verify/")
    reader.locator("input[name=code]").fill(code.replace("-", "").lower())
    reader.keyboard.press("Enter")
    expect(reader.locator("main")).to_contain_text("unchanged")
