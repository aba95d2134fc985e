"""The report on paper: a published record set in the first language of its indicator set. The same record gives the
same bytes, whenever it is set."""

from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from indicators.localised import LOCALES
from reports.models import Publication


class Unavailable(Exception):
    """No PDF can be made here. The text says why, and what an administrator can do."""


def render(publication: Publication) -> bytes:
    """The whole report. It depends on nothing but the record, its hash, its code and its place in the ledger."""
    typesetting = _typesetting()
    record = publication.content
    language = record.get("language", "zh")
    context = {"publication": publication, "record": record, "language": language}
    with translation.override(LOCALES[language]):
        page = render_to_string("reports/pdf/report.html", context)
    content: bytes = typesetting.typeset(page)
    return content


def _typesetting() -> ModuleType:
    """Loaded at the first report: it takes seconds, and web processes run without it and without Pango."""
    if not settings.PDF_ENABLED:
        raise Unavailable(
            _("PDFs are switched off on this machine. An administrator can run ./tongping doctor.")
        )
    try:
        return import_module("reports.typesetting")
    except (ImportError, OSError) as missing:
        reason = _("The libraries that make PDFs are missing. An administrator can run ./tongping doctor.")
        raise Unavailable(reason) from missing
