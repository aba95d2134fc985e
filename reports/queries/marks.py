"""What the office has prepared of a case's publication, as the record takes it up."""

from assessments.models import Assessment
from reports.child import PARTS, Record, Said, draft
from reports.models import ChildText, Redaction


def marks_of(assessment: Assessment) -> list[Redaction]:
    return list(Redaction.objects.filter(review__assessment=assessment))


def child_words(assessment: Assessment, blacked: Record) -> Said:
    """The office's own words for children, or a draft from the record as it will be published."""
    written = ChildText.objects.filter(assessment=assessment).first()
    return {part: getattr(written, part) for part in PARTS} if written else draft(blacked)
