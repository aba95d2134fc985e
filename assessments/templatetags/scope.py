"""Numbers of children as readers see them: what is not known is said, and never counted as nothing."""

from django import template
from django.utils.translation import gettext as _

from assessments.children import Counted, Matrix, Total
from assessments.enums import Part
from assessments.returns import Openings

register = template.Library()
UNKNOWN, NOTHING = "?", "—"


@register.filter
def counted(count: Counted | None) -> str:
    if count is None:
        return NOTHING
    return UNKNOWN if count.number is None else f"{count.number:,}"


@register.filter
def total_figure(total: Total) -> str:
    if total.number is None:
        return UNKNOWN
    return f"{'≥' if total.at_least else ''}{total.number:,}"


@register.filter
def total_notes(matrix: Matrix) -> list[str]:
    """What a reader of the totals has to know, group by group."""
    notes = []
    for group, total in zip(matrix.groups, matrix.totals, strict=True):
        name = {"group": str(group.name)}
        if total.at_least:
            ages = _(", ").join(total.unknown)
            notes.append(_("%(group)s: at least; not known for %(ages)s") % (name | {"ages": ages}))
        if total.below_ages:
            notes.append(_("%(group)s: “every age” says less than the ages together") % name)
        if total.mixed:
            notes.append(_("%(group)s: the ages are counted in different ways") % name)
    return notes


@register.filter
def part_open(openings: Openings, link: str) -> bool:
    """Whether the plan for this link can be written, as far as the office’s return goes."""
    return openings.are_open(Part.PARTICIPATION, link)


@register.filter
def answer_open(openings: Openings, code: str) -> bool:
    return openings.are_open(Part.ANSWER, code)
