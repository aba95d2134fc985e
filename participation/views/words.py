"""What children said word by word: for the office alone, with a reason, and every reading is written down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments.views.file import visible_file
from ledger.errors import Refused
from participation.forms.remarks import ReasonForm, WordsForm
from participation.models import Remark, Session, Sheet
from participation.operations.remarks import take_back_remark, take_back_sheet
from participation.operations.sorting import sort_and_quote
from participation.queries.session import (
    SessionPage,
    gone_words,
    quotes_of,
    session_page,
    sheets_of,
    words_of,
)
from privacy.reading import open_sensitive

WHAT = "remarks"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def open_words(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Asked for a reason first; the words come with the answer to it, and with nothing else."""
    page = _session(request, code, number)
    if request.method != "POST":
        return _ask(request, page, ReasonForm())
    return _opened(request, page)


@login_required
@never_cache
@require_POST
def save_words(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Themes and quotes of all remarks. Refused, the words are opened once more, for the same reason."""
    page = _session(request, code, number)
    form = _bound(request, page)

    def save(*, version: int, content: dict[str, tuple[int, str]]) -> Session:
        words = {int(remark): said for remark, said in content.items()}
        return sort_and_quote(session=page.session, version=version, words=words, actor=request.user)

    status, _stale = form.save(save)
    if status == 200:
        messages.success(request, _("Saved. The words are closed again."))
        return redirect("participation:show_session", code, number)
    return _opened(request, page, form=form, status=status)


@login_required
@never_cache
@require_POST
def take_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One remark by its number, or a child's whole sheet by its key."""
    page = _session(request, code, number)
    remark, sheet = request.POST.get("remark", ""), request.POST.get("sheet", "")
    if _is_key(remark):
        found = get_object_or_404(
            Remark.objects.select_related("session__assessment"), session=page.session, number=int(remark)
        )
        take_back_remark(remark=found, actor=request.user)
    elif _is_key(sheet):
        answered = get_object_or_404(
            Sheet.objects.select_related("session__assessment"), session=page.session, pk=int(sheet)
        )
        try:
            take_back_sheet(sheet=answered, actor=request.user)
        except Refused as refusal:
            return _ask(request, page, ReasonForm(), status=422, told=str(refusal))
    else:
        return _ask(request, page, ReasonForm(), status=422, told=_("Please choose what is taken back."))
    messages.success(
        request, _("Taken back: nothing is left of these words, and drafts and public editions follow.")
    )
    return redirect("participation:show_session", code, number)


def _session(request: HttpRequest, code: str, number: int) -> SessionPage:
    page = session_page(request.user, visible_file(request, code), number)
    if page is None:
        raise Http404
    if not page.may_open:
        raise PermissionDenied("open_words_assessment")
    return page


def _is_key(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < 10


def _bound(request: HttpRequest, page: SessionPage) -> WordsForm:
    return WordsForm(
        request.POST, session=page.session, remarks=list(words_of(page.session)), themes=page.themes
    )


def _opened(
    request: HttpRequest, page: SessionPage, *, form: WordsForm | None = None, status: int = 200
) -> HttpResponse:
    """The words, for the reason that is sent; without one that counts they are asked for once more."""
    reason = ReasonForm(request.POST)
    if reason.is_valid():
        try:
            return _words(request, page, reason=reason.cleaned_data["reason"], form=form, status=status)
        except Refused as refusal:
            reason.add_error("reason", str(refusal))
    return _ask(request, page, reason, status=422)


def _ask(
    request: HttpRequest, page: SessionPage, form: ReasonForm, *, status: int = 200, told: str = ""
) -> HttpResponse:
    context = {"page": page, "session": page.session, "form": form, "told": told}
    context |= {"assessment": page.session.assessment, "gone": gone_words(page.session)}
    return render(request, "participation/ask_reason.html", context, status=status)


@transaction.atomic
def _words(
    request: HttpRequest, page: SessionPage, *, reason: str, form: WordsForm | None = None, status: int = 200
) -> HttpResponse:
    """The reading is written down in the transaction that reads."""
    session = page.session
    remarks, sheets = list(words_of(session)), list(sheets_of(session))
    open_sensitive(
        subject=session.assessment.subject,
        what=WHAT,
        rows=len(remarks),
        reason=reason,
        actor=request.user,
    )
    form = form or WordsForm(session=session, remarks=remarks, themes=page.themes, reason=reason)
    context = {
        "assessment": session.assessment,
        "page": page,
        "session": session,
        "form": form,
        "sheets": sheets,
        "quotes": quotes_of(session),
        "gone": gone_words(session),
    }
    return render(request, "participation/words.html", context, status=status)
