"""What the picture of a procedure shows and says; how it looks is seen in pictures."""

import json
import xml.etree.ElementTree as ET

import pytest
from django.utils import translation

from indicators.checking import check_set
from indicators.drawing import column, row
from indicators.procedure import Lane, lanes, ways
from indicators.svg import ems, wrapped
from tests.indicators.files import SMALL
from tests.indicators.test_writing import SETS

SVG = "{http://www.w3.org/2000/svg}"
NAMES = [path.stem for path in SETS]
FIRST = """\
    - {kind: screening, name: {zh: 初筛, en: Screening}, days: 3}
    - {kind: self_assessment, name: {zh: 自评, en: Self}, days: 15}
    - {kind: sign_off, name: {zh: 签发, en: Signing}, days: 2, tiers: [SMALL]}
"""
TIERED = (
    SMALL.replace("    - {kind: self_assessment, name: {zh: 自评, en: Self}, days: 15}\n", FIRST)
    .replace("majority: 1/2}", "majority: 1/2, tiers: [LARGE]}")
    .replace("experts: 3, aggregation", "experts: 3, tiers: [LARGE], aggregation")
    .replace("days: 5}", "days: 5, tiers: [LARGE]}")
    .replace("{code: M1,", "{code: M2, tier: SMALL, name: {zh: 小事}}\n  - {code: M1, tier: LARGE,")
    + "tiers:\n  - {code: LARGE, name: {zh: 大, en: Large}}\n  - {code: SMALL, name: {zh: 小, en: Small}}\n"
    + "screening:\n  - {code: S1, question: {zh: 有影响吗？}}\n"
)


def checked(text):
    return check_set(text.encode(), file="f.yaml")


def drawn(text=SMALL, current="", draw=column):
    file = checked(text)
    return parsed(draw(lanes(file), file.terms, current))


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314  our own drawing


def of_class(root, name):
    return [each for each in root.iter() if each.get("class") == name]


def texts(root):
    return [each.text for each in root.iter(SVG + "text")]


@pytest.mark.parametrize("draw", [row, column])
@pytest.mark.parametrize("path", SETS, ids=NAMES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_picture_is_safe_titled_and_holds_all_it_draws(path, draw, language):
    file = check_set(path.read_bytes(), file=path.name)
    with translation.override(language):
        root = parsed(draw(lanes(file), file.terms, "office_check"))
    assert not {
        name for each in root.iter() for name in each.attrib if name == "style" or name.startswith("on")
    }
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "path",
        "rect",
        "text",
    }
    assert [each.tag for each in root][:2] == [SVG + "title", SVG + "desc"]
    width, height = (float(root.get(side)) for side in ("width", "height"))
    for card in root.iter(SVG + "rect"):
        left, top, wide, high = (float(card.get(key)) for key in ("x", "y", "width", "height"))
        assert left >= 0
        assert top >= 0
        assert left + wide <= width
        assert top + high <= height


@pytest.mark.parametrize("draw", [row, column])
def test_one_card_for_each_stage_in_its_order(draw):
    root = drawn(draw=draw)
    assert [text for text in texts(root) if text[0].isdigit() and "days" not in text] == [
        "1 Self", "2 Check", "3 Panel", "4 Committee", "5 Publication",
    ]  # fmt: skip
    assert len(of_class(root, "svg-stage")) == 5


def test_the_language_is_the_readers():
    with translation.override("zh-hans"):
        assert "1 自评" in texts(drawn())


def test_the_stage_of_a_case_is_marked_and_said():
    root = drawn(current="expert_panel")
    assert len(of_class(root, "svg-stage-now")) == 1
    assert texts(root).count("The case is here") == 1
    assert "3 Panel: Experts, 10 working days, the case is here" in root.find(SVG + "desc").text


def test_bodies_days_and_ways_back_are_written():
    assert drawn().find(SVG + "desc").text == (
        "1 Self: Drafting unit, 15 working days; "
        "2 Check: Committee office, 5 working days, may send back to: Self; "
        "3 Panel: Experts, 10 working days; "
        "4 Committee: Committee, 10 working days, may return to: Self; "
        "5 Publication: Committee office, 20 working days, until issued, may go back to: Committee"
    )


def test_a_city_names_its_bodies():
    named = SMALL.replace("days: 5}", "days: 5, body: {zh: 市妇儿工委办, en: City office}}").replace(
        "scale:", "terms: {drafting_unit: {zh: 牵头单位, en: Lead unit}}\nscale:"
    )
    assert {"City office", "Lead unit"} <= set(texts(drawn(named)))


@pytest.mark.parametrize("draw", [row, column])
def test_every_other_way_is_a_thin_arrow(draw):
    assert len(of_class(drawn(draw=draw), "svg-way")) == 3
    assert len(of_class(drawn(draw=draw), "svg-flow")) == 4


def test_children_are_shown_at_their_stage():
    link = "  participation:\n    - {link: needs, name: {zh: 需求, en: Needs}, stage: office_check}\n"
    root = drawn(SMALL.replace("aspects:", f"{link}aspects:"))
    assert len(of_class(root, "svg-child")) == 1
    assert "2 Check: Committee office, 5 working days, may send back to: Self, children take part: Needs" in (
        root.find(SVG + "desc").text
    )


def test_tiers_that_part_ways_are_lanes_of_their_own():
    file = checked(TIERED)
    assert [(lane.title, lane.profile.kinds) for lane in lanes(file)] == [
        (
            "Large",
            ("screening", "self_assessment", "office_check", "expert_panel", "committee", "publication"),
        ),
        ("Small", ("screening", "self_assessment", "sign_off", "publication")),
    ]
    assert [each for each in texts(drawn(TIERED)) if each in {"Large", "Small"}] == ["Large", "Small"]


def test_tiers_with_the_same_way_share_a_lane():
    same = TIERED.replace("tiers: [LARGE]", "tiers: [LARGE, HUGE]").replace(
        "tiers:\n", "tiers:\n  - {code: HUGE, name: {zh: 巨, en: Huge}}\n"
    )
    huge = same.replace("{code: M1,", "{code: M3, tier: HUGE, name: {zh: 巨事}}\n  - {code: M1,")
    assert [lane.title for lane in lanes(checked(huge))] == ["Huge, Large", "Small"]


def test_a_screening_leads_past_everything_to_the_signature_or_to_publication():
    found = {
        lane.title: [(way.origin, way.target) for way in ways(lane.profile)]
        for lane in lanes(checked(TIERED))
    }
    assert found == {
        "Large": [
            ("screening", "publication"),
            ("office_check", "self_assessment"),
            ("committee", "self_assessment"),
            ("publication", "committee"),
        ],
        "Small": [("screening", "sign_off"), ("sign_off", "self_assessment")],
    }


def test_the_path_of_one_tier_can_be_drawn_alone():
    file = checked(TIERED)
    root = parsed(column([Lane("", file.workflow.on_path("SMALL"))], file.terms, "sign_off"))
    assert len(of_class(root, "svg-stage")) + len(of_class(root, "svg-stage-now")) == 4
    assert of_class(root, "svg-lane") == []


@pytest.mark.parametrize("draw", [row, column])
def test_what_a_city_writes_is_escaped(draw):
    nasty = "</text><script>alert(1)</script>&\"'"
    spoilt = TIERED.replace("en: Large", f"en: {json.dumps(nasty)}").replace(
        "en: Check", f"en: {json.dumps(nasty)}"
    )
    svg = draw(lanes(checked(spoilt)), checked(spoilt).terms)
    assert "<script" not in svg
    assert "alert(1)" in parsed(svg).find(SVG + "desc").text


def test_long_names_are_broken_into_lines():
    assert wrapped("Check by the committee's office", 8) == ["Check by the", "committee's", "office"]
    assert wrapped("市妇女儿童工作委员会办公室，以及有关部门", 6) == [
        "市妇女儿童工",
        "作委员会办公",
        "室，以及有关",
        "部门",
    ]
    assert wrapped("规委会审议，之后公布", 5) == ["规委会审", "议，之后公", "布"]
    assert all(ems(line) <= 5 for line in wrapped("a" * 100, 5))
    assert wrapped("", 5) == []
