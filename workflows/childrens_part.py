"""Children's part on a case's way: which gates hold it, which themes wait for an answer, until when it is written."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from assessments.models import Assessment
from committees.enums import Outcome
from participation.closing import closed_by
from participation.gates import Gate, State, gates_of, holding, holding_all
from participation.queries.part import unanswered_themes
from workflows.enums import Stage

# What gates are worked out from: a page of the ledger reads no more of fifty files.
OF_GATES = ("matter_class", "depth", "indicator_set__content_hash", "screening__conclusion")
OVER = (Stage.ISSUING, Stage.PUBLISHED, Stage.WITHDRAWN)


@closed_by
def case_is_over(assessment: Assessment) -> str:
    """What is published stands; a withdrawn case stands still."""
    case = getattr(assessment, "case", None)
    if case is None or case.state not in OVER:
        return ""
    return _("The case is in “%(stage)s”; nothing of this changes any more.") % {
        "stage": Stage(case.state).label
    }


def gates_holding(case: Any) -> str:
    """Why the case cannot go forward from where it is. What the committee returns goes back, not forward."""
    names = [in_words(gate) for gate in holding(case.assessment, case.state)]
    if not names or (case.state == Stage.COMMITTEE and _is_returned(case)):
        return ""
    said = _("Children are still to be heard, or a signed reason has to say why not: %(links)s.")
    return said % {"links": _(", ").join(names)}


def still_to_be_heard(names: Iterable[object]) -> str:
    """In short, for a line of a list."""
    return _("Children are still to be heard: %(links)s") % {"links": _(", ").join(map(str, names))}


def held_in_short(rows: Sequence[Any]) -> dict[int, str]:
    """For those of these rows of the ledger that a gate holds, by their key: which one. Constant in queries; no query
    where nothing runs."""
    stages = {row.pk: row.stage for row in rows if not row.ended}
    if not stages:
        return {}
    files = Assessment.objects.filter(case__in=stages).annotate(of_case=F("case"))
    files = files.select_related("indicator_set", "screening").only(*OF_GATES)
    found = list(files)
    gates = holding_all([(file, stages[file.of_case]) for file in found])
    return {
        file.of_case: still_to_be_heard([in_words(gate) for gate in held])
        for file in found
        if (held := gates[file.pk])
    }


def in_words(gate: Gate) -> str:
    if gate.state == State.UNSIGNED:
        return _("%(link)s (the reason waits for a signature)") % {"link": gate.name}
    return gate.name


def themes_unanswered(case: Any) -> str:
    """Before whoever decides has the case: the committee, or on a path without one whoever publishes."""
    if case.screened_out or not before_deciding(case):
        return ""
    return unanswered(case.assessment)


def unanswered(assessment: Assessment) -> str:
    numbers = unanswered_themes(assessment)
    said = _("What children said is still without an answer: no. %(numbers)s.")
    return said % {"numbers": _(", ").join(str(number) for number in numbers)} if numbers else ""


def before_deciding(case: Any) -> bool:
    """Whether nothing lies between here and the stage in which themes are fixed. Where a discussion or a reply may
    still be skipped, the door of that stage asks."""
    ahead = case.stages_ahead()
    return bool(ahead) and ahead[0] == fixing_stage(case.assessment)


def fixing_stage(assessment: Assessment) -> Stage:
    """From where on the themes and their answers stay as they are."""
    return Stage.COMMITTEE if assessment.profile.has("committee") else Stage.PUBLICATION


def _is_returned(case: Any) -> bool:
    meeting = case.meeting
    return meeting is not None and hasattr(meeting, "decision") and meeting.decision.outcome == Outcome.RETURN


def gates_shown(case: Any) -> list[Gate]:
    """How children take part, in short; nothing where the edition says nothing of it or nothing is assessed."""
    if not case.assessment.profile.participation or case.screened_out:
        return []
    return gates_of(case.assessment)


def reached(case: Any) -> list[str]:
    """The kinds of stages on the case's path up to where it is: all of them where it has ended."""
    kinds: list[str] = list(case.assessment.profile.kinds)
    return kinds[: kinds.index(case.place) + 1] if case.place in kinds else kinds
