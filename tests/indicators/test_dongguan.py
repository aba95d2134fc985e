"""Dongguan's set: three tiers with items, gates and a deciding body each; and no official text."""

import pytest

from indicators.resolver.applicability import asked_of
from tests.indicators.files import shipped

TIERS = {"PLAN": "G", "POLICY": "Z", "PROJECT": "X"}


@pytest.fixture(scope="module")
def dongguan():
    return shipped("dongguan_tiers.yaml")


def test_eighteen_items(dongguan):
    assert list(dongguan.indicators) == [
        f"DG-{letter}{number}" for letter in TIERS.values() for number in range(1, 7)
    ]


@pytest.mark.parametrize("tier", TIERS)
def test_a_matter_is_asked_the_six_items_of_its_tier(dongguan, tier):
    classes = [each for each in dongguan.matter_classes if each.tier == tier]
    assert len(classes) == 3
    for each in classes:
        assert [text.code for text in asked_of(dongguan, matter_class=each.code)] == [
            f"DG-{TIERS[tier]}{number}" for number in range(1, 7)
        ]


def test_an_aspect_belongs_to_one_tier(dongguan):
    for aspect in dongguan.aspects:
        assert len({tuple(text.applies.tiers) for text in aspect.indicators}) == 1


def test_gates_of_each_tier(dongguan):
    assert {tier.code: [gate.name.zh for gate in tier.gates] for tier in dongguan.tiers} == {
        "PLAN": ["编制任务书", "规划草案", "公示征求意见", "专家论证", "规委会审议", "审批", "实施评估"],
        "POLICY": ["立项", "起草", "部门和公众征求意见", "合法性审查", "集体审议", "公布", "后评估"],
        "PROJECT": [
            "项目建议书或可行性研究", "选址与规划条件", "初步设计", "施工图审查", "竣工验收", "使用后评估"
        ],
    }  # fmt: skip


def test_each_tier_has_a_path_and_a_body_of_its_own(dongguan):
    paths = {tier: dongguan.workflow.on_path(tier, "REPORT") for tier in TIERS}
    assert {path.kinds for path in paths.values()} == {
        (
            "screening",
            "self_assessment",
            "sign_off",
            "office_check",
            "expert_panel",
            "discussion",
            "reply",
            "committee",
            "publication",
        )
    }
    assert {path.stage("expert_panel").districts for path in paths.values()} == {2}
    assert dongguan.workflow.follow_up == [6, 12, 24]
    assert {tier: path.stage("committee").name.zh for tier, path in paths.items()} == {
        "PLAN": "规委会审议",
        "POLICY": "集体审议",
        "PROJECT": "审批部门会审",
    }


def test_a_report_form_on_a_plan_still_goes_before_the_planning_committee(dongguan):
    start, end = ("screening", "self_assessment", "sign_off", "office_check"), ("publication",)
    assert {tier: dongguan.workflow.on_path(tier, "FORM").kinds for tier in TIERS} == {
        "PLAN": (*start, "committee", *end),
        "POLICY": (*start, *end),
        "PROJECT": (*start, *end),
    }


def test_a_sheet_asks_three_items_of_its_tier_and_its_red_line(dongguan):
    for tier, letter in TIERS.items():
        matter = next(each.code for each in dongguan.matter_classes if each.tier == tier)
        asked = {text.code: text for text in asked_of(dongguan, matter_class=matter, depth="SHEET")}
        assert len(asked) == 3
        red = {code for code, text in dongguan.indicators.items() if text.red_line and letter in code[3]}
        assert red <= set(asked)
        path = dongguan.workflow.on_path(tier, "SHEET")
        assert path.kinds == ("screening", "self_assessment", "sign_off", "publication")


def test_everything_new_is_said_in_both_languages(dongguan):
    assert [each.code for each in dongguan.screening] == [f"S{number}" for number in range(1, 8)]
    assert [each.name.zh for each in dongguan.depths] == ["登记表", "报告表", "报告书"]
    assert all(each.guidance.zh and each.guidance.en for each in (*dongguan.screening, *dongguan.depths))
    for text in dongguan.indicators.values():
        assert (len(text.examples), 1 <= len(text.basis) <= 3) == (2, True), text.code
        for told in (text.definition, *text.basis, *text.examples):
            assert told.zh, text.code
            assert told.en, text.code


def test_a_plan_needs_the_vote_of_the_member_for_childrens_rights(dongguan):
    required = {
        tier: dongguan.workflow.on_path(tier, "REPORT").stage("committee").required_voter for tier in TIERS
    }
    assert str(required["PLAN"].zh) == "儿童权利委员"
    assert (required["POLICY"], required["PROJECT"]) == (None, None)


def test_who_leads_answers_for_it(dongguan):
    assert dongguan.terms.drafting_unit.zh == "牵头单位"
    assert dongguan.workflow.stage("sign_off").body.zh == "牵头单位主要负责人"


def test_answers_may_name_a_drawing(dongguan):
    assert (dongguan.reference.kind, dongguan.reference.required) == ("drawing", False)


def test_it_says_what_is_known_and_what_is_not(dongguan):
    said = dongguan.provenance.statement
    assert dongguan.provenance.status == "reconstruction"
    for known in (
        "不是东莞市的官方文本",
        "谁牵头、谁负责",
        "本地专家库",
        "儿童权利委员",
        "市政府令第166号",
        "登记表、报告表、报告书三种深度",
    ):
        assert known in said.zh
    assert "It is not Dongguan's official text." in said.en
    assert " " not in said.zh
