"""The head of every page of a case, and its events in sentences."""

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.enums import Action, Stage
from workflows.queries.case import Happening, steps

register = template.Library()
FEW = 4
PAGES = {
    "show_screening": "screening",
    "show_meeting": "meeting",
    "post_vote": "meeting",
    "post_decision": "meeting",
}
TABS = {"workflows": "overview", "assessments": "answers", "panels": "panel"}


@register.inclusion_tag("workflows/_head.html", takes_context=True)
def case_header(context: RequestContext) -> dict[str, object]:
    """Title, stepper and tabs of the page's `assessment`."""
    assessment, request = context["assessment"], context["request"]
    case = assessment.case
    app, page = request.resolver_match.app_name, request.resolver_match.url_name
    tab = PAGES.get(page) or TABS.get(app, "overview")
    profile, assessed = assessment.profile, not case.screened_out
    return {
        "assessment": assessment,
        "case": case,
        "stages": steps(case),
        "tab": tab,
        "has_screening": profile.has("screening"),
        "has_answers": assessed and case.state != Stage.SCREENING,
        "has_panel": assessed and profile.has("expert_panel"),
        "has_meeting": assessed and profile.has("committee"),
    }


@register.filter
def sentence(happening: Happening) -> str:
    """What happened, as a reader would say it."""
    event, codes = happening.last, {"codes": _few(happening.codes)}
    match event.name:
        case "case.opened":
            return _("opened the case")
        case "screening.saved":
            return _("wrote in the screening")
        case "finding.saved":
            return _("answered for a special group of children")
        case "answer.saved":
            return _("answered %(codes)s") % codes
        case "evidence.attached":
            return _("attached evidence to %(codes)s") % codes
        case "evidence.removed":
            return _("removed evidence from %(codes)s") % codes
        case "decision.recorded":
            return _("recorded the decision")
        case "case.moved":
            return str(Action(event.data["action"]).label)
        case "case.carried":
            return _("moved the case from %(from)s to %(to)s") % event.data
        case "report.frozen":
            return _("froze the report’s record")
        case "report.retried":
            return _("asked for the report once more")
    return event.name


def _few(codes: list[str]) -> str:
    """The indicators by code, or when there are many how many."""
    if len(codes) <= FEW:
        return _(", ").join(codes)
    return ngettext("%(number)s indicator", "%(number)s indicators", len(codes)) % {"number": len(codes)}
