"""The conditions of the machine's moves, each with the sentence that says why it is unmet."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from assessments.enums import Scan
from assessments.queries import authors, screening_lacks, unfinished_codes
from assessments.scope import scope_of
from assessments.trap_rows import rows_that_stop
from panels.queries import panel_lacks, unanswered_opinions, unsealed_count
from workflows.childrens_part import gates_holding, themes_unanswered
from workflows.enums import Stage
from workflows.preparations import preparation_of


class Guard:
    """A condition that can say why it is unmet. `glance` is what a page asks that only shows the move, where all of
    it would be dear to ask."""

    def __init__(self, reason: Callable[[Any], str], glance: Callable[[Any], str] | None = None) -> None:
        self.reason = reason
        self.glance = glance or reason

    def __call__(self, case: Any) -> bool:
        return not self.reason(case)


class PersonalGuard:
    """A condition on the person who moves the case; it stands in the transition's `custom`, under "personal"."""

    def __init__(self, reason: Callable[[Any, User], str]) -> None:
        self.reason = reason


_asked_before_issuing: list[Callable[[Any], str]] = []


def before_issuing(reason: Callable[[Any], str]) -> Callable[[Any], str]:
    """Register what the room above asks of a case before its report is issued: a reason against it, or nothing."""
    _asked_before_issuing.append(reason)
    return reason


publication_prepared = Guard(
    lambda case: " ".join(filter(None, (reason(case) for reason in _asked_before_issuing))),
    glance=lambda case: preparation_of(case.assessment).lacks,
)


children_heard = Guard(gates_holding)
every_theme_answered = Guard(themes_unanswered)


@Guard
def screening_finished(case: Any) -> str:
    lacks = screening_lacks(case.assessment)
    return _("Still missing in the screening: %(what)s.") % {"what": _(", ").join(lacks)} if lacks else ""


@Guard
def found_needed(case: Any) -> str:
    return _("The screening found that no assessment is needed.") if case.screened_out else ""


@Guard
def found_not_needed(case: Any) -> str:
    return "" if case.screened_out else _("The screening has not found that no assessment is needed.")


@Guard
def every_answer_complete(case: Any) -> str:
    codes = unfinished_codes(case.assessment)
    return _("Still to be answered: %(codes)s.") % {"codes": _(", ").join(codes)} if codes else ""


@Guard
def nobody_can_be_told_by_number(case: Any) -> str:
    """Identity cards and telephones have no place in a file that many read."""
    codes = rows_that_stop(case.assessment)
    return (
        _("An identity card or mobile phone number stands in: %(codes)s. Please take it out.")
        % {"codes": _(", ").join(codes)}
        if codes
        else ""
    )


@Guard
def every_special_group_considered(case: Any) -> str:
    """Only groups that the edition marks as special count."""
    special = {each.code: str(each.name) for each in case.assessment.indicator_set.special_groups}
    if not special:
        return ""
    unfinished = case.assessment.group_findings.filter(complete=False, group__in=special)
    groups = [special[code] for code in unfinished.values_list("group", flat=True)]
    return (
        _("Nothing complete is said yet of: %(groups)s.") % {"groups": _(", ").join(groups)} if groups else ""
    )


@Guard
def scope_complete(case: Any) -> str:
    """The children affected and their part in it, where the file's path asks for them."""
    return " ".join(scope_of(case.assessment).missing)


@Guard
def assignments_finished(case: Any) -> str:
    """What other units are asked for they give back, or it is taken back from them."""
    open_ones = case.assessment.assignments.unfinished().select_related("indicator", "unit")
    said = [f"{each.indicator.code} ({each.unit})" for each in open_ones]
    return _("Still with other departments: %(codes)s.") % {"codes": _(", ").join(said)} if said else ""


@Guard
def no_file_is_blocked(case: Any) -> str:
    """A file with a virus supports nothing, and nobody could read it."""
    names = case.assessment.evidence.live().filter(scan=Scan.INFECTED).values_list("name", flat=True)
    said = _("Blocked by the virus scan: %(names)s. Please take it out of the case.")
    return said % {"names": _(", ").join(names)} if names else ""


@PersonalGuard
def signer_wrote_nothing(case: Any, user: User) -> str:
    wrote = user.pk in authors(case.assessment)
    return _("You have written in this file yourself; another person signs.") if wrote else ""


@PersonalGuard
def countersigned_by_another(case: Any, user: User) -> str:
    """That no assessment is needed is said by two people: where nobody signs, whoever publishes is the second."""
    if not case.screened_out or case.assessment.profile.has("sign_off"):
        return ""
    wrote = user.pk in authors(case.assessment)
    return (
        _("You have written in this file yourself; another person countersigns by publishing.")
        if wrote
        else ""
    )


@Guard
def panel_is_seated(case: Any) -> str:
    """Once the office's check is over; before it, the panel is still to be formed."""
    if Stage.OFFICE_CHECK in case.stages_ahead():
        return ""
    return " ".join(panel_lacks(case.panel))


@Guard
def every_expert_sealed(case: Any) -> str:
    count = unsealed_count(case.panel)
    said = ngettext(
        "Waiting for %(count)s expert to seal the scores.",
        "Waiting for %(count)s experts to seal their scores.",
        count,
    )
    return said % {"count": count} if count else ""


@Guard
def every_opinion_answered(case: Any) -> str:
    numbers = unanswered_opinions(case.panel)
    return (
        _("Opinions still without a complete reply: %(numbers)s.")
        % {"numbers": _(", ").join(str(number) for number in numbers)}
        if numbers
        else ""
    )


@Guard
def committee_decided(case: Any) -> str:
    """There is a decision that a new sitting could supersede."""
    meeting = case.meeting
    decided = meeting is not None and hasattr(meeting, "decision")
    return "" if decided else _("The committee has not decided on this case.")


@Guard
def decision_recorded(case: Any) -> str:
    meeting = case.meeting
    return "" if meeting and hasattr(meeting, "decision") else _("The committee has not decided yet.")


def only_the_engine(case: Any, user: Any) -> bool:
    return bool(user.is_system)
