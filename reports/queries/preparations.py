"""How far publications are prepared, for the desk and the case page."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from assessments.models import Assessment
from committees.models import Decision
from ledger.models import Event
from reports.models import DisclosureReview
from workflows.preparations import Preparation, tells_preparations

PREPARED, SIGNED = "disclosure.prepared", "disclosure.signed"
SAVED, WITHHELD, GIVEN_BACK = "child_text.saved", "disclosure.withheld", "disclosure.given_back"


@tells_preparations
def preparations(files: Iterable[Assessment]) -> dict[int, Preparation]:
    """A review that is older than the decision stands for nothing any more: what it was of has changed."""
    subjects = {file.pk: file.subject for file in files}
    later = Decision.objects.filter(
        meeting__assessment=OuterRef("assessment"), recorded_at__gt=OuterRef("prepared_at")
    )
    reviews = DisclosureReview.objects.filter(assessment__in=subjects).annotate(is_overtaken=Exists(later))
    names = (SAVED, WITHHELD, GIVEN_BACK, PREPARED, SIGNED)
    events = Event.objects.filter(subject__in=subjects.values(), name__in=names).order_by("position")
    versions: dict[str, int] = {}
    preparers: defaultdict[str, set[int]] = defaultdict(set)
    for subject, name, actor, version in events.values_list("subject", "name", "actor_id", "data__version"):
        if name == SIGNED:
            preparers[subject].clear()
        else:
            preparers[subject].add(actor)
        if name == PREPARED:
            versions[subject] = version
    return {
        review.assessment_id: Preparation(
            is_begun=True,
            preparers=frozenset(preparers[subjects[review.assessment_id]]),
            is_handed=not review.is_overtaken
            and versions.get(subjects[review.assessment_id]) == review.version,
            is_signed=not review.is_overtaken and review.signed_by_id is not None,
        )
        for review in reviews
    }
