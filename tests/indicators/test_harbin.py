"""Harbin's set: 13 points, four groups answered for one by one, clauses, the yearly plan; and no official text."""

import pytest

from indicators.resolver.applicability import asked_of
from tests.indicators.files import shipped


@pytest.fixture(scope="module")
def harbin():
    return shipped("harbin_13_points.yaml")


def test_thirteen_points_in_order(harbin):
    assert list(harbin.indicators) == [f"HRB-{number:02}" for number in range(1, 14)]
    assert {aspect.name.zh: len(aspect.indicators) for aspect in harbin.aspects} == {
        "依据与对象": 2,
        "儿童权利": 5,
        "重点关爱群体": 3,
        "保障与实施": 3,
    }


def test_four_groups_are_answered_for_one_by_one(harbin):
    assert [group.code for group in harbin.groups if group.special] == ["POV", "DIS", "MIG", "LBC"]


def test_answers_name_their_clause(harbin):
    assert (harbin.reference.kind, harbin.reference.required) == ("clause", True)


def test_three_classes_of_texts_from_the_yearly_plan(harbin):
    assert [each.name.zh for each in harbin.matter_classes] == ["地方性法规", "市政府规章", "规范性文件"]
    assert harbin.workflow.intake == "annual_plan"


def test_stages_of_the_full_report_and_who_acts(harbin):
    path = harbin.workflow.on_path("", "REPORT")
    assert [(stage.kind, stage.name.zh, stage.body.zh) for stage in path.stages] == [
        ("screening", "初筛", "起草单位"),
        ("self_assessment", "自查评估", "起草单位"),
        ("sign_off", "单位主要负责人签发", "起草单位主要负责人"),
        ("office_check", "妇儿工委办核对", "市妇儿工委办"),
        ("expert_panel", "专家组评估", "法规政策儿童优先评估专家组"),
        ("discussion", "专家组复议", "法规政策儿童优先评估专家组"),
        ("reply", "起草单位答复意见", "起草单位"),
        ("committee", "评估意见审议", "市妇儿工委办会同有关部门"),
        ("publication", "公布", "市妇儿工委办"),
    ]
    assert (path.stage("expert_panel").experts, path.stage("expert_panel").fields) == (3, ["law"])
    assert harbin.workflow.follow_up == [6, 12, 24]


@pytest.mark.parametrize(
    ("depth", "stages", "asked"),
    [
        ("SHEET", ("screening", "self_assessment", "sign_off", "publication"), 7),
        ("FORM", ("screening", "self_assessment", "sign_off", "office_check", "publication"), 13),
    ],
)
def test_the_lighter_depths_ask_and_walk_less(harbin, depth, stages, asked):
    assert harbin.workflow.on_path("", depth).kinds == stages
    assert len(asked_of(harbin, matter_class="HRB-M3", depth=depth)) == asked


def test_a_sheet_asks_for_the_four_groups_and_every_red_line(harbin):
    asked = {text.code for text in asked_of(harbin, matter_class="HRB-M3", depth="SHEET")}
    assert asked >= {"HRB-08", "HRB-09", "HRB-10"} | {
        code for code, text in harbin.indicators.items() if text.red_line
    }


def test_the_screening_has_seven_questions_with_guidance(harbin):
    assert [each.code for each in harbin.screening] == [f"S{number}" for number in range(1, 8)]
    assert all(each.guidance.zh and each.guidance.en for each in (*harbin.screening, *harbin.depths))


def test_red_lines(harbin):
    assert [code for code, text in harbin.indicators.items() if text.red_line] == [
        "HRB-05",
        "HRB-07",
        "HRB-10",
    ]


def test_children_are_heard_while_the_text_is_drafted(harbin):
    assert [(each.link, each.stage) for each in harbin.workflow.participation] == [
        ("drafting", "self_assessment")
    ]


def test_it_says_that_it_is_no_official_text(harbin):
    assert harbin.provenance.status == "reconstruction"
    assert "不是哈尔滨市的官方文本" in harbin.provenance.statement.zh
    assert "It is not Harbin's official text." in harbin.provenance.statement.en
    assert "评估意见审议环节" in harbin.provenance.statement.zh
    assert "登记表、报告表、报告书三种深度" in harbin.provenance.statement.zh
    assert " " not in harbin.provenance.statement.zh


def test_everything_is_said_in_both_languages(harbin):
    for text in harbin.indicators.values():
        always = (text.name, text.question, text.definition, text.guidance, text.evidence)
        assert (len(text.examples), 1 <= len(text.basis) <= 3) == (2, True), text.code
        for told in (*always, *text.basis, *text.examples):
            assert told.zh, text.code
            assert told.en, text.code
