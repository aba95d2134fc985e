"""What experts, office and department do about a panel, each through the pages."""

from playwright.sync_api import expect

from tests.browser.look import look
from tests.browser.steps import told, unfold

EXPERTS = ("expert-a", "expert-c", "expert-d", "expert-e", "expert-h")
NAMES = {name: f"Expert {name[-1].upper()}" for name in EXPERTS}
CHAIR, DOUBTFUL = "expert-c", "expert-e"
APART = {"expert-a": "-2", "expert-d": "2"}  # on QZ-D1, where everybody else agrees with the department
REASONS = {"expert-a": "山区学生更受影响。", "expert-d": "城区学生更受益。"}
SUGGESTION = "保留两条晚间线路，写明末班时间。"


def seat_the_panel(office, case):
    """Nobody of the drafting unit can be seated, and the page says why."""
    office.goto(f"{case}panel/")
    office.locator("details.card > summary", has_text="Choose by hand").click()
    conflicted = office.locator("li.file-row", has_text="Expert G")
    expect(conflicted.locator("input")).to_be_disabled()
    expect(conflicted.locator(".not-now")).to_contain_text("belongs to the drafting unit")
    for name in NAMES.values():
        office.locator("label.tick", has_text=name).click()
    office.locator('details form[action$="/panel/seats/"] .form-foot button').click()
    expect(office.locator(".notice.is-success", has_text="meets every rule")).to_be_visible()
    office.locator('form[action$="/panel/chair/"] button', has_text=NAMES[CHAIR]).click()
    expect(office.locator("li.file-row", has_text="leads the panel")).to_contain_text(NAMES[CHAIR])


def declare(expert, title, *, relation=""):
    """From the desk; the file stays closed before."""
    expert.locator("main .row-link", has_text=title).click()
    choice = "doubtful" if relation else "none"
    expert.locator(f'input[name=declared][value="{choice}"]').check()
    expert.locator("[name=relation]").fill(relation)
    expert.get_by_role("button", name="Declare", exact=True).click()
    told(expert, "Thank you")


def clear(chair, case, name):
    """The chair decides on a declaration that is not clear."""
    chair.goto(f"{case}declarations/")
    row = chair.locator("li.file-row", has_text=name)
    row.locator('input[name=ruling][value="cleared"]').check()
    row.locator("[name=reason]").first.fill("与本事项没有利害关系。")
    row.get_by_role("button", name="Decide").click()
    told(chair, "The expert has been told")


def score_alone(expert, case, name, ratings):
    """Every indicator on one page as the department judged it, but for those that `APART` names; nothing of the others
    can be seen."""
    expert.goto(f"{case}scores/sheet/")
    for code, rating in ratings.items():
        choose(expert, code, APART.get(name, rating) if code == "QZ-D1" else rating)
    if name in APART:
        expert.locator('[name="QZ-D1-reason"]').fill(REASONS[name])
    if name == CHAIR:
        card = expert.locator("#QZ-B2")
        card.locator("details.reasons > summary", has_text="Suggest a change").click()
        card.locator('[name="QZ-B2-suggestion"]').fill(SUGGESTION)
    expert.get_by_role("button", name="Save all").click()
    expect(expert.locator("#seal button")).to_be_visible()
    for page in (f"{case}panel/", case, f"{case}scores/D/"):
        expert.goto(page)
        assert not any(reason in expert.content() for other, reason in REASONS.items() if other != name)
    expert.locator("#seal button").click()
    told(expert, "sealed")


def choose(expert, code, rating):
    expert.locator(f'#{code} label.impact-option:has(input[value="{rating}"])').click()


def discuss(office, expert, case):
    """One item lies apart: the expert says why, judges anew, and the office closes the discussion."""
    expert.goto(f"{case}discussion/")
    card = unfold(expert, "QZ-D1")
    card.locator('[name="QZ-D1-remark-text"]').fill("我只看山区学生，城区没有这么重。")
    card.get_by_role("button", name="Add the remark").click()
    expect(card.locator(".voices").last).to_contain_text("我只看山区学生")
    card.locator("details.reasons > summary", has_text="Judge anew").click()
    card.locator('label.impact-option:has(input[name="QZ-D1-second-rating"][value="0"])').click()
    card.locator('[name="QZ-D1-second-reason"]').fill("听了说明，城区学生影响不大。")
    card.get_by_role("button", name="Save the second judgement").click()
    expect(expert.locator("#judgements-QZ-D1")).to_contain_text("听了说明")
    office.goto(f"{case}discussion/")
    assert look(office, "discussion") == []
    office.locator('form[action$="/moves/close_discussion/"] button').click()
    told(office, "Done")


def reply(drafter, case):
    """The one opinion has an answer before the committee sees the file."""
    drafter.goto(f"{case}opinions/")
    expect(drafter.locator("main")).to_contain_text(SUGGESTION)
    expect(drafter.locator('form[action$="/moves/hand_in_replies/"]')).to_have_count(0)
    drafter.locator('input[name="opinion-1-uptake"][value="adopted"]').check()
    drafter.locator('[name="opinion-1-clause"]').fill("第四条第二款")
    drafter.locator("article form .form-foot button").click()
    drafter.locator('form[action$="/moves/hand_in_replies/"] button').click()
    told(drafter, "Done")
