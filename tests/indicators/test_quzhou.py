"""Quzhou's set: complete, honest about what it is, and different from the edition before where it says so."""

from collections import Counter

import pytest
from django.utils import translation

from indicators.resolver.applicability import asked_of
from tests.indicators.files import shipped


@pytest.fixture(scope="module")
def quzhou():
    return shipped("quzhou_25_indicators.yaml")


@pytest.fixture(scope="module")
def first_edition():
    return shipped("editions/quzhou_25_2026-01.yaml")


@pytest.fixture(scope="module")
def indicators(quzhou):
    return [text for aspect in quzhou.aspects for text in aspect.indicators]


def test_four_aspects_with_25_indicators(quzhou, indicators):
    sizes = {aspect.name.zh: len(aspect.indicators) for aspect in quzhou.aspects}
    assert sizes == {"公共服务": 7, "权益保障": 6, "成长空间": 6, "社会环境": 6}
    assert sorted(text.code for text in indicators) == [
        f"QZ-{aspect}{number}"
        for aspect, size in zip("ABCD", (7, 6, 6, 6), strict=True)
        for number in range(1, size + 1)
    ]


def test_taking_part_comes_second_among_the_rights(quzhou):
    assert [text.code for text in quzhou.aspects[1].indicators][:3] == ["QZ-B1", "QZ-B6", "QZ-B2"]


def test_seven_classes_of_matters(quzhou):
    assert [each.code for each in quzhou.matter_classes] == [f"QZ-M{number}" for number in range(1, 8)]


def test_red_lines(indicators):
    assert [text.code for text in indicators if text.red_line] == [
        "QZ-B1", "QZ-B3", "QZ-B4", "QZ-B5", "QZ-C2", "QZ-C5", "QZ-D3", "QZ-D5"
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
    assert "登记表、报告表、报告书三种深度" in quzhou.provenance.statement.zh
    assert "不是衢州市的官方文本" in quzhou.provenance.statement.zh
    assert "It is not Quzhou's official text." in quzhou.provenance.statement.en
    assert len(quzhou.provenance.sources) == 5


def test_scale(quzhou):
    assert quzhou.scale.codes == ("-2", "-1", "0", "1", "2", "na", "unknown")


def test_a_screening_of_seven_questions_chooses_one_of_three_depths(quzhou):
    assert [each.code for each in quzhou.screening] == [f"S{number}" for number in range(1, 8)]
    assert [(each.code, each.name.zh) for each in quzhou.depths] == [
        ("SHEET", "登记表"),
        ("FORM", "报告表"),
        ("REPORT", "报告书"),
    ]
    for each in (*quzhou.screening, *quzhou.depths):
        assert each.guidance.zh, each.code
        assert each.guidance.en, each.code


@pytest.mark.parametrize(
    ("depth", "stages"),
    [
        ("SHEET", "初筛 3, 简易自评 5, 单位负责人签发 3, 公布 20"),
        ("FORM", "初筛 3, 自评 20, 单位负责人签发 3, 核对 5, 审定 10, 结论公示 7, 公布 20"),
        (
            "REPORT",
            (
                "初筛 3, 自评 20, 单位负责人签发 3, 核对 5, 专家评分 10, 专家复议 5, 意见答复 5, 审定 10, "
                "结论公示 7, 公布 20"
            ),
        ),
    ],
)
def test_each_depth_has_its_stages_and_days(quzhou, depth, stages):
    path = quzhou.workflow.on_path("", depth)
    assert ", ".join(f"{stage.name.zh} {stage.days}" for stage in path.stages) == stages


def test_a_full_report_has_five_experts_of_several_fields_and_districts_and_is_reviewed(quzhou):
    panel = quzhou.workflow.on_path("", "REPORT").stage("expert_panel")
    assert (panel.experts, panel.aggregation, panel.districts) == (5, "median", 2)
    assert panel.fields == ["health", "education", "law"]
    assert quzhou.workflow.follow_up == [6, 12, 24]
    assert "复议、意见答复、回访月份" in quzhou.provenance.statement.zh


def test_a_sheet_holds_little_beside_its_answers(quzhou):
    asks = {
        depth: quzhou.workflow.on_path("", depth).stage("self_assessment").asks
        for depth in ("SHEET", "FORM", "REPORT")
    }
    everything = ["children", "participation", "effect", "evidence"]
    assert asks == {"SHEET": ["evidence"], "FORM": everything, "REPORT": everything}


def test_a_sheet_asks_red_lines_affordability_and_participation(quzhou, indicators):
    asked = {text.code for text in asked_of(quzhou, matter_class="QZ-M5", depth="SHEET")}
    assert asked == {text.code for text in indicators if text.red_line} | {"QZ-A7", "QZ-B6"}
    assert len(asked_of(quzhou, matter_class="QZ-M5", depth="FORM")) == 25


def test_chinese_text_has_no_blanks_from_folded_lines(quzhou):
    assert " " not in quzhou.provenance.statement.zh


def test_every_indicator_and_every_level_is_explained_in_both_languages(quzhou, indicators):
    told = [*(text.guidance for text in indicators), *(level.anchor for level in quzhou.scale.levels)]
    assert len(told) == 30
    assert all(each and each.zh and each.en for each in told)


def test_every_indicator_is_defined_has_its_legal_bases_and_one_example_of_each_kind(indicators):
    for text in indicators:
        assert text.definition.zh, text.code
        assert text.definition.en, text.code
        assert [each.zh[:2] for each in text.examples] == ["不利", "有利"], text.code
        assert [each.en.partition(" ")[0] for each in text.examples] == ["Harmful", "Good"], text.code
        assert 1 <= len(text.basis) <= 3, text.code
        assert all(each.zh.startswith("《") and each.en for each in text.basis), text.code


def test_children_take_part_at_four_links(quzhou):
    assert quzhou.workflow.type == "quzhou"
    assert [(each.link, each.name.zh) for each in quzhou.workflow.participation] == [
        ("needs", "事项需求表达"),
        ("drafting", "决策方案制定"),
        ("notice", "决策公示"),
        ("feedback", "评估反馈"),
    ]


def test_what_is_asked_depends_on_the_childrens_ages(quzhou):
    def codes(*ages):
        return {text.code for text in asked_of(quzhou, matter_class="QZ-M5", ages=ages)}

    assert len(codes()) == 25
    assert codes() - codes("INFANT") == {"QZ-A2"}
    assert codes() - codes("PRIMARY", "JUNIOR") == {"QZ-A1"}


def test_all_editions_have_the_same_codes(quzhou, first_edition):
    landed = [shipped(f"editions/quzhou_25_{edition}.yaml") for edition in ("2026-11", "2026-12", "2027-01")]
    assert {frozenset(each.indicators) for each in (first_edition, *landed)} == {frozenset(quzhou.indicators)}
    assert quzhou.edition == "2027-02"
