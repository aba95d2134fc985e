"""How texts of a record are put on paper: where titles break, which words are Chinese, what parts sentences."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from reports.templatetags.on_paper import is_chinese_in_english, is_long, phrases
from reports.templatetags.record import gap


def test_a_title_breaks_before_its_bracket_rather_than_inside():
    assert phrases("两所村小合并（虚构，完整案例）") == ["两所村小合并", "（虚构，完整案例）"]
    assert phrases("（试行）办法") == ["（试行）办法"]
    assert phrases("Plan (draft)") == ["Plan (draft)"]


@pytest.mark.parametrize(
    ("title", "long"), [("字" * 40, False), ("字" * 41, True), ("a" * 80, False), ("a" * 81, True)]
)
def test_a_title_of_more_than_two_lines_is_set_smaller(title, long):
    assert is_long(title) is long


def test_chinese_words_in_an_english_report_are_told_to_be_chinese():
    told = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told[language] = [is_chinese_in_english(text) for text in ("人数不多，", "few", "")]
    assert told == {"en": [True, False, False], "zh-hans": [False] * 3}
    with translation.override("en"):
        assert (
            render_to_string("reports/pdf/_text.html", {"text": "略。"}).strip() == '<p lang="zh-CN">略。</p>'
        )


def test_chinese_sentences_stand_without_a_blank_between_them():
    found = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found.append(gap())
    assert found == [" ", ""]
