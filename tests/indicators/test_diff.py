"""What two editions say differently."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.checking import check_set
from indicators.diff.compare import compare
from indicators.diff.kinds import Kind
from indicators.diff.order import moved
from indicators.diff.text import signed
from indicators.diff.words import item_marks, word_marks
from indicators.schema import SetFile
from launcher.paths import ROOT
from tests.indicators.files import SMALL, spoilt

FULL = sorted((ROOT / "fixtures").glob("*.yaml"))


GOOD = SMALL.encode()


def changes(new, old=GOOD):
    """Each change in one line: kind, code, field, and the reader's wording with its marks."""
    difference = compare(check_set(old, file="old"), check_set(new, file="new"))
    return [
        f"{change.kind} {change.code} {change.field}: {signed(change.wordings[0].marks)}"
        for change in difference.changes
    ]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("en: Childcare", "en: Day care", "reworded A1 name: [-Childcare-]{+Day care+}"),
        ("zh: 托育", "zh: 普惠托育", "reworded A1 name: {+普惠+}托育"),
        ("[28]", "[28, 31]", "changed A2 crc: 28, {+31+}"),
        ("red_line: true", "red_line: false", "red_line A2 red_line: [-yes-]{+no+}"),
        ("[28]", "[28]\n        weight: 3", "weighted A2 weight: [-1-]{+3+}"),
        (
            "[6, 18]",
            "[6, 18]\n        answer: text",
            "changed A1 answer: [-impact on the scale-]{+words alone+}",
        ),
        (
            "[28]",
            "[28]\n        guidance: {zh: 说明, en: Figures}",
            "reworded A2 guidance: {+Figures+}",
        ),
        (
            "[28]",
            "[28]\n        applies: {classes: [M1]}",
            "changed A2 classes: {+Plans+}",
        ),
        ("days: 15", "days: 16", "changed self_assessment days: [-15-]{+16+}"),
        ("experts: 3", "experts: 5", "changed expert_panel experts: [-3-]{+5+}"),
        ("quorum: 2/3", "quorum: 3/4", "changed committee quorum: [-2/3-]{+3/4+}"),
        (
            "majority: 1/2",
            "majority: 1/2, required_voter: {zh: 委员, en: A member}",
            "reworded committee required_voter: {+A member+}",
        ),
        (
            "  stages:",
            "  intake: annual_plan\n  stages:",
            "changed  intake: [-at any time-]{+by the annual plan+}",
        ),
        ("en: Even", "en: Level", "reworded 0 name: [-Even-]{+Level+}"),
        ("en: Uncertain", "en: Unsure", "reworded  uncertain: [-Uncertain-]{+Unsure+}"),
        (
            "{value: 1, name: {zh: 好, en: Good}",
            "{value: 1, anchor: {zh: 有利, en: It helps}, name: {zh: 好, en: Good}",
            "reworded +1 anchor: {+It helps+}",
        ),
        ("en: All children", "en: Every child", "reworded ALL name: [-All children-]{+Every child+}"),
        (
            "name: {zh: 全体儿童, en: All children}",
            "special: true, name: {zh: 全体儿童, en: All children}",
            "changed ALL special: [-no-]{+yes+}",
        ),
        ("status: own", "status: official", "changed  status: [-Own text-]{+Official text+}"),
        ("For tests.", "For these tests.", "reworded  statement: For{+ these+} tests."),
        ("code: small", "code: little", "changed  code: [-small-]{+little+}"),
        ("provenance:", "language: en\nprovenance:", "changed  language: [-Chinese-]{+English+}"),
        (
            "provenance:",
            "terms: {drafting_unit: {zh: 主责单位, en: Lead unit}}\nprovenance:",
            "reworded  drafting_unit: {+Lead unit+}",
        ),
        ("en: Services", "en: Public services", "reworded A name: [-Services-]{+Public services+}"),
    ],
)
def test_a_change_says_where_and_how(old, new, change):
    assert changes(spoilt(old, new)) == [change]


def test_the_edition_itself_is_no_change():
    assert not compare(
        check_set(GOOD, file="old"), check_set(spoilt('edition: "1"', 'edition: "2"'), file="new")
    )


A3 = """\
      - code: A3
        name: {zh: 健康, en: Health}
        question: {zh: 有何影响？, en: What is the effect?}
"""


def test_what_came_and_what_went():
    longer = SMALL + A3
    assert changes(longer.encode()) == ["added A3 : {+Health+}"]
    assert changes(GOOD, old=longer.encode()) == ["removed A3 : [-Health-]"]


def test_a_moved_indicator_is_one_move():
    rows = SMALL.split("      - code: ")
    head, (one, two) = rows[0], rows[1:]
    turned = "      - code: ".join([head, A3.partition("code: ")[2], one, two])
    assert changes(turned.encode(), old=(SMALL + A3).encode()) == ["moved A3 : [-no. 3-]{+no. 1+}"]


def test_a_move_to_another_aspect_names_both():
    aspect = "  - code: B\n    name: {zh: 环境, en: Surroundings}\n    indicators:\n"
    assert changes((SMALL + aspect + A3).encode(), old=(SMALL + A3).encode()) == [
        "added B : {+Surroundings+}",
        "moved A3 : [-A Services, no. 3-]{+B Surroundings, no. 1+}",
    ]


def test_a_stage_that_came_and_one_that_moved():
    signed_first = spoilt(
        "    - {kind: office_check",
        "    - {kind: sign_off, name: {zh: 签发, en: Signature}, days: 3}\n    - {kind: office_check",
    ).decode()
    assert changes(signed_first.encode()) == ["added sign_off : {+Signature+}"]
    first, second = "    - {kind: sign_off", "    - {kind: office_check"
    lines = signed_first.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith(first))
    assert lines[place + 1].startswith(second)
    lines[place : place + 2] = lines[place + 1], lines[place]
    assert [each.split(":")[0] for each in changes("\n".join(lines).encode(), signed_first.encode())] == [
        "moved office_check "
    ]


def test_a_change_in_the_other_language_alone_is_told_as_such():
    difference = compare(
        check_set(GOOD, file="old"), check_set(spoilt("zh: 托育", "zh: 婴幼儿托育"), file="new")
    )
    (wording,) = difference.changes[0].wordings
    assert (wording.language, wording.is_readers) == ("zh", False)


def test_both_languages_are_told_the_readers_first():
    raw = spoilt("{zh: 托育, en: Childcare}", "{zh: 照护, en: Care}")
    difference = compare(check_set(GOOD, file="old"), check_set(raw, file="new"))
    assert [each.language for each in difference.changes[0].wordings] == ["en", "zh"]


def test_counts_are_those_of_the_changes():
    raw = spoilt("[28]", "[29]\n        weight: 2").decode().replace("en: Childcare", "en: Care")
    difference = compare(check_set(GOOD, file="old"), check_set(raw.encode(), file="new"))
    assert difference.counts == [(Kind.REWORDED, 1), (Kind.WEIGHTED, 1), (Kind.CHANGED, 1)]
    assert [(each.part.label, [subject.code for subject in each.subjects]) for each in difference.parts] == [
        ("Indicators", ["A1", "A2"])
    ]


def leaves(data, place=()):
    """The place of every value of a file."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*place, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from leaves(value, (*place, number))
    else:
        yield place


@pytest.mark.parametrize("file", FULL, ids=lambda file: file.stem)
def test_nothing_that_a_set_says_can_change_unseen(file):
    """Of each sort of value one becomes another, where the rest of the set allows it."""
    original = check_set(file.read_bytes(), file=file.name)
    sorts = {
        tuple(str(step) for step in place if isinstance(step, str)): place
        for place in leaves(plain(original))
    }
    del sorts[("edition",)]
    others = {sort: altered(original, place) for sort, place in sorts.items()}
    assert [sort for sort, other in others.items() if other and not compare(original, other)] == []
    assert sum(map(bool, others.values())) > 30


def plain(file):
    return file.model_dump(mode="json", exclude_defaults=True)


def altered(file, place):
    """The file with another value at this place, or None where no other is possible."""
    data = plain(file)
    holder = data
    for step in place[:-1]:
        holder = holder[step]
    for other in others(holder[place[-1]]):
        holder[place[-1]] = other
        try:
            return SetFile.model_validate(data)
        except ValueError:
            continue
    return None


def others(value):
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1, value + 40, value - 1]
        case str():
            return [
                f"{value}二",
                f"{value}x",
                f"{value}X",
                *sorted({"head", "office", "drawing", "text", "any", "en", "own", "zh"} - {value}),
            ]
    return []


@given(st.permutations(list(string.ascii_lowercase[:7])), st.permutations(list(string.ascii_lowercase[:7])))
def test_moves_are_as_few_as_possible(old, new):
    gone = moved(old, new)
    assert [item for item in old if item not in gone] == [item for item in new if item not in gone]
    shortest = len(new) - longest_common(old, new)
    assert len(gone) == shortest


def longest_common(old, new):
    """The length of a longest run in both orders, by trying all."""
    best = {}
    for item in new:
        place = old.index(item)
        best[place] = 1 + max((length for before, length in best.items() if before < place), default=0)
    return max(best.values(), default=0)


def test_items_in_one_list_only_do_not_move():
    assert moved("xab", "aby") == set()


TEXTS = st.text(
    st.sampled_from("影响儿童的机会和服务是否增加，。 abc\N{FULLWIDTH LATIN CAPITAL LETTER A}0𠮷"),
    max_size=30,
)


@given(TEXTS, TEXTS)
def test_marks_give_both_texts_back(old, new):
    marks = word_marks(old, new)
    assert "".join(mark.text for mark in marks if mark.kind != "added") == old
    assert "".join(mark.text for mark in marks if mark.kind != "removed") == new
    assert all(mark.text for mark in marks)
    assert all(one.kind != other.kind for one, other in pairwise(marks))


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        (
            "会增加还是减少0—3岁婴幼儿家庭获得普惠托育和养育指导的机会？",
            "会怎样改变0—3岁婴幼儿家庭得到普惠托育和家庭养育指导的机会？",
            "会[-增加还是减少-]{+怎样改变+}0—3岁婴幼儿家庭[-获得-]{+得到+}普惠托育和{+家庭+}养育指导的机会？",
        ),
        ("千人口托位数", "每千人口托位数", "{+每+}千人口托位数"),
        ("农村的学校", "城市的医院", "[-农村的学校-]{+城市的医院+}"),
        ("农村儿童服务", "城市儿童设施", "[-农村-]{+城市+}儿童[-服务-]{+设施+}"),
        ("cost of care", "price of help", "[-cost of care-]{+price of help+}"),
        ("school places", "school meals and places", "school {+meals and +}places"),
        ("", "新的说明", "{+新的说明+}"),
        ("同样", "同样", "同样"),
    ],
)
def test_marks_read_well(old, new, marks):
    assert signed(word_marks(old, new)) == marks


def test_lists_are_marked_item_by_item():
    assert signed(item_marks(["a", "b", "c"], ["a", "c", "d"], ", ")) == "a, [-b-], c, {+d+}"
