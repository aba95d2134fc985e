"""What happened to a planned matter, in sentences."""

from django import template
from django.utils.translation import gettext_lazy

from ledger.models import Event
from plans.enums import PlanState

register = template.Library()
SENTENCES = {
    "plan.proposed": gettext_lazy("proposed the matter for the plan of %(year)s"),
    "plan.changed": gettext_lazy("changed the matter"),
    "plan.moved_here": gettext_lazy("moved the matter here from the plan of %(from)s"),
}
SETTLED = {
    PlanState.ACCEPTED: gettext_lazy("took the matter into the plan"),
    PlanState.DECLINED: gettext_lazy("declined the matter"),
    PlanState.DROPPED: gettext_lazy("took the matter out of the plan"),
    PlanState.MOVED: gettext_lazy("moved the matter to the plan of %(year)s"),
    PlanState.RETRACTED: gettext_lazy("retracted the matter"),
}


@register.filter
def plan_sentence(event: Event) -> str:
    said = SETTLED[PlanState(event.data["new"])] if event.name == "plan.settled" else SENTENCES[event.name]
    return str(said) % {"year": event.data.get("year", ""), "from": event.data.get("from", "")}
