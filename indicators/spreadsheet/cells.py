"""What a cell says, as the value a set holds: digits and letters of full width are understood where a number or a code
is expected, and numbers where a text is."""

import re
import unicodedata
from typing import Any, NamedTuple

from indicators.reading import INVISIBLE, WHOLE, unicode_name
from indicators.spreadsheet.layout import Column
from indicators.spreadsheet.package import Cell

_BETWEEN = re.compile(r"[,、;\s]+")
_MINUS = str.maketrans("\N{MINUS SIGN}\N{EN DASH}", "--")
TRUE, FALSE = {"是", "yes", "true", "y", "√", "✓", "1"}, {"否", "no", "false", "n", "×", "0"}


class Fault(NamedTuple):
    kind: str
    facts: dict[str, Any]


def text(cell: Cell) -> str:
    """The cell's content as somebody sees it, without blanks around it."""
    value = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def fault(cell: Cell) -> Fault | None:
    """Why no value can be taken from the cell, whatever is expected there."""
    match cell.type:
        case "f":
            return Fault("cell_formula", {})
        case "e":
            return Fault("cell_error", {"error": str(cell.value)})
        case "d":
            return Fault("cell_date", {})
    hidden = INVISIBLE.search(text(cell).replace("\n", ""))
    return Fault("invisible", unicode_name(hidden[0])) if hidden else None


def value(cell: Cell, column: Column) -> Any:
    """For a column of this kind; what does not fit stays as it is, so that the rules of the set can say so."""
    if column.kind == "text":
        return text(cell)
    if column.kind == "truth" and isinstance(cell.value, bool):
        return cell.value
    plain = unicodedata.normalize("NFKC", text(cell)).translate(_MINUS).strip()
    match column.kind:
        case "truth":
            word = plain.casefold()
            return True if word in TRUE else False if word in FALSE else plain
        case "whole":
            return _whole(plain)
        case "wholes":
            return [_whole(each) for each in _BETWEEN.split(plain) if each]
        case "codes":
            return [each for each in _BETWEEN.split(plain) if each]
        case "choice":
            return plain.casefold()
    return plain


def _whole(plain: str) -> int | str:
    return int(plain) if WHOLE.fullmatch(plain) else plain
