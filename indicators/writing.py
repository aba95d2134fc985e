"""A set's content as YAML that people read and edit; `reading` gives the same content back.

Short mappings and lists stand on one line, long texts are folded. Comments are not content, so they are not kept.
"""

import re
from collections.abc import Iterator
from typing import Any

from indicators.schema import SetFile
from indicators.shape import in_order

WIDTH = 116
_INDENT = 2
# What other readers of YAML would not take for text, or the format itself would not.
_NOT_TEXT = re.compile(r"(?i:|~|null|true|false|yes|no|on|off|y|n|[-+.]?[0-9][-+0-9_:.,e]*|[-+]?\.(inf|nan))")
_PLAIN_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<.]")
_PLAIN_STOP = re.compile(r": |:$| #|[\n\t]|\s\Z")
_FLOW_STOP = re.compile(r"[,\[\]{}:]")
_NEVER_FIRST = "，。、；：？！）》」』”’】"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def yaml_text(content: dict[str, Any]) -> str:
    """Takes plain data in the shape of a set file, in the making or checked."""
    lines: list[str] = []
    for key, value in in_order(content, SetFile).items():
        written = list(_entry(key, value, 0))
        if lines and (len(written) > 1 or lines[-1].startswith(" ")):
            lines.append("")
        lines += written
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, depth: int) -> Iterator[str]:
    """`key: value` at this depth, on as many lines as it takes."""
    yield from _after(f"{' ' * depth}{_scalar(key)}:", value, depth + _INDENT)


def _after(head: str, value: Any, depth: int) -> Iterator[str]:
    """The value behind `head`; what does not fit there stands below it, at `depth`."""
    flow = _flow(value)
    if flow is not None and _width(f"{head} {flow}") <= WIDTH:
        yield f"{head} {flow}"
    elif isinstance(value, dict):
        yield head
        for key, within in value.items():
            yield from _entry(key, within, depth)
    elif isinstance(value, list):
        yield head
        for each in value:
            yield from _item(each, depth)
    else:
        yield from _long_text(head, value, depth)


def _item(value: Any, depth: int) -> Iterator[str]:
    dash = f"{' ' * depth}-"
    flow = _flow(value)
    if isinstance(value, dict) and value and (flow is None or _width(f"{dash} {flow}") > WIDTH):
        first, *others = [line for key, each in value.items() for line in _entry(key, each, depth + _INDENT)]
        yield f"{dash} {first.lstrip()}"
        yield from others
    else:
        yield from _after(dash, value, depth + _INDENT)


def _flow(value: Any, level: int = 0) -> str | None:
    """The value on one line; None where that would be hard to read."""
    if isinstance(value, dict):
        within = [_flow(each, level + 1) for each in value.values()]
        if level > 1 or None in within:
            return None
        pairs = (f"{_scalar(key, flow=True)}: {each}" for key, each in zip(value, within, strict=True))
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        if any(isinstance(each, dict | list) for each in value):
            return None
        return "[" + ", ".join(_scalar(each, flow=True) for each in value) + "]"
    if isinstance(value, str) and "\n" in value:
        return None
    return _scalar(value, flow=level > 0)


def _scalar(value: Any, *, flow: bool = False) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    text = str(value)
    plain = _PLAIN_START.match(text) and not _PLAIN_STOP.search(text) and not _NOT_TEXT.fullmatch(text)
    if plain and not (flow and _FLOW_STOP.search(text)):
        return text
    return f'"{text.translate(_ESCAPES)}"'


def _long_text(head: str, value: Any, depth: int) -> Iterator[str]:
    text, margin = str(value), " " * depth
    if "\n" in text and not re.search(r"\t|^\s|[^\S\n]\n|\s\Z", text):
        yield f"{head} |-"
        yield from (f"{margin}{line}" if line else "" for line in text.split("\n"))
    elif (folded := _folded(text, WIDTH - depth)) is not None:
        yield f"{head} >-"
        yield from (f"{margin}{line}" for line in folded)
    elif _width(text) <= WIDTH - depth or "\n" in text:
        yield f"{head} {_scalar(text)}"
    else:
        *pieces, last = _cut(text, WIDTH - depth - 2)
        yield f'{head} "\\'
        yield from (f"{margin}{_continued(piece)}\\" for piece in pieces)
        yield f'{margin}{_continued(last)}"'


def _folded(text: str, width: int) -> list[str] | None:
    """Lines broken at single blanks; None where a line would stay too long, or a blank would be lost."""
    if re.search(r"[\n\t]|  |^\s|\s\Z", text):
        return None
    lines: list[str] = []
    for word in text.split(" "):
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) > 1 and all(_width(line) <= width for line in lines) else None


def _cut(text: str, width: int) -> list[str]:
    """Pieces of about this width, for text that has no blanks to break at."""
    pieces = [""]
    for character in text:
        if _width(pieces[-1] + character) > width and character not in _NEVER_FIRST:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _continued(piece: str) -> str:
    """A piece on a line of its own inside quotes, where blanks at its start would be lost."""
    escaped = piece.translate(_ESCAPES)
    return f"\\{escaped}" if escaped.startswith(" ") else escaped


def _width(text: str) -> int:
    """Columns on a screen: Chinese characters take two."""
    return sum(2 if ord(character) >= 0x2E80 else 1 for character in text)
