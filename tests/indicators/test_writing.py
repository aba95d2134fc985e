"""A set written as YAML is read back as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.checking import check_set
from indicators.localised import Text
from indicators.reading import read
from indicators.schema import SetFile
from indicators.writing import WIDTH, yaml_text
from tests.indicators.files import SMALL

FIXTURES = Path(__file__).parents[2] / "fixtures"
SETS = sorted(path for path in FIXTURES.rglob("*.yaml") if "demo" not in path.relative_to(FIXTURES).parts)
NASTY = (
    "a: b", "a:", ":a", "a #b", "#a", "- a", "-", "? a", "'a'", '"a"', '"', "a\\", "\\n", "{a}", "[a, b]", "a, b",
    "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", "null", "~", "true", "No", "on", "1", "-1", "1.0", "1e3", "0x1F",
    "2026-01", "12:30", ".5", "...", "---", "=1+1", "<<", "👧🏽 孩子", "全部都是汉字，没有空格。" * 60, "a" * 400,
    "word " * 150 + "end", "two  blanks " * 40 + "x", "第一行\n第二行", "a\n\n\nb", "a\n  b\n c", "a \nb", "a\tb",
    "a\n- b: c",    "\\ " * 90 + "x", "混 排 mixed " * 40 + "完", "　" + "全" * 3,
)  # fmt: skip


def content_of(checked):
    return checked.model_dump(mode="json", exclude_defaults=True)


def small(**changes):
    return content_of(check_set(SMALL.encode(), file="f.yaml")) | changes


def again(content):
    return content_of(check_set(yaml_text(content).encode(), file="again.yaml"))


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_set_of_ours_comes_back_the_same(path):
    checked = check_set(path.read_bytes(), file=path.name)
    assert check_set(yaml_text(content_of(checked)).encode(), file="again.yaml") == checked


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_what_was_written_is_written_the_same_again(path):
    written = yaml_text(content_of(check_set(path.read_bytes(), file=path.name)))
    assert yaml_text(content_of(check_set(written.encode(), file="again.yaml"))) == written


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_come_back_the_same(text):
    content = small()
    content["aspects"][0]["indicators"][0]["question"] = {"zh": text.strip(), "en": text.strip()}
    content["name"] = {"zh": text.strip()[:80].strip()}
    assert again(content) == content


# What the format itself refuses cannot be in a set.
ALLOWED = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff\ufffe\uffff"
    "\u2066\u2067\u2068\u2069",
)  # fmt: skip
TEXTS = (
    st.text(
        st.one_of(st.sampled_from(" \n\t:#-'\"\\,[]{}&*!|>%@`?=.童评0"), ALLOWED), min_size=1, max_size=400
    )
    .map(lambda text: Text(zh=text).zh if text.strip() else "")
    .filter(bool)
)


@given(zh=TEXTS, en=TEXTS)
def test_any_text_comes_back_the_same(zh, en):
    content = small(provenance={"status": "own", "statement": {"zh": zh, "en": en}, "sources": [{"zh": en}]})
    assert again(content) == content


def test_keys_stand_in_the_order_of_the_format():
    content = content_of(check_set(SMALL.encode(), file="f.yaml"))
    shuffled = dict(sorted(content.items(), reverse=True))
    assert yaml_text(shuffled) == yaml_text(content)
    keys = [line.split(":")[0] for line in yaml_text(shuffled).splitlines() if line[:1].isalpha()]
    assert keys == [key for key in SetFile.model_fields if key in content]


def test_short_things_stand_on_one_line():
    lines = yaml_text(small()).splitlines()
    assert "name: {zh: 小指标集, en: Small set}" in lines
    assert "        crc: [6, 18]" in lines
    assert (
        "    - {kind: committee, name: {zh: 审定, en: Committee}, days: 10, quorum: 2/3, majority: 1/2}"
        in lines
    )
    assert 'edition: "1"' in lines


def test_long_texts_are_folded_and_several_lines_kept():
    english, chinese = "some words " * 30, "很长的中文" * 40
    content = small(
        provenance={
            "status": "own",
            "statement": {"zh": chinese, "en": english.strip()},
            "sources": [{"zh": "第一行\n第二行"}],
        }
    )
    written = yaml_text(content)
    assert '    zh: "\\\n      很长的' in written
    assert "    en: >-\n      some words" in written
    assert "    - zh: |-\n        第一行\n        第二行\n" in written
    assert (
        max(sum(2 if ord(each) >= 0x2E80 else 1 for each in line) for line in written.splitlines())
        <= WIDTH + 4
    )


def test_a_faulty_draft_can_be_written_too():
    """What an editor has not finished is exported as it stands."""
    content = {
        "unknown": {"a": [None, True, 1, "1", [], {}, [[1]]]},
        "code": None,
        "aspects": [],
        "groups": {},
    }
    document = read(yaml_text(content).encode())
    assert document.troubles == []
    assert document.data == content
