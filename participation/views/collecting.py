"""The adult's side of a link: what is asked, the QR code, how many have answered, and closing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.views.file import visible_file
from ledger.errors import Refused
from participation.ages import age_group, span_of
from participation.bank import FIRST_OLDER, Band, drafts
from participation.forms.collecting import CollectionForm
from participation.models import Collection, Session
from participation.operations import collecting
from participation.queries.collecting import asked_as, collection_of, faces_of


@login_required
@require_safe
def show_collection(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Before: which questions. Then the QR code and the count; afterwards what was answered with faces."""
    session = _session(request, code, number)
    return _page(request, session, collection_of(session), None)


@login_required
@require_POST
def open_collection(request: HttpRequest, code: str, number: int) -> HttpResponse:
    session = _session(request, code, number)
    form = CollectionForm(request.POST, drafts=drafts(session.link, _band(request, session)))
    if form.is_valid():
        try:
            collecting.open_collection(
                session=session,
                questions=form.questions(),
                minutes=form.cleaned_data["minutes"],
                promise=form.cleaned_data["promise"],
                actor=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The link is open. Children can begin."))
            return redirect(_address(session))
    return _page(request, session, collection_of(session), form, status=422)


@login_required
@require_POST
def close_collection(request: HttpRequest, code: str, number: int) -> HttpResponse:
    session, collection = _opened(request, code, number)
    collecting.close_collection(collection=collection, actor=request.user)
    messages.success(request, _("Closed. What still waits on the telephone may come in for a day."))
    return redirect(_address(session))


@login_required
@require_safe
def show_count(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How many sheets have come in, asked for every few seconds while the link is open."""
    session, collection = _opened(request, code, number)
    return render(request, "participation/_count.html", _live(session, collection))


@login_required
@require_safe
def show_poster(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """For the wall: the address and its QR code, and what becomes of the answers."""
    session, collection = _opened(request, code, number)
    if not (_hears(request, session) and collecting.is_open(collection)):
        raise Http404
    context = {"assessment": session.assessment, "session": session, "collection": collection}
    return render(request, "participation/poster.html", context | _link(request, collection))


def _session(request: HttpRequest, code: str, number: int) -> Session:
    """Whoever sees the case file sees what children have answered with faces."""
    assessment = visible_file(request, code)
    session: Session = get_object_or_404(Session, assessment=assessment, number=number)
    session.assessment = assessment
    return session


def _opened(request: HttpRequest, code: str, number: int) -> tuple[Session, Collection]:
    session = _session(request, code, number)
    collection = collection_of(session)
    if collection is None:
        raise Http404
    return session, collection


def _page(
    request: HttpRequest,
    session: Session,
    collection: Collection | None,
    form: CollectionForm | None,
    status: int = 200,
) -> HttpResponse:
    hears = _hears(request, session)
    if collection is None and not hears:
        raise PermissionDenied("hear_assessment")
    context: dict[str, object] = {"assessment": session.assessment, "session": session, "hears": hears}
    if collection is None:
        band = _band(request, session)
        form = form or CollectionForm(drafts=drafts(session.link, band))
        context |= {"form": form, "band": band, "bands": Band.choices}
    else:
        context |= _live(session, collection) | {"faces": faces_of(collection), "refused": form}
        context["questions"] = [asked_as(question) for question in collection.questions]
        if hears and context["open"]:
            context |= _link(request, collection)
    return render(request, "participation/collection.html", context, status=status)


def _live(session: Session, collection: Collection) -> dict[str, object]:
    return {
        "assessment": session.assessment,
        "session": session,
        "collection": collection,
        "open": collecting.is_open(collection),
        "sheets": collection.sheets.count(),
    }


def _link(request: HttpRequest, collection: Collection) -> dict[str, object]:
    """Under the name by which this officer reached the site: the telephone is in the same room."""
    address = request.build_absolute_uri(reverse("participation:answer", args=[collection.token]))
    return {"address": address, "shown_address": address.partition("://")[2]}


def _hears(request: HttpRequest, session: Session) -> bool:
    return bool(request.user.has_perm("assessments.hear_assessment", session.assessment))


def _band(request: HttpRequest, session: Session) -> Band:
    """As it was chosen; else after the youngest who were there."""
    chosen = request.POST.get("band") or request.GET.get("band")
    if chosen in Band.values:
        return Band(chosen)
    file = session.assessment.indicator_set.file
    ages = session.attendance.values_list("age", flat=True)
    youngest = min((span_of(age_group(file, age)).first for age in ages), default=0)
    return Band.OLDER if youngest >= FIRST_OLDER else Band.YOUNGER


def _address(session: Session) -> str:
    return reverse("participation:show_collection", args=[session.assessment.code, session.number])
