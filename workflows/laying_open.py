"""What lies open of a decided case: the draft conclusion, in plain data that everybody may read.

It is an allow-list, and shorter than the record: nobody has reviewed yet what is withheld (ADR 26). Grounds, notes and
dissents, names and votes, experts' scores and what children said in their own words stay inside.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from committees.enums import Outcome
from committees.models import Decision
from indicators.localised import LOCALES, Text
from indicators.resolver.items import ItemResult
from indicators.resolver.resolution import Resolution
from panels.queries import results
from participation.models import Theme
from workflows.calendar import DAY
from workflows.clock import calendar_of
from workflows.models import Case

Data = dict[str, object]


def lies_open_until(case: Case) -> date:
    """The day of the stage's deadline."""
    if case.due is None:
        raise ValueError(f"{case} has no deadline")
    return case.due


def draft_conclusion(case: Case) -> Data:
    """In texts {"zh", "en"} with the languages that there are; dates are ISO. `breaks`: holidays that do not count."""
    file, unit = case.assessment, case.assessment.drafting_unit
    if (meeting := case.meeting) is None:
        raise ValueError(f"{case} has no sitting")  # a notice follows a committee
    decision: Decision = meeting.decision
    resolution = results(file, case.panel)
    today, until = timezone.localdate(case.stage_since), lies_open_until(case)
    calendar = calendar_of(unit.city)
    return {
        "code": file.code,
        "title": _pair(file, "title"),
        "summary": _pair(file, "summary"),
        "city": _pair(unit.city, "name"),
        "drafting_unit": _pair(unit, "name"),
        "illustrative": file.illustrative,
        "reconstruction": file.indicator_set.provenance.status == "reconstruction",
        "outcome": {"code": decision.outcome, **_label(Outcome(decision.outcome))},
        "conditions": [
            {"text": each.text, "owner": each.owner, "due": each.due.isoformat()}
            for each in decision.conditions.all()
        ],
        "aspects": _aspects(case, resolution),
        "red_lines": _names(case, (each for each in resolution.items if each.red_line_touched)),
        "themes": [
            {"said": theme.said, "uptake": theme.uptake, "reason": theme.reason}
            for theme in Theme.objects.filter(assessment=file, complete=True)
        ],
        "days": calendar.working_days_between(today, until),
        "breaks": [
            [first.isoformat(), last.isoformat()] for first, last in calendar.breaks(today + DAY, until)
        ],
    }


def _aspects(case: Case, resolution: Resolution) -> list[Data]:
    """Of each aspect, how many indicators are better and worse for children, neither, or unknown."""
    aspects = {aspect.code: aspect for aspect in case.assessment.indicator_set.file.aspects}
    found = []
    for profile in resolution.rated_aspects:
        items = [each for each in resolution.items if each.item.aspect == profile.aspect]
        judged = [each.judged for each in items if each.judged is not None]
        found.append(
            {
                "name": _text(aspects[profile.aspect].name),
                "asked": len(items),
                "better": sum(figure > 0 for figure in judged),
                "neither": sum(figure == 0 for figure in judged),
                "worse": sum(figure < 0 for figure in judged),
                "unknown": sum(each.unknown for each in items),
            }
        )
    return found


def _names(case: Case, items: Iterable[ItemResult]) -> list[Data]:
    texts = case.assessment.indicator_set.file.indicators
    return [_text(texts[each.item.code].name) for each in items]


def _label(outcome: Outcome) -> Data:
    found: Data = {}
    for language, locale in LOCALES.items():
        with override(locale):
            found[language] = str(outcome.label)
    return found


def _pair(row: object, field: str) -> Data:
    said = {"zh": getattr(row, field), "en": getattr(row, f"{field}_en")}
    return {language: words for language, words in said.items() if words}


def _text(text: Text) -> Data:
    return {language: words for language, words in (("zh", text.zh), ("en", text.en)) if words}
