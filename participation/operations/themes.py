"""你们说的 · 我们做的: what several children said, in a sentence without names, and the department's answer."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Uptake
from assessments.models import Assessment
from assessments.operations.changes import rewrite
from ledger.canonical import sha256
from ledger.errors import Refused
from ledger.operations import record
from participation.models import Theme
from participation.operations.doors import answering
from privacy.detector import refuse_personal
from privacy.headcounts import refuse_few_children

LONGEST_SAID, LONGEST_REASON = 300, 1000


@transaction.atomic
def add_theme(*, assessment: Assessment, said: str, actor: User) -> Theme:
    """Numbered on; the same sentence again is the theme that is there already."""
    assessment = answering(assessment, actor)
    said = said.strip()
    _refuse_unsaid({"said": said, "uptake": "", "reason": ""})
    if same := Theme.objects.filter(assessment=assessment, said=said).first():
        return same
    last = Theme.objects.filter(assessment=assessment).aggregate(last=Max("number"))["last"] or 0
    theme = Theme.objects.create(assessment=assessment, number=last + 1, said=said)
    _record("theme.added", theme, actor)
    return theme


@transaction.atomic
def save_theme(*, theme: Theme, version: int, content: dict[str, object], actor: User) -> Theme:
    """Write the sentence, what is done with it and why; what is left out stays as it is. Refused once the committee has
    it, Conflict when somebody else changed it meanwhile."""
    assessment = answering(theme.assessment, actor)
    theme = _locked(theme, assessment)
    _refuse_unsaid(theme.content() | content)
    if rewrite(theme, content, version=version, actor=actor):
        theme.complete = bool(theme.uptake and theme.reason)
        theme.save()
        _record("theme.saved", theme, actor)
    return theme


@transaction.atomic
def remove_theme(*, theme: Theme, actor: User) -> None:
    """Only one that was never more than a draft: no remark is sorted under it, nothing is answered. Doing it twice is
    doing it once."""
    assessment = answering(theme.assessment, actor)
    if not Theme.objects.filter(pk=theme.pk).exists():
        return
    theme = _locked(theme, assessment)
    if theme.remarks.exists():
        raise Refused(_("Children’s words are sorted under this theme; it cannot be removed."))
    if theme.uptake or theme.reason:
        raise Refused(_("This theme is answered; it cannot be removed."))
    Theme.objects.filter(pk=theme.pk).delete()
    _record("theme.removed", theme, actor)


def _locked(theme: Theme, assessment: Assessment) -> Theme:
    locked: Theme = Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    locked.assessment = assessment
    return locked


def _refuse_unsaid(content: dict[str, object]) -> None:
    said, reason = str(content["said"]), str(content["reason"])
    if not said:
        raise Refused(_("Please write in one sentence what the children said."))
    if len(said) > LONGEST_SAID or len(reason) > LONGEST_REASON:
        raise Refused(_("This is longer than children read. Please shorten it."))
    if content["uptake"] not in {"", *Uptake.values}:
        raise Refused(_("Please say what becomes of it: adopted, adopted in part, or not adopted."))
    refuse_personal(said, reason)
    refuse_few_children(said, reason)


def _record(name: str, theme: Theme, actor: User) -> None:
    """The sentences stay out of the ledger, which forgets nothing: a hash tells whether they are the same."""
    words = sha256(f"{theme.said}\n{theme.reason}")
    data: dict[str, object] = {
        "number": theme.number,
        "uptake": theme.uptake,
        "complete": theme.complete,
        "words": words,
    }
    record(name=name, subject=theme.assessment.subject, actor=actor, data=data)
