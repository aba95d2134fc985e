"""The inbox in the browser."""

import pytest
from django.urls import reverse

from notices.enums import MailRhythm
from notices.models import Notice, Preference

INBOX, PREFERENCES = reverse("notices:inbox"), reverse("notices:preferences")


@pytest.fixture
def browser(city, as_user):
    return as_user(city.drafter)


def test_unread_ones_come_first_and_the_head_counts_them(city, tell, browser):
    for key in ("first", "second", "third"):
        tell(city.drafter, key=key, title=lambda key=key: f"{key} notice")
    browser.post(reverse("notices:mark_read", args=[Notice.objects.get(title="third notice").pk]))
    page = browser.get(INBOX).content.decode()
    places = [page.index(f">{key} notice<") for key in ("second", "first", "third")]
    assert places == sorted(places)
    assert '<span class="unread" aria-hidden="true">2</span>' in page
    assert "Inbox, 2 unread" in page


def test_all_are_marked_read_at_once(city, tell, browser):
    tell(city.drafter)
    assert browser.post(reverse("notices:mark_all_read")).status_code == 302
    assert 'class="unread"' not in browser.get(INBOX).content.decode()


def test_nobody_reads_or_marks_the_notices_of_another(city, tell, browser):
    (theirs,) = tell(city.head, title=lambda: "for the head")
    assert "for the head" not in browser.get(INBOX).content.decode()
    assert browser.post(reverse("notices:mark_read", args=[theirs.pk])).status_code == 404
    browser.post(reverse("notices:mark_all_read"))
    assert Notice.objects.unread().get() == theirs


def test_signed_out_nothing_is_read(as_user):
    assert [as_user().get(path).status_code for path in (INBOX, PREFERENCES)] == [302, 302]
    assert as_user().post(reverse("notices:mark_all_read")).status_code == 401


def test_what_others_typed_is_text(city, tell, browser):
    line = {"text": "<b>事项</b>", "text_en": "", "url": "/desk/", "due": "2026-03-09"}
    tell(city.drafter, title=lambda: "<script>alert(1)</script>", text=lambda: "<i>x</i>", lines=[line])
    page = browser.get(INBOX).content.decode()
    assert [mark in page for mark in ("<script>alert", "<i>x", "<b>事项")] == [False] * 3


def test_read_ones_are_paged_by_their_number(city, tell, browser):
    for number in range(35):
        tell(city.drafter, key=str(number), title=lambda number=number: f"notice {number}.")
    browser.post(reverse("notices:mark_all_read"))
    first = browser.get(INBOX)
    older = first.context["inbox"].older
    second = browser.get(INBOX, {"before": older})
    seen = [[letter.notice.title for letter in page.context["inbox"].read] for page in (first, second)]
    assert [number for page in seen for number in page] == [f"notice {n}." for n in reversed(range(35))]
    assert ([len(page) for page in seen], second.context["inbox"].older) == ([30, 5], None)


@pytest.mark.parametrize("before", ["x", "-1", "0", "\uff19", "9" * 40])
def test_a_page_that_does_not_exist(browser, before):
    assert browser.get(INBOX, {"before": before}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_asks_as_often_for_many_as_for_one(city, tell, browser, count_queries, rows):
    for number in range(rows):
        tell(city.drafter, key=f"read {number}")
    browser.post(reverse("notices:mark_all_read"))
    for number in range(rows):
        tell(city.drafter, key=f"unread {number}")
    browser.get(INBOX)
    assert count_queries(lambda: browser.get(INBOX)) == 6


def test_preferences_are_kept(city, browser):
    chosen = {"mail": "each", "language": "en", "address": "someone@example.com"}
    assert browser.post(PREFERENCES, chosen).status_code == 302
    city.drafter.refresh_from_db()
    assert (Preference.objects.get().mail, city.drafter.email) == (MailRhythm.EACH, "someone@example.com")
    assert 'value="someone@example.com"' in browser.get(PREFERENCES).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail": "hourly"},
        {"language": "xx"},
        {"address": "no address"},
        {"address": "a@example.com\r\nBcc: b@example.com"},
        {"address": f"{'a' * 250}@example.com"},
        {"mail": ""},
    ],
)
def test_preferences_that_do_not_exist_are_refused(browser, wrong):
    chosen = {"mail": "each", "language": "en", "address": "someone@example.com"} | wrong
    assert browser.post(PREFERENCES, chosen).status_code == 422
    assert not Preference.objects.exists()


@pytest.mark.parametrize(("enabled", "said"), [(True, False), (False, True)])
def test_a_site_that_sends_no_mail_says_so(browser, settings, enabled, said):
    settings.MAIL_ENABLED = enabled
    assert ("sends no e-mails yet" in browser.get(PREFERENCES).content.decode()) == said
