"""The set that is shipped: complete, and honest about what it is."""

from collections import Counter
from pathlib import Path

import pytest
from django.utils import translation

from indicators.checking import check_set

FILE = Path(__file__).parents[2] / "fixtures" / "quzhou_25_indicators.yaml"


@pytest.fixture(scope="module")
def quzhou():
    return check_set(FILE.read_bytes(), file=FILE.name)


@pytest.fixture(scope="module")
def indicators(quzhou):
    return [text for aspect in quzhou.aspects for text in aspect.indicators]


def test_four_aspects_with_25_indicators(quzhou, indicators):
    sizes = {aspect.name.zh: len(aspect.indicators) for aspect in quzhou.aspects}
    assert sizes == {"公共服务": 7, "权益保障": 6, "成长空间": 6, "社会环境": 6}
    assert [text.code for text in indicators] == [
        f"QZ-{aspect}{number}"
        for aspect, size in zip("ABCD", (7, 6, 6, 6), strict=True)
        for number in range(1, size + 1)
    ]


def test_seven_classes_of_matters(quzhou):
    assert [each.code for each in quzhou.matter_classes] == [f"QZ-M{number}" for number in range(1, 8)]


def test_red_lines(indicators):
    assert [text.code for text in indicators if text.red_line] == [
        "QZ-B1", "QZ-B3", "QZ-B5", "QZ-C2", "QZ-C5", "QZ-D3", "QZ-D5"
    ]  # fmt: skip


def test_every_group_is_asked_about(quzhou, indicators):
    asked = Counter(group for text in indicators for group in text.groups)
    assert set(asked) == {group.code for group in quzhou.groups}


def test_names_are_told_apart(indicators):
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert len({str(text.name) for text in indicators}) == 25


def test_it_says_that_it_is_no_official_text(quzhou):
    assert quzhou.provenance.status == "reconstruction"
    assert "不是衢州市的官方文本" in quzhou.provenance.statement.zh
    assert "It is not Quzhou's official text." in quzhou.provenance.statement.en
    assert len(quzhou.provenance.sources) == 4


def test_scale_and_stages(quzhou):
    assert quzhou.scale.codes == ("-2", "-1", "0", "1", "2", "na", "unknown")
    assert [(stage.kind, stage.name.zh, stage.days) for stage in quzhou.workflow.stages] == [
        ("self_assessment", "自评", 15),
        ("office_check", "核对", 5),
        ("expert_panel", "专家评分", 10),
        ("committee", "审定", 10),
        ("publication", "公布", 20),
    ]


def test_chinese_text_has_no_blanks_from_folded_lines(quzhou):
    assert " " not in quzhou.provenance.statement.zh
