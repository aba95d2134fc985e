"""From what a part's form posts to the content of the part, in the shape of the file.

Nothing is refused here: what cannot be right is kept as it was typed, and the check of the draft says what is wrong.
A row of a list that was left empty is dropped.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin

from django.http import QueryDict
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from indicators.editor.fields import fields_of, fields_of_part, html_name, is_model, is_single
from indicators.editor.parts import Data
from indicators.localised import Text
from indicators.reading import INVISIBLE, WHOLE
from indicators.rules import Place
from indicators.shape import bare

_SEPARATORS = re.compile(r"[\s,，、;；]+")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")


def posted_content(part: str, post: QueryDict) -> Data:
    """The part as it was typed. The button that sent it may also say "up:", "down:" or "remove:" and a row's name."""
    return _Posted(post, *_pressed(post.get("press", ""))).model(fields_of_part(part), ())


def _pressed(button: str) -> tuple[str, str, int]:
    verb, _colon, row = button.partition(":")
    rows, _dot, number = row.rpartition(".")
    return (verb, rows, int(number)) if re.fullmatch("[0-9]{1,3}", number) else ("", "", 0)


@dataclass(frozen=True)
class _Posted:
    """`verb` is what the button does to a row: the one with this `number` of the list named `rows`."""

    post: QueryDict
    verb: str
    rows: str
    number: int

    def model(self, fields: Mapping[str, FieldInfo], path: Place) -> Data:
        """What equals a field's default is left out, as it is in an edition's content."""
        content = {}
        for name, info in fields.items():
            value = self.value(bare(info.annotation), (*path, name))
            wanted = value is not None if info.is_required() else not _empty(value)
            if wanted and (info.is_required() or value != _plain(info.default)):
                content[name] = value
        return content

    def value(self, shape: Any, path: Place) -> Any:
        typed = self.text(html_name(path))
        if get_origin(shape) is list:
            return self.items(bare(get_args(shape)[0]), path)
        if is_single(shape):
            return get_args(shape)[0]
        if get_origin(shape) is Literal:
            return typed or None
        if shape in (str, Fraction):
            return _narrow(typed)
        if shape in (bool, int):
            return bool(typed) if shape is bool else _number(typed)
        return self.words(path) if is_model(shape) and issubclass(shape, Text) else self.group(shape, path)

    def words(self, path: Place) -> Data:
        words = {language: self.text(html_name((*path, language))) for language in ("zh", "en")}
        return {language: text for language, text in words.items() if text}

    def group(self, shape: Any, path: Place) -> Data:
        """A model's fields; of a union those of the kind that was chosen, with this kind."""
        kind = "" if is_model(shape) else self.text(html_name((*path, "kind")))
        return ({"kind": kind} if kind else {}) | self.model(fields_of(shape, kind), path)

    def items(self, inner: Any, path: Place) -> list[Any]:
        name = html_name(path)
        if inner is str or get_origin(inner) is Literal:
            return list(dict.fromkeys(filter(None, self.post.getlist(name))))
        if inner is int:
            return [_number(each) for each in _SEPARATORS.split(self.text(name)) if each]
        rows = [self.value(inner, (*path, number)) for number in range(self.count(name))]
        if name == self.rows:
            _rearrange(rows, self.verb, self.number)
        return [row for row in rows if not _blank(row)]

    def count(self, name: str) -> int:
        """How many rows were sent under this name."""
        row = re.compile(re.escape(name) + r"\.([0-9]{1,3})\.")
        return max((int(sent[1]) + 1 for key in self.post if (sent := row.match(key))), default=0)

    def text(self, name: str) -> str:
        """Without what no file may hold; other line breaks, as word processors have them, become plain ones."""
        typed = INVISIBLE.sub("", _BREAKS.sub("\n", self.post.get(name, "")))
        return typed.replace("\t", " ").strip()


def _plain(default: Any) -> Any:
    return default.model_dump(exclude_defaults=True) if isinstance(default, BaseModel) else default


def _narrow(typed: str) -> str:
    """Codes and shares are written in narrow characters, whatever the keyboard's mode was."""
    return unicodedata.normalize("NFKC", typed)


def _number(typed: str) -> int | str | None:
    typed = _narrow(typed).replace("\N{MINUS SIGN}", "-")
    return int(typed) if WHOLE.fullmatch(typed) else typed or None


def _rearrange(rows: list[Any], verb: str, number: int) -> None:
    other = number + {"up": -1, "down": 1}.get(verb, 0)
    if verb == "remove" and number < len(rows):
        rows.pop(number)
    elif min(number, other) >= 0 and max(number, other) < len(rows):
        rows[number], rows[other] = rows[other], rows[number]


def _empty(value: Any) -> bool:
    return value is None or value is False or value in ("", {}, [])


def _blank(value: Any) -> bool:
    """Nothing was typed anywhere in it."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return _empty(value) or (bool(inside) and all(map(_blank, inside)))
