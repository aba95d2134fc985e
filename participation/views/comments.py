"""The office reads what the public says of a draft conclusion, sorts it, and answers each group once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.merging import Difference
from assessments.models import Assessment
from assessments.views.file import side_by_side, visible_file
from ledger.errors import Refused
from participation.forms.notice import GroupForm, OpeningForm, SetAsideForm, SortForm
from participation.models import Comment, CommentGroup
from participation.operations import comments as operations
from participation.queries.comments import CommentPage, comment_page
from privacy.reading import open_sensitive

OPENED = "participation:opened"  # in the session: which words were opened today, by case


@dataclass(frozen=True)
class Sent:
    """A form that was refused, to be shown again in its place."""

    name: str
    form: Any
    key: int = 0
    conflict: Sequence[Difference] = ()


@never_cache
@login_required
@require_safe
def show_comments(request: HttpRequest, code: str) -> HttpResponse:
    assessment = _file(request, code)
    return _page(request, assessment, comment_page(assessment, request.user, _opened(request, code)))


@never_cache
@login_required
@require_POST
def open_words(request: HttpRequest, code: str) -> HttpResponse:
    """The words of people under 18: for this session and day, with a reason that is kept."""
    assessment = _file(request, code)
    page = comment_page(assessment, request.user, _opened(request, code))
    form = OpeningForm(request.POST)
    try:
        if form.is_valid():
            open_sensitive(
                subject=assessment.subject,
                what="comments",
                rows=page.covered,
                reason=form.cleaned_data["reason"],
                actor=request.user,
            )
            kept = {**request.session.get(OPENED, {}), code: [timezone.localdate().isoformat(), page.last]}
            request.session[OPENED] = kept
            return redirect("participation:show_comments", code)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _page(request, assessment, page, Sent("opening", form))


@never_cache
@login_required
@require_POST
def group_comments(request: HttpRequest, code: str, number: int) -> HttpResponse:
    assessment, page = _sorting(request, code)
    form = SortForm(request.POST, groups=_groups(page, number))
    try:
        if form.is_valid():
            operations.group_comments(
                comments=_ticked(request, assessment),
                group=form.chosen,
                said=form.cleaned_data["said"],
                actor=request.user,
            )
            return redirect("participation:show_comments", code)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _page(request, assessment, page, Sent("sort", form, number))


@never_cache
@login_required
@require_POST
def set_aside(request: HttpRequest, code: str, number: int) -> HttpResponse:
    assessment, page = _sorting(request, code)
    form = SetAsideForm(request.POST)
    try:
        if form.is_valid():
            ticked = _ticked(request, assessment)
            operations.set_aside(comments=ticked, note=form.cleaned_data["note"], actor=request.user)
            return redirect("participation:show_comments", code)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _page(request, assessment, page, Sent("aside", form, number))


@never_cache
@login_required
@require_POST
def take_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    assessment, page = _sorting(request, code)
    comment = get_object_or_404(_comments(assessment), pk=pk)
    try:
        operations.take_back(comment=comment, actor=request.user)
    except Refused as refusal:
        return _page(request, assessment, page, told=str(refusal))
    messages.success(request, _("The comment waits again."))
    return redirect("participation:show_comments", code)


@never_cache
@login_required
@require_POST
def answer_group(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    assessment, page = _sorting(request, code)
    group = get_object_or_404(
        CommentGroup.objects.select_related("notice"), pk=pk, notice__assessment=assessment
    )
    form = GroupForm(request.POST, auto_id=f"group-{pk}-%s")
    status, stale = form.save(operations.answer_group, group=group, actor=request.user)
    if status == 200:
        group.refresh_from_db(fields=["complete"])
        if group.complete:
            messages.success(request, _("The answer is kept."))
        else:
            messages.info(request, _("Kept, but no answer yet: it needs an uptake and a reason."))
        return redirect("participation:show_comments", code)
    return _page(request, assessment, page, Sent("group", form, pk, side_by_side(form, stale)))


def _file(request: HttpRequest, code: str) -> Assessment:
    """The file, with its comments open to whoever asks: others who see the case may not read them."""
    assessment = visible_file(request, code)
    if not assessment.profile.has("public_notice"):
        raise Http404
    if not request.user.has_perm("assessments.open_words_assessment", assessment):
        raise PermissionDenied("comments")
    return assessment


def _sorting(request: HttpRequest, code: str) -> tuple[Assessment, CommentPage]:
    assessment = _file(request, code)
    return assessment, comment_page(assessment, request.user, _opened(request, code))


def _opened(request: HttpRequest, code: str) -> int:
    """Up to which comment this session has opened the words of people under 18 today."""
    day, last = request.session.get(OPENED, {}).get(code, ("", 0))
    return int(last) if day == timezone.localdate().isoformat() else 0


def _comments(assessment: Assessment) -> Any:
    return Comment.objects.select_related("notice").filter(notice__assessment=assessment)


def _ticked(request: HttpRequest, assessment: Assessment) -> list[Comment]:
    keys = [
        key for key in request.POST.getlist("comments") if key.isascii() and key.isdecimal() and len(key) < 10
    ]
    return list(_comments(assessment).filter(pk__in=keys))


def _groups(page: CommentPage, number: int) -> list[CommentGroup]:
    cards = [
        card for each in page.notices if each.consultation.notice.number == number for card in each.groups
    ]
    return [card.group for card in cards]


def _page(
    request: HttpRequest, assessment: Assessment, page: CommentPage, sent: Sent | None = None, told: str = ""
) -> HttpResponse:
    """Every form of the page; the one just refused keeps what was typed. `told`: why something else was."""

    def form(name: str, key: int, fresh: Any) -> Any:
        return sent.form if sent and (sent.name, sent.key) == (name, key) else fresh

    entries = []
    for notice in page.notices:
        number = notice.consultation.notice.number
        cards = [
            (
                card,
                form("group", card.group.pk, _group_form(card.group)),
                sent.conflict if sent and (sent.name, sent.key) == ("group", card.group.pk) else (),
            )
            for card in notice.groups
        ]
        sort = form("sort", number, SortForm(groups=_groups(page, number), auto_id=f"sort-{number}-%s"))
        aside = form("aside", number, SetAsideForm(auto_id=f"aside-{number}-%s"))
        entries.append((notice, cards, sort, aside))
    context = {
        "assessment": assessment,
        "page": page,
        "entries": entries,
        "told": told,
        "opening": form("opening", 0, OpeningForm()),
        "ticked": set(request.POST.getlist("comments")),
    }
    status = 409 if sent and sent.conflict else 422 if sent or told else 200
    return render(request, "participation/comments.html", context, status=status)


def _group_form(group: CommentGroup) -> GroupForm:
    initial = group.content() | {"version": group.version}
    return GroupForm(initial=initial, auto_id=f"group-{group.pk}-%s")
