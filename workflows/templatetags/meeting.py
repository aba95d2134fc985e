"""A vote as a picture and in words."""

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from committees.enums import ABSTAIN, CHOICES, Outcome
from committees.models import Decision, Meeting
from committees.queries import majority_in_words, quorum_in_words, tally_of
from committees.voting import Tally

register = template.Library()
Part = dict[str, object]
TONES = {
    Outcome.APPROVE: "pass",
    Outcome.APPROVE_WITH_CHANGES: "changes",
    Outcome.RETURN: "return",
    Outcome.REJECT: "reject",
}


@register.filter
def turnout(tally: Tally) -> list[Part]:
    """How many have voted, and nothing of how."""
    return [
        _part("for", _("voted"), tally.cast),
        _part("absent", _("not yet"), tally.roll - tally.cast),
    ]


@register.filter
def vote_parts(decision: Decision) -> list[Part]:
    counts, roll = decision.tally["counts"], decision.tally["roll"]
    parts = [_part(_kind(code, decision.outcome), str(label), counts.get(code, 0)) for code, label in CHOICES]
    absent = _part("absent", _("did not vote"), roll - decision.tally["cast"])
    return [part for part in [*parts, absent] if part["count"]]


@register.filter
def arithmetic(decision: Decision) -> str:
    """How the result came about, in words."""
    votes = tally_of(decision)
    return " ".join([quorum_in_words(votes), majority_in_words(votes, Fraction(decision.meeting.majority))])


@register.filter
def verdict_tone(meeting: Meeting) -> str:
    """Which colour the verdict has: of the decision, or of what is proposed."""
    decision = getattr(meeting, "decision", None)
    return TONES[Outcome(decision.outcome if decision else meeting.proposed)]


def _kind(code: str, outcome: str) -> str:
    if code == ABSTAIN:
        return "abstain"
    return "for" if code == outcome else "against"


def _part(kind: str, label: str, count: int) -> Part:
    return {"kind": kind, "label": label, "count": count, "seats": range(count)}
