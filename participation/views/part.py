"""Children's part of a case: what stands at each link, and what became of what children said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.merging import Difference
from assessments.models import Assessment
from assessments.views.file import side_by_side, visible_file
from ledger.errors import Refused
from participation.forms.themes import NewThemeForm, ThemeForm
from participation.models import Theme
from participation.operations.themes import add_theme, remove_theme, save_theme
from participation.queries.part import children_part


@dataclass(frozen=True)
class Sent:
    """A theme's form that was not taken."""

    form: ThemeForm
    number: int
    conflict: Sequence[Difference]


@login_required
@require_safe
def show_part(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, visible_file(request, code))


@login_required
@require_POST
def post_theme(request: HttpRequest, code: str) -> HttpResponse:
    assessment = _writable_file(request, code)
    form = NewThemeForm(request.POST)
    if form.is_valid():
        try:
            theme = add_theme(assessment=assessment, said=form.cleaned_data["said"], actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{_address(assessment)}#theme-{theme.number}")
    return _page(request, assessment, status=422, adding=form)


@login_required
@require_POST
def post_answer(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The sentence and the answer of one theme."""
    assessment = _writable_file(request, code)
    theme = _themes(assessment, number).first()
    if theme is not None:
        form = ThemeForm(request.POST, theme=theme)
        status, stale = form.save(save_theme, theme=theme, actor=request.user)
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect(f"{_address(assessment)}#theme-{number}")
        if _themes(assessment, number).exists():
            sent = Sent(form, number, side_by_side(form, stale))
            return _page(request, assessment, status=status, sent=sent)
    return _removed_meanwhile(request, assessment, ThemeForm(request.POST, theme=Theme(number=number)))


def _removed_meanwhile(request: HttpRequest, assessment: Assessment, form: ThemeForm) -> HttpResponse:
    """The sentence stands in the form for a new theme, the reason above it. 404 where nothing was typed."""
    typed = {name: form[name].data or "" for name in ("said", "reason")}
    if not any(typed.values()):
        raise Http404
    told = _(
        "Somebody has removed this theme meanwhile. Its sentence stands below, to be added again; the reason was: "
        "%(reason)s"
    )
    adding = NewThemeForm({"said": typed["said"]})
    return _page(request, assessment, status=409, adding=adding, told=told % typed)


@login_required
@require_POST
def drop_theme(request: HttpRequest, code: str, number: int) -> HttpResponse:
    assessment = _writable_file(request, code)
    try:
        remove_theme(theme=get_object_or_404(_themes(assessment, number)), actor=request.user)
    except Refused as refusal:
        return _page(request, assessment, status=422, told=str(refusal))
    return redirect(f"{_address(assessment)}#themes")


def _writable_file(request: HttpRequest, code: str) -> Assessment:
    assessment = visible_file(request, code)
    if not request.user.has_perm("assessments.hear_assessment", assessment):
        raise PermissionDenied("hear_assessment")
    return assessment


def _themes(assessment: Assessment, number: int) -> QuerySet[Theme]:
    return Theme.objects.filter(assessment=assessment, number=number).select_related("assessment")


def _page(
    request: HttpRequest,
    assessment: Assessment,
    *,
    status: int = 200,
    adding: NewThemeForm | None = None,
    sent: Sent | None = None,
    told: str = "",
) -> HttpResponse:
    part = children_part(request.user, assessment)
    context: dict[str, object] = {
        "assessment": assessment,
        "part": part,
        "told": told,
        "page": _address(assessment),
        "adding": adding or NewThemeForm(),
        "themes": [
            (card, sent.form, sent.conflict, True)
            if sent and sent.number == card.theme.number
            else (card, ThemeForm(theme=card.theme), (), False)
            for card in part.themes
        ],
    }
    return render(request, "participation/part.html", context, status=status)


def _address(assessment: Assessment) -> str:
    return reverse("participation:show_part", args=[assessment.code])
