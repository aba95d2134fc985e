"""The children affected and their part, in the record, on the page and on paper."""

from datetime import date

import pytest
from django.utils import timezone, translation

from assessments.models import Assignment, ChildCount, ParticipationPlan
from reports.scope import children, contributors, participation
from reports.small_numbers import published
from reports.templatetags.affected import (
    children_words,
    effect_words,
    link_words,
    plan_words,
    source_words,
    timing_words,
)
from tests.reports.sample import sample_record, second_format


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (None, {"number": None, "few": False, "hidden": False}),
        (0, {"number": 0, "few": False, "hidden": False}),
        (1, {"number": None, "few": True, "hidden": False}),
        (4, {"number": None, "few": True, "hidden": False}),
        (5, {"number": 5, "few": False, "hidden": False}),
    ],
)
def test_a_number_under_five_is_not_published(number, said):
    count = {"age": None, "group": {"code": "RUR"}, "number": number}
    assert shown([count]) == [count | said]


def shown(counts):
    heard = {"links": [], "children": {"number": 0}, "attendance": [], "themes": []}
    return published({"children": counts, "aspects": [], "heard": heard})["children"]


def test_counts_stand_in_the_order_of_the_set_with_their_source(case):
    facts = {"assessment": case.assessment, "source": "年鉴", "year": 2025, "basis": "resident"}
    ChildCount.objects.create(group="RUR", number=3, **facts)
    ChildCount.objects.create(group="ALL", number=186, **facts)
    ChildCount.objects.create(assessment=case.assessment, age="GONE", group="ALL", gap="没有分年龄数据")
    found = shown(children(case.assessment))
    assert [(each["group"]["code"], each["number"], each["few"], each["gap"]) for each in found] == [
        ("ALL", 186, False, ""),
        ("ALL", None, False, "没有分年龄数据"),
        ("RUR", None, True, ""),
    ]
    with translation.override("en"):
        assert [children_words(each) for each in found] == ["186", "not known", "fewer than 5"]
        assert source_words(found[0]) == "年鉴; 2025; Living here"


def test_a_plan_is_told_under_the_usual_name_or_why_there_is_none(case):
    ParticipationPlan.objects.create(
        assessment=case.assessment, link="needs", method="座谈", when="九月", whom="六名学生"
    )
    ParticipationPlan.objects.create(assessment=case.assessment, link="notice", reason_for_none="不公示。")
    with translation.override("en"):
        assert [(link_words(each), plan_words(each)) for each in participation(case.assessment)] == [
            ("Saying what is needed", "座谈; 九月; 六名学生"),
            ("Public notice", "Children do not take part: 不公示。"),
        ]


def test_units_that_finished_their_answers_are_named_once(case, city):
    now = timezone.now()
    for answer in case.assessment.answers.select_related("indicator"):
        finished = {"done_at": now, "done_by": city.outsider} if answer.indicator.code != "B1" else {}
        Assignment.objects.create(
            assessment=case.assessment, indicator=answer.indicator, unit=city.units["housing"],
            due=date(2026, 12, 1), assigned_by=city.drafter, **finished,
        )  # fmt: skip
    assert contributors(case.assessment) == [
        {"unit": {"zh": "单位housing", "en": "Housing"}, "indicators": ["A1", "A2"]}
    ]


def test_what_an_earlier_record_does_not_say_is_not_told():
    assert effect_words({"own": "1"}) == []
    with translation.override("en"):
        assert effect_words({"directness": "indirect", "term": "", "reversibility": "not"}) == [
            "Indirect",
            "Cannot be reversed",
        ]


def test_the_report_says_how_far_the_draft_was_when_the_matter_was_screened():
    with translation.override("en"):
        assert timing_words(sample_record()) == "day 62 of 182 days of drafting (34%): in time"
        assert timing_words(second_format(sample_record())) == ""
