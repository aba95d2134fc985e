"""The head of every page of a case, and its events in sentences."""

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.contributing import is_contributor
from panels.queries.discussion import discussed_panel
from workflows.childrens_part import reached
from workflows.enums import Action, Stage
from workflows.queries.case import steps
from workflows.queries.happenings import Happening

register = template.Library()
FEW = 4
PAGES = {
    "show_assignments": "assignments",
    "assign_indicators": "assignments",
    "give_back": "assignments",
    "show_locker": "evidence",
    "upload_evidence": "evidence",
    "show_screening": "screening",
    "show_scope": "scope",
    "save_applicability": "scope",
    "add_count": "scope",
    "save_count": "scope",
    "remove_count": "scope",
    "save_plan": "scope",
    "show_declarations": "panel",
    "rule_on_declaration": "panel",
    "excuse_expert": "panel",
    "seat_another": "panel",
    "show_discussion": "discussion",
    "post_remark": "discussion",
    "post_remark_on_all": "discussion",
    "post_revision": "discussion",
    "show_opinions": "opinions",
    "save_reply": "opinions",
    "add_opinion": "opinions",
    "show_meeting": "meeting",
    "post_vote": "meeting",
    "post_decision": "meeting",
    "show_paper": "meeting",
    "post_speech": "meeting",
    "take_back_speech": "meeting",
    "recuse_myself": "meeting",
    "recuse_member": "meeting",
    "call_in": "meeting",
    "show_comments": "comments",
    "open_comments": "comments",
    "group_comments": "comments",
    "set_comments_aside": "comments",
    "answer_group": "comments",
    "show_follow_up": "follow_up",
    "report_condition": "follow_up",
    "verify_report": "follow_up",
    "write_review": "follow_up",
    "settle_follow_up": "follow_up",
}
MOVED = {
    Action.SCREEN_IN: gettext_lazy("finished the screening: an assessment is needed"),
    Action.SCREEN_OUT: gettext_lazy("finished the screening: no assessment is needed"),
    Action.HAND_IN: gettext_lazy("handed in the self-assessment"),
    Action.SIGN: gettext_lazy("signed"),
    Action.HAND_BACK: gettext_lazy("handed the file back unsigned"),
    Action.ACCEPT: gettext_lazy("accepted the file"),
    Action.SEND_BACK: gettext_lazy("sent the file back to the department"),
    Action.OPEN_SCORES: gettext_lazy("opened all scores"),
    Action.CLOSE_DISCUSSION: gettext_lazy("closed the panel’s discussion"),
    Action.HAND_IN_REPLIES: gettext_lazy("handed in the replies to the panel’s opinions"),
    Action.DECIDE: gettext_lazy("closed the sitting"),
    Action.CLOSE_NOTICE: gettext_lazy("closed the public notice"),
    Action.RECONVENE: gettext_lazy("called a new sitting of the committee"),
    Action.ISSUE: gettext_lazy("asked for the report to be published"),
    Action.RELEASE: gettext_lazy("published the report"),
    Action.WITHDRAW: gettext_lazy("withdrew the matter"),
    Action.REOPEN: gettext_lazy("took the matter up again"),
}
TABS = {"workflows": "overview", "assessments": "answers", "panels": "panel", "participation": "children"}


@register.inclusion_tag("workflows/_head.html", takes_context=True)
def case_header(context: RequestContext) -> dict[str, object]:
    """Title, stepper and tabs of the page's `assessment`."""
    assessment, request = context["assessment"], context["request"]
    case = assessment.case
    app, page = request.resolver_match.app_name, request.resolver_match.url_name
    tab = PAGES.get(page) or TABS.get(app, "overview")
    profile, assessed = assessment.profile, not case.screened_out
    writing = case.state == Stage.SELF_ASSESSMENT
    inside = not (writing and is_contributor(request.user, assessment))
    return {
        "assessment": assessment,
        "case": case,
        "stages": steps(case),
        "tab": tab,
        "names": {stage.kind: str(stage.name) for stage in profile.stages},
        "has_screening": profile.has("screening"),
        "has_answers": assessed and case.place != Stage.SCREENING,
        "has_children": assessed,
        "has_assignments": writing,
        "has_panel": inside and assessed and profile.has("expert_panel"),
        "has_discussion": inside
        and profile.has("discussion")
        and discussed_panel(assessment, request.user) is not None,
        "has_opinions": inside and assessed and profile.has("reply"),
        "has_meeting": inside and assessed and profile.has("committee"),
        "has_comments": assessed
        and profile.has("public_notice")
        and request.user.has_perm("assessments.open_words_assessment", assessment),
        "has_follow_up": assessed and profile.has("committee") and case.state == Stage.PUBLISHED,
    }


@register.simple_tag(takes_context=True)
def stages_reached(context: RequestContext) -> list[str]:
    """The kinds of stages that the page's case has come to; gates of later ones are still ahead."""
    return reached(context["assessment"].case)


# What an event's data fills in, besides the codes of the indicators touched.
SENTENCES = {
    "case.opened": gettext_lazy("opened the case"),
    "screening.saved": gettext_lazy("wrote in the screening"),
    "finding.saved": gettext_lazy("answered for a special group of children"),
    "children.saved": gettext_lazy("wrote how many children are affected"),
    "children.removed": gettext_lazy("removed a number of children"),
    "participation.saved": gettext_lazy("wrote how children take part"),
    "hearing.recorded": gettext_lazy("recorded how children were heard"),
    "hearing.saved": gettext_lazy("changed how children were heard"),
    "hearing.consent_withdrawn": gettext_lazy("emptied words for which a consent was withdrawn"),
    "collection.opened": gettext_lazy("opened a link under which children answer"),
    "collection.closed": gettext_lazy("closed the link under which children answer"),
    "remark.added": gettext_lazy("stored what children said"),
    "remark.sorted": gettext_lazy("sorted what children said"),
    "remark.quoted": gettext_lazy("chose which words of children are quoted"),
    "remark.taken_back": gettext_lazy("emptied words that a child took back"),
    "absence.written": gettext_lazy("wrote why no children are heard"),
    "absence.signed": gettext_lazy("signed why no children are heard"),
    "theme.added": gettext_lazy("summed up what children said"),
    "theme.saved": gettext_lazy("answered what children said"),
    "theme.removed": gettext_lazy("removed a theme of what children said"),
    "words.opened": gettext_lazy("opened words of children, with a reason"),
    "words.erased": gettext_lazy("erased what is no longer to be kept"),
    "answer.saved": gettext_lazy("answered %(codes)s"),
    "answers.brought_in": gettext_lazy("brought in answers from %(from)s"),
    "evidence.attached": gettext_lazy("attached evidence to %(codes)s"),
    "evidence.kept": gettext_lazy("put evidence into the locker"),
    "evidence.cited": gettext_lazy("cited evidence for %(codes)s"),
    "evidence.uncited": gettext_lazy("took evidence back from %(codes)s"),
    "evidence.described": gettext_lazy("said of when evidence is and who may have it"),
    "evidence.scanned": gettext_lazy("scanned evidence for viruses"),
    "indicators.assigned": gettext_lazy("asked another department for indicators"),
    "indicators.taken_back": gettext_lazy("took indicators back from another department"),
    "indicators.given_back": gettext_lazy("gave its indicators back as finished"),
    "evidence.removed": gettext_lazy("took evidence out of the case"),
    "decision.recorded": gettext_lazy("recorded the decision"),
    "comments.grouped": gettext_lazy("put comments of the public into group %(group)s"),
    "comments.set_aside": gettext_lazy("set comments of the public aside"),
    "comments.taken_back": gettext_lazy("let a comment of the public wait again"),
    "comments.answered": gettext_lazy("answered group %(group)s of the public’s comments"),
    "case.carried": gettext_lazy("moved the case from edition %(from)s to %(to)s"),
    "case.stayed": gettext_lazy("decided not to move the case to edition %(edition)s"),
    "deadline.extended": gettext_lazy("gave more time: due %(due)s"),
    "deadline.moved": gettext_lazy("changed the calendar: now due %(due)s"),
    "return.opened": gettext_lazy("opened parts of the file to the department again"),
    "case.handed_over": gettext_lazy("handed the file over to %(name)s"),
    "case.reminded": gettext_lazy("reminded those for whom the case waits"),
    "case.handler_named": gettext_lazy("let %(name)s handle the case in the office"),
    "case.handler_cleared": gettext_lazy("said that nobody in particular handles the case in the office"),
    "child_text.saved": gettext_lazy("wrote the text for children"),
    "disclosure.withheld": gettext_lazy("marked passages to be withheld"),
    "disclosure.given_back": gettext_lazy("let a withheld passage be published after all"),
    "disclosure.prepared": gettext_lazy("asked a second person to read what is disclosed"),
    "disclosure.signed": gettext_lazy("signed what is disclosed"),
    "report.frozen": gettext_lazy("froze the report’s record"),
    "report.reissued": gettext_lazy("issued the report anew, because words were taken back"),
    "report.retracted": gettext_lazy("took the report back, in public"),
    "report.retried": gettext_lazy("asked for the report once more"),
    "condition.reported": gettext_lazy("reported condition %(condition)s as met"),
    "condition.verified": gettext_lazy("verified the report on condition %(condition)s"),
    "review.saved": gettext_lazy("recorded the review of effects after %(months)s months"),
    "follow_up.closed": gettext_lazy("closed the follow-up"),
    "follow_up.reopened": gettext_lazy("reopened the follow-up"),
}


@register.filter
def sentence(happening: Happening) -> str:
    """What happened, as a reader would say it."""
    event = happening.last
    if event.name == "case.moved":
        return str(MOVED[Action(event.data["action"])])
    said = str(SENTENCES.get(event.name, event.name))
    editions = {name: str(event.data.get(name, "")).rpartition("@")[2] for name in ("from", "to", "edition")}
    told = {
        "due": str(event.data.get("new", ""))[:10],
        "codes": _few(happening.codes),
        **{key: event.data.get(key, "") for key in ("name", "condition", "months", "group")},
    }
    return said % (editions | told)


def _few(codes: list[str]) -> str:
    """The indicators by code, or when there are many how many."""
    if len(codes) <= FEW:
        return _(", ").join(codes)
    return ngettext("%(number)s indicator", "%(number)s indicators", len(codes)) % {"number": len(codes)}
