"""The two figures of a rating: the radar of the aspects, and the strip of one indicator's scores.

Shape, dash and place say what colour says, so both read in grey, and `<desc>` says everything in words.
Coordinates are drawing, not scores: only here do exact figures become decimals.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.scale import figure
from indicators.svg import (
    DARK_TEAL,
    GREY,
    INK,
    LINE,
    TEAL,
    VERMILION,
    WHITE,
    broken,
    drawing,
    ems,
    label,
    small_figure,
    tag,
)

LEVELS = {
    -2: ("#9a2a10", "svg-minus-2"),
    -1: ("#c2512f", "svg-minus-1"),
    0: ("#66757a", "svg-zero"),
    1: ("#3f78b8", "svg-plus-1"),
    2: ("#134a8a", "svg-plus-2"),
}

Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """One spoke: at most two series, the self-rating first; None is a gap."""

    label: str
    series: dict[str, Fraction | None]


def radar(
    *, axes: Sequence[Axis], minimum: int, maximum: int, title: str = "", font_family: str = ""
) -> SafeString:
    """Aspects as spokes from harm (centre) to benefit (rim); inside the strong ring of zero is harm."""
    dial = _Dial(len(axes), minimum, maximum)
    names = list(axes[0].series)
    parts = [*_rings(dial), *_spokes(dial, axes)]
    for name, draw in zip(names, _SERIES, strict=False):
        values = [axis.series[name] for axis in axes]
        parts += draw(
            [None if value is None else dial.spot(spoke, value) for spoke, value in enumerate(values)]
        )
    said = _("; ").join(
        axis.label + _(": ") + _(", ").join(f"{name} {_said(axis.series[name])}" for name in names)
        for axis in axes
    )
    return drawing(420, 316, title or _("Ratings by aspect"), said, parts + _legend(names), font_family)


def spread_strip(
    *,
    minimum: int,
    maximum: int,
    values: Sequence[int],
    judged: Fraction | None,
    own: int | None,
    title: str = "",
    font_family: str = "",
) -> SafeString:
    """Experts' scores as dots, equal ones stacked; `judged`, the figure they come to, as a bar; the self-rating as a
    ring."""
    counts = Counter(values)
    tallest = max(counts.values(), default=1)
    step = min(17.0, 85 / tallest)
    base = 22 + step * (tallest - 1)
    cell = 416 / (maximum - minimum + 1)

    def across(value: Fraction | int) -> float:
        return float(value - minimum) * cell + cell / 2

    parts = []
    for level in range(minimum, maximum + 1):
        colour, name = LEVELS[max(-2, min(2, level))]
        x = across(level)
        line = (
            {"stroke": GREY, "class_": "svg-axis"} if level == 0 else {"stroke": LINE, "class_": "svg-grid"}
        )
        parts += [
            tag("line", x1=x, y1=4, x2=x, y2=base + 16, **line),
            tag("rect", x=x - cell / 2 + 1, y=base + 16, width=cell - 2, height=6, fill=colour, class_=name),
            label(x, base + 38, figure(level)),
        ]
    if judged is not None:
        x = across(judged)
        parts.append(
            tag("line", x1=x, y1=2, x2=x, y2=base + 24, stroke=DARK_TEAL, stroke_width=4, class_="svg-median")
        )
    for value, count in sorted(counts.items()):
        parts += [_dot(across(value), base - step * row, 7) for row in range(count)]
    if own is not None:
        look = {"fill": "none", "stroke": INK, "stroke_width": 2, "class_": "svg-self"}
        parts.append(tag("circle", cx=across(own), cy=base, r=11.5, **look))
    said = _("Experts %(values)s, together %(judged)s; self-rating %(own)s") % {
        "values": _(", ").join(figure(value) for value in sorted(values)) or _said(None),
        "judged": _said(judged),
        "own": _said(own),
    }
    return drawing(416, base + 44, title or _("Spread of the experts’ scores"), said, parts, font_family)


@dataclass(frozen=True)
class _Dial:
    """Where a value lies on a spoke. The lowest value keeps off the centre, where all spokes meet."""

    spokes: int
    minimum: int
    maximum: int
    x: float = 210
    y: float = 146
    inner: float = 14
    outer: float = 104

    def radius(self, value: Fraction | int) -> float:
        share = Fraction(value - self.minimum) / (self.maximum - self.minimum)
        return self.inner + float(share) * (self.outer - self.inner)

    def point(self, spoke: float, radius: float) -> Point:
        angle = 2 * math.pi * spoke / self.spokes
        return self.x + radius * math.sin(angle), self.y - radius * math.cos(angle)

    def spot(self, spoke: int, value: Fraction | int) -> Point:
        return self.point(spoke, self.radius(value))


def _rings(dial: _Dial) -> list[str]:
    parts = []
    for level in range(dial.minimum, dial.maximum + 1):
        circle = {"cx": dial.x, "cy": dial.y, "r": dial.radius(level)}
        if level == 0:
            parts.append(tag("circle", **circle, fill=VERMILION, fill_opacity=0.07))
            parts.append(
                tag("circle", **circle, fill="none", stroke=GREY, stroke_width=2, class_="svg-zero-ring")
            )
        else:
            parts.append(tag("circle", **circle, fill="none", stroke=LINE, class_="svg-grid"))
    return parts


def _spokes(dial: _Dial, axes: Sequence[Axis]) -> list[str]:
    parts = []
    for spoke, axis in enumerate(axes):
        (x1, y1), (x2, y2) = dial.point(spoke, dial.inner), dial.point(spoke, dial.outer)
        parts.append(tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=LINE, class_="svg-grid"))
        parts += _axis_label(dial, spoke, axis.label)
    for level in range(dial.minimum, dial.maximum + 1):
        x, y = dial.point(0.5, dial.radius(level))
        parts.append(small_figure(x, y, figure(level)))
    return parts


def _axis_label(dial: _Dial, spoke: int, text: str) -> list[str]:
    """Over or under the end of an upright spoke, in one or two lines beside that of any other."""
    x, y = dial.point(spoke, dial.outer + 10)
    if abs(x - dial.x) < 1:
        return [label(x, y if y < dial.y else y + 10, text)]
    lines = broken(text)
    top = y + 5 - 8 * (len(lines) - 1)
    anchor = "start" if x > dial.x else "end"
    return [label(x, top + 16 * row, line, anchor) for row, line in enumerate(lines)]


def _own_series(spots: Sequence[Point | None]) -> list[str]:
    """Dashed, with rings: an outline over what the experts say."""
    look = {"fill": "none", "stroke": INK, "stroke_width": 2, "class_": "svg-self"}
    rings = [tag("circle", cx=x, cy=y, r=6, **look) for x, y in filter(None, spots)]
    return [tag("path", d=path, stroke_dasharray="5 4", **look) for path in _paths(spots)] + rings


def _expert_series(spots: Sequence[Point | None]) -> list[str]:
    """Solid, with dots; filled only when no spoke is missing, for a gap encloses no area."""
    fill = {"fill": TEAL, "class_": "svg-area"} if all(spots) else {"fill": "none", "class_": "svg-outline"}
    lines = [
        tag("path", d=path, fill_opacity=0.06, stroke=TEAL, stroke_width=2, **fill) for path in _paths(spots)
    ]
    return lines + [_dot(x, y, 4) for x, y in filter(None, spots)]


_SERIES: tuple[Callable[[Sequence[Point | None]], list[str]], ...] = (_own_series, _expert_series)


def _paths(spots: Sequence[Point | None]) -> list[str]:
    """One closed line, or with gaps the lines between neighbours that both have a value."""
    if all(spots):
        return ["M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in filter(None, spots)) + "Z"]
    pairs = zip(spots, [*spots[1:], *spots[:1]], strict=True)
    return [
        f"M{here[0]:.1f} {here[1]:.1f}L{there[0]:.1f} {there[1]:.1f}"
        for here, there in pairs
        if here and there
    ]


def _legend(names: Sequence[str]) -> list[str]:
    widths = [60 + 13 * ems(name) for name in names]
    parts, x = [], 210 - sum(widths) / 2
    for name, draw, width in zip(names, _SERIES, widths, strict=False):
        parts += [*draw([(x + 8, 302), (x + 34, 302), None]), label(x + 46, 306.5, name, "start")]
        x += width
    return parts


def _dot(x: float, y: float, radius: float) -> str:
    return tag("circle", cx=x, cy=y, r=radius, fill=TEAL, stroke=WHITE, class_="svg-expert")


def _said(value: Fraction | int | None) -> str:
    return _("no value") if value is None else figure(value)
