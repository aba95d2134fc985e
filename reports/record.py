"""The record: everything a published report may say, as plain data, and nothing else.

It is an allow-list. Names of officers, experts and members, relations and recusals but for their number, what experts
gave as reasons and said to one another, and the evidence files themselves stay inside; every edition of the report is
made from this alone.
"""

from collections.abc import Sequence

from assessments.models import Assessment, Screening
from assessments.timing import timing
from indicators.models import IndicatorSet
from indicators.resolver.steps import steps
from panels.queries import results
from participation.queries.notice import notice_outcome
from reports.decision import decision_data
from reports.enums import NOT_NEEDED, SIGNED
from reports.findings import aspects, groups, not_asked, proposal
from reports.heard import heard
from reports.panel import opinions, panel_data
from reports.plain import Data, day, named, pair, text
from reports.queries.marks import child_words, marks_of
from reports.redaction import Mark, withheld
from reports.scope import children, contributors, participation
from reports.small_numbers import published
from workflows.enums import Action
from workflows.following import review_months
from workflows.models import Case
from workflows.queries.conclusion import countersigned, moved_at

FORMAT = "tongping-record/6"


def build_record(case: Case) -> Data:
    """What is published of a concluded case: its record with what is withheld as black boxes, and what the child
    edition says."""
    return finished_record(case.assessment, whole_record(case), marks_of(case.assessment))


def finished_record(assessment: Assessment, whole: Data, marks: Sequence[Mark]) -> Data:
    blacked = withheld(whole, marks)
    return blacked | {"child": child_words(assessment, blacked)}


def whole_record(case: Case) -> Data:
    """The public projection of a concluded case, before anything is withheld. Fractions are text ("-1/2"), dates ISO,
    texts {"zh", "en"} pairs with the languages that there are.

    `result` is the committee's outcome, or how the case ended without a committee. A screening that found no need
    leaves nothing to assess: such a record has no aspects.
    """
    assessment = case.assessment
    return published(_matter(assessment) | _procedure(case) | _conclusion(case))


def _matter(assessment: Assessment) -> Data:
    file, unit = assessment.indicator_set.file, assessment.drafting_unit
    tier = next((each for each in file.tiers if each.code == assessment.tier), None)
    gates = tier.gates if tier else []
    return {
        "format": FORMAT,
        "language": file.language,
        "code": assessment.code,
        "title": pair(assessment, "title"),
        "summary": pair(assessment, "summary"),
        "matter_class": named(file.matter_classes, assessment.matter_class),
        "tier": named(file.tiers, assessment.tier),
        "depth": named(file.depths, assessment.depth),
        "gate": named(gates, assessment.gate),
        "ages": [named(file.age_groups, code) for code in assessment.ages],
        "plan_year": assessment.plan_year,
        "trigger": assessment.trigger,
        "city": pair(unit.city, "name"),
        "terms": {key: text(name) for key, name in file.terms if name},
        "drafting_unit": pair(unit, "name"),
        "contributors": contributors(assessment),
        "drafting_started": assessment.drafting_started.isoformat(),
        "children": children(assessment),
        "participation": participation(assessment),
        "heard": heard(assessment),
        "notice": notice_outcome(assessment),
        "reference": file.reference.kind if file.reference else "",
        "illustrative": assessment.illustrative,
        "set": _set(assessment.indicator_set),
        "scale": _scale(assessment.indicator_set),
    }


def _procedure(case: Case) -> Data:
    return {
        "round": case.round,
        "returns": case.assessment.returns.count(),
        "handed_in": day(moved_at(case, Action.HAND_IN)),
        "signed": day(moved_at(case, Action.SIGN)),
        "screening": _screening(case),
        "timing": found.plain() if (found := timing(case.assessment)) else None,
    }


def _conclusion(case: Case) -> Data:
    meeting = case.meeting
    if case.screened_out:
        nothing: Data = {
            "aspects": [],
            "not_asked": [],
            "groups": [],
            "proposal": None,
            "steps": [],
            "panel": None,
            "opinions": [],
            "decision": None,
            "follow_up": [],
        }
        second = countersigned(case)
        when = second.at if second else moved_at(case, Action.SCREEN_OUT)
        return nothing | {"result": NOT_NEEDED, "concluded": day(when)}
    resolution = results(case.assessment, case.panel)
    found: Data = {
        "aspects": aspects(case.assessment, resolution),
        "not_asked": not_asked(case.assessment.indicator_set, resolution),
        "groups": groups(case.assessment),
        "proposal": proposal(resolution),
        "steps": [step.plain() for step in steps(resolution)],
        "panel": panel_data(case.panel, resolution),
        "opinions": opinions(case.panel),
    }
    if meeting is None:
        when = moved_at(case, Action.SIGN)
        signed: Data = {"result": SIGNED, "concluded": day(when), "decision": None, "follow_up": []}
        return found | signed
    decision = meeting.decision
    ended = {"result": decision.outcome, "concluded": day(decision.recorded_at)}
    voter = case.assessment.profile.stage("committee").required_voter
    required: Data = {"required_voter": text(voter) if voter else None}
    followed: Data = {"follow_up": review_months(case)}
    return found | ended | followed | {"decision": decision_data(decision) | required}


def _screening(case: Case) -> Data | None:
    assessment = case.assessment
    screening = Screening.objects.filter(assessment=assessment).first()
    if screening is None:
        return None
    second = countersigned(case)
    return {
        "questions": [
            {
                "code": each.code,
                "question": text(each.question),
                **{key: screening.answers.get(each.code, {}).get(key, "") for key in ("answer", "remark")},
            }
            for each in assessment.indicator_set.file.screening
        ],
        "conclusion": screening.conclusion,
        "grounds": screening.grounds,
        "countersigned": second
        and {
            "role": second.role.value,
            "organisation": pair(second.organisation, "name"),
            "date": day(second.at),
        },
    }


def _set(indicator_set: IndicatorSet) -> Data:
    provenance = indicator_set.provenance
    return {
        "code": indicator_set.code,
        "edition": indicator_set.edition,
        "hash": indicator_set.content_hash,
        "name": pair(indicator_set, "name"),
        "provenance": {
            "status": provenance.status,
            "statement": text(provenance.statement),
            "sources": [text(source) for source in provenance.sources],
        },
    }


def _scale(indicator_set: IndicatorSet) -> Data:
    scale = indicator_set.scale
    return {
        "levels": [{"code": level.code, "value": level.value, **text(level.name)} for level in scale.levels],
        "not_applicable": text(scale.not_applicable),
        "uncertain": text(scale.uncertain),
        "minimum": scale.minimum,
        "maximum": scale.maximum,
    }
