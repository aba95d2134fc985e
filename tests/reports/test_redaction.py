"""Black boxes: what may be withheld, what is left of it, and what says so."""

from dataclasses import dataclass

import pytest

from ledger.canonical import canonical_json
from reports.redaction import box, passages, withheld
from tests.reports.sample import sample_record

FACTS = "/aspects/0/indicators/0/facts"


@dataclass
class Marked:
    place: str
    start: int
    end: int
    original: str
    ground: str = "privacy"


def marked(record, place, words, ground="privacy"):
    passage = next(each for each in passages(record) if each.place == place)
    start, end = next(passage.occurrences(words))
    return Marked(place, start, end, passage.text[start:end], ground)


@pytest.fixture
def record():
    record = sample_record()
    record["aspects"][0]["indicators"][0]["facts"] = "某企业的排放数据，由某企业提供。"
    return record


def test_only_what_people_wrote_may_be_withheld(record):
    places = {each.place for each in passages(record)}
    assert {FACTS, "/summary/zh", "/participation/0/whom", "/opinions/1/text", "/decision/note"} <= places
    assert {
        "/title/zh",
        "/code",
        "/record",
        "/aspects/0/name/zh",
        "/result",
        "/decision/outcome",
    } & places == set()


def test_a_passage_becomes_a_box_of_one_length_with_its_number(record):
    blacked = withheld(
        record,
        [marked(record, FACTS, "某企业"), marked(record, "/decision/note", record["decision"]["note"])],
    )
    assert blacked["aspects"][0]["indicators"][0]["facts"] == f"{box(1)}的排放数据，由某企业提供。"
    assert blacked["decision"]["note"] == box(2)
    assert blacked["redactions"] == [
        {"number": 1, "place": FACTS, "kind": "text", "ground": "privacy"},
        {"number": 2, "place": "/decision/note", "kind": "text", "ground": "privacy"},
    ]


def test_two_passages_of_one_text_keep_their_order(record):
    passage = next(each for each in passages(record) if each.place == FACTS)
    marks = [Marked(FACTS, start, end, "某企业", "business") for start, end in passage.occurrences("某企业")]
    blacked = withheld(record, reversed(marks))
    assert blacked["aspects"][0]["indicators"][0]["facts"] == f"{box(1)}的排放数据，由{box(2)}提供。"


@pytest.mark.parametrize(
    "written", ["王小明家", "王 小明家", "王小\n明家", "王\u200b小明家", "ＷＡＮＧ家", "wang家", "Wang 家"]
)
def test_words_are_found_however_they_are_written(record, written):
    words = "WANG家" if "家" in written and "王" not in written else "王小明家"
    record["aspects"][0]["indicators"][0]["facts"] = f"据{written}反映，{written}。"
    passage = next(each for each in passages(record) if each.place == FACTS)
    assert [passage.text[start:end] for start, end in passage.occurrences(words)] == [written, written]


def test_two_secrets_leave_the_same_record():
    """So that no edition, which knows nothing but the record, can tell by a length or anything else which it was."""

    def told(secret):
        record = sample_record()
        for each in passages(record):
            *path, last = each.place.removeprefix("/").split("/")
            at = record
            for step in path:
                at = at[int(step)] if isinstance(at, list) else at[step]
            at[int(last) if isinstance(at, list) else last] = f"甲{secret}乙{secret}"
        marks = [
            Marked(each.place, start, end, each.text[start:end])
            for each in passages(record)
            for start, end in each.occurrences(secret)
        ]
        assert len(marks) > 40
        return withheld(record, marks)

    assert canonical_json(told("王")) == canonical_json(told("一家很长名字的有限责任公司"))


def test_of_a_file_nothing_stays_by_which_it_could_be_told(record):
    place = next(each.place for each in passages(record) if each.is_file)
    name = next(each.text for each in passages(record) if each.place == place)
    aspect, indicator, number = (int(part) for part in place.split("/") if part.isdigit())
    before = record["aspects"][aspect]["indicators"][indicator]["evidence"][number]
    blacked = withheld(record, [marked(record, place, name)])
    assert blacked["aspects"][aspect]["indicators"][indicator]["evidence"][number] == {
        "name": box(1),
        "sha256": "",
        "size": 0,
        "page": "",
        "dated": None,
        "on_request": False,
    }
    assert blacked["redactions"][0]["kind"] == "file"
    assert before["sha256"] not in canonical_json(blacked)


def test_the_record_itself_is_left_as_it_is(record):
    before = canonical_json(record)
    withheld(record, [marked(record, FACTS, "某企业")])
    assert canonical_json(record) == before


@pytest.mark.parametrize(
    "mark",
    [
        Marked(FACTS, 0, 3, "别的词"),
        Marked("/title/zh", 0, 2, "示例"),
        Marked("/aspects/99/indicators/0/facts", 0, 1, "某"),
    ],
    ids=["another text", "a place that is public", "a place that is not there"],
)
def test_a_mark_that_does_not_fit_is_no_silent_success(record, mark):
    with pytest.raises(ValueError, match="stands at"):
        withheld(record, [mark])


def test_marks_do_not_overlap(record):
    with pytest.raises(ValueError, match="another text"):
        withheld(record, [Marked(FACTS, 0, 3, "某企业"), Marked(FACTS, 1, 4, "企业的")])


def test_nothing_withheld_is_said_too(record):
    assert withheld(record, []) == record | {"redactions": []}
