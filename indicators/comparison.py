"""The figure of a review: for each indicator a ring where it was foreseen, a dot where it was measured, and the way
from one to the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.charts import LEVELS
from indicators.scale import figure
from indicators.svg import DARK_TEAL, GREY, INK, LINE, TEAL, VERMILION, WHITE, drawing, ems, label, tag

NAME, CELL, ROW, TOP = 76.0, 68.0, 30.0, 34.0


@dataclass(frozen=True)
class Compared:
    """One indicator; None where there is no figure."""

    name: str
    predicted: Fraction | None
    measured: int | None


def comparison(
    *, rows: Sequence[Compared], minimum: int, maximum: int, title: str = "", font_family: str = ""
) -> SafeString:
    """Worse than foreseen is drawn in another colour and dashed, so that it is seen in grey as well."""
    levels = range(minimum, maximum + 1)
    width, foot = NAME + CELL * len(levels), TOP + ROW * len(rows)

    def across(value: Fraction | int) -> float:
        return NAME + float(value - minimum) * CELL + CELL / 2

    parts = _legend(width)
    for level in levels:
        x = across(level)
        look = (
            {"stroke": GREY, "class_": "svg-axis"} if level == 0 else {"stroke": LINE, "class_": "svg-grid"}
        )
        colour, name = LEVELS[max(-2, min(2, level))]
        parts += [
            tag("line", x1=x, y1=TOP, x2=x, y2=foot, **look),
            tag("rect", x=x - CELL / 2 + 1, y=foot + 2, width=CELL - 2, height=6, fill=colour, class_=name),
            label(x, foot + 24, figure(level)),
        ]
    for number, row in enumerate(rows):
        y = TOP + ROW * (number + 0.5)
        parts.append(label(0, y + 4.5, row.name, "start"))
        if row.predicted is not None and row.measured is not None and row.predicted != row.measured:
            ends = across(row.predicted), across(row.measured)
            parts.append(_way(*ends, y, is_worse=row.measured < row.predicted))
        if row.measured is not None:
            parts.append(_dot(across(row.measured), y))
        if row.predicted is not None:
            parts.append(_ring(across(row.predicted), y))
    said = _("; ").join(
        _("%(name)s: foreseen %(predicted)s, measured %(measured)s")
        % {"name": row.name, "predicted": figure(row.predicted), "measured": figure(row.measured)}
        for row in rows
    )
    return drawing(width, foot + 34, title or _("Foreseen and measured effects"), said, parts, font_family)


def _way(start: float, end: float, y: float, *, is_worse: bool) -> str:
    worse = {"stroke": VERMILION, "stroke_dasharray": "5 3", "class_": "svg-worse"}
    better = {"stroke": DARK_TEAL, "class_": "svg-median"}
    return tag("line", x1=start, y1=y, x2=end, y2=y, stroke_width=3, **(worse if is_worse else better))


def _dot(x: float, y: float) -> str:
    return tag("circle", cx=x, cy=y, r=6.5, fill=TEAL, stroke=WHITE, class_="svg-expert")


def _ring(x: float, y: float) -> str:
    return tag("circle", cx=x, cy=y, r=10.5, fill="none", stroke=INK, stroke_width=2, class_="svg-self")


def _legend(width: float) -> list[str]:
    foreseen, measured = _("Foreseen"), _("Measured")
    second = width - 13 * ems(measured) - 6
    first = second - 13 * ems(foreseen) - 52
    return [
        _ring(first - 14, 15),
        label(first + 4, 19.5, foreseen, "start"),
        _dot(second - 10, 15),
        label(second + 4, 19.5, measured, "start"),
    ]
