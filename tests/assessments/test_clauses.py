"""Places in a legal text: what counts as one, and its one spelling."""

import pytest

from assessments.clauses import normalised


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("", ""),
        ("第三条", "第三条"),
        ("第三条第二款第（一）项", "第三条第二款第（一）项"),
        ("第三条第二款第(一)项", "第三条第二款第（一）项"),
        ("第3条第2款", "第3条第2款"),
        ("第１２条第３款", "第12条第3款"),
        (" 第 十二 条 \n第二款\u3000", "第十二条第二款"),
        ("第十条之一第（二）项第1目", "第十条之一第（二）项第1目"),
        ("第一百二十条第（十一）项", "第一百二十条第（十一）项"),
        ("第二章第三节", "第二章第三节"),
        ("第一编第二章第九条", "第一编第二章第九条"),
        ("第三条、第五条第二款；第9条", "第三条、第五条第二款；第9条"),
        ("第三条,第五条;第九条", "第三条、第五条；第九条"),
        ("第三条至第五条", "第三条至第五条"),
    ],
)
def test_a_place_has_one_spelling(typed, written):
    assert normalised(typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        "三条",
        "第条",
        "第0条",
        "第零条",
        "第三款",
        "第三条第二",
        "见第三条",
        "第三条 第二款附近",
        "第三条、",
        "Article 3",
        "第三条第（一项",
    ],
)
def test_what_names_no_place_is_none(typed):
    assert normalised(typed) is None


def test_a_spelling_is_its_own():
    for typed in ("第3条,第５条", "第三条第(一)项"):
        assert normalised(normalised(typed)) == normalised(typed)
