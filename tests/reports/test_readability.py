"""What children can read, measured: characters, sentences, and the very words that are in the way."""

from fractions import Fraction

import pytest

from reports.readability import common, read


def test_the_list_has_the_2500_characters_of_the_official_table():
    assert len(common()) == 2500
    assert [char for char in "小朋友学校操场爸爸妈妈蜻蜓" if char not in common()] == []
    assert [char for char in "衢瞰桎梏氤" if char in common()] == []


def test_a_plain_text_passes():
    found = read(["大人们听了小朋友的话。操场放学以后也开门！"], "zh")
    assert (found.passes, found.rare, found.long) == (True, [], [])
    assert (found.characters, found.sentences, found.average) == (19, 2, Fraction(19, 2))


@pytest.mark.parametrize(("uncommon", "passes"), [(5, True), (6, False)])
def test_five_of_a_hundred_characters_may_be_uncommon(uncommon, passes):
    found = read(["衢" * uncommon + "好" * (20 - uncommon), *["好" * 20] * 4], "zh")
    assert (found.characters, found.uncommon, found.too_rare) == (100, uncommon, not passes)


@pytest.mark.parametrize(("length", "passes"), [(25, True), (26, False)])
def test_a_sentence_has_25_characters_on_average(length, passes):
    found = read(["好" * length + "。"], "zh")
    assert (found.average, found.too_long, found.passes) == (length, not passes, passes)


def test_what_is_in_the_way_is_named_in_words():
    long = "为了进一步健全完善统筹协调联动机制而由各有关部门按照职责分工抓好贯彻落实。"
    found = read([f"衢江边要装护栏。{long}"], "zh")
    assert found.rare == ["衢"]
    assert found.long == [long]


def test_marks_and_boxes_count_nowhere_and_a_number_counts_as_one():
    found = read(["《课间》10分钟，████[1]不变。"], "zh")
    assert (found.units, found.characters) == (8, 6)


def test_each_line_is_a_sentence_of_its_own():
    assert read(["修操场\n开图书馆"], "zh").sentences == 2


def test_a_closing_quotation_mark_belongs_to_its_sentence():
    found = read(["小朋友说：“想去操场。”大人说好。"], "zh")
    assert found.sentences == 2


def test_english_counts_words():
    text = "Grown-ups read what you said. The yard will stay open after school."
    found = read([text], "en")
    assert (found.sentences, found.units, found.passes) == (2, 13, True)
    assert read(["word " * 16 + "."], "en").too_long


def test_nothing_written_hinders_nobody():
    assert (read([], "zh").passes, read(["", "\n"], "en").average) == (True, 0)
