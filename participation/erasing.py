"""What is erased of children's part, and when: what does not hang on a published report. The rest is in
`reports/erasing.py`."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from participation.models import Collection, Comment, Concern
from participation.operations.concerns import FINISHED
from privacy.erasing import Due, Rule, by_subject, keep, register

COMMENTS = timedelta(days=180)  # after the notice closed: somebody may ask how they were grouped and answered
CONCERNS = timedelta(days=3 * 365)  # after it was settled: an inquiry may come back to it
TOKENS = timedelta(
    days=7
)  # after the collection closed: a link that was passed on still says that it is over
ERASED = "erased:"


def lock_files(files: Iterable[int]) -> None:
    """As every writer of a case does first."""
    list(Assessment.objects.select_for_update(of=("self",)).filter(pk__in=set(files)).order_by("pk"))


def _old_comments(now: datetime) -> Q:
    return Q(erased_at=None, notice__closes_on__lt=timezone.localdate(now) - COMMENTS)


def comments_due(now: datetime) -> Due:
    rows = Comment.objects.filter(_old_comments(now)).select_related("notice__assessment").order_by("pk")
    return by_subject((row.notice.assessment.subject, row.pk) for row in rows)


def erase_comments(keys: Sequence[int], now: datetime) -> list[int]:
    there = Comment.objects.filter(pk__in=keys)
    lock_files(there.values_list("notice__assessment", flat=True))
    rows = list(there.select_for_update(of=("self",)).filter(_old_comments(now)))
    Comment.objects.filter(pk__in=[row.pk for row in rows]).update(text="", erased_at=now)
    return [row.pk for row in rows]


def _old_concerns(now: datetime) -> Q:
    return Q(handling__in=FINISHED, updated_at__lte=now - CONCERNS) & ~Q(text="")


def concerns_due(now: datetime) -> Due:
    rows = Concern.objects.filter(_old_concerns(now)).order_by("pk")
    return by_subject((f"concern:{key}", key) for key in rows.values_list("pk", flat=True))


def erase_concerns(keys: Sequence[int], now: datetime) -> list[int]:
    """That there was one, when, and what became of it stays for the yearly audit; not even the case does."""
    rows = list(Concern.objects.select_for_update(of=("self",)).filter(_old_concerns(now), pk__in=keys))
    Concern.objects.filter(pk__in=[row.pk for row in rows]).update(text="", context="", note="", case="")
    return [row.pk for row in rows]


def _old_tokens(now: datetime) -> Q:
    over = now - TOKENS
    return (Q(closed_at__lte=over) | Q(closes_at__lte=over)) & ~Q(token__startswith=ERASED)


def tokens_due(now: datetime) -> Due:
    rows = Collection.objects.filter(_old_tokens(now)).select_related("session__assessment").order_by("pk")
    return by_subject((row.session.assessment.subject, row.pk) for row in rows)


def erase_tokens(keys: Sequence[int], now: datetime) -> list[int]:
    """What takes a token's place is known to nobody."""
    there = Collection.objects.filter(pk__in=keys)
    lock_files(there.values_list("session__assessment", flat=True))
    rows = list(there.select_for_update(of=("self",)).filter(_old_tokens(now)))
    for row in rows:
        row.token = f"{ERASED}{secrets.token_hex(8)}"
        row.save(update_fields=["token"])
    return [row.pk for row in rows]


register(
    Rule(
        name="comments",
        columns=("participation.Comment.text",),
        term=_("Erased 180 days after the public notice has closed; the answers stay public."),
        due=comments_due,
        erase=erase_comments,
    ),
    Rule(
        name="concerns",
        columns=tuple(f"participation.Concern.{name}" for name in ("text", "context", "note", "case")),
        term=_("Erased three years after the concern was reported or closed."),
        due=concerns_due,
        erase=erase_concerns,
    ),
    Rule(
        name="tokens",
        columns=("participation.Collection.token",),
        term=_("Erased seven days after the collection has closed."),
        due=tokens_due,
        erase=erase_tokens,
    ),
)
keep(
    "participation.Attendance.number",
    _("Kept with the case file: a count without names, published only where small counts are hidden."),
)
