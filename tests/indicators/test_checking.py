"""What a file may say: every fault at its place, all of them at once, and no input that breaks the check."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.checking import check_set
from indicators.errors import InvalidFile
from tests.indicators.files import SMALL, problems_of, spoilt

FAULTS = {
    "duplicate code": (
        spoilt("- code: A2", "- code: A1"),
        "36:15 “A1” stands here for the second time — give each its own, or remove one",
    ),
    "duplicate key": (
        spoilt("        crc: [28]", "        crc: [28]\n        crc: [29]"),
        "41:9 “crc” stands here for the second time — keep one of the two",
    ),
    "unknown key": (
        spoilt("crc: [28]", "crc: [28]\n        wieght: 2"),
        "41:9 “wieght” is not known here — correct its spelling, or remove it with everything under it",
    ),
    "unknown key in a stage": (
        spoilt("days: 5}", "days: 5, deadline: 3}"),
        "22:64 “deadline” is not known here — correct its spelling, or remove it with everything under it",
    ),
    "missing key": (spoilt("  status: own\n", ""), "5:3 “status” is missing — add it here"),
    "missing key of a stage": (spoilt(", experts: 3", ""), "23:7 “experts” is missing — add it here"),
    "no value": (
        spoilt("status: own", "status:"),
        "5:3 there is no value — write one after the colon or the dash",
    ),
    "number for text": (
        spoilt('edition: "1"', "edition: 1"),
        "2:10 text is expected here — put the value in quotes",
    ),
    "text for a number": (
        spoilt("experts: 3", "experts: three"),
        "23:74 a whole number is expected here — write it in digits, without quotes",
    ),
    "decimal fraction for a number": (
        spoilt("days: 15", "days: 1.5"),
        "21:63 a whole number is expected here — write it in digits, without quotes",
    ),
    "yes for true": (
        spoilt("red_line: true", "red_line: yes"),
        "42:19 true or false is expected here — write true or false, without quotes",
    ),
    "text for a list": (
        spoilt("crc: [28]", "crc: 28"),
        "40:14 a list is expected here — begin each item on a line of its own with a dash, or write [a, b]",
    ),
    "text for a mapping": (
        spoilt("{zh: 小指标集, en: Small set}", "小指标集"),
        "3:7 keys with values are expected here — write one line “key: value” for each, or {key: value, …}",
    ),
    "text for a stage": (
        spoilt("- {kind: office_check, name: {zh: 核对, en: Check}, days: 5}", "- office_check"),
        "22:7 keys with values are expected here — write one line “key: value” for each, or {key: value, …}",
    ),
    "empty text": (
        spoilt("en: Small set", 'en: " "'),
        "3:22 the text is empty — write at least 1 character",
    ),
    "long name": (
        spoilt("小指标集", "长" * 81),
        "3:12 the text is longer than 80 characters — shorten it",
    ),
    "long question": (
        spoilt(
            "{zh: 托育, en: Childcare}\n        question: {zh: 有",
            "{zh: 托育, en: Childcare}\n        question: {zh: " + "长" * 997,
        ),
        "32:24 the text is longer than 1000 characters — shorten it",
    ),
    "code of small letters": (
        spoilt("- code: A2", "- code: a2"),
        "36:15 “a2” cannot be used as a code — write it in the manner of “QZ-A1”",
    ),
    "set code with a blank": (
        spoilt("code: small", "code: our set"),
        "1:7 “our set” cannot be used as a code — write it in the manner of “quzhou-25”",
    ),
    "unknown article": (spoilt("[6, 18]", "[6, 55]"), "34:18 55 is too large — write 54 or less"),
    "article twice": (
        spoilt("[6, 18]", "[6, 6]"),
        "34:18 “6” stands here for the second time — give each its own, or remove one",
    ),
    "no level but one": (
        spoilt(
            "    - {value: -1, name: {zh: 坏, en: Bad}}\n    - {value: 0, name: {zh: 平, en: Even}}\n", ""
        ),
        "10:5 the list has 1 items, which is too few — give at least 2",
    ),
    "too many sources": (
        spoilt("sources: []", "sources: [" + "{zh: 一, en: One}, " * 31 + "]"),
        "7:12 the list has too many items — give at most 30",
    ),
    "unknown group": (
        spoilt("[ALL]\n        red_line", "[ALL, LBC]\n        red_line"),
        "41:23 “LBC” is not in the list “groups” — add it there, or correct the spelling",
    ),
    "unknown status": (
        spoilt("status: own", "status: real"),
        "5:11 “real” is not among the choices — write 'official', 'reconstruction' or 'own'",
    ),
    "level twice": (
        spoilt("value: 0", "value: -1"),
        "11:15 the level -1 follows -1 — order the levels from the lowest to the highest, each value once",
    ),
    "levels in disorder": (
        spoilt("value: 0", "value: 2"),
        "12:15 the level 1 follows 2 — order the levels from the lowest to the highest, each value once",
    ),
    "unknown stage": (
        spoilt("kind: office_check", "kind: peer_review"),
        (
            "22:14 “peer_review” is not a kind of stage — write one of "
            "'screening', 'self_assessment', 'sign_off', 'office_check', 'expert_panel', 'discussion', 'reply', "
            "'committee', 'public_notice', 'publication'"
        ),
    ),
    "stage without a kind": (
        spoilt("{kind: office_check, ", "{"),
        "22:7 “kind” is missing — say which kind of stage this is",
    ),
    "stage of zero days": (spoilt("days: 5}", "days: 0}"), "22:61 0 is too small — write 1 or more"),
    "no experts": (spoilt("experts: 3", "experts: 0"), "23:74 0 is too small — write 1 or more"),
    "unknown aggregation": (
        spoilt("aggregation: median", "aggregation: modus"),
        "23:90 “modus” is not among the choices — write 'median', 'mean' or 'trimmed_mean'",
    ),
    "a field of experts twice": (
        spoilt("aggregation: median", "aggregation: mean, fields: [law, law]"),
        "23:110 “law” stands here for the second time — give each its own, or remove one",
    ),
    "unknown field of experts": (
        spoilt("aggregation: median", "aggregation: mean, fields: [magic]"),
        (
            "23:105 “magic” is not among the choices — write 'education', 'health', 'mental_health', 'law', "
            "'planning', 'social_work', 'safety', 'transport', 'disability', 'statistics', 'participation' or "
            "'early_years'"
        ),
    ),
    "fewer districts than none": (
        spoilt("aggregation: median", "aggregation: mean, districts: -1"),
        "23:107 -1 is too small — write 0 or more",
    ),
    "a reply after the committee": (
        spoilt(
            "    - {kind: publication",
            "    - {kind: reply, name: {zh: 答复, en: Reply}, days: 5}\n    - {kind: publication",
        ),
        "25:14 “reply” comes after “committee” — move it before “committee”",
    ),
    "reviews out of order": (
        spoilt("workflow:", "workflow:\n  follow_up: [12, 6]"),
        (
            "20:19 the month 6 comes after a later one, or twice — order the months from the earliest to the latest, "
            "each once"
        ),
    ),
    "quorum as a decimal": (
        spoilt("quorum: 2/3", "quorum: 0.67"),
        "24:74 a share of the whole is expected here — write it as a fraction, such as 2/3 or 1/2",
    ),
    "quorum over the whole": (
        spoilt("quorum: 2/3", "quorum: 3/2"),
        "24:74 a share of the whole is expected here — write it as a fraction, such as 2/3 or 1/2",
    ),
    "majority as a number": (
        spoilt("majority: 1/2", "majority: 1"),
        "24:89 a share of the whole is expected here — write it as a fraction, such as 2/3 or 1/2",
    ),
    "majority that nobody can reach": (
        spoilt("majority: 1/2", "majority: 1/1"),
        "24:89 1/1 is too large — write less than 1",
    ),
    "list for a file": (
        b"- 1\n",
        "1:1 keys with values are expected here — write one line “key: value” for each, or {key: value, …}",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_told_at_its_place(case):
    raw, said = FAULTS[case]
    assert problems_of(raw) == [f"f.yaml:{said}"]


def swapped(first, second):
    """The file with two of its lines in each other's place."""
    lines = SMALL.splitlines(keepends=True)
    lines[first - 1], lines[second - 1] = lines[second - 1], lines[first - 1]
    return "".join(lines).encode()


def test_panel_before_the_office_check():
    assert problems_of(swapped(22, 23)) == [
        "f.yaml:23:14 “office_check” comes after “expert_panel” — move it before “expert_panel”"
    ]


def test_publication_in_the_middle():
    assert problems_of(swapped(24, 25)) == [
        "f.yaml:25:14 “committee” comes after “publication” — move it before “publication”",
    ]


def test_self_assessment_not_first():
    assert problems_of(swapped(21, 22)) == [
        "f.yaml:22:14 “self_assessment” comes after “office_check” — move it before “office_check”",
    ]


def test_panel_without_its_neighbours():
    lines = SMALL.splitlines(keepends=True)
    raw = "".join(lines[:21] + lines[22:23] + lines[24:]).encode()
    assert problems_of(raw) == [
        "f.yaml:22:14 “expert_panel” needs a stage “committee” — add that stage, or remove this one",
        "f.yaml:22:14 “expert_panel” needs a stage “office_check” — add that stage, or remove this one",
        (
            "f.yaml:23:14 what is published would have been decided by nobody — "
            "add a stage “committee” or “sign_off” before it"
        ),
    ]


def test_stage_twice():
    assert problems_of(spoilt("kind: office_check", "kind: self_assessment")) == [
        (
            "f.yaml:22:14 the stage “self_assessment” stands here for the second time — "
            "keep each kind once, or give the two different tiers"
        ),
        "f.yaml:23:14 “expert_panel” needs a stage “office_check” — add that stage, or remove this one",
    ]


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    raw = SMALL
    for old, new in {
        "status: own": "status: 7",
        "value: 0": "value: -1",
        "days: 5}": "days: 5, days: x}",
        "- code: A2": "- code: A1",
        "crc: [28]": "crc: [28, 99]\n        wieght: 2",
        "[ALL]\n        red_line": "[NONE]\n        red_line",
    }.items():
        raw = spoilt(old, new, raw).decode()
    assert [line.split(" ")[0] for line in problems_of(raw.encode())] == [
        f"f.yaml:{place}" for place in ("5:11", "11:15", "22:64", "22:70", "36:15", "40:19", "41:9", "42:18")
    ]


def test_a_good_file_gives_the_set():
    checked = check_set(SMALL.encode(), file="f.yaml")
    assert [text.code for aspect in checked.aspects for text in aspect.indicators] == ["A1", "A2"]
    assert checked.name.zh == "小指标集"


PIECES = st.sampled_from(
    ["&a ", "*a", "!!int ", "%a ", "---\n", "? ", ": ", "- ", "[", "]", "{", "}", "|", "> ", '"', "'", "\\", '"\\u12"',
     "#", ",", "\n", "\n  ", "\t", "\0", "\r", "<<: ", "~", "true", "9" * 20, "@", "!<", "|-9\n", "kind: ", "儿"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SMALL)), st.integers(0, 30), PIECES), min_size=1, max_size=5))
def test_no_mutation_breaks_the_check(changes):
    text = SMALL
    for start, length, piece in changes:
        text = text[:start] + piece + text[start + length :]
    check_or_refuse(text.encode())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_check(raw):
    check_or_refuse(raw)


def check_or_refuse(raw):
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems_or_none(raw):
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.what
        assert problem.mend


def problems_or_none(raw):
    """A mutation may leave a good file; a refusal always has problems."""
    try:
        check_set(raw, file="f.yaml")
    except InvalidFile as refusal:
        return refusal.problems or pytest.fail("refused without a reason")
    return []
