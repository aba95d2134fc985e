"""Harbin's set: 13 points, four groups answered for one by one, clauses, the yearly plan; and no official text."""

import pytest

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


def test_stages_and_who_acts(harbin):
    assert [(stage.kind, stage.name.zh, stage.body.zh) for stage in harbin.workflow.stages] == [
        ("self_assessment", "自查评估", "起草单位"),
        ("sign_off", "单位主要负责人签发", "起草单位主要负责人"),
        ("office_check", "妇儿工委办核对", "市妇儿工委办"),
        ("expert_panel", "专家组评估", "法规政策儿童优先评估专家组"),
        ("committee", "评估意见审议", "市妇儿工委办会同有关部门"),
        ("publication", "公布", "市妇儿工委办"),
    ]
    assert harbin.workflow.stage("expert_panel").experts == 3


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
    assert " " not in harbin.provenance.statement.zh


def test_everything_is_said_in_both_languages(harbin):
    for text in harbin.indicators.values():
        for told in (text.name, text.question, text.guidance, text.evidence):
            assert told.zh, text.code
            assert told.en, text.code
