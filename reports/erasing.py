"""What is erased of children's words once the report has been public for a while, or never became public."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.erasing import lock_files
from participation.models import Remark, Sheet
from privacy.erasing import Due, Rule, by_subject, keep, register
from reports.models import Publication

AFTER_REPORT = timedelta(
    days=180
)  # time to ask whether a theme says what children said, and to take words back
WITHOUT_REPORT = timedelta(
    days=730
)  # after the session: a matter that rests so long is begun anew with children
PUBLICATION = "session__assessment__publication"


def _over(now: datetime) -> Q:
    published = Q(**{f"{PUBLICATION}__published_at__lte": now - AFTER_REPORT})
    unpublished = Q(**{f"{PUBLICATION}__published_at": None})
    return published | (unpublished & Q(session__held_on__lte=timezone.localdate(now) - WITHOUT_REPORT))


def _old_remarks(now: datetime) -> Q:
    return _over(now) & Q(erased_at=None) & ~Q(text="")


def remarks_due(now: datetime) -> Due:
    rows = Remark.objects.filter(_old_remarks(now)).select_related("session__assessment").order_by("pk")
    return by_subject((row.session.assessment.subject, row.pk) for row in rows)


def erase_remarks(keys: Sequence[int], now: datetime) -> list[int]:
    """A quote that is public stays, so that it can still be found and taken back; any other goes with the words."""
    there = Remark.objects.filter(pk__in=keys)
    files = set(there.values_list("session__assessment", flat=True))
    lock_files(files)
    found = there.select_for_update(of=("self",)).filter(_old_remarks(now))
    rows = dict(found.values_list("pk", "session__assessment"))
    public = set(
        Publication.objects.public()
        .filter(assessment__in=files, retraction=None)
        .values_list("assessment", flat=True)
    )
    Remark.objects.filter(pk__in=rows).update(text="", sheet=None, erased_at=now)
    unquoted = [key for key, file in rows.items() if file not in public]
    Remark.objects.filter(pk__in=unquoted).update(quote="")
    return list(rows)


def _old_sheets(now: datetime) -> Q:
    return _over(now) & Q(erased_at=None)


def sheets_due(now: datetime) -> Due:
    rows = Sheet.objects.filter(_old_sheets(now)).select_related("session__assessment").order_by("pk")
    return by_subject((row.session.assessment.subject, row.pk) for row in rows)


def mix_sheets(keys: Sequence[int], now: datetime) -> list[int]:
    """Answers to each question are put in order by themselves across the sheets of a session: what is counted stays the
    same, and no sheet is what one child answered. No remark leads to a sheet any more."""
    there = Sheet.objects.filter(pk__in=keys)
    lock_files(there.values_list("session__assessment", flat=True))
    rows = list(there.select_for_update(of=("self",)).filter(_old_sheets(now)).order_by("pk"))
    by_session: dict[int, list[Sheet]] = defaultdict(list)
    for row in rows:
        if row.taken_back_at is None:
            by_session[row.session_id].append(row)
    for row in rows:
        row.key, row.waiting, row.erased_at = uuid4(), [], now
        if row.taken_back_at is not None:
            row.faces = {}
    for sheets in by_session.values():
        _mix(sheets)
    Sheet.objects.bulk_update(rows, ["key", "faces", "waiting", "erased_at"])
    Remark.objects.filter(sheet__in=rows).update(sheet=None)
    return [row.pk for row in rows]


def _mix(sheets: list[Sheet]) -> None:
    answers: dict[str, list[str]] = defaultdict(list)
    for sheet in sheets:
        for code, face in sheet.faces.items():
            answers[code].append(face)
    for position, sheet in enumerate(sheets):
        sheet.faces = {
            code: sorted(faces)[position] for code, faces in sorted(answers.items()) if position < len(faces)
        }


register(
    Rule(
        name="remarks",
        columns=("participation.Remark.text", "participation.Remark.quote"),
        term=_(
            "Erased 180 days after the report was published, or two years after the session where none was; a quote "
            "that was published stays."
        ),
        due=remarks_due,
        erase=erase_remarks,
    ),
    Rule(
        name="sheets",
        columns=(
            "participation.Sheet.key",
            "participation.Sheet.faces",
            "participation.Sheet.waiting",
            "participation.Remark.sheet",
        ),
        term=_("Mixed when the remarks are erased, so that only counts are left."),
        due=sheets_due,
        erase=mix_sheets,
    ),
)
keep(
    "reports.Quotation.remark",
    _("Kept with the published record: which words it quotes, so that they can still be taken back."),
)
