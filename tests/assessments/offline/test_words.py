"""What people type is understood, or it is said why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.offline.outline import field_of
from assessments.offline.words import NotUnderstood, in_words, understood
from indicators.checking import check_set
from tests.set_files import set_file

pytestmark = pytest.mark.usefixtures("english")
FILE = check_set(set_file(), file="tiny.yaml")


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("rating", "显著负面", "-2"),
        ("rating", "-2", "-2"),
        ("rating", "－2", "-2"),
        ("rating", "\N{FULLWIDTH PLUS SIGN}1", "1"),
        ("rating", "−2 显著负面", "-2"),
        ("rating", "不适用", "na"),
        ("rating", "Not applicable", "na"),
        ("rating", "☐ −2 显著负面 □√ +2 显著正面 ☐ 不适用", "2"),
        ("reach", "\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}0人", 120),
        ("reach", "1,200", 1200),
        ("reach", "1.5万", 15000),
        ("groups", "全体儿童，农村儿童", ["ALL", "RUR"]),
        ("groups", "农村儿童、全体儿童", ["ALL", "RUR"]),
        ("groups", "全体儿童：否；农村儿童：是", ["RUR"]),
        ("groups", "■ 全体儿童 □ 农村儿童", ["ALL"]),
        ("groups", "", []),
        (
            "numbers",
            "全体儿童：\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}0人；农村儿童 30",
            {"ALL": 120, "RUR": 30},
        ),
        ("numbers", "全体儿童：1,200\n农村儿童：", {"ALL": 1200}),
        ("directness", "间接", "indirect"),
        ("term", "短期", "short"),
        ("term", "Long term", "long"),
        ("reversibility", "不可逆", "not"),
        ("grade", "\N{FULLWIDTH LATIN CAPITAL LETTER A}", "A"),
        ("grade", "B · documents or experts’ opinion", "B"),
        ("residual", "－\N{FULLWIDTH DIGIT ONE}", "-1"),
    ],
)
def test_what_is_typed_by_hand_is_understood(name, words, value):
    assert understood(field_of(FILE, name), words) == value


@pytest.mark.parametrize(
    ("name", "words", "reason"),
    [
        ("rating", "-7", "“-7” is none of the answers offered."),
        ("rating", "☑ −2 显著负面 ☑ 不适用", "Several answers are ticked where one is asked for."),
        ("rating", "☐ −2 显著负面 大概 ☐ 不适用", "“-2 显著负面 大概” is none of the answers offered."),
        ("reach", "约三百", "“约三百” is not a whole number."),
        ("reach", "12.5", "“12.5” is not a whole number."),
        ("reach", "9" * 50, f"“{'9' * 40}…” is more children than there can be."),
        ("residual", "不适用", "“不适用” is none of the answers offered."),
        (
            "numbers",
            "全体儿童：许多",
            "“全体儿童:许多” is no group with a number, such as “All children: 120”.",
        ),
        ("numbers", "全体儿童 1；全体儿童 2", "“All children” is counted twice."),
        ("groups", "全体儿童、外星儿童", "“外星儿童” is none of the answers offered."),
        ("facts", "长" * 10_001, "This text has 10001 characters; at most 10000 fit."),
        ("rating", "正" * 5000, "This is far longer than an answer to this question can be."),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_reason(name, words, reason):
    with pytest.raises(NotUnderstood) as trouble:
        understood(field_of(FILE, name), words)
    assert str(trouble.value) == reason


@given(st.sampled_from(["rating", "groups", "numbers", "reach", "residual", "facts"]), st.text(max_size=60))
def test_whatever_is_typed_is_understood_as_itself_or_refused(name, words):
    field = field_of(FILE, name)
    try:
        value = understood(field, words)
    except NotUnderstood:
        return
    assert understood(field, in_words(field, value)) == value
