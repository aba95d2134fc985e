"""Telling people, and what they do with what they were told."""

from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from ledger import outbox
from ledger.operations import record
from notices.enums import MailRhythm, NoticeKind
from notices.models import Notice, Preference

Line = dict[str, str]
MAIL_JOB = "notices.mail"
LANGUAGES = ("zh-hans", "en")
LONGEST_TITLE = 200


@transaction.atomic
def notify(
    *,
    recipients: Iterable[User],
    kind: NoticeKind,
    key: str,
    title: Callable[[], str],
    text: Callable[[], str] = str,
    lines: Sequence[Line] = (),
    url: str = "",
) -> list[Notice]:
    """Put a notice into each inbox, and ask for an e-mail to those who want one; telling the same person under the same
    key again changes nothing.

    `title` and `text` are asked for in each language of the site; a title that holds a long name is cut. Whoever may
    not sign in is not told.
    """
    said = [_said(language, title, text) for language in LANGUAGES]
    told = []
    for person in recipients:
        if not person.is_active:
            continue
        notice, is_new = Notice.objects.get_or_create(
            key=f"{key}:{person.pk}",
            defaults={
                "recipient": person,
                "kind": kind,
                "title": said[0][0][:LONGEST_TITLE],
                "title_en": said[1][0][:LONGEST_TITLE],
                "text": said[0][1],
                "text_en": said[1][1],
                "lines": list(lines),
                "url": url,
            },
        )
        if is_new:
            told.append(notice)
    _ask_for_mail(told)
    return told


@transaction.atomic
def mark_read(*, actor: User, notices: Sequence[int] | None = None) -> int:
    """These of the person's own notices, or all of them, have been read; how many were not before."""
    unread = Notice.objects.visible_to(actor).unread()
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def save_preference(*, actor: User, mail: MailRhythm, language: str, address: str) -> Preference:
    """How the person wants to be told, and at which address."""
    preference, _is_new = Preference.objects.update_or_create(
        user=actor, defaults={"mail": mail, "language": language}
    )
    is_other = actor.email != address
    if is_other:
        actor.email = address
        actor.save(update_fields=["email"])
    data: dict[str, object] = {"mail": mail, "language": language, "other_address": is_other}
    record(name="preference.saved", subject=f"user:{actor.pk}", actor=actor, data=data)
    return preference


def wants_mail(kind: str, preference: Preference) -> bool:
    """A sign of harm to a child goes out whatever was chosen."""
    if kind == NoticeKind.CONCERN:
        return True
    if kind == NoticeKind.DIGEST:
        return preference.mail != MailRhythm.NEVER
    return preference.mail == MailRhythm.EACH


def _ask_for_mail(notices: Sequence[Notice]) -> None:
    """A job for each notice whose recipient has an address and wants it there."""
    reached = [notice for notice in notices if notice.recipient.email]
    if not (settings.MAIL_ENABLED and reached):
        return
    stored = Preference.objects.filter(user__in=[notice.recipient_id for notice in reached])
    preferences = {each.user_id: each for each in stored}
    for notice in reached:
        if wants_mail(notice.kind, preferences.get(notice.recipient_id, Preference())):
            outbox.ask(kind=MAIL_JOB, key=f"{MAIL_JOB}:{notice.pk}", payload={"notice": notice.pk})


def _said(language: str, *wordings: Callable[[], str]) -> tuple[str, ...]:
    with override(language):
        return tuple(str(wording()) for wording in wordings)
