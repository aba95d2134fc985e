"""What happens around a vote: who speaks, who is recused, who is called in instead."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committees.models import Meeting
from committees.operations.speaking import record_speech, take_back_speech
from committees.queries import own_ballot
from committees.queries.sessions import present_voters
from committees.session_forms import OwnRecusalForm, RecusalForm, SpeechForm
from ledger.errors import Refused
from workflows import sittings
from workflows.views.meetings import existing_sitting, sitting_page


@login_required
@require_POST
def post_speech(request: HttpRequest, code: str) -> HttpResponse:
    assessment, meeting = _kept(request, code)
    form = SpeechForm(request.POST, members=present_voters(meeting))
    if form.is_valid():
        try:
            record_speech(meeting=meeting, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("workflows:show_meeting", code)
    return sitting_page(request, assessment, meeting, 422, speech_form=form)


@login_required
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    _assessment, meeting = _kept(request, code)
    done = _("The last speech is taken out.")
    return _done_or_said(request, code, lambda: take_back_speech(meeting=meeting, actor=request.user), done)


@login_required
@require_POST
def recuse_member(request: HttpRequest, code: str) -> HttpResponse:
    """By the office."""
    assessment, meeting = _kept(request, code)
    on_roll = [each.member for each in meeting.ballots.counting().select_related("member")]
    form = RecusalForm(request.POST, members=on_roll)
    if form.is_valid():
        try:
            sittings.recuse(case=assessment.case, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recused. The member no longer reads this case and has no vote."))
            return redirect("workflows:show_meeting", code)
    return sitting_page(request, assessment, meeting, 422, recusal_form=form)


@login_required
@require_POST
def recuse_myself(request: HttpRequest, code: str) -> HttpResponse:
    assessment, meeting = existing_sitting(request, code)
    if own_ballot(meeting, request.user) is None:
        raise PermissionDenied("vote_meeting")
    form = OwnRecusalForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            sittings.recuse(case=assessment.case, member=request.user, reason=reason, actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("You are recused from this case and no longer read it."))
            return redirect("workflows:desk")
    return sitting_page(request, assessment, meeting, 422, own_recusal_form=form)


@login_required
@require_POST
def call_in(request: HttpRequest, code: str) -> HttpResponse:
    assessment, _meeting = _kept(request, code)
    done = _("The roll is complete again.")
    return _done_or_said(
        request, code, lambda: sittings.call_in(case=assessment.case, actor=request.user), done
    )


def _kept(request: HttpRequest, code: str) -> tuple[object, Meeting]:
    assessment, meeting = existing_sitting(request, code)
    if not request.user.has_perm("committees.close_meeting", meeting):
        raise PermissionDenied("close_meeting")
    return assessment, meeting


def _done_or_said(request: HttpRequest, code: str, act: Callable[[], object], done: str) -> HttpResponse:
    """Where nothing was typed a refusal is the page with its reason."""
    assessment, meeting = existing_sitting(request, code)
    try:
        act()
    except Refused as refusal:
        return sitting_page(request, assessment, meeting, 422, refusal=str(refusal))
    messages.success(request, done)
    return redirect("workflows:show_meeting", code)
