"""From the bytes of a file to a set that may be loaded, or to the list of all that stands in the way."""

from typing import Any

from pydantic import ValidationError

from indicators.codes import EXAMPLES
from indicators.errors import InvalidFile, Problem
from indicators.messages import words
from indicators.reading import Document, Trouble, read
from indicators.rules import Place
from indicators.schema import SetFile
from indicators.spreadsheet.package import is_workbook
from indicators.spreadsheet.reading import read_workbook

_SHOWN = 40
MAX_PROBLEMS = 200


def check_set(raw: bytes, *, file: str) -> SetFile:
    """Raises InvalidFile with every problem; touches nothing."""
    document = read_workbook(raw) if is_workbook(raw) else read(raw)
    troubles = document.troubles
    checked: SetFile | None = None
    if document.whole:
        try:
            checked = SetFile.model_validate(document.data)
        except ValidationError as error:
            found = [_from_pydantic(document, dict(e)) for e in error.errors(include_url=False)]
            named = {trouble.mark for trouble in troubles if trouble.mark.sheet}
            troubles = troubles + [trouble for trouble in found if trouble.mark not in named]
    if troubles or checked is None:
        raise InvalidFile(
            Problem(file, mark.line, mark.column, *words(kind, facts), mark.sheet)
            for mark, kind, facts in _first(troubles)
        )
    return checked


def _first(troubles: list[Trouble]) -> list[Trouble]:
    """As many as anyone reads at once, in the order of the file, and a word that there are more."""
    shown = sorted(troubles, key=_order)[:MAX_PROBLEMS]
    if more := len(troubles) - len(shown):
        shown.append(Trouble(shown[-1].mark, "more_problems", {"number": more}))
    return shown


def _order(trouble: Trouble) -> tuple[tuple[int, int, int], tuple[str, str]]:
    """By place; of two at one place by what is said, so that the same file is always answered alike."""
    return trouble.mark.order, words(trouble.kind, trouble.facts)


def _from_pydantic(document: Document, error: dict[str, Any]) -> Trouble:
    kind, facts = told(error)
    place = _place(document, error["loc"])
    if kind == "union_tag_invalid":
        place = (*place, "kind")
    marks = document.keys if kind == "extra_forbidden" else document.values
    return Trouble(marks[place], kind, facts)


def told(error: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The kind of a fault that pydantic reports, and the facts that its words need."""
    kind, value = error["type"], error["input"]
    facts = dict(error.get("ctx") or {})
    facts |= {
        "key": error["loc"][-1] if error["loc"] else "",
        "input": "" if isinstance(value, dict | list) else str(value)[:_SHOWN],
        "detail": error["msg"],
    }
    facts["example"] = EXAMPLES.get(str(facts.get("pattern")), "")
    if value is None and kind not in {"missing", "extra_forbidden"}:
        kind = "nothing"
    return kind, facts


def _place(document: Document, location: Place) -> Place:
    """The nearest place that stands in the file: pydantic also names missing keys and kinds of stage."""
    place: Place = ()
    for step in location:
        if (*place, step) in document.values:
            place = (*place, step)
    return place
