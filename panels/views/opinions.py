"""The panel's opinions, and the department's replies to them."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contributing import is_contributor
from assessments.merging import Difference
from assessments.models import Assessment
from assessments.queries import visible_files
from assessments.views.file import side_by_side
from indicators.models import Indicator
from ledger.errors import Refused
from panels.models import Panel
from panels.operations.replying import add_opinion as add
from panels.operations.replying import reply
from panels.opinion_forms import OpinionForm, ReplyForm
from panels.queries.opinions import OpinionCard, OpinionPage, opinion_page


@login_required
@require_safe
def show_opinions(request: HttpRequest, code: str) -> HttpResponse:
    assessment, panel = _file(request, code)
    return _page(request, _context(request, assessment, panel))


@login_required
@require_POST
def save_reply(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep one reply; the same address answers a plain form and an htmx autosave."""
    assessment, panel = _last_panel(request, code)
    page = opinion_page(assessment, panel, request.user)
    card = page.card(number)
    if card is None:
        raise Http404
    form = ReplyForm(request.POST, opinion=card.opinion)
    if request.POST.get("resolve") == "merge" and form.is_valid():
        both = form.with_theirs(card.opinion)
        return _card(request, page, card, both, (), status=200)
    status, conflict = form.save(reply, opinion=card.opinion, actor=request.user)
    if status != 200:
        return _card(request, page, card, form, side_by_side(form, conflict), status=status)
    if not request.htmx:
        return redirect(f"{_address(assessment)}#{card.code}")
    saved = OpinionCard(form.saved)
    context = {
        "assessment": assessment,
        "page": page.with_saved(saved),
        "card": saved,
        "form": ReplyForm(opinion=saved.opinion),
    }
    return render(request, "panels/_saved_reply.html", context)


@login_required
@require_POST
def add_opinion(request: HttpRequest, code: str) -> HttpResponse:
    """The same address answers a plain form and htmx, which gets the opinions anew and an empty form."""
    assessment, panel = _last_panel(request, code)
    if not request.user.has_perm("panels.moderate_panel", panel):
        raise PermissionDenied("moderate_panel")
    form = OpinionForm(request.POST, asked=_asked(assessment))
    try:
        if form.is_valid():
            opinion = add(panel=panel, actor=request.user, **form.cleaned_data)
            said = _("Opinion %(number)s has been added.") % {"number": opinion.number}
            if request.htmx:
                context = _context(request, assessment, panel) | {"said": said}
                return render(request, "panels/_opinion_added.html", context)
            messages.success(request, said)
            return redirect(_address(assessment))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    refused = _context(request, assessment, panel, adding=form)
    if not request.htmx:
        return _page(request, refused, status=422)
    response = render(request, "panels/_add_opinion.html", refused, status=422)
    response["HX-Retarget"], response["HX-Reswap"] = "#add-opinion", "outerHTML"
    return response


def _file(request: HttpRequest, code: str) -> tuple[Assessment, Panel | None]:
    """A file whose path has replies, and its last panel; they are no matter of units that only contribute to it."""
    assessment = get_object_or_404(visible_files(request.user), code=code)
    if not assessment.profile.has("reply") or is_contributor(request.user, assessment):
        raise Http404
    return assessment, assessment.panels.order_by("-round").first()


def _last_panel(request: HttpRequest, code: str) -> tuple[Assessment, Panel]:
    assessment, panel = _file(request, code)
    if panel is None:
        raise Http404
    return assessment, panel


def _page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    return render(request, "panels/opinions.html", context, status=status)


def _context(
    request: HttpRequest,
    assessment: Assessment,
    panel: Panel | None,
    *,
    bound: ReplyForm | None = None,
    conflict: Sequence[Difference] = (),
    adding: OpinionForm | None = None,
) -> dict[str, object]:
    """Every opinion with a form for whoever may reply; the one just refused keeps what was typed."""
    page = opinion_page(assessment, panel, request.user)
    entries = []
    for card in page.cards:
        refused = bound is not None and bound.prefix == card.code
        form = bound if refused else ReplyForm(opinion=card.opinion)
        entries.append((card, form, conflict if refused else (), refused or card is page.first_open))
    if page.may_add and adding is None:
        adding = OpinionForm(asked=_asked(assessment))
    return {"assessment": assessment, "page": page, "entries": entries, "adding": adding}


def _card(
    request: HttpRequest,
    page: OpinionPage,
    card: OpinionCard,
    form: ReplyForm,
    conflict: Sequence[Difference],
    *,
    status: int,
) -> HttpResponse:
    """The whole card in the place of the one that was sent; as a page where that is what was asked for."""
    if not request.htmx:
        shown = _context(request, page.assessment, page.panel, bound=form, conflict=conflict)
        return _page(request, shown, status=status)
    context = {
        "assessment": page.assessment,
        "page": page,
        "card": card,
        "form": form,
        "conflict": conflict,
        "open": True,
    }
    response = render(request, "panels/_opinion_card.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{card.code}", "outerHTML"
    return response


def _asked(assessment: Assessment) -> list[Indicator]:
    answers = assessment.answers.select_related("indicator").order_by("indicator__position")
    return [answer.indicator for answer in answers]


def _address(assessment: Assessment) -> str:
    return reverse("panels:show_opinions", args=[assessment.code])
