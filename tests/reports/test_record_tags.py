"""How pages and the PDF read a record."""

from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation

from committees.enums import CHOICES, Outcome
from reports.templatetags import record as tags
from tests.reports.sample import sample_record, without_panel


@pytest.fixture(scope="module")
def record():
    return sample_record()


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "衢州市"), ("en", "Quzhou")])
def test_texts_are_in_the_readers_language(record, language, text):
    with translation.override(language):
        assert tags.local(record["city"]) == text


def test_figures_are_exact():
    assert tags.exact("-1/2") == Fraction(-1, 2)
    assert tags.exact("3") == 3
    assert tags.exact(None) is None


def test_small_things():
    assert tags.day("2026-11-20") == date(2026, 11, 20)
    assert tags.grouped(1234567) == "1,234,567"
    assert tags.paragraphs("一\r\n\n \n二\n") == ["一", "二"]
    assert tags.eights("0123456789") == ["01234567", "89"]


def test_the_scale_is_the_sets_own(record):
    scale = tags.scale_of(record)
    assert scale.codes == ("-2", "-1", "0", "1", "2", "na", "unknown")
    assert (scale.label("na").zh, scale.label("-2").en) == ("不适用", "Strongly negative")


def test_ratings_without_a_figure_are_counted(record):
    scale = tags.scale_of(record)
    assert tags.unplaced(["0", "na", "unknown", "na"], scale) == [("na", 2), ("unknown", 1)]
    assert tags.unplaced(["-2", "1"], scale) == []


def test_indicators_are_named(record, english):
    assert tags.named(["QZ-C2", "QZ-A1"], record) == [
        ("QZ-C2", "Safe routes"),
        ("QZ-A1", "Affordable childcare and early development"),
    ]


def test_every_outcome_and_vote_has_words_and_a_look(english):
    assert {tags.choice_word(choice) for choice, _words in CHOICES} == {
        str(words) for _choice, words in CHOICES
    }
    assert {tags.verdict_look(outcome) for outcome in Outcome} == {"pass", "changes", "return", "reject"}


def test_a_vote_is_told_in_parts_and_in_words(record, english):
    decision = record["decision"]
    assert [(part["kind"], part["count"]) for part in tags.ballots(decision)] == [("for", 4), ("against", 1)]
    assert tags.quorum_words(decision) == "5 of 5 members have voted; 4 make a quorum."


@pytest.mark.parametrize(
    ("text", "lines", "cut"),
    [
        ("", [], False),
        ("一\n\n二", ["一", "二"], False),
        ("字" * 3000, ["字" * 3000], False),
        ("字" * 3001, ["字" * 3000], True),
        ("字" * 2999 + "\n后来", ["字" * 2999, "后"], True),
        ("字" * 3000 + "\n后", ["字" * 3000], True),
    ],
)
def test_a_text_is_printed_as_far_as_there_is_room(text, lines, cut):
    assert tags.printed(text) == (lines, cut)


def test_short_lines_take_whole_ones():
    lines, cut = tags.printed("一\n" * 3000)
    assert len(lines) == -(-3000 // 35)
    assert cut


def test_figures_are_drawn_from_the_record(record, english):
    scale, indicator = tags.scale_of(record), record["aspects"][2]["indicators"][1]
    strip = tags.record_spread(indicator, scale)
    parts = ("svg-expert", "svg-self", "svg-median")
    assert [strip.count(f'class="{part}"') for part in parts] == [3, 1, 1]
    drawing = tags.record_radar(record, font_family="Tongping Sans")
    assert "Social environment" in drawing
    assert "Tongping Sans" in drawing
    assert "Experts" in drawing


def test_without_a_panel_the_radar_has_one_line(record, english):
    assert "Experts" not in tags.record_radar(without_panel(record))
