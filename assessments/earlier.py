"""Answers that the file no longer asks, or asks under another edition, as they are read today."""

from collections import defaultdict
from dataclasses import dataclass

from assessments.models import Answer, ArchivedAnswer, Assessment, Citation
from indicators.models import IndicatorSet
from indicators.schema import IndicatorText


@dataclass(frozen=True)
class EarlierAnswer:
    """`evidence`: the files that stay with it, because its indicator is asked no more."""

    row: ArchivedAnswer
    edition: IndicatorSet
    evidence: list[Citation]

    @property
    def code(self) -> str:
        return self.row.indicator.code

    @property
    def text(self) -> IndicatorText:
        return self.edition.file.indicators[self.code]

    @property
    def is_scored(self) -> bool:
        return self.text.answer == "impact"

    @property
    def written(self) -> Answer:
        """As an answer of its edition; what an older form did not ask is empty."""
        return Answer(indicator=self.row.indicator, **self.row.content)

    @property
    def group_names(self) -> list[str]:
        return self.written.groups_in_words({group.code: str(group.name) for group in self.edition.groups})


def earlier_answers(assessment: Assessment) -> list[EarlierAnswer]:
    """The newest first; in one query where there are none, and otherwise in three."""
    rows = list(assessment.archived_answers.select_related("indicator", "updated_by"))
    if not rows:
        return []
    editions = IndicatorSet.objects.in_bulk({row.indicator.indicator_set_id for row in rows})
    files: dict[int, list[Citation]] = defaultdict(list)
    cited = Citation.objects.live().filter(
        evidence__assessment=assessment, indicator__in={row.indicator_id for row in rows}
    )
    for citation in cited.select_related("evidence"):
        files[citation.indicator_id].append(citation)
    return [
        EarlierAnswer(row, editions[row.indicator.indicator_set_id], files[row.indicator_id]) for row in rows
    ]


def last_earlier_answers(assessment: Assessment) -> dict[str, EarlierAnswer]:
    """Of each indicator the one given last, by code."""
    return {each.code: each for each in reversed(earlier_answers(assessment))}
