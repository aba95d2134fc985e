"""Whether a matter was screened in time."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from assessments.models import Assessment
from indicators.resolver.timing import Moment, Timing

MOMENTS = {
    Moment.EARLY: pgettext_lazy("screening", "early"),
    Moment.IN_TIME: pgettext_lazy("screening", "in time"),
    Moment.LATE: pgettext_lazy("screening", "late"),
    Moment.AFTER: pgettext_lazy("screening", "after the draft was closed"),
}


def timing(assessment: Assessment) -> Timing | None:
    """Of a finished screening, or as of today while it goes on; None without a screening or a day on which the draft is
    to be closed."""
    screening = getattr(assessment, "screening", None)
    if screening is None or assessment.draft_closes is None:
        return None
    finished: date = timezone.localdate(screening.closed_at)
    return Timing(assessment.drafting_started, finished, assessment.draft_closes)


def timing_in_words(found: Timing) -> str:
    """As in “day 12 of 40 (30%), early”."""
    word = str(MOMENTS[found.moment])
    if found.percent is None:
        said = ngettext("%(days)s day after drafting began", "%(days)s days after drafting began", found.days)
        return _("%(when)s: %(word)s") % {"when": said % {"days": found.days}, "word": word}
    if found.days < 0:
        said = ngettext(
            "%(days)s day before drafting began", "%(days)s days before drafting began", -found.days
        )
        return _("%(when)s: %(word)s") % {"when": said % {"days": -found.days}, "word": word}
    said = ngettext(
        "day %(days)s of %(length)s day of drafting (%(percent)s%%)",
        "day %(days)s of %(length)s days of drafting (%(percent)s%%)",
        found.length,
    )
    facts = {"days": found.days, "length": found.length, "percent": found.percent}
    return _("%(when)s: %(word)s") % {"when": said % facts, "word": word}
