"""What the opened scores amount to. Everything is empty until they are opened."""

from collections import defaultdict

from accounts.models import User
from assessments.figures import figures
from assessments.models import Assessment
from indicators.resolver.proposal import Proposal
from indicators.resolver.resolution import Resolution
from panels.models import Panel, Score


def results(assessment: Assessment, panel: Panel | None) -> Resolution:
    """From the opened scores of a panel, or from the self-assessment alone when there is no panel or it is sealed. Of a
    score that was revised the revision counts."""
    given = _opened(panel) if panel is not None else []
    ratings: dict[str, tuple[str, ...]] = defaultdict(tuple)
    first: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for code, _mark, sealed, revised in given:
        ratings[code] += (revised or sealed,)
        first[code] += (sealed,)
    revised_codes = {code for code, _mark, _sealed, revised in given if revised}
    return figures(
        assessment,
        answers=assessment.answers.select_related("indicator"),
        findings=assessment.group_findings.all(),
        ratings=ratings,
        first={code: first[code] for code in revised_codes},
    )


def ratings_by_mark(panel: Panel) -> dict[str, dict[int, str]]:
    """Of each indicator the ratings that count, by the mark of their seat."""
    ratings: dict[str, dict[int, str]] = defaultdict(dict)
    for code, mark, sealed, revised in _opened(panel):
        ratings[code][mark] = revised or sealed
    return dict(ratings)


def _opened(panel: Panel) -> list[tuple[str, int, str, str | None]]:
    """Indicator, mark, rating as sealed and as revised, in the order of the seats. While the panel discusses, nobody
    else learns of a revision."""
    if panel.opened_scores_at is None:
        return []
    scores = Score.objects.filter(seat__panel=panel, seat__left_at=None).order_by("seat")
    rows = scores.values_list("indicator__code", "seat__mark", "rating", "revision__rating")
    if panel.discusses:
        return [(code, mark, sealed, None) for code, mark, sealed, _revised in rows]
    return list(rows)


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
