"""People with addresses, and what they are told."""

import pytest

from ledger import outbox
from ledger.models import Job
from notices.enums import NoticeKind
from notices.operations import notify


@pytest.fixture
def mail(settings, mailoutbox):
    """The site sends e-mails; what it has sent."""
    settings.MAIL_ENABLED, settings.SITE_URL = True, "https://tongping.example"
    return mailoutbox


@pytest.fixture
def tell():
    def notice(*people, key="once", kind=NoticeKind.RETURNED, **changes):
        said = {"title": lambda: "您有新通知", "url": "/cases/TC-2026-001/"} | changes
        return notify(recipients=people, kind=kind, key=key, **said)

    return notice


@pytest.fixture
def deliver(db):
    """Let a worker do everything that was asked for."""

    def work():
        return [outbox.deliver(job.pk) for job in Job.objects.order_by("pk")]

    return work
