"""The report on paper: a published record set in one of its languages. The same record gives the same bytes, whenever
it is set."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from indicators.localised import LOCALES
from reports import cage
from reports.errors import Broken, Unavailable
from reports.models import Publication
from reports.structure import parts

__all__ = ["Broken", "Unavailable", "render", "render_draft", "render_other", "typeset"]
ROLES = ("text", "title", "heading", "subheading")
SUFFIXES = (".otf", ".ttf")


def render(publication: Publication) -> bytes:
    """The whole report, in the first language of its indicator set. It depends on nothing but the record, its hash, its
    code, its place in the ledger, and the city's own fonts."""
    return typeset(page_of(publication), publication)


def render_other(publication: Publication) -> bytes:
    """The same in the other language; what people wrote stays in theirs."""
    return typeset(page_of(publication, other=True), publication)


def render_draft(publication: Publication) -> bytes:
    """How the report would look if it were published now. It says that it is a draft on every sheet, has no code, and
    carries no record."""
    return typeset(page_of(publication, draft=True))


def page_of(publication: Publication, *, other: bool = False, draft: bool = False) -> str:
    record = publication.content
    language = record.get("language", "zh")
    if other:
        language = "en" if language == "zh" else "zh"
    context = {"publication": publication, "record": record, "language": language, "draft": draft}
    with translation.override(LOCALES[language]):
        return render_to_string("reports/pdf/report.html", context | {"parts": parts(record)})


def typeset(page: str, publication: Publication | None = None, *, style: str = "pdf_style") -> bytes:
    """A tagged PDF of the page, in the cage; with the record inside where a publication is given."""
    if not settings.PDF_ENABLED:
        raise Unavailable(
            _("PDFs are switched off on this machine. An administrator can run ./tongping doctor.")
        )
    order: dict[str, object] = {"page": page, "style": style, "fonts": city_fonts()}
    if publication:
        order |= {"enclosed": _enclosed(publication), "dated": _dated(publication)}
    return cage.run("reports.typesetting", order)


def city_fonts() -> dict[str, str]:
    """The city's own faces by what they are for: files named so in the folder that the setting names. Unavailable
    where the folder cannot be read, or holds a face for nothing that a report has."""
    if not settings.PDF_FONTS:
        return {}
    try:
        files = sorted(Path(settings.PDF_FONTS).iterdir())
    except OSError as fault:
        raise Unavailable(
            _("The folder of the city's fonts cannot be read: %(reason)s") % {"reason": fault}
        ) from fault
    faces = {path.stem.lower(): str(path.resolve()) for path in files if path.suffix.lower() in SUFFIXES}
    if strange := sorted(faces.keys() - ROLES):
        raise Unavailable(
            _("A font of the report cannot be used: %(reason)s")
            % {"reason": f"{', '.join(strange)}: {' / '.join(ROLES)}?"}
        )
    return faces


def _enclosed(publication: Publication) -> list[dict[str, str]]:
    """What makes the PDF checkable by itself: the record, and the proof where the instance signs."""
    texts = {"record.json": publication.record, "proof.json": publication.proof}
    about = f"{publication.content['code']} {publication.spaced_code}"
    return [
        {"name": name, "description": f"{name} {about}", "text": text, "relationship": relationship}
        for (name, text), relationship in zip(texts.items(), ("Source", "Supplement"), strict=True)
        if text
    ]


def _dated(publication: Publication) -> str:
    record = publication.content
    return str(record.get("concluded") or record["decision"]["date"])
