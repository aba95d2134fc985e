"""What was found: the figures and words of every indicator, aspect and special group, as the record writes them."""

from assessments.enums import Confidentiality
from assessments.models import Assessment
from assessments.queries import Card, questionnaire
from indicators.models import IndicatorSet
from indicators.resolver.arithmetic import exact
from indicators.resolver.aspects import AspectProfile
from indicators.resolver.items import ItemResult
from indicators.resolver.resolution import Resolution
from reports.plain import Data, pair, text

UNSCORED: Data = {
    "ratings": [],
    "median": None,
    "aggregate": None,
    "spread": 0,
    "far_from_self": False,
    "wide_spread": False,
    "red_line_touched": False,
}


def aspects(assessment: Assessment, resolution: Resolution) -> list[Data]:
    profiles = {profile.aspect: profile for profile in resolution.aspects}
    names = {group.code: text(group.name) for group in assessment.indicator_set.groups}
    return [
        {
            "code": section.aspect.code,
            "name": pair(section.aspect, "name"),
            **_profile(profiles[section.aspect.code]),
            "indicators": [
                _indicator(card, resolution.by_code.get(card.indicator.code), names) for card in section.cards
            ],
        }
        for section in questionnaire(assessment).sections
    ]


def _profile(profile: AspectProfile) -> Data:
    return {"own": exact(profile.own), "experts": exact(profile.experts), "lowest": exact(profile.lowest)}


def _indicator(card: Card, item: ItemResult | None, names: dict[str, Data]) -> Data:
    """An indicator that is answered in words has no result."""
    answer, indicator = card.answer, card.indicator
    return {
        "code": indicator.code,
        "name": pair(indicator, "name"),
        "question": pair(indicator, "question"),
        "answer": indicator.text.answer,
        "weight": indicator.text.weight,
        "crc_articles": indicator.crc_articles,
        "red_line": indicator.red_line,
        "own": answer.rating,
        "directness": answer.directness,
        "term": answer.term,
        "reversibility": answer.reversibility,
        "reach": answer.reach,
        "groups": [names[code] for code in answer.groups],
        "numbers": [
            {"group": {"code": code, **names[code]}, "number": number}
            for code, number in answer.numbers.items()
            if code in answer.groups
        ],
        "facts": answer.facts,
        "grade": answer.grade,
        "mitigation": answer.mitigation,
        "residual": answer.residual,
        "reason": answer.reason,
        "reference": answer.reference,
        **_evidence(card),
        **(_result(item) if item else UNSCORED),
    }


def _evidence(card: Card) -> Data:
    """Internal files are counted; not even their names are public."""
    told = [each for each in card.evidence if each.evidence.confidentiality != Confidentiality.INTERNAL]
    return {
        "evidence": [
            {
                "name": each.evidence.name,
                "sha256": each.evidence.sha256,
                "size": each.evidence.size,
                "page": each.page,
                "dated": each.evidence.dated.isoformat() if each.evidence.dated else None,
                "on_request": each.evidence.confidentiality == Confidentiality.ON_REQUEST,
            }
            for each in told
        ],
        "evidence_internal": len(card.evidence) - len(told),
    }


def _result(item: ItemResult) -> Data:
    """Experts' ratings are sorted, so that their order does not tell who gave which."""
    return {
        "ratings": sorted(item.item.ratings),
        "median": exact(item.median),
        "aggregate": exact(item.aggregate),
        "spread": item.spread,
        "far_from_self": item.far_from_self,
        "wide_spread": item.wide_spread,
        "red_line_touched": item.red_line_touched,
    }


def groups(assessment: Assessment) -> list[Data]:
    """What was found for the special groups of the edition, in its order."""
    findings = {finding.group: finding for finding in assessment.group_findings.all()}
    return [
        {
            "code": group.code,
            "name": text(group.name),
            "rating": findings[group.code].rating,
            "grounds": findings[group.code].grounds,
        }
        for group in assessment.indicator_set.special_groups
    ]


def not_asked(indicator_set: IndicatorSet, resolution: Resolution) -> list[Data]:
    texts = indicator_set.file.indicators
    return [{"code": code, "name": text(texts[code].name)} for code in resolution.hidden]


def proposal(resolution: Resolution) -> Data:
    proposed = resolution.proposal
    return {
        "outcome": proposed.outcome,
        "red_lines": list(proposed.red_lines),
        "negative": list(proposed.negative),
        "uncertain": list(proposed.uncertain),
        "disputed": list(proposed.disputed),
        "worst_off": list(resolution.worst_off),
    }
