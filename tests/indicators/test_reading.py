"""What is refused before there is any data, each at its line and column."""

import pytest

from indicators.checking import MAX_PROBLEMS
from indicators.reading import MAX_BYTES, MAX_DEPTH, MAX_NODES, Mark, read
from tests.indicators.files import SMALL, problems_of, spoilt

REFUSED = {
    "too large": (
        SMALL.encode().ljust(MAX_BYTES + 1, b"#"),
        (
            "f.yaml:1:1 the file is larger than 2048 KiB — "
            "keep one indicator set in a file and move long explanations elsewhere"
        ),
    ),
    "empty": (b"", "f.yaml:1:1 the file is empty — start from one of the sets in fixtures/"),
    "only a comment": (
        b"# nothing\n",
        "f.yaml:1:1 the file is empty — start from one of the sets in fixtures/",
    ),
    "another encoding": (
        SMALL.replace("小", "儿").encode("gbk"),
        "f.yaml:3:12 the byte B6 is not UTF-8 text — save the file in the encoding UTF-8",
    ),
    "broken UTF-8": (
        SMALL.encode() + b"# \xe5\x84\n",
        "f.yaml:43:3 the byte E5 is not UTF-8 text — save the file in the encoding UTF-8",
    ),
    "tab in the indentation": (
        spoilt("  - code: A\n", "\t- code: A\n"),
        "f.yaml:27:1 there is a tab — write spaces instead; indentation in YAML is made of spaces only",
    ),
    "tab before a comment": (
        spoilt("status: own", "status: own\t# ours"),
        "f.yaml:5:14 there is a tab — write spaces instead; indentation in YAML is made of spaces only",
    ),
    "NUL": (
        spoilt("小指标集", "小指\x00标集"),
        "f.yaml:3:14 there is the invisible character U+0000 — delete it and type the text again",
    ),
    "NUL as an escape": (
        spoilt("小指标集", '"小\\0"'),
        "f.yaml:3:12 there is the invisible character U+0000 — delete it and type the text again",
    ),
    "half a character as an escape": (
        spoilt("小指标集", '"\\uD800"'),
        "f.yaml:3:12 there is the invisible character U+D800 — delete it and type the text again",
    ),
    "text turned around": (
        spoilt("小指标集", "小\u202e指标集"),
        "f.yaml:3:13 there is the invisible character U+202E — delete it and type the text again",
    ),
    "escape outside Unicode": (
        spoilt("小指标集", '"\\UFFFFFFFF"'),
        (
            "f.yaml:3:15 an escape before this place stands for no character — "
            "write the character itself in place of the backslash and its digits"
        ),
    ),
    "bracket left open": (
        spoilt("crc: [6, 18]", "crc: [6, 18"),
        (
            "f.yaml:35:15 this cannot be read as YAML (expected ',' or ']', but got ':') — "
            "check indentation, colons, quotes and brackets here and on the line before"
        ),
    ),
    "anchor": (
        spoilt("{zh: 坏, en: Bad}", "&bad {zh: 坏, en: Bad}"),
        "f.yaml:10:25 the anchor “&bad” is not allowed — remove it and write the value out in each place",
    ),
    "tag": (
        spoilt('edition: "1"', "edition: !!str 1"),
        "f.yaml:2:10 a tag beginning with “!” is not allowed — remove it, or put the text in quotes",
    ),
    "tag that runs code": (
        b"!!python/object/apply:os.system [id]\n",
        "f.yaml:1:1 a tag beginning with “!” is not allowed — remove it, or put the text in quotes",
    ),
    "directive": (
        b"%YAML 1.1\n---\n" + SMALL.encode(),
        "f.yaml:1:1 a line beginning with “%” is not allowed — remove it, or put the text in quotes",
    ),
    "two documents": (
        SMALL.encode() + b"---\n" + SMALL.encode(),
        "f.yaml:43:1 a second document begins here — keep one set in a file and remove the line ---",
    ),
    "list as a key": (
        b"? [a, b]\n: 1\n",
        "f.yaml:1:3 a list or mapping cannot be a key — write a plain word before the colon",
    ),
    "too many values": (
        b"crc: [" + b"1, " * MAX_NODES + b"1]\n",
        (
            f"f.yaml:1:{7 + 3 * (MAX_NODES - 3)} there are more than 100000 values — "
            "keep one indicator set in a file"
        ),
    ),
    "too deep": (
        b"[" * 200_000,
        (
            f"f.yaml:1:{MAX_DEPTH + 1} the nesting is more than 20 levels deep — "
            "check the brackets and the indentation"
        ),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_at_its_place(case):
    raw, said = REFUSED[case]
    assert problems_of(raw) == [said]


def test_every_anchor_and_alias_of_an_alias_bomb_is_named():
    bomb = b"a: &a [lol, lol]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    removed = "is not allowed — remove it and write the value out in each place"
    written = "is not allowed — write the value out here"
    assert problems_of(bomb) == [
        f"f.yaml:1:4 the anchor “&a” {removed}",
        f"f.yaml:2:4 the anchor “&b” {removed}",
        f"f.yaml:2:8 the alias “*a” {written}",
        f"f.yaml:2:12 the alias “*a” {written}",
        f"f.yaml:3:4 the anchor “&c” {removed}",
        f"f.yaml:3:8 the alias “*b” {written}",
        f"f.yaml:3:12 the alias “*b” {written}",
    ]


def test_every_line_with_a_tab_is_named():
    raw = SMALL.replace("    - ", "\t- ").encode()
    places = [
        f"f.yaml:{number}:{line.index('    - ') + 1}"
        for number, line in enumerate(SMALL.splitlines(), start=1)
        if "    - " in line
    ]
    assert [line.split(" ")[0] for line in problems_of(raw)] == places


def test_plain_values_are_read_as_yaml_1_2():
    document = read(
        b'{a: yes, b: 010, c: 1:30, d: 2026-01-02, e: 1.5, f: "1", g: ~, h: true, i: -2, j: 0x10}'
    )
    assert document.troubles == []
    assert document.data == {
        "a": "yes", "b": 10, "c": "1:30", "d": "2026-01-02", "e": "1.5",
        "f": "1", "g": None, "h": True, "i": -2, "j": "0x10",
    }  # fmt: skip


def test_keys_and_values_know_their_places():
    document = read("名: [甲,\n  {乙: 丙}]\n".encode())
    assert document.data == {"名": ["甲", {"乙": "丙"}]}
    assert document.keys == {("名",): Mark(1, 1), ("名", 1, "乙"): Mark(2, 4)}
    assert document.values == {
        (): Mark(1, 1),
        ("名",): Mark(1, 4),
        ("名", 0): Mark(1, 5),
        ("名", 1): Mark(2, 3),
        ("名", 1, "乙"): Mark(2, 7),
    }


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_lines_are_counted_however_they_end(line_end):
    text = SMALL.replace("days: 5", "days: 0").replace("\n", line_end)
    assert problems_of(text.encode()) == ["f.yaml:22:61 0 is too small — write 1 or more"]


def test_a_byte_order_mark_is_no_fault():
    assert read(b"\xef\xbb\xbf" + SMALL.encode()).data == read(SMALL.encode()).data


def test_rare_characters_and_emoji_are_text():
    assert read("a: 𬭚 䶮 👧🏽\n".encode()).data == {"a": "𬭚 䶮 👧🏽"}


def test_the_largest_file_is_read():
    raw = SMALL.encode().ljust(MAX_BYTES, b"#")
    assert read(raw).troubles == []


HOSTILE = {
    "tabs": b"\t\n" * (MAX_BYTES // 2),
    "directives": b"%\n" * (MAX_BYTES // 2),
    "invisible characters": "\u202e\n".encode() * (MAX_BYTES // 4),
    "anchors": b"- &a 1\n" * (MAX_BYTES // 7),
    "one key again and again": b"{" + b"a," * (MAX_BYTES // 2 - 1) + b"}",
    "unknown keys": b"".join(b"k%d: 1\n" % number for number in range(3000)),
    "rules broken by all": b"groups: [" + b"{code: A}," * 2000 + b"]\n",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_no_more_problems_are_listed_than_anyone_reads(case):
    said = problems_of(HOSTILE[case])
    assert len(said) == MAX_PROBLEMS + 1
    assert [line for line in said if "there are more problems: " in line] == [
        line for line in said if line.endswith("mend those named above, then check the file again")
    ]
    assert sum("there are more problems: " in line for line in said) == 1
