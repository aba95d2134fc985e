"""How children take part in a case, each step through the pages that people have for it."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.steps import told

REMARKS = ["天黑以后等车，我有点害怕。", "末班车能不能晚一点走？"]
REASON = "线网测算只用已有的刷卡数据，这一步没有可以请孩子讨论的内容。"
ANSWER = "每个学校站点先装灯，再调整末班时间。"


def hear(drafter, case, link, *, children=12):
    """A session at the link: everybody has agreed to everything, and two remarks are stored."""
    drafter.goto(f"{case}children/")
    drafter.locator(f"#link-{link}").get_by_role("link", name="Record a session").click()
    drafter.locator("input[name=method][value=talk]").check()
    drafter.locator("#id_held_on").fill(f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}")
    drafter.locator("#id_place").select_option("school")
    drafter.locator("#id_facilitator").select_option("teacher")
    drafter.locator(".age-first input").first.fill(str(children))
    for consent in ("child_assent", "guardian_consent", "may_use", "may_quote", "may_publish"):
        drafter.locator(f"#id_{consent}").check()
    for verdict in drafter.locator('.quality-row input[value="yes"]').all():
        verdict.check()
    drafter.get_by_role("button", name="Record the session").click()
    told(drafter, "The session is recorded")
    drafter.locator("#words textarea").last.fill("\n".join(REMARKS))
    drafter.get_by_role("button", name="Store the remarks").click()
    told(drafter, "2 remarks are stored")


def is_refused(drafter, words):
    """On the page of the session, whose refusal stands far down and is seen all the same."""
    drafter.locator("#words summary").click()
    drafter.locator("#words textarea").last.fill(words)
    drafter.get_by_role("button", name="Store the remarks").click()
    expect(drafter.locator("#words .notice.is-error")).to_be_in_viewport()
    expect(drafter.locator("#words textarea").last).to_have_value(words)


def tell_back(drafter):
    """On the page of the session."""
    drafter.locator("#told summary").click()
    drafter.locator("[name=told-told_back]").fill("你们说怕黑：站点先装灯。末班车的时间还在算。")
    drafter.locator("[name=told-told_back_on]").fill(f"{timezone.localdate():%Y-%m-%d}")
    drafter.locator("#told button").click()
    told(drafter, "Saved.")


def write_absence(drafter, case, link, reason=REASON):
    """It opens no gate yet: another person signs."""
    drafter.goto(f"{case}children/")
    drafter.locator(f"#link-{link}").get_by_role("link", name="No children can be heard here").click()
    drafter.locator("#id_reason").fill(reason)
    drafter.get_by_role("button", name="Save").click()
    told(drafter, "once another person has signed it")
    expect(drafter.get_by_role("button", name="Sign the reason")).to_have_count(0)


def sign_absence(head, case, link):
    head.goto(f"{case}children/absences/{link}/")
    head.get_by_role("button", name="Sign the reason").click()
    told(head, "The reason is public now")


def comment(reader, title, words):
    """On the draft conclusion, without an account; the page where the answer will stand."""
    reader.goto("/consultations/")
    reader.locator(".row-link", has_text=title).click()
    reader.locator("#id_text").fill(words)
    reader.get_by_role("button", name="Send the comment").click()
    expect(reader.locator(".verify-code")).to_be_visible()


def answer_comments(office, case, said):
    """All that wait together, with one answer."""
    office.goto(f"{case}comments/")
    for tick in office.locator("input[name=comments]").all():
        tick.check()
    office.locator("[name=said]").first.fill(said)
    office.get_by_role("button", name="Put into the group").click()
    group = office.locator(".reply", has_text=said)
    group.locator("[name=uptake]").select_option("adopted")
    group.locator("[name=reason]").fill(ANSWER)
    group.get_by_role("button", name="Keep the answer").click()
    expect(office.locator(".reply", has_text=said)).not_to_contain_text("waits for an answer")
