"""Publishing anew without words that were taken back. Each step may be repeated after a crash.

The record changes first, in one transaction: from then on nobody reads the words here. Then all editions are made from
it, and last the old files go.
"""

from copy import deepcopy
from hashlib import sha256
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from ledger.canonical import canonical_json
from ledger.operations import record
from ledger.outbox import ask
from reports.editions import kinds_of
from reports.enums import Why
from reports.models import Edition, Publication, Quotation, Replaced
from reports.operations import anchored, make_edition
from workflows.models import Case

JOB = "reports.reissue"
Record = dict[str, Any]


def ask_for_reissue(assessment: Assessment) -> None:
    """In the transaction that takes words back. Nothing, where what is frozen does not quote them."""
    gone = sorted(_taken_back(assessment).values_list("pk", flat=True))
    if gone:
        mark = sha256(repr(gone).encode()).hexdigest()[:16]
        ask(kind=JOB, key=f"{JOB}:{assessment.code}:{mark}", payload={"code": assessment.code})


def reissue_report(*, assessment: Assessment, actor: User) -> None:
    """Bring a report to where nothing of it quotes words that were taken back, from wherever an attempt stopped."""
    publication = replace_record(assessment=assessment, actor=actor)
    if publication is None:
        return
    if publication.published_at is not None:
        for kind in kinds_of(publication):
            make_edition(publication, kind)
    remove_files(publication)


@transaction.atomic
def replace_record(*, assessment: Assessment, actor: User) -> Publication | None:
    """The frozen record without the words: new hash, code, place in the ledger, signature. Everything else in it is as
    it was, whatever has happened since. None where nothing was frozen."""
    Case.objects.select_for_update(of=("self",)).get(assessment=assessment)
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    publication = Publication.objects.select_for_update(of=("self",)).filter(assessment=assessment).first()
    if publication is None:
        return None
    gone = list(_taken_back(assessment))
    if gone:
        _replace(publication, [each.place for each in gone], actor)
        Quotation.objects.filter(pk__in=[each.pk for each in gone]).delete()
    return Publication.objects.select_related("assessment").get(pk=publication.pk)


def _replace(publication: Publication, places: list[str], actor: User) -> None:
    text = canonical_json(without(publication.content, places))
    replaced = Replaced.objects.create(
        publication=publication,
        record_hash=publication.record_hash,
        code=publication.code,
        reason=Why.TAKEN_BACK,
        replaced_at=timezone.now(),
        files=[each.path for each in publication.editions.all()],
    )
    data: dict[str, object] = {
        "record": replaced.record_hash,
        "code": replaced.code,
        "reason": replaced.reason,
    }
    record(name="report.reissued", subject=publication.assessment.subject, actor=actor, data=data)
    columns = anchored(publication.assessment, text, actor)
    changes = {"record": text, "frozen_at": replaced.replaced_at, "reissued_at": replaced.replaced_at}
    publication.editions.all().delete()
    Publication.objects.filter(pk=publication.pk).update(**changes, **columns)


@transaction.atomic
def remove_files(publication: Publication) -> None:
    """Files of replaced records, once every edition of the present one is made. A file that another report has to the
    byte stays."""
    stored = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    made = stored.editions.count()
    if stored.record_hash != publication.record_hash or (
        stored.published_at and made < len(kinds_of(stored))
    ):
        return
    for replaced in stored.replaced.exclude(files=[]):
        for path in replaced.files:
            if not Edition.objects.filter(sha256=path.rsplit("/", 1)[-1].split(".")[0]).exists():
                default_storage.delete(path)
        replaced.files = []
        replaced.save(update_fields=["files"])


def without(content: Record, places: list[str]) -> Record:
    """The record with nothing at these places. What else stands in it keeps its place, so that boxes do, too."""
    changed = deepcopy(content)
    for place in places:
        _heard, _themes, theme, _quotes, quote = place.removeprefix("/").split("/")
        changed["heard"]["themes"][int(theme)]["quotes"][int(quote)] = ""
    changed["redactions"] = [each for each in changed["redactions"] if each["place"] not in places]
    return changed


def _taken_back(assessment: Assessment) -> QuerySet[Quotation]:
    """Where the frozen record quotes what a child has taken back, or what may not be quoted any more. That a remark is
    past its time here does not change what was published in time."""
    allowed = Q(
        remark__taken_back_at=None, remark__session__may_quote=True, remark__session__may_publish=True
    )
    return Quotation.objects.filter(publication__assessment=assessment).exclude(allowed)
