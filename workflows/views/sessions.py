"""The committee's sessions: calling one, its agenda, who came, its minutes."""

from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.minutes import DOCX, minutes, minutes_name
from committees.models import Meeting, Session
from committees.operations import agenda, sessions
from committees.queries.sessions import called_to, committee_of
from committees.querysets import CALLED
from committees.session_forms import SessionForm, attendance_form, session_form
from ledger.errors import Conflict, Refused
from workflows.queries.sessions import cities_kept_by, session_page, session_rows, visible_sessions

# What is done with one case of the agenda.
ITEM: dict[str, Callable[..., Meeting]] = {
    "add": agenda.put_on_agenda,
    "take-off": agenda.take_off_agenda,
    "up": lambda **what: agenda.move_on_agenda(down=False, **what),
    "down": lambda **what: agenda.move_on_agenda(down=True, **what),
}


@login_required
@require_safe
def list_sessions(request: HttpRequest) -> HttpResponse:
    _refuse_uncalled(request)
    context = {"sessions": session_rows(request.user), "calls": cities_kept_by(request.user)}
    return render(request, "workflows/sessions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def open_session(request: HttpRequest) -> HttpResponse:
    """Of the city whose office the person belongs to."""
    _refuse_uncalled(request)
    cities = cities_kept_by(request.user)
    if not cities:
        raise PermissionDenied("keep_session")
    sent = request.POST if request.method == "POST" else None
    form = SessionForm(sent, members=committee_of(cities[0]))
    if form.is_valid():
        try:
            session = sessions.open_session(city=cities[0], actor=request.user, **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The session is called. Now put cases on its agenda."))
            return redirect("workflows:show_session", session.pk)
    status = 422 if form.errors else 200
    return render(request, "workflows/session_form.html", {"form": form}, status=status)


@login_required
@require_safe
def show_session(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk), 200)


@login_required
@require_http_methods(["GET", "POST"])
def change_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Two officers: the second keeps the words and reads what stands now."""
    session = _kept(request, pk)
    sent = request.POST if request.method == "POST" else None
    form, status = session_form(session, sent), 200
    theirs: Session | None = None
    if sent is not None:
        status = 422
        if form.is_valid():
            try:
                version = form.cleaned_data["version"]
                sessions.change_session(session=session, version=version, actor=request.user, **form.facts())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            except Conflict as conflict:
                theirs, status = _visible(request, pk), 409
                mine = request.POST.copy()
                mine["version"] = str(conflict.version)
                form = session_form(session, mine)
                form.add_error(None, str(conflict))
            else:
                messages.success(request, _("Saved."))
                return redirect("workflows:show_session", pk)
    context = {"form": form, "session": session, "theirs": theirs}
    return render(request, "workflows/session_form.html", context, status=status)


@login_required
@require_POST
def settle_item(request: HttpRequest, pk: int, sitting: int, action: str) -> HttpResponse:
    session = _kept(request, pk)
    if action not in ITEM:
        raise Http404
    meeting = get_object_or_404(
        Meeting, pk=sitting, assessment__drafting_unit__in=session.city.with_children()
    )
    return _done_or_said(
        request, session, lambda: ITEM[action](session=session, meeting=meeting, actor=request.user)
    )


@login_required
@require_POST
def post_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    session = _kept(request, pk)
    form = attendance_form(session, list(called_to(session)), request.POST)
    if not form.is_valid():
        return _page(request, session, 422, attendance=form)
    try:
        sessions.record_attendance(
            session=session,
            version=form.cleaned_data["version"],
            presences=form.presences(),
            actor=request.user,
        )
    except Refused as refusal:
        return _page(request, session, 422, attendance=form, refusal=str(refusal))
    except Conflict as conflict:
        return _page(request, _visible(request, pk), 409, refusal=str(conflict))
    messages.success(request, _("Saved."))
    return redirect("workflows:show_session", pk)


@login_required
@require_POST
def close_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = _kept(request, pk)
    return _done_or_said(
        request, session, lambda: sessions.close_session(session=session, actor=request.user)
    )


@login_required
@require_safe
def download_minutes(request: HttpRequest, pk: int) -> FileResponse:
    """For the office, which puts the last hand to them."""
    session = _kept(request, pk)
    return FileResponse(
        BytesIO(minutes(session)), as_attachment=True, filename=minutes_name(session), content_type=DOCX
    )


def _refuse_uncalled(request: HttpRequest) -> None:
    """Whoever is neither of the office nor of the committee finds no sessions here."""
    if not any(post.role in CALLED for post in request.user.posts):
        raise Http404


def _visible(request: HttpRequest, pk: int) -> Session:
    return get_object_or_404(visible_sessions(request.user), pk=pk)


def _kept(request: HttpRequest, pk: int) -> Session:
    session = _visible(request, pk)
    if session.city not in cities_kept_by(request.user):
        raise PermissionDenied("keep_session")
    return session


def _done_or_said(request: HttpRequest, session: Session, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return _page(request, session, 422, refusal=str(refusal))
    return redirect("workflows:show_session", session.pk)


def _page(request: HttpRequest, session: Session, status: int, **extra: object) -> HttpResponse:
    page = session_page(session, request.user)
    context: dict[str, object] = {"page": page, "session": session}
    if page.keeps:
        context["attendance"] = attendance_form(session, page.members)
    return render(request, "workflows/session.html", context | extra, status=status)
