"""Either language may lead; the other is shown where it is all there is."""

import pytest
from django.utils import translation

from indicators.checking import check_set
from indicators.localised import Name, Text, untold
from tests.indicators.files import SMALL, problems_of, spoilt

ENGLISH = SMALL.replace("name: {zh: 小指标集, en: Small set}\n", "name: {en: Small set}\nlanguage: en\n")

FAULTS = {
    "no Chinese in a Chinese set": (
        spoilt("{zh: 小指标集, en: Small set}", "{en: Small set}"),
        [
            (
                "3:7 the text is missing in the set’s first language (zh) — "
                "write “zh: …” here, or choose another “language” for the whole set"
            ),
        ],
    ),
    "no English in an English set": (
        spoilt("{zh: 托育, en: Childcare}", "{zh: 托育}", ENGLISH),
        [
            (
                "32:15 the text is missing in the set’s first language (en) — "
                "write “en: …” here, or choose another “language” for the whole set"
            ),
        ],
    ),
    "no text at all": (
        spoilt("{zh: 小指标集, en: Small set}", "{}"),
        [
            "3:7 there is no text in any language — write “zh: …”, “en: …” or both",
        ],
    ),
    "unknown language": (
        spoilt("language: en", "language: fr", ENGLISH),
        [
            "4:11 “fr” is not among the choices — write 'zh' or 'en'",
        ],
    ),
    "language misspelt": (
        spoilt("{zh: 小指标集, en: Small set}", "{zn: 小指标集, en: Small set}"),
        [
            (
                "3:7 the text is missing in the set’s first language (zh) — "
                "write “zh: …” here, or choose another “language” for the whole set"
            ),
            "3:8 “zn” is not known here — correct its spelling, or remove it with everything under it",
        ],
    ),
    "no value for a language": (
        spoilt("{zh: 小指标集, en: Small set}", "{zh: , en: Small set}"),
        [
            "3:8 there is no value — write one after the colon or the dash",
        ],
    ),
    "source in the other language": (
        spoilt("sources: []", "sources: [{en: A law}]"),
        [
            (
                "7:13 the text is missing in the set’s first language (zh) — "
                "write “zh: …” here, or choose another “language” for the whole set"
            ),
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_told_at_its_place(case):
    raw, said = FAULTS[case]
    assert problems_of(raw) == [f"f.yaml:{line}" for line in said]


def test_the_other_language_may_be_left_out():
    chinese = check_set(spoilt("{zh: 小指标集, en: Small set}", "{zh: 小指标集}"), file="f.yaml")
    english = check_set(ENGLISH.encode(), file="f.yaml")
    assert (str(chinese.name), str(english.name)) == ("小指标集", "Small set")
    with translation.override("zh-hans"):
        assert (str(chinese.name), str(english.name)) == ("小指标集", "Small set")


def test_a_text_is_in_the_readers_language():
    name = Name(zh="托育", en="Childcare")
    assert str(name) == "Childcare"
    with translation.override("zh-hans"):
        assert str(name) == "托育"


def test_every_text_below_is_looked_at():
    data = {"a": [{"name": {"en": "x"}}, {"name": {"zh": "x"}}], "b": {"c": {"en": "x", "zh": "y"}}, "d": {}}
    assert [fault.place for fault in untold(data, "zh")] == [("a", 0, "name")]
    assert [fault.place for fault in untold(data, "en")] == [("a", 1, "name")]


def test_chinese_and_english_have_lengths_of_their_own():
    assert Text(zh="长" * 1000, en="l" * 2000)
    assert problems_of(spoilt("en: Small set", f"en: {'l' * 161}")) == [
        "f.yaml:3:22 the text is longer than 160 characters — shorten it"
    ]
