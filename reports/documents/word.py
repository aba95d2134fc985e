"""The report as a Word document: the city's own template, or ours, filled from the record. The same record and template
give the same bytes."""

from django.core.files.storage import default_storage
from django.utils import translation

from indicators.localised import LOCALES
from reports.documents.apart import filled_apart
from reports.documents.default_template import default_template
from reports.documents.fact import worded
from reports.documents.facts import facts_of
from reports.models import Publication, WordTemplate


def render(publication: Publication) -> bytes:
    chosen = template_of(publication)
    if chosen is None:
        return fill(publication)
    with default_storage.open(chosen.path) as stored:
        return fill(publication, stored.read())


def fill(publication: Publication, template: bytes | None = None) -> bytes:
    """With this template, in the first language of the record's indicator set. apart.Refusing, in the reader's: it
    cannot be filled."""
    record = publication.content
    with translation.override(LOCALES[record.get("language", "zh")]):
        words, ours = worded(facts_of(publication)), default_template()
    return filled_apart(template or ours, words, title=f"{words['case_number']} {words['title']}")


def template_of(publication: Publication) -> WordTemplate | None:
    """The city's newest when the record was frozen: a later one changes nothing of what was published before."""
    if not publication.assessment_id:  # a made-up report is of no city
        return None
    city = publication.assessment.drafting_unit.city
    return WordTemplate.objects.filter(city=city, accepted_at__lte=publication.frozen_at).first()
