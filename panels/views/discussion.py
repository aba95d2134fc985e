"""The panel's discussion. It exists for those who take part in it or lead it; for everybody else it is not found."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.merging import Difference
from assessments.queries import visible_files
from assessments.views.file import side_by_side
from ledger.errors import Refused
from panels.discussion_forms import RemarkForm, RevisionForm
from panels.operations import discussing
from panels.queries.discussion import WHOLE, Discussion, Topic, discussed_panel, discussion_of


@dataclass(frozen=True)
class Entry:
    """A topic as the page draws it, with the forms that this reader may fill in."""

    topic: Topic
    remark: RemarkForm | None
    revision: RevisionForm | None
    conflict: Sequence[Difference] = ()
    open: bool = False


@login_required
@require_safe
def show_discussion(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _discussion(request, code))


@login_required
@require_POST
def post_remark(request: HttpRequest, code: str, indicator: str = WHOLE) -> HttpResponse:
    """Add to a topic; the same address answers a plain form and htmx, which gets all that was said of the topic."""
    discussion, topic = _topic(request, code, indicator)
    form = RemarkForm(request.POST, code=topic.code)
    try:
        if form.is_valid():
            about = topic.card.indicator if topic.card else None
            text = form.cleaned_data["text"]
            discussing.remark(panel=discussion.panel, indicator=about, text=text, actor=request.user)
            return _said(request, code, topic.code, "panels/_remark_saved.html")
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _refused(request, discussion, _entry(discussion, topic, remark=form), 422)


@login_required
@require_POST
def post_revision(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Keep a second judgement of the reader's own score."""
    discussion, topic = _topic(request, code, indicator)
    if topic.card is None:
        raise Http404
    if topic.mine is None:
        raise PermissionDenied("discuss_panel")
    form = _revision_form(discussion, topic, request.POST)
    where = {"panel": discussion.panel, "indicator": topic.card.indicator, "actor": request.user}
    status, conflict = form.save(discussing.revise, **where)
    if status == 200:
        return _said(request, code, topic.code, "panels/_revision_saved.html")
    entry = _entry(discussion, topic, revision=form, conflict=side_by_side(form, conflict))
    return _refused(request, discussion, entry, status)


def _discussion(request: HttpRequest, code: str) -> Discussion:
    assessment = get_object_or_404(visible_files(request.user), code=code)
    panel = discussed_panel(assessment, request.user)
    if panel is None:
        raise Http404
    return discussion_of(panel, request.user)


def _topic(request: HttpRequest, code: str, about: str) -> tuple[Discussion, Topic]:
    discussion = _discussion(request, code)
    topic = discussion.topic(about)
    if topic is None:
        raise Http404
    return discussion, topic


def _entry(
    discussion: Discussion,
    topic: Topic,
    *,
    remark: RemarkForm | None = None,
    revision: RevisionForm | None = None,
    conflict: Sequence[Difference] = (),
) -> Entry:
    """With the forms that were sent, or with fresh ones where the reader may write."""
    refused = remark is not None or revision is not None
    if remark is None and discussion.may_speak:
        remark = RemarkForm(code=topic.code)
    if revision is None and discussion.may_revise and topic.mine is not None:
        revision = _revision_form(discussion, topic)
    return Entry(topic, remark, revision, conflict, open=refused or topic in discussion.flagged)


def _revision_form(discussion: Discussion, topic: Topic, *data: object) -> RevisionForm:
    edition = discussion.assessment.indicator_set
    return RevisionForm(*data, code=topic.code, score=topic.mine.score, indicator_set=edition)


def _page(
    request: HttpRequest, discussion: Discussion, refused: Entry | None = None, status: int = 200
) -> HttpResponse:
    """Every topic; the one just refused keeps what was typed."""

    def entry(topic: Topic) -> Entry:
        if refused is not None and refused.topic.code == topic.code:
            return refused
        return _entry(discussion, topic)

    context = {
        "assessment": discussion.assessment,
        "discussion": discussion,
        "whole": entry(discussion.whole),
        "flagged": [entry(topic) for topic in discussion.flagged],
        "others": [entry(topic) for topic in discussion.others],
    }
    return render(request, "panels/discussion.html", context, status=status)


def _said(request: HttpRequest, code: str, about: str, template: str) -> HttpResponse:
    """What stands on the page now, read anew: others may have spoken meanwhile."""
    if not request.htmx:
        return redirect(f"{reverse('panels:show_discussion', args=[code])}#{about}")
    discussion, topic = _topic(request, code, about)
    context = {
        "assessment": discussion.assessment,
        "discussion": discussion,
        "entry": _entry(discussion, topic),
        "saved": True,
    }
    return render(request, template, context)


def _refused(request: HttpRequest, discussion: Discussion, entry: Entry, status: int) -> HttpResponse:
    if not request.htmx:
        return _page(request, discussion, entry, status)
    context = {"assessment": discussion.assessment, "discussion": discussion, "entry": entry}
    response = render(request, "panels/_topic.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{entry.topic.code}", "outerHTML"
    return response
