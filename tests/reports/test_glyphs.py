"""Every character of a report is one that both faces have."""

import pytest

from reports.glyphs import covered_by_all, printable, substitute


@pytest.mark.parametrize(
    "text",
    [
        "衢州市儿童发展“十四五”规划",
        "𬭚䶮㛃喆犇镕𫖯𬀩",
        "0—6岁，约1.2万人；《条例》第三条（试行）……",
        "café naïve Ελλάδα Ёлка カナ かな",
        "第一段\n第二段",
        "−2 +1 × ① ℃ ™ “quote” — –",
    ],
)
def test_what_the_faces_have_stays_as_it_is(text):
    expected = text.replace("ά", "[U+03AC]")  # a lone accented letter that the faces lack
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("🙂", "[U+1F642]"),
        ("👨‍👩‍👧", "[U+1F468][U+1F469][U+1F467]"),
        ("☐☑✔", "[U+2610][U+2611][U+2714]"),
        ("한", "[U+D55C]"),
        ("\ue000", "[U+E000]"),
        ("\ufffd", "[U+FFFD]"),
        ("\U000e0041", ""),
    ],
)
def test_what_they_lack_is_shown_by_its_number(character, shown):
    assert printable(character) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a b"),
        ("a\u2009b\u202fc", "a b c"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\0b\x1b\x7fc", "abc"),
        ("sof\u00adt\u200b\u200d\ufeff", "soft"),
        ("\u202eabc\u2066", "abc"),
        ("葛\ufe00葛\U000e0100", "葛葛"),
    ],
)
def test_invisible_characters_leave_nothing_and_blanks_stay_blanks(text, shown):
    assert printable(text) == shown


def test_nothing_leaves_the_faces_whatever_comes_in():
    every = "".join(chr(point) for point in range(0x30000) if not 0xD800 <= point < 0xE000)
    assert {ord(character) for character in printable(every)} - covered_by_all() == {0x0A}


def test_the_rule_needs_no_fonts():
    assert substitute(ord("a"), frozenset({ord("a")})) == "a"
    assert substitute(ord("a"), frozenset()) == "[U+0061]"
