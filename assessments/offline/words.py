"""What an answer's values are in words, and what somebody meant by what was typed."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.clauses import NO_CLAUSE, normalised
from assessments.limits import MOST_CHILDREN
from assessments.offline.outline import Field
from assessments.offline.spelling import folded, normal, plain

LONGEST_CHOICE = 4000
TICKED, OPEN = "☑", "☐"
_TICKS, _BOXES = "☑☒✓✔√■●◼", "☐□○◻▢"
_OPTION = re.compile(rf"([{_TICKS}{_BOXES}][{_TICKS}{_BOXES}\s]*)([^{_TICKS}{_BOXES}]*)")
_PARTS = re.compile(r"[\n;；、，,]|\s/\s")
_LINES = re.compile(r"[\n;、]|,(?![0-9]{3}(?![0-9]))")
_NUMBER = re.compile(
    r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)\s*(万?)\s*(?:人|名|个|children)?", re.IGNORECASE
)
_COUNTED = re.compile(rf"(.+?)[\s:=]*\(?({_NUMBER.pattern})\)?", re.IGNORECASE)
_SAID = re.compile(r"(.+?)[\s:：=]*(是|否|yes|no)", re.IGNORECASE)


class NotUnderstood(Exception):
    """`str()` says why, to whoever typed it."""


def in_words(field: Field, value: object) -> str:
    """A value as a document or a preview shows it; nothing for nothing."""
    match field.kind:
        case "choice":
            return field.choices.get(str(value), str(value or ""))
        case "choices":
            chosen = value if isinstance(value, list) else []
            return "、".join(field.choices.get(code, code) for code in _ordered(field, chosen))
        case "numbers":
            counted = value if isinstance(value, dict) else {}
            lines = (f"{field.choices.get(code, code)}：{counted[code]}" for code in _ordered(field, counted))
            return "\n".join(lines)
    return "" if value is None else normal(str(value))


def _ordered(field: Field, codes: Iterable[str]) -> list[str]:
    """As the edition has them, and last what it does not have."""
    places = {code: place for place, code in enumerate(field.choices)}
    return sorted(codes, key=lambda code: places.get(code, len(places)))


def nothing(field: Field) -> object:
    """The value of a field in which nothing is written."""
    return {"choices": [], "numbers": {}, "whole": None}.get(field.kind, "")


def understood(field: Field, typed: str) -> object:
    """The value that was meant. Raises NotUnderstood."""
    if field.kind not in {"text", "line"} and len(typed) > LONGEST_CHOICE:
        raise NotUnderstood(_("This is far longer than an answer to this question can be."))
    match field.kind:
        case "choice":
            return _choice(field, typed)
        case "choices":
            return _choices(field, typed)
        case "numbers":
            return _numbers(field, typed)
        case "whole":
            return _whole(typed) if plain(typed) else None
    text = normal(typed)
    if field.kind == "line":
        text = " ".join(text.split("\n"))
    if len(text) > field.longest:
        raise NotUnderstood(
            _("This text has %(length)s characters; at most %(most)s fit.")
            % {"length": len(text), "most": field.longest}
        )
    if field.is_clause and text:
        places = normalised(text)
        if places is None:
            raise NotUnderstood(str(NO_CLAUSE))
        return places
    return text


def _choice(field: Field, typed: str) -> str:
    ticked = _ticked(field, typed)
    if ticked is None:
        return _value(field, typed) if folded(typed) else ""
    if len(ticked) > 1:
        raise NotUnderstood(_("Several answers are ticked where one is asked for."))
    return _value(field, ticked[0]) if ticked else ""


def _choices(field: Field, typed: str) -> list[str]:
    """In the order of the edition, each once."""
    ticked = _ticked(field, typed)
    if ticked is None:
        chosen = set(_listed(field, [each for each in _PARTS.split(typed) if folded(each)]))
    else:
        chosen = {_value(field, each) for each in ticked}
    return [value for value in field.choices if value in chosen]


def _listed(field: Field, pieces: list[str]) -> Iterator[str]:
    """The values of a typed list; a name may itself hold what separates names."""
    while pieces:
        lengths = range(len(pieces), 0, -1)
        known = next((n for n in lengths if folded(",".join(pieces[:n])) in field.spelled), 0)
        said = None if known else _SAID.fullmatch(plain(pieces[0]))
        if known:
            yield _value(field, ",".join(pieces[:known]))
        elif said is None or said[2].casefold() in {"是", "yes"}:
            yield _value(field, said[1] if said else pieces[0])
        pieces = pieces[known or 1 :]


def _ticked(field: Field, typed: str) -> list[str] | None:
    """The words behind the boxes that have a tick; None where there are no boxes. What was written beside the boxes is
    not passed over."""
    options = _OPTION.findall(typed)
    if not options:
        return None
    before = typed[: _OPTION.search(typed).start()]  # type: ignore[union-attr]
    for words in [before, *(words for _boxes, words in options)]:
        if folded(words) and folded(words) not in field.spelled:
            _value(field, words)
    beside = [before] if folded(before) else []
    return beside + [words for boxes, words in options if any(mark in _TICKS for mark in boxes)]


def _value(field: Field, typed: str) -> str:
    spelling = folded(typed)
    if spelling not in field.spelled:
        raise NotUnderstood(
            _("“%(typed)s” is none of the answers offered.") % {"typed": _short(plain(typed))}
        )
    return field.spelled[spelling]


def _numbers(field: Field, typed: str) -> dict[str, int]:
    counted: dict[str, int] = {}
    for line in _LINES.split(plain(typed)):
        if not line.strip():
            continue
        found = _COUNTED.fullmatch(line.strip())
        if found is None:
            if folded(line) in field.spelled:
                continue  # a group of which nobody has counted the children
            raise NotUnderstood(
                _("“%(typed)s” is no group with a number, such as “%(example)s: 120”.")
                % {"typed": _short(line), "example": next(iter(field.choices.values()), "")}
            )
        code = _value(field, found[1])
        if code in counted:
            raise NotUnderstood(_("“%(group)s” is counted twice.") % {"group": field.choices[code]})
        counted[code] = _whole(found[2])
    return {code: counted[code] for code in field.choices if code in counted}


def _whole(typed: str) -> int:
    found = _NUMBER.fullmatch(plain(typed))
    number = Decimal(found[1].replace(",", "")) * (10_000 if found[2] else 1) if found else None
    if number is None or number != number.to_integral_value():
        raise NotUnderstood(_("“%(typed)s” is not a whole number.") % {"typed": _short(plain(typed))})
    if number > MOST_CHILDREN:
        raise NotUnderstood(
            _("“%(typed)s” is more children than there can be.") % {"typed": _short(plain(typed))}
        )
    return int(number)


def _short(typed: str) -> str:
    return typed if len(typed) <= 40 else f"{typed[:40]}…"
