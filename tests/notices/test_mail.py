"""A notice as an e-mail."""

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from ledger import outbox
from ledger.models import Job, JobState
from notices.enums import MailRhythm, NoticeKind
from notices.mail import compose, one_line, send
from notices.models import Notice, Preference
from notices.operations import save_preference

LINES = [
    {
        "text": "甲事项：签发",
        "text_en": "Matter one: sign",
        "url": "/cases/TC-2026-001/",
        "due": "2026-03-09",
    },
    {"text": "乙事项：签发", "text_en": "", "url": "/cases/TC-2026-002/", "due": ""},
]


@pytest.fixture
def drafter(city):
    save_preference(actor=city.drafter, mail=MailRhythm.EACH, language="zh-hans", address="one@example.com")
    return city.drafter


def test_a_digest_goes_out_in_the_person_s_language_with_whole_addresses(drafter, tell, mail, deliver):
    tell(drafter, kind=NoticeKind.DIGEST, text=lambda: "今天到期。", lines=LINES, url="/desk/")
    assert deliver() == [True]
    (sent,) = mail
    assert (sent.to, sent.subject) == (["one@example.com"], "[童评] 您有新通知")
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert sent.body.split("\n\n")[:4] == [
        "您有新通知",
        "今天到期。",
        "- 甲事项：签发\n  时限 2026-03-09\n  https://tongping.example/cases/TC-2026-001/",
        "- 乙事项：签发\n  https://tongping.example/cases/TC-2026-002/",
    ]
    assert "https://tongping.example/desk/" in sent.body
    assert "https://tongping.example/inbox/preferences/" in sent.body


def test_english_where_somebody_wrote_it(drafter, tell, mail, deliver):
    Preference.objects.update(language="en")
    tell(drafter, lines=LINES)
    deliver()
    assert "- Matter one: sign\n  due 2026-03-09\n" in mail[0].body
    assert "- 乙事项：签发\n  https" in mail[0].body


def test_it_goes_out_once_however_often_it_is_asked_for(drafter, tell, mail, deliver):
    (notice,) = tell(drafter)
    deliver()
    for _again in range(2):
        send({"notice": notice.pk})
    assert (len(mail), Notice.objects.get().mailed_at is not None) == (1, True)


def test_a_server_that_cannot_be_reached_is_tried_again(drafter, tell, mail, deliver, settings):
    tell(drafter)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert (deliver(), Notice.objects.get().mailed_at, Job.objects.get().state) == (
        [False],
        None,
        JobState.QUEUED,
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert (deliver(), len(django_mail.outbox)) == ([True], 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"email": ""},
        {"email": "no address"},
        {"email": "one@example.com\nBcc: two@example.com"},
        {"is_active": False},
    ],
)
def test_whoever_cannot_be_reached_any_more_gets_nothing(drafter, tell, mail, changes):
    (notice,) = tell(drafter)
    type(drafter).objects.filter(pk=drafter.pk).update(**changes)
    send({"notice": notice.pk})
    assert (mail, Notice.objects.get().mailed_at) == ([], None)


def test_whoever_has_chosen_otherwise_meanwhile_gets_nothing(drafter, tell, mail, deliver):
    tell(drafter)
    Preference.objects.update(mail=MailRhythm.NEVER)
    assert (deliver(), mail) == ([True], [])


@pytest.mark.parametrize(
    "title",
    [
        "标题\r\nBcc: two@example.com",
        "标题\nSubject: other",
        "标题\u2028Bcc: two@example.com",
        "标题\x0b\x1b[31m",  # a NUL never comes this far: forms refuse it
        "\u202e标题\u200b",
    ],
)
def test_what_people_type_stays_on_one_line_of_the_subject(drafter, tell, mail, deliver, title):
    (notice,) = tell(drafter, title=lambda: title)
    message = compose(notice).message()
    assert sorted(message.keys()) == sorted(
        [
            "Auto-Submitted",
            "Content-Transfer-Encoding",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To",
        ]
    )
    deliver()
    assert mail[0].subject == f"[童评] {one_line(title)}"
    assert one_line(title).isprintable()


def test_a_very_long_title_is_cut_in_the_subject_alone(drafter, tell, mail, deliver):
    tell(drafter, title=lambda: "长" * 200)
    deliver()
    assert (len(mail[0].subject), "长" * 200 in mail[0].body) == (120, True)


def test_what_was_mailed_is_known(drafter, tell, mail, deliver):
    before = timezone.now()
    tell(drafter)
    deliver()
    assert before <= Notice.objects.get().mailed_at <= timezone.now()


def test_the_outbox_names_the_job(drafter, tell, mail):
    tell(drafter)
    assert outbox.deliver(Job.objects.get().pk)
    assert Job.objects.get().state == JobState.DONE
