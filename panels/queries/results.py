"""What the opened scores amount to. Everything is empty until they are opened."""

from collections import defaultdict

from accounts.models import User
from assessments.figures import figures
from assessments.models import Assessment
from indicators.resolver.proposal import Proposal
from indicators.resolver.resolution import Resolution
from panels.models import Panel, Score


def results(assessment: Assessment, panel: Panel | None) -> Resolution:
    """From the opened scores of a panel, or from the self-assessment alone when there is no panel or it is sealed."""
    ratings: dict[str, tuple[str, ...]] = defaultdict(tuple)
    if panel is not None and panel.opened_scores_at is not None:
        scores = Score.objects.filter(seat__panel=panel, seat__left_at=None).order_by("seat")
        for code, rating in scores.values_list("indicator__code", "rating"):
            ratings[code] += (rating,)
    return figures(
        assessment,
        answers=assessment.answers.select_related("indicator"),
        findings=assessment.group_findings.all(),
        ratings=ratings,
    )


def opened_reasons(panel: Panel, reader: User) -> dict[str, list[Score]]:
    """What the experts wrote, by indicator, without their names; nothing before the scores are opened.

    In the order of rating and words, so that the order does not tell who wrote which.
    """
    if panel.opened_scores_at is None:
        return {}
    reasons: dict[str, list[Score]] = defaultdict(list)
    visible = (
        Score.objects.visible_to(reader)
        .filter(seat__panel=panel, seat__left_at=None)
        .select_related("indicator")
    )
    for score in visible.order_by("rating", "reason"):
        reasons[score.indicator.code].append(score)
    return dict(reasons)


def proposal_for(assessment: Assessment, panel: Panel | None) -> Proposal:
    return results(assessment, panel).proposal
