"""Telling people, and what they do with what they were told."""

import pytest
from django.utils.translation import gettext

from ledger.models import Event, Job
from notices.enums import MailRhythm, NoticeKind
from notices.models import Notice, Preference
from notices.operations import mark_read, notify, save_preference


def test_a_notice_is_said_in_both_languages(city, tell):
    (notice,) = tell(city.drafter, title=lambda: gettext("Sign in"), text=lambda: gettext("Sign out"))
    assert (notice.title, notice.title_en, notice.text_en) == ("登录", "Sign in", "Sign out")


def test_telling_twice_under_one_key_is_telling_once(city, tell):
    assert len(tell(city.drafter, city.head)) == 2
    assert tell(city.drafter, city.head) == []
    assert len(tell(city.drafter, key="another")) == 1
    assert Notice.objects.count() == 3


def test_whoever_may_not_sign_in_is_not_told(city, tell):
    city.drafter.is_active = False
    assert tell(city.drafter, city.head) == list(Notice.objects.filter(recipient=city.head))


@pytest.mark.parametrize(
    ("rhythm", "kind", "mailed"),
    [
        (None, NoticeKind.DIGEST, True),
        (None, NoticeKind.RETURNED, False),
        (MailRhythm.EACH, NoticeKind.DIGEST, True),
        (MailRhythm.EACH, NoticeKind.RETURNED, True),
        (MailRhythm.DIGEST, NoticeKind.RETURNED, False),
        (MailRhythm.NEVER, NoticeKind.DIGEST, False),
    ],
)
def test_an_e_mail_is_asked_for_as_the_person_chose(city, tell, mail, rhythm, kind, mailed):
    city.drafter.email = "drafter@example.com"
    if rhythm:
        Preference.objects.create(user=city.drafter, mail=rhythm)
    (notice,) = tell(city.drafter, kind=kind)
    wanted = [("notices.mail", f"notices.mail:{notice.pk}", {"notice": notice.pk})] if mailed else []
    assert list(Job.objects.values_list("kind", "key", "payload")) == wanted


def test_nobody_without_an_address_gets_mail_and_none_is_asked_for_where_none_is_sent(
    city, tell, mail, settings
):
    tell(city.drafter, kind=NoticeKind.DIGEST)
    city.head.email, settings.MAIL_ENABLED = "head@example.com", False
    tell(city.head, kind=NoticeKind.DIGEST)
    assert (Notice.objects.count(), Job.objects.count()) == (2, 0)


def test_preferences_are_read_in_one_query_for_everybody(city, mail, count_queries):
    def tell(*people):
        for person in people:
            person.email = "person@example.com"
        key = f"to {len(people)}"
        notify(recipients=people, kind=NoticeKind.RETURNED, key=key, title=lambda: "通知")

    one = count_queries(lambda: tell(city.drafter))
    three = count_queries(lambda: tell(*city.experts))
    assert three - one == 2 * 2  # one look and one row for each more


def test_marking_read_touches_the_person_s_own_alone(city, tell):
    first, second = tell(city.drafter)[0], tell(city.drafter, key="another")[0]
    (theirs,) = tell(city.head)
    assert mark_read(actor=city.drafter, notices=[first.pk, theirs.pk]) == 1
    assert set(Notice.objects.unread()) == {second, theirs}
    assert mark_read(actor=city.drafter) == 1
    assert mark_read(actor=city.drafter) == 0
    assert list(Notice.objects.unread()) == [theirs]


def test_a_preference_is_kept_with_the_address_and_the_ledger_does_not_hold_it(city):
    chosen = {"mail": MailRhythm.EACH, "language": "en", "address": "someone@example.com"}
    for _twice in range(2):
        save_preference(actor=city.drafter, **chosen)
    stored = Preference.objects.get(user=city.drafter)
    assert (stored.mail, stored.language, city.drafter.email) == ("each", "en", "someone@example.com")
    event = Event.objects.latest("position")
    assert (event.name, event.data) == (
        "preference.saved",
        {"mail": "each", "language": "en", "other_address": False},
    )
