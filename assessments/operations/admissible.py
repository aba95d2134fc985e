"""What an answer may hold at all, whichever way it comes: a form, an imported file, another matter's answer."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from assessments.enums import Directness, Grade, Reversibility, Term
from assessments.limits import LONGEST_TEXT, MOST_CHILDREN
from assessments.operations.doors import not_asked
from indicators.schema import SetFile
from ledger.errors import Refused

WORDS = ("facts", "mitigation", "reason", "reference")
CHOSEN = {"directness": Directness, "term": Term, "reversibility": Reversibility, "grade": Grade}


def refuse_foreign(file: SetFile, code: str, content: Mapping[str, object]) -> None:
    """Refused: what the scale does not have, any choice where words alone are asked for, groups that the edition does
    not name, numbers that count no children, and what is not text where text belongs."""
    scored = file.indicators[code].answer == "impact"
    if not _chosen(content, "rating", file.scale.codes if scored else ()):
        raise Refused(_("This is not an answer of the set’s scale."))
    if not _chosen(content, "residual", [level.code for level in file.scale.levels] if scored else ()):
        raise Refused(_("This is not an answer of the set’s scale."))
    if not all(_chosen(content, name, words.values if scored else ()) for name, words in CHOSEN.items()):
        raise Refused(_("This is none of the answers to choose from."))
    groups, numbers, reach = content.get("groups", []), content.get("numbers", {}), content.get("reach")
    if not (isinstance(groups, list) and isinstance(numbers, dict)):
        raise Refused(not_asked())
    if not {*groups, *numbers} <= {group.code for group in file.groups}:
        raise Refused(not_asked())
    if not all(map(_is_number, [*numbers.values(), *([] if reach is None else [reach])])):
        raise Refused(_("A number of children is a whole number from 0."))
    if not all(_is_text(content.get(name, "")) for name in WORDS):
        raise Refused(_("A text is longer than fits, or is no text."))


def _chosen(content: Mapping[str, object], name: str, known: Collection[str]) -> bool:
    return content.get(name, "") in {"", *known}


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= MOST_CHILDREN


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and "\0" not in value
