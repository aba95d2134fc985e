"""The record: everything a published report may say, as plain data, and nothing else.

It is an allow-list. Names of officers, experts and members, single experts' reasons and the evidence files
themselves stay inside; every edition of the report is made from this alone.
"""

from datetime import datetime
from fractions import Fraction

from django.utils import timezone

from assessments.models import Assessment
from assessments.queries import Card, questionnaire
from committees.models import Decision
from committees.queries import dissents
from indicators.localised import Text
from indicators.models import IndicatorSet
from panels.models import Panel
from panels.queries import Results, results
from panels.scoring import AspectProfile, ItemResult
from workflows.models import Case

FORMAT = "tongping-record/1"
Data = dict[str, object]


def build_record(case: Case) -> Data:
    """The public projection of a decided case. Fractions are text ("-1/2"), dates ISO, texts {"zh", "en"} pairs."""
    assessment = case.assessment
    panel, meeting = case.panel, assessment.meetings.get(round=case.round)
    outcome = results(assessment, panel)
    unit = assessment.drafting_unit
    return {
        "format": FORMAT,
        "code": assessment.code,
        "title": _pair(assessment, "title"),
        "summary": _pair(assessment, "summary"),
        "matter_class": _matter_class(assessment),
        "city": _pair(unit.city, "name"),
        "drafting_unit": _pair(unit, "name"),
        "drafting_started": assessment.drafting_started.isoformat(),
        "handed_in": _day(assessment.locked_at),
        "illustrative": assessment.illustrative,
        "round": case.round,
        "set": _set(assessment.indicator_set),
        "scale": _scale(assessment.indicator_set),
        "panel": _panel(panel),
        "aspects": _aspects(assessment, outcome),
        "proposal": {
            "outcome": outcome.proposal.outcome,
            "red_lines": list(outcome.proposal.red_lines),
            "negative": list(outcome.proposal.negative),
            "uncertain": list(outcome.proposal.uncertain),
            "disputed": list(outcome.proposal.disputed),
        },
        "decision": _decision(meeting.decision),
    }


def _pair(row: object, field: str) -> Data:
    chinese = getattr(row, field)
    return {"zh": chinese, "en": getattr(row, f"{field}_en") or chinese}


def _text(text: Text) -> Data:
    return {"zh": text.zh, "en": text.en}


def _matter_class(assessment: Assessment) -> Data:
    found = next(
        each for each in assessment.indicator_set.matter_classes if each.code == assessment.matter_class
    )
    return {"code": found.code, **_text(found.name)}


def _set(indicator_set: IndicatorSet) -> Data:
    provenance = indicator_set.provenance
    return {
        "code": indicator_set.code,
        "edition": indicator_set.edition,
        "hash": indicator_set.content_hash,
        "name": _pair(indicator_set, "name"),
        "provenance": {
            "status": provenance.status,
            "statement": _text(provenance.statement),
            "sources": [_text(source) for source in provenance.sources],
        },
    }


def _scale(indicator_set: IndicatorSet) -> Data:
    scale = indicator_set.scale
    return {
        "levels": [{"code": level.code, "value": level.value, **_text(level.name)} for level in scale.levels],
        "not_applicable": _text(scale.not_applicable),
        "uncertain": _text(scale.uncertain),
        "minimum": scale.minimum,
        "maximum": scale.maximum,
    }


def _panel(panel: Panel | None) -> Data | None:
    if panel is None:
        return None
    return {"experts": panel.seats.count(), "opened": _day(panel.opened_scores_at)}


def _aspects(assessment: Assessment, outcome: Results) -> list[Data]:
    items = {item.item.code: item for item in outcome.items}
    profiles = {profile.aspect: profile for profile in outcome.aspects}
    groups = {group.code: _text(group.name) for group in assessment.indicator_set.groups}
    return [
        {
            "code": section.aspect.code,
            "name": _pair(section.aspect, "name"),
            **_profile(profiles[section.aspect.code]),
            "indicators": [_indicator(card, items[card.indicator.code], groups) for card in section.cards],
        }
        for section in questionnaire(assessment).sections
    ]


def _profile(profile: AspectProfile) -> Data:
    return {"own": _exact(profile.own), "experts": _exact(profile.experts), "lowest": _exact(profile.lowest)}


def _indicator(card: Card, item: ItemResult, groups: dict[str, Data]) -> Data:
    """Experts' ratings are sorted, so that their order does not tell who gave which."""
    answer, indicator = card.answer, card.indicator
    return {
        "code": indicator.code,
        "name": _pair(indicator, "name"),
        "question": _pair(indicator, "question"),
        "crc_articles": indicator.crc_articles,
        "red_line": indicator.red_line,
        "own": answer.rating,
        "reach": answer.reach,
        "groups": [groups[code] for code in answer.groups],
        "facts": answer.facts,
        "mitigation": answer.mitigation,
        "reason": answer.reason,
        "evidence": [{"name": each.name, "sha256": each.sha256, "size": each.size} for each in card.evidence],
        "ratings": sorted(item.item.ratings),
        "median": _exact(item.median),
        "spread": item.spread,
        "far_from_self": item.far_from_self,
        "wide_spread": item.wide_spread,
        "red_line_touched": item.red_line_touched,
    }


def _decision(decision: Decision) -> Data:
    return {
        "outcome": decision.outcome,
        "proposed": decision.meeting.proposed,
        "note": decision.note,
        "date": _day(decision.recorded_at),
        "tally": decision.tally,
        "conditions": [
            {
                "text": condition.text,
                "indicator": condition.indicator.code if condition.indicator else "",
                "owner": condition.owner,
                "due": condition.due.isoformat(),
            }
            for condition in decision.conditions.select_related("indicator")
        ],
        "dissents": [
            {"choice": ballot.choice, "opinion": ballot.opinion} for ballot in dissents(decision.meeting)
        ],
    }


def _day(moment: datetime | None) -> str | None:
    """The day in the city's own time."""
    return None if moment is None else timezone.localdate(moment).isoformat()


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
