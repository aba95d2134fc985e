"""A notice as an e-mail: plain text, in the recipient's language, with whole addresses."""

import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.localised import english_is_active
from accounts.models import User
from ledger.outbox import Payload, handles
from notices.models import Notice, Preference
from notices.operations import MAIL_JOB, Line, wants_mail

LONGEST_SUBJECT = 120


@handles(MAIL_JOB)
@transaction.atomic
def send(payload: Payload) -> None:
    """Send it once: the row is held while it goes out and is marked in the same transaction. Whoever has left, has no
    address or has chosen otherwise meanwhile gets nothing."""
    rows = Notice.objects.select_for_update(of=("self",)).select_related("recipient")
    notice = rows.get(pk=payload["notice"])
    person = notice.recipient
    preference = Preference.objects.filter(user=person).first() or Preference(user=person)
    if notice.mailed_at or not (_is_reachable(person) and wants_mail(notice.kind, preference)):
        return
    with override(preference.language):
        compose(notice).send()
    notice.mailed_at = timezone.now()
    notice.save(update_fields=["mailed_at"])


def compose(notice: Notice) -> EmailMessage:
    """In the language that is active. Whatever people have typed stands on one line of the subject, without marks that
    steer a terminal or turn the direction of reading."""
    title = one_line(notice.local.title)
    parts = [title, notice.local.text.strip(), "\n\n".join(_line(line) for line in notice.lines)]
    if notice.url:
        parts.append(site_url(notice.url))
    choose = site_url(reverse("notices:preferences"))
    parts.append(
        _("You are told this by Tongping. Choose what reaches you by e-mail: %(link)s") % {"link": choose}
    )
    return EmailMessage(
        subject=("[" + _("Tongping") + "] " + title)[:LONGEST_SUBJECT],
        body="\n\n".join(part for part in parts if part) + "\n",
        to=[notice.recipient.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def site_url(path: str) -> str:
    """The address under which a page of this site is reached from outside."""
    return str(settings.SITE_URL).rstrip("/") + path


def one_line(text: str) -> str:
    """Without line breaks, control and formatting characters."""
    seen = (" " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in text)
    return " ".join("".join(seen).split())


def _line(line: Line) -> str:
    said = line.get("text_en") or line["text"] if english_is_active() else line["text"]
    due = _("due %(date)s") % {"date": line["due"]} if line.get("due") else ""
    return "\n".join(
        part for part in (f"- {one_line(said)}", due and f"  {due}", f"  {site_url(line['url'])}") if part
    )


def _is_reachable(person: User) -> bool:
    try:
        validate_email(person.email)
    except ValidationError:
        return False
    return person.is_active
