"""A published case: its page, its files, its record, its picture. What was taken back keeps its page alone."""

import logging

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports import preview
from reports.caching import for_everybody, shared
from reports.editions import MAKERS
from reports.enums import EditionKind
from reports.models import Edition, Publication
from reports.queries.living import living
from reports.queries.report import may_retract, published

logger = logging.getLogger(__name__)

INLINE = {EditionKind.FORMAL, EditionKind.OTHER, EditionKind.CHILD}  # a browser shows these itself


@require_safe
@for_everybody
def show_report(request: HttpRequest, code: str) -> HttpResponse:
    publication = get_object_or_404(published(), assessment__code=code)
    context = {
        "publication": publication,
        "site": settings.SITE_URL,
        "may_retract": may_retract(publication, request.user),
    }
    if publication.is_retracted:
        return render(request, "reports/retracted.html", context)
    editions = list(publication.editions.all())
    context |= {
        "record": publication.content,
        "living": living(publication),
        "replaced": publication.replaced.all() if publication.reissued_at else [],
        "editions": editions,
        "formal": next((each for each in editions if each.kind == EditionKind.FORMAL), None),
    }
    return render(request, "reports/report.html", context)


@require_safe
def download(request: HttpRequest, code: str, kind: str = EditionKind.FORMAL) -> HttpResponse:
    """An edition's file under the case's number; whoever has it already is told so."""
    publication = get_object_or_404(published().defer("record"), assessment__code=code)
    if publication.is_retracted:
        return _gone(request, publication)
    edition = publication.editions.filter(kind=kind).first()
    if edition is None:
        if publication.reissued_at and kind in EditionKind.values:  # its files are being made anew
            return render(request, "reports/lost.html", {"publication": publication}, status=503)
        raise Http404
    made = int(edition.made_at.timestamp())
    without = shared(request, HttpResponse(), etag=edition.sha256, changed=made)
    if without.status_code != 200:
        return without
    try:
        stored = default_storage.open(edition.path)
    except FileNotFoundError:
        logger.exception("a published file is lost: ./tongping manage restore_editions")
        return render(request, "reports/lost.html", {"publication": publication}, status=503)
    file = FileResponse(
        stored,
        filename=_name(publication, edition),
        as_attachment=kind not in INLINE,
        content_type=MAKERS[EditionKind(kind)].media_type,
    )
    return shared(request, file, etag=edition.sha256, changed=made)


@require_safe
def show_record(request: HttpRequest, code: str) -> HttpResponse:
    """The frozen record to the byte, with every figure and its steps: its SHA-256 is the one printed in the report."""
    publication = get_object_or_404(published(), assessment__code=code)
    if publication.is_retracted:
        return _gone(request, publication)
    response = HttpResponse(publication.record, content_type="application/json; charset=utf-8")
    made = int(publication.changed_at.timestamp())
    return shared(request, response, etag=publication.record_hash, changed=made)


@require_safe
@for_everybody
def show_picture(request: HttpRequest, code: str) -> HttpResponse:
    """What a message shows that links to the page."""
    publication = get_object_or_404(published(), assessment__code=code)
    if publication.is_retracted:
        raise Http404
    return HttpResponse(preview.draw(publication.content, str(get_language())), content_type="image/png")


def _gone(request: HttpRequest, publication: Publication) -> HttpResponse:
    context = {"publication": publication, "site": settings.SITE_URL}
    return render(request, "reports/retracted.html", context, status=410)


def _name(publication: Publication, edition: Edition) -> str:
    """QZ-2021-01.pdf, QZ-2021-01-workbook.xlsx."""
    part = "" if edition.kind == EditionKind.FORMAL else f"-{edition.kind}"
    return f"{publication.assessment.code}{part}{edition.suffix}"
