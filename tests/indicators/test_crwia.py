"""An example from elsewhere: English first, a screening, answers in words, three levels, no panel, no committee."""

import pytest
from django.utils import translation

from tests.indicators.files import shipped


@pytest.fixture(scope="module")
def crwia():
    return shipped("examples/crwia_scotland.yaml")


def test_a_screening_and_eleven_questions(crwia):
    assert [each.code for each in crwia.screening] == ["S1", "S2", "S3", "S4"]
    assert list(crwia.indicators) == [f"Q{number}" for number in range(1, 12)]


def test_most_questions_ask_for_words(crwia):
    assert [code for code, text in crwia.indicators.items() if text.answer == "impact"] == [
        "Q5", "Q6", "Q8", "Q9"
    ]  # fmt: skip


def test_three_levels_none_graver_than_the_others(crwia):
    assert crwia.scale.codes == ("-1", "0", "1", "na", "unknown")
    assert crwia.scale.gravest is None


def test_the_head_signs_and_publishes(crwia):
    assert crwia.workflow.kinds == ("screening", "self_assessment", "sign_off", "publication")
    assert crwia.workflow.stage("publication").by == "head"


def test_english_stands_everywhere_and_chinese_where_it_was_written(crwia):
    assert crwia.language == "en"
    with translation.override("zh-hans"):
        assert str(crwia.indicators["Q1"].name) == "已有证据"
        assert (
            str(crwia.indicators["Q1"].question) == "Which evidence on children's lives and rights was used?"
        )


def test_it_says_that_it_is_an_example(crwia):
    assert crwia.provenance.status == "own"
    assert "are not the Scottish Government's text" in crwia.provenance.statement.en
    assert "不是苏格兰政府的文本" in crwia.provenance.statement.zh
