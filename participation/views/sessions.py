"""One session: recording it, reading it, what children said and what they were told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.enums import Link
from assessments.views.file import side_by_side, visible_file
from ledger.errors import Refused
from participation.forms.remarks import RemarksForm
from participation.forms.session import SessionForm, ToldForm, WithdrawForm
from participation.models import Session
from participation.operations.consents import withdraw_consents
from participation.operations.passing import pass_on_harm
from participation.operations.remarks import add_remarks
from participation.operations.sessions import record_session, save_session, tell_back
from participation.queries.session import SessionPage, session_page, suited_cards, takes_words


@login_required
@require_http_methods(["GET", "POST"])
def open_session(request: HttpRequest, code: str) -> HttpResponse:
    """A new one, at the link that the address names."""
    assessment = visible_file(request, code)
    if not request.user.has_perm("assessments.hear_assessment", assessment):
        raise PermissionDenied("hear_assessment")
    asked = request.GET.get("link", "")
    session = Session(assessment=assessment, link=asked if asked in Link.values else "")
    if request.method != "POST":
        return _form(request, session, SessionForm(session=session))
    form = SessionForm(request.POST, session=session)
    if form.is_valid():
        try:
            made = record_session(
                assessment=assessment,
                content=form.content(),
                attendance=form.attendance(),
                actor=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("The session is recorded. Now write down what the children said.")
            messages.success(request, said if takes_words(made) else _("The session is recorded."))
            return redirect("participation:show_session", code, made.number)
    return _form(request, session, form, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def change_session(request: HttpRequest, code: str, number: int) -> HttpResponse:
    page = _hearing(request, code, number)
    if request.method != "POST":
        return _form(request, page.session, SessionForm(session=page.session))
    form = SessionForm(request.POST, session=page.session)
    counted = {"attendance": form.attendance()} if form.is_valid() else {}
    status, stale = form.save(save_session, session=page.session, actor=request.user, **counted)
    if status == 200:
        messages.success(request, _("Saved."))
        return redirect("participation:show_session", code, number)
    return _form(request, page.session, form, status=status, conflict=form.differences(stale))


@login_required
@never_cache
@require_safe
def show_session(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return _page(request, _session(request, code, number))


@login_required
@never_cache
@require_POST
def post_remarks(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Lines that suggest harm go first and by themselves; all the others stay on the page until all of them are
    stored."""
    page = _hearing(request, code, number)
    form = RemarksForm(request.POST, session=page.session, themes=page.themes)
    passed = pass_on_harm(
        session=page.session, version=form.typed_version(), lines=form.typed(), actor=request.user
    )
    if passed.lines:
        _tell_of_harm(request, passed.lines)
        if not any(text.strip() for texts in passed.rest.values() for text in texts):
            return redirect("participation:show_session", code, number)
        form.keep(passed.rest, passed=passed.lines, version=passed.version)

    def add(*, version: int, content: dict[str, list[str]]) -> int:
        lines = {int(theme): texts for theme, texts in content.items()}
        return add_remarks(session=page.session, version=version, lines=lines, actor=request.user)

    status, _stale = form.save(add)
    if status != 200:
        return _page(request, page, status=status, remarks=form)
    _tell_of_remarks(request, form.saved)
    return redirect("participation:show_session", code, number)


@login_required
@require_POST
def post_told(request: HttpRequest, code: str, number: int) -> HttpResponse:
    page = _hearing(request, code, number)
    form = ToldForm(request.POST, session=page.session)

    def tell(*, version: int, content: dict[str, object]) -> Session:
        return tell_back(session=page.session, version=version, actor=request.user, **content)  # type: ignore[arg-type]

    status, stale = form.save(tell)
    if status == 200:
        messages.success(request, _("Saved."))
        return redirect("participation:show_session", code, number)
    return _page(request, page, status=status, telling=form, conflict=side_by_side(form, stale))


@login_required
@require_POST
def post_withdrawal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    page = _hearing(request, code, number)
    form = WithdrawForm(request.POST, session=page.session)
    if form.is_valid():
        try:
            withdraw_consents(
                session=page.session, consents=form.cleaned_data["consents"], actor=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The consent is withdrawn; what rested on it is emptied, here and in drafts.")
            )
            return redirect("participation:show_session", code, number)
    return _page(request, page, status=422, withdrawing=form)


def _session(request: HttpRequest, code: str, number: int) -> SessionPage:
    page = session_page(request.user, visible_file(request, code), number)
    if page is None:
        raise Http404
    return page


def _hearing(request: HttpRequest, code: str, number: int) -> SessionPage:
    """For somebody who writes in it."""
    page = _session(request, code, number)
    if not page.may_hear:
        raise PermissionDenied("hear_assessment")
    return page


def _tell_of_remarks(request: HttpRequest, stored: int) -> None:
    messages.success(
        request,
        ngettext(
            "%(number)s remark is stored. From now on the committee office alone can read it.",
            "%(number)s remarks are stored. From now on the committee office alone can read them.",
            stored,
        )
        % {"number": stored},
    )


def _tell_of_harm(request: HttpRequest, lines: int) -> None:
    messages.warning(
        request,
        ngettext(
            "%(number)s line suggests that a child is being harmed. It is not stored here: the city’s officer for "
            "the protection of minors has it now. Whoever works with children also reports it to the police "
            "(110) or to the protection line (12345) without waiting.",
            "%(number)s lines suggest that a child is being harmed. They are not stored here: the city’s officer "
            "for the protection of minors has them now. Whoever works with children also reports it to the police "
            "(110) or to the protection line (12345) without waiting.",
            lines,
        )
        % {"number": lines},
    )


def _form(
    request: HttpRequest, session: Session, form: SessionForm, *, status: int = 200, conflict: object = ()
) -> HttpResponse:
    context = {
        "assessment": session.assessment,
        "session": session if session.pk else None,
        "form": form,
        "conflict": conflict,
        "cards": suited_cards(session),
    }
    return render(request, "participation/session_form.html", context, status=status)


def _page(request: HttpRequest, page: SessionPage, *, status: int = 200, **kept: object) -> HttpResponse:
    """`kept`: the form that was not taken, under its name on the page."""
    session = page.session
    context = {
        "assessment": session.assessment,
        "page": page,
        "session": session,
        "remarks": RemarksForm(session=session, themes=page.themes),
        "telling": ToldForm(session=session),
        "withdrawing": WithdrawForm(session=session),
        **kept,
    }
    return render(request, "participation/session.html", context, status=status)
