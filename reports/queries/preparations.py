"""How far publications are prepared, for the desk and the case page."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from assessments.models import Assessment
from committees.models import Decision
from ledger.models import Event
from reports.models import DisclosureReview
from workflows.preparations import Preparation, tells_preparations

PREPARED = "disclosure.prepared"


@tells_preparations
def preparations(files: Iterable[Assessment]) -> dict[int, Preparation]:
    """A review that is older than the decision stands for nothing any more: what it was of has changed."""
    subjects = {file.pk: file.subject for file in files}
    later = Decision.objects.filter(
        meeting__assessment=OuterRef("assessment"), recorded_at__gt=OuterRef("prepared_at")
    )
    reviews = DisclosureReview.objects.filter(assessment__in=subjects).annotate(is_overtaken=Exists(later))
    asked = Event.objects.filter(subject__in=subjects.values(), name=PREPARED).order_by("position")
    versions = {subject: data["version"] for subject, data in asked.values_list("subject", "data")}
    return {
        review.assessment_id: Preparation(
            prepared_by=review.prepared_by_id,
            is_handed=not review.is_overtaken
            and versions.get(subjects[review.assessment_id]) == review.version,
            is_signed=not review.is_overtaken and review.signed_by_id is not None,
        )
        for review in reviews
    }
