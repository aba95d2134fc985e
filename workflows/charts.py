"""The ledger's figures as bars: each with its words over it and its number behind it, so that it reads in grey, on a
phone and aloud. A bar may hold a part of itself that is marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.svg import GREY, INK, TEAL, VERMILION, drawing, ems, label, tag, wrapped

WIDTH, FIGURE = 340, 13
BAR, LINE, GAP = 12, 17, 12
ROOM = 4  # ems kept free behind the longest bar


@dataclass(frozen=True)
class Bar:
    """`said` is the number as people read it; `marked`, if any, is the part of `value` that is drawn darker."""

    label: str
    value: Fraction | int
    said: str
    marked: Fraction | int = 0


def bars(*, title: str, rows: Sequence[Bar], font_family: str = "") -> SafeString:
    """One under the other, the longest as wide as there is room."""
    widest = max((row.value for row in rows), default=0)
    room = WIDTH - max((ems(row.said) for row in rows), default=ROOM) * FIGURE - 12
    parts, y = [], 0.0
    for row in rows:
        for line in wrapped(row.label, WIDTH / FIGURE):
            y += LINE
            parts.append(label(0, y - 4, line, "start"))
        long = float(Fraction(row.value) / widest) * room if widest else 0
        parts += _bar(row, y + 2, long)
        parts.append(
            tag(
                "text",
                escape(row.said),
                x=long + 8,
                y=y + 12.5,
                font_size=FIGURE,
                fill=INK,
                class_="svg-figure",
            )
        )
        y += BAR + GAP
    said = _("; ").join(row.label + _(": ") + row.said for row in rows)
    return drawing(WIDTH, max(y, LINE), title, said, parts, font_family)


def _bar(row: Bar, y: float, long: float) -> list[str]:
    parts = [
        tag(
            "rect",
            x=0,
            y=y,
            width=max(long, 1.5),
            height=BAR,
            rx=2,
            fill=TEAL if row.value else GREY,
            class_="svg-bar",
        )
    ]
    if row.marked and row.value:
        part = float(Fraction(row.marked) / Fraction(row.value)) * long
        parts.append(
            tag(
                "rect",
                x=0,
                y=y,
                width=max(part, 1.5),
                height=BAR,
                rx=2,
                fill=VERMILION,
                class_="svg-bar-marked",
            )
        )
    return parts
