"""Numbers of children under five, where they stand in words."""

import pytest

from ledger.errors import Refused
from privacy.headcounts import few_children_in, refuse_few_children
from tests.privacy.test_corpus import PARTS, lines


@pytest.mark.parametrize(
    "text",
    [
        "３名留守儿童想坐校车。",
        "有两个孩子说害怕。",
        "三个同学提出多种树。",
        "其中一名残疾学生没有来。",
        "村里的四位由祖辈照顾的小朋友也来了。",
        "4 children asked for shade.",
        "Two of the pupils walk alone.",
    ],
)
def test_a_small_number_of_children_is_found(text):
    assert len(few_children_in(text)) == 1
    with pytest.raises(Refused):
        refuse_few_children("多种树。", text)


@pytest.mark.parametrize(
    "text",
    [
        "12名学生参加。",
        "十三名儿童、二十三个孩子、三百个同学。",
        "每3名学生配一张桌子。",
        "第3个孩子起减免。",
        "建3个儿童友好社区、两个儿童活动中心。",
        "加派2名照管员陪学生上车。",
        "一名儿童主任要跑多个村。",
        "三个公园周边的儿童。",
        "一个孩子也不掉队。",
        "Grade 4 pupils asked for shade.",
        "14 children, two child-friendly parks.",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert few_children_in(text) == []
    refuse_few_children(text)


def test_lines_without_personal_data_are_left_alone_but_for_two_that_count_so_few():
    clean = [
        text
        for label, text in lines(*(name for names in PARTS.values() for name in names))
        if label == "clean"
    ]
    assert len(clean) > 300
    assert [text for text in clean if few_children_in(text)] == ["一位男生说他怕狗", "有三名学生提到校车太挤"]
