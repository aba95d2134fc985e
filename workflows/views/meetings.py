"""The committee's sitting: the paper on the table, the votes, the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contributing import is_contributor
from assessments.models import Assessment
from assessments.queries import visible_files
from committees.forms import ConditionFormSet, DecisionForm, VoteForm, obligations
from committees.models import Meeting
from committees.operations import cast_vote
from committees.queries import open_choices, own_ballot
from committees.session_forms import OwnRecusalForm, RecusalForm, SpeechForm
from ledger.errors import Refused
from workflows import operations
from workflows.queries.meeting import MeetingPage, meeting_page, sitting_for


@login_required
@require_safe
def show_meeting(request: HttpRequest, code: str) -> HttpResponse:
    assessment, meeting = read_sitting(request, code)
    return sitting_page(request, assessment, meeting, 200)


@login_required
@require_POST
def post_vote(request: HttpRequest, code: str) -> HttpResponse:
    assessment, meeting = existing_sitting(request, code)
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
    return sitting_page(request, assessment, meeting, 422, vote_form=form)


@login_required
@require_POST
def post_decision(request: HttpRequest, code: str) -> HttpResponse:
    """Close the sitting; what was typed stays on the page when the vote does not carry it."""
    assessment, meeting = read_sitting(request, code)
    if not request.user.has_perm("workflows.decide_case", assessment.case):
        raise PermissionDenied("decide_case")
    form = DecisionForm(request.POST)
    conditions = ConditionFormSet(request.POST, prefix="conditions", form_kwargs=_choices(assessment))
    if form.is_valid() and conditions.is_valid():
        try:
            operations.decide(
                case=assessment.case,
                obligations=obligations(conditions),
                actor=request.user,
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("workflows:show_meeting", code)
    return sitting_page(request, assessment, meeting, 422, decision_form=form, conditions=conditions)


def read_sitting(request: HttpRequest, code: str) -> tuple[Assessment, Meeting | None]:
    files = visible_files(request.user).select_related("indicator_set", "case", "drafting_unit__parent")
    assessment = get_object_or_404(files, code=code)
    if is_contributor(request.user, assessment):
        raise Http404
    return assessment, sitting_for(assessment, request.user)


def existing_sitting(request: HttpRequest, code: str) -> tuple[Assessment, Meeting]:
    assessment, meeting = read_sitting(request, code)
    if meeting is None:
        raise Http404
    return assessment, meeting


def sitting_page(
    request: HttpRequest, assessment: Assessment, meeting: Meeting | None, status: int, **sent: object
) -> HttpResponse:
    """`sent`: the forms that were sent and refused, with all that was typed."""
    context: dict[str, object] = {"assessment": assessment, "meeting": meeting}
    if meeting is not None:
        page = meeting_page(assessment, meeting, request.user)
        context |= {"page": page, "results": page.results, "board": page.board, "reasons": page.reasons}
        context |= {"measures": page.measures}
        context |= _forms(page)
    return render(request, "workflows/meeting.html", context | sent, status=status)


def _forms(page: MeetingPage) -> dict[str, object]:
    forms: dict[str, object] = {}
    if page.votes and page.ballot:
        initial = {"choice": page.ballot.choice, "opinion": page.ballot.opinion}
        forms["vote_form"] = VoteForm(choices=open_choices(page.meeting), initial=initial)
        forms["own_recusal_form"] = OwnRecusalForm()
    if page.keeps:
        forms["decision_form"] = DecisionForm()
        kwargs = {"indicators": page.indicators, "units": page.units}
        forms["conditions"] = ConditionFormSet(prefix="conditions", form_kwargs=kwargs)
        forms["recusal_form"] = RecusalForm(members=page.on_roll)
        if page.meeting.session:
            forms["speech_form"] = SpeechForm(members=page.present)
    return forms


def _choices(assessment: Assessment) -> dict[str, object]:
    answers = assessment.answers.select_related("indicator")
    units = assessment.drafting_unit.city.with_children()
    return {"indicators": [each.indicator for each in answers], "units": list(units)}
