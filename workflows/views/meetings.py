"""The committee's sitting: the paper on the table, the votes, the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from assessments.contributing import is_contributor
from assessments.models import Assessment
from assessments.queries import questionnaire, visible_files
from committees.forms import ConditionFormSet, DecisionForm, VoteForm, obligations
from committees.models import Meeting
from committees.operations import cast_vote
from committees.queries import counted, open_choices, own_ballot, turnout_in_words
from ledger.errors import Refused
from panels.queries import opened_reasons, results
from workflows import operations
from workflows.enums import Stage
from workflows.models import Case


@login_required
@require_safe
def show_meeting(request: HttpRequest, code: str) -> HttpResponse:
    assessment, meeting = _sitting(request, code)
    return _page(request, assessment, meeting, 200)


@login_required
@require_POST
def post_vote(request: HttpRequest, code: str) -> HttpResponse:
    assessment, meeting = _sitting(request, code)
    meeting = get_object_or_404(Meeting, pk=meeting and meeting.pk)
    if own_ballot(meeting, request.user) is None:
        raise PermissionDenied("vote_meeting")
    form = VoteForm(request.POST, choices=open_choices(meeting))
    if form.is_valid():
        try:
            cast_vote(meeting=meeting, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your vote is recorded. You may change it until the sitting closes."))
            return redirect("workflows:show_meeting", code)
    return _page(request, assessment, meeting, 422, vote_form=form)


@login_required
@require_POST
def post_decision(request: HttpRequest, code: str) -> HttpResponse:
    """Close the sitting; what was typed stays on the page when the vote does not carry it."""
    assessment, meeting = _sitting(request, code)
    if not request.user.has_perm("workflows.decide_case", assessment.case):
        raise PermissionDenied("decide_case")
    form = DecisionForm(request.POST)
    conditions = _condition_forms(assessment, request.POST)
    if form.is_valid() and conditions.is_valid():
        try:
            operations.decide(
                case=assessment.case,
                note=form.cleaned_data["note"],
                obligations=obligations(conditions),
                actor=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("workflows:show_meeting", code)
    return _page(request, assessment, meeting, 422, decision_form=form, conditions=conditions)


def _sitting(request: HttpRequest, code: str) -> tuple[Assessment, Meeting | None]:
    files = visible_files(request.user).select_related("indicator_set", "case")
    assessment = get_object_or_404(files, code=code)
    if is_contributor(request.user, assessment):
        raise Http404
    if _scores_now(assessment.case, request.user):
        return assessment, None
    return assessment, assessment.meetings.select_related("decision").order_by("-round").first()


def _scores_now(case: Case, user: User) -> bool:
    """An expert at work does not read how an earlier round was scored and decided."""
    return case.state == Stage.EXPERT_PANEL and user.has_perm("panels.score_panel", case.panel)


def _condition_forms(assessment: Assessment, data: object = None) -> ConditionFormSet:
    indicators = [answer.indicator for answer in assessment.answers.select_related("indicator")]
    return ConditionFormSet(data, prefix="conditions", form_kwargs={"indicators": indicators})


def _page(
    request: HttpRequest, assessment: Assessment, meeting: Meeting | None, status: int, **extra: object
) -> HttpResponse:
    context: dict[str, object] = {"assessment": assessment, "meeting": meeting}
    if meeting is not None:
        closed = meeting.closed_at is not None
        ballot = own_ballot(meeting, request.user)
        panel = assessment.panels.filter(round=meeting.round).first()
        closes = request.user.has_perm("committees.close_meeting", meeting) and not closed
        initial = {"choice": ballot.choice, "opinion": ballot.opinion} if ballot else {}
        tally = counted(meeting)
        context |= {
            "tally": tally,
            "quorum": turnout_in_words(meeting, tally),
            "ballot": ballot,
            "ballots": meeting.ballots.select_related("member") if closed else [],
            "results": results(assessment, panel),
            "reasons": opened_reasons(panel, request.user) if panel else {},
            "board": questionnaire(assessment),
            "vote_form": VoteForm(choices=open_choices(meeting), initial=initial)
            if ballot and not closed
            else None,
            "decision_form": DecisionForm() if closes else None,
            "conditions": _condition_forms(assessment) if closes else None,
        }
    return render(request, "workflows/meeting.html", context | extra, status=status)
