"""The procedure as a picture: one card for each stage, arrows forward, and thin dashed arrows for every other way.

`row` lays the cards side by side for a desk, `column` one under the other for a phone; both draw the same cards, and
say in `<desc>` what they show. Tiers that part ways are lanes of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.procedure import Lane, Way, acting, days, told, ways
from indicators.profile import Profile, Stage
from indicators.schema import Terms
from indicators.svg import (
    APRICOT,
    APRICOT_INK,
    APRICOT_SOFT,
    DARK_TEAL,
    GREY,
    INK,
    TEAL,
    TEAL_SOFT,
    WHITE,
    drawing,
    ems,
    tag,
    wrapped,
)

PAD, GAP, TRACK = 10, 26, 13
NAME, FACT = 15, 13
BOLD = 1.08
ROW_CARD, COLUMN_WIDTH = 164, 300
GATE = 18  # what its sign takes of a line


@dataclass(frozen=True)
class Card:
    """A stage with all that is written on it; `left` and `top` are given when it is drawn."""

    number: int
    stage: Stage
    profile: Profile
    terms: Terms
    current: bool
    width: float

    def lines(self, text: str, size: float, weight: float = 1, inset: float = 0) -> list[str]:
        return wrapped(text, (self.width - 2 * PAD - inset) / size / weight)

    @cached_property
    def title(self) -> list[str]:
        return self.lines(f"{self.number} {self.stage.name}", NAME, BOLD)

    @cached_property
    def facts(self) -> list[str]:
        said = [acting(self.stage, self.terms), days(self.stage)]
        said += [way.words for way in ways(self.profile) if way.origin == self.stage.kind]
        return [line for text in said for line in self.lines(text, FACT)]

    @cached_property
    def children(self) -> list[tuple[list[str], bool]]:
        """The lines of each link at which children take part, and whether it is a gate."""
        return [
            (self.lines(str(link.name), FACT, inset=12 + (GATE if link.gate else 0)), link.gate)
            for link in self.profile.participation
            if link.stage == self.stage.kind
        ]

    @property
    def height(self) -> float:
        pills = sum(18 * len(lines) + 12 for lines, _is_gate in self.children)
        return 2 * PAD + 20 * len(self.title) + 18 * len(self.facts) + pills + (20 if self.current else 0)

    def draw(self, left: float, top: float, height: float) -> str:
        look: dict[str, object] = {"fill": WHITE, "stroke": GREY, "class_": "svg-stage"}
        if self.current:
            look = {"fill": TEAL_SOFT, "stroke": TEAL, "stroke_width": 3, "class_": "svg-stage-now"}
        parts = [tag("rect", x=left, y=top, width=self.width, height=height, rx=8, **look)]
        x, y = left + PAD, top + PAD - 4
        if self.current:
            y += 20
            parts.append(_text(x, y, _("The case is here"), FACT, DARK_TEAL, "svg-now", bold=True))
        for line in self.title:
            y += 20
            parts.append(_text(x, y, line, NAME, INK, "svg-stage-name", bold=True))
        for line in self.facts:
            y += 18
            parts.append(_text(x, y, line, FACT, INK, "svg-fact"))
        for lines, is_gate in self.children:
            y += 10
            pill = {"width": self.width - 2 * PAD + 8, "height": 18 * len(lines) + 4, "rx": 6}
            parts.append(
                tag("rect", x=x - 4, y=y, fill=APRICOT_SOFT, stroke=APRICOT, class_="svg-child", **pill)
            )
            if is_gate:
                parts.append(_gate(x + 2, y + 5))
            for line in lines:
                y += 18
                inset = 2 + (GATE if is_gate else 0)
                parts.append(_text(x + inset, y - 3, line, FACT, APRICOT_INK, "svg-child-text"))
            y += 2
        return "".join(parts)


def row(lanes: Sequence[Lane], terms: Terms, current: str = "") -> SafeString:
    """For a wide page: stages from left to right, lanes one under the other."""
    parts, top, width = [], 0.0, 0.0
    for lane in lanes:
        cards = _cards(lane, terms, current, ROW_CARD)
        width = max(width, len(cards) * (ROW_CARD + GAP) - GAP)
        back, on = _sorted_ways(lane.profile)
        parts += _lane_title(lane, top)
        top += 24 if lane.title else 0
        top += TRACK * len(back) + (6 if back else 0)
        height = max(card.height for card in cards)
        at = [number * (ROW_CARD + GAP) for number in range(len(cards))]
        for card, left in zip(cards, at, strict=True):
            parts.append(card.draw(left + 2, top + 2, height))
            if card.number > 1:
                parts.append(_arrow([(left - GAP + 4, top + 34), (left, top + 34)], "svg-flow"))
        centres = {card.stage.kind: left + 2 + ROW_CARD / 2 for card, left in zip(cards, at, strict=True)}
        edge, foot = top + 2, top + 2 + height
        for ways_of, side, outward in ((back, edge, -1), (on, foot, 1)):
            for level, way in enumerate(ways_of, start=1):
                start, end = centres[way.origin], centres[way.target] + TRACK * (level - 1) * outward
                away = side + outward * TRACK * level
                parts.append(_arrow([(start, side), (start, away), (end, away), (end, side)], "svg-way"))
        top = foot + TRACK * len(on) + 18
    return _picture(parts, width + 4, top - 14, lanes, terms, current)


def column(lanes: Sequence[Lane], terms: Terms, current: str = "") -> SafeString:
    """For a narrow page: stages from top to bottom, lanes one after the other."""
    parts, top = [], 0.0
    for lane in lanes:
        back, on = _sorted_ways(lane.profile)
        left = 2 + TRACK * len(on)
        width = COLUMN_WIDTH - left - 2 - TRACK * len(back)
        parts += _lane_title(lane, top)
        top += 28 if lane.title else 2
        middles = {}
        for card in _cards(lane, terms, current, width):
            if card.number > 1:
                parts.append(_arrow([(left + 24, top), (left + 24, top + GAP - 2)], "svg-flow"))
                top += GAP
            parts.append(card.draw(left, top, card.height))
            middles[card.stage.kind] = top + card.height / 2
            top += card.height
        for ways_of, side, outward in ((back, left + width, 1), (on, left, -1)):
            for level, way in enumerate(ways_of, start=1):
                start, end = middles[way.origin], middles[way.target] - TRACK * (level - 1)
                away = side + outward * TRACK * level
                parts.append(_arrow([(side, start), (away, start), (away, end), (side, end)], "svg-way"))
        top += 22
    return _picture(parts, COLUMN_WIDTH, top - 20, lanes, terms, current)


def _cards(lane: Lane, terms: Terms, current: str, width: float) -> list[Card]:
    return [
        Card(number, stage, lane.profile, terms, stage.kind == current, width)
        for number, stage in enumerate(lane.profile.stages, start=1)
    ]


def _sorted_ways(profile: Profile) -> tuple[list[Way], list[Way]]:
    """Back and onward, the shortest first, so that a longer one runs around it."""
    kinds = profile.kinds
    there = sorted(ways(profile), key=lambda way: abs(kinds.index(way.target) - kinds.index(way.origin)))
    back = [way for way in there if kinds.index(way.target) < kinds.index(way.origin)]
    return back, [way for way in there if way not in back]


def _picture(
    parts: Iterable[str], width: float, height: float, lanes: Sequence[Lane], terms: Terms, current: str
) -> SafeString:
    said = "\n".join(told(lane, terms, current) for lane in lanes)
    return drawing(float(width), float(height), _("Stages of a case"), said, parts, own_size=True)


def _lane_title(lane: Lane, top: float) -> list[str]:
    if not lane.title:
        return []
    cut = wrapped(lane.title, COLUMN_WIDTH / NAME / BOLD)[0]
    shown = cut if ems(cut) == ems(lane.title) else f"{cut[:-1]}…"
    return [_text(2, top + 16, shown, NAME, DARK_TEAL, "svg-lane", bold=True)]


def _text(x: float, y: float, text: str, size: float, fill: str, class_: str, *, bold: bool = False) -> str:
    return tag(
        "text",
        escape(text),
        x=x,
        y=y,
        font_size=size,
        font_weight="bold" if bold else "normal",
        fill=fill,
        class_=class_,
    )


def _gate(x: float, y: float) -> str:
    """Two posts and two bars."""
    lines = f"M{x:.1f},{y:.1f}v12m12,-12v12m-12,-8.5h12m-12,4.5h12"
    return tag("path", d=lines, fill="none", stroke=APRICOT_INK, stroke_width=1.6, class_="svg-gate")


def _arrow(points: Sequence[tuple[float, float]], class_: str) -> str:
    """A line through the points with a head at its end; only the way forward is drawn in full."""
    way_back = class_ == "svg-way"
    (x, y), (end_x, end_y) = points[-2:]
    length = abs(end_x - x) + abs(end_y - y) or 1
    ahead_x, ahead_y = (end_x - x) / length, (end_y - y) / length
    size = 6 if way_back else 8
    base_x, base_y = end_x - ahead_x * size, end_y - ahead_y * size
    half = size / 2
    wings = [
        (base_x - ahead_y * half, base_y + ahead_x * half),
        (base_x + ahead_y * half, base_y - ahead_x * half),
    ]
    look = {"stroke_width": 1.2, "stroke_dasharray": "4 3"} if way_back else {"stroke_width": 2}
    line = tag("path", d=_path(points), fill="none", stroke=GREY, class_=class_, **look)
    head = tag("path", d=_path([*wings, (end_x, end_y)]) + "Z", fill=GREY, class_="svg-head")
    return line + head


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
