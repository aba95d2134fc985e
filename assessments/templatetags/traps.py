"""What to look at before a file goes on."""

from django import template

from assessments.queries import Questionnaire
from assessments.trap_rows import traps_of

register = template.Library()


@register.inclusion_tag("assessments/_traps.html")
def before_hand_in(board: Questionnaire) -> dict[str, object]:
    """For who hands it in, signs it or checks it; each leads to its row."""
    places = {card.code: section.aspect.code for section in board.sections for card in section.cards}
    found = [(trap, places.get(trap.code, "")) for trap in traps_of(board)]
    return {
        "assessment": board.assessment,
        "found": found,
        "stops": any(trap.stops for trap, _place in found),
    }
