"""What the figures draw and say; how they look is seen in pictures."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import pairwise

import pytest

from indicators.charts import Axis, radar, spread_strip

SVG = "{http://www.w3.org/2000/svg}"
LABELS = ("公共服务", "权益保障", "成长空间", "社会环境")


def axes_of(own, experts):
    pairs = zip(LABELS, own, experts, strict=True)
    return [Axis(label, {"Self-rating": mine, "Experts": theirs}) for label, mine, theirs in pairs]


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314  our own drawing


def drawn(svg, name, kind="circle"):
    return [each for each in parsed(svg).iter(SVG + kind) if each.get("class") == name]


def place(circle):
    return float(circle.get("cx")), float(circle.get("cy"))


def strip(values=(), judged=None, own=None):
    return spread_strip(minimum=-2, maximum=2, values=list(values), judged=judged, own=own)


FIGURES = {
    "radar": lambda: radar(
        axes=axes_of(
            [Fraction(1, 2), Fraction(0), None, Fraction(-2)], [Fraction(1), Fraction(-1), Fraction(1), None]
        ),
        minimum=-2,
        maximum=2,
    ),
    "spread": lambda: strip([-1, -1, 1], Fraction(-1), 1),
}


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_safe_under_the_content_security_policy(figure):
    elements = list(parsed(FIGURES[figure]()).iter())
    assert {each.tag.removeprefix(SVG) for each in elements} <= {
        "svg", "title", "desc", "circle", "line", "path", "rect", "text"
    }  # fmt: skip
    assert not {name for each in elements for name in each.attrib if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_an_image_with_a_title(figure):
    root = parsed(FIGURES[figure]())
    assert root.get("role") == "img"
    assert [each.tag for each in root][:2] == [SVG + "title", SVG + "desc"]


def test_the_radar_says_each_value():
    assert parsed(FIGURES["radar"]()).find(SVG + "desc").text == (
        "公共服务: Self-rating +0.5, Experts +1; 权益保障: Self-rating 0, Experts −1; "
        "成长空间: Self-rating no value, Experts +1; 社会环境: Self-rating −2, Experts no value"
    )


def test_the_strip_says_each_value():
    said = parsed(FIGURES["spread"]()).find(SVG + "desc").text
    assert said == "Experts −1, −1, +1, together −1; self-rating +1"


def test_values_lie_on_their_rings():
    """The centre is harm, the rim benefit; zero lies on the strong ring between."""
    svg = radar(
        axes=axes_of([Fraction(-2), Fraction(0), Fraction(2), Fraction(0)], [None] * 4), minimum=-2, maximum=2
    )
    (ring,) = drawn(svg, "svg-zero-ring")
    centre = place(ring)
    distances = [round(abs(complex(*place(spot)) - complex(*centre))) for spot in drawn(svg, "svg-self")[:4]]
    assert distances == [14, 59, 104, 59]
    assert float(ring.get("r")) == 59


def test_a_gap_is_no_zero():
    """With one value missing of four there are two lines between neighbours, and no area."""
    svg = radar(
        axes=axes_of([None] * 4, [Fraction(1), None, Fraction(1), Fraction(1)]), minimum=-2, maximum=2
    )
    legend = 1
    assert len(drawn(svg, "svg-outline", "path")) == 2 + legend
    assert drawn(svg, "svg-area", "path") == []


def test_all_values_enclose_an_area():
    svg = radar(axes=axes_of([None] * 4, [Fraction(0)] * 4), minimum=-2, maximum=2)
    (area,) = drawn(svg, "svg-area", "path")
    assert area.get("d").endswith("Z")


def test_labels_are_escaped():
    svg = radar(axes=[Axis('<b>"&', {"a": Fraction(0)})] * 3, minimum=-2, maximum=2)
    texts = [each.text for each in parsed(svg).iter(SVG + "text")]
    assert texts.count('<b>"&') == 3


def test_the_font_is_the_callers():
    assert (
        parsed(radar(axes=axes_of([None] * 4, [None] * 4), minimum=-2, maximum=2, font_family="Song")).get(
            "font-family"
        )
        == "Song"
    )
    assert parsed(strip()).get("font-family") is None


def test_equal_scores_are_stacked():
    dots = [place(dot) for dot in drawn(strip([-1, -1, -1, 2]), "svg-expert")]
    assert len({x for x, _y in dots}) == 2
    column = sorted(y for x, y in dots if x == dots[0][0])
    assert [after - before for before, after in pairwise(column)] == [17, 17]


def test_scores_lie_over_their_level():
    dots = [place(dot)[0] for dot in drawn(strip([-2, -1, 0, 1, 2]), "svg-expert")]
    assert dots == pytest.approx([41.6, 124.8, 208, 291.2, 374.4])


def test_the_figure_may_lie_between_levels():
    (bar,) = drawn(strip([1, 2], Fraction(3, 2)), "svg-median", "line")
    assert float(bar.get("x1")) == pytest.approx(332.8)


def test_the_self_rating_is_a_ring():
    (ring,) = drawn(strip([1], Fraction(1), -2), "svg-self")
    assert place(ring)[0] == pytest.approx(41.6)
    assert ring.get("fill") == "none"


def test_nothing_scored_draws_the_scale_alone():
    svg = strip()
    assert [drawn(svg, "svg-expert"), drawn(svg, "svg-self"), drawn(svg, "svg-median", "line")] == [
        [],
        [],
        [],
    ]
    assert parsed(svg).find(SVG + "desc").text == "Experts no value, together no value; self-rating no value"


def test_many_equal_scores_stay_in_a_strip():
    height = float(parsed(strip([0] * 50)).get("viewBox").split()[3])
    assert height < 160
