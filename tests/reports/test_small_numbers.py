"""No number under five can be worked out of all that a record tells, by whichever of its tables."""

import random
from collections import Counter
from copy import deepcopy
from fractions import Fraction

import pytest

from privacy.otherwise import FEWEST
from reports.small_numbers import MOST_QUOTES_OF_FEW, PATIENCE, published
from tests.reports.attacker import left_out, possible, read, rests

KINDS = [("P", ""), ("P", "RUR"), ("S", "")]
CASES = 40
ENOUGH = 4  # numbers that each gap might stand for: as many as a small one alone
NOBODY = [0]  # is no secret: a group without a child has none of any age


def rows(counted):
    return [
        {"age": {"code": age}, "group": {"code": group} if group else None, "number": counted[age, group]}
        for age, group in sorted(counted)
    ]


def attended(counted):
    return {"children": {"number": counted.total()}, "attendance": rows(counted)}


def case_of(seed, patience=PATIENCE):
    return published(made_up(random.Random(seed)), patience)  # noqa: S311  the same cases each time


def made_up(dice):
    """A small case with its numbers as they are: links, sessions, ages × groups, faces, themes, children affected."""
    links, everybody, number = [], Counter(), 0
    for code in ("needs", "drafting", "feedback")[: dice.randint(1, 3)]:
        there, sessions = Counter(), []
        for _each in range(dice.randint(1, 2)):
            number += 1
            kinds = dice.sample(KINDS, dice.randint(1, len(KINDS)))
            counted = Counter({kind: dice.choice((1, 2, 3, 4, 5, 6, 9, 12)) for kind in kinds})
            sessions.append({"number": number, **attended(counted)})
            there += counted
        answered = max(0, there.total() - dice.randint(0, 9))
        liked = dice.sample("12345", dice.randint(1, 5))
        chosen = Counter(dice.choice(liked) for _each in range(answered))
        faces = [{"face": face, "number": chosen[face]} for face in "12345"]
        asked = [{"text": {"zh": "问"}, "faces": faces}]
        links.append({"link": code, **attended(there), "sessions": sessions, "faces": asked})
        everybody += there
    themes = [
        {"number": place, "remarks": {"number": dice.randint(0, 7)}, "quotes": list("甲乙丙丁")}
        for place in (1, 2)
    ]
    return {
        "heard": {"links": links, **attended(everybody), "themes": themes},
        **affected(dice),
    }


def affected(dice):
    """Of groups that overlap: all children, some of them, and those of one age by another name. Each by age, in all, in
    both or at an indicator."""
    ages = dice.sample("PS", dice.randint(0, 2))
    all_ = {age: dice.choice((0, 1, 3, 6, 9)) for age in "PS"}
    some = {age: dice.choice((0, all_[age] // 2, all_[age])) for age in "PS"}
    counts = [count("ALL", all_[age], age) for age in ages]
    counts += [count("RUR", some[age], age) for age in ages if dice.random() < 0.5]
    told = [("ALL", sum(all_.values())), ("RUR", sum(some.values())), ("YNG", all_["P"])]
    chosen = [each for each in told if dice.random() < 0.6]
    counts += [count(group, number) for group, number in chosen]
    counts.append(count("DIS", None))
    at_indicator = [count(group, number) for group, number in told if dice.random() < 0.3]
    for each in at_indicator:
        del each["age"]
    indicator = {"numbers": at_indicator, "reach": dice.choice((None, sum(all_.values())))}
    return {"children": counts, "aspects": [{"indicators": [indicator]}]}


def count(group, number, age=None):
    return {"age": {"code": age} if age else None, "group": {"code": group}, "number": number}


@pytest.mark.parametrize("patience", [PATIENCE, 200, 20, 0])
@pytest.mark.parametrize("seed", range(CASES))
def test_no_number_that_is_left_out_can_be_worked_out(seed, patience):
    record = case_of(seed, patience)
    found = read(record)
    known = {place: possible(found, place, ENOUGH) for place in left_out(found)}
    known = {place: values for place, values in known.items() if values != NOBODY}
    assert {place: values for place, values in known.items() if len(values) < ENOUGH} == {}
    unprinted = [possible(found, place, ENOUGH) for place in rests(found)]
    assert [values for values in unprinted if len(values) < ENOUGH and 0 < values[-1] < FEWEST] == []


def cells(value):
    if isinstance(value, dict):
        if "number" in value and "hidden" in value:
            yield value
        for each in value.values():
            yield from cells(each)
    if isinstance(value, list):
        for each in value:
            yield from cells(each)


def test_no_small_number_is_published():
    numbers = [cell["number"] for seed in range(CASES) for cell in cells(case_of(seed))]
    told = [number for number in numbers if number is not None]
    assert [number for number in told if 0 < number < 5] == []
    assert (len(told) > 400, len(numbers) - len(told) > 400) == (True, True)


@pytest.fixture
def record():
    """Two sessions: in the second a single child of one kind, and seven of another."""
    first, second = Counter({("P", ""): 9, ("S", ""): 8}), Counter({("P", ""): 1, ("S", ""): 7})
    sessions = [{"number": 1, **attended(first)}, {"number": 2, **attended(second)}]
    link = {"link": "needs", **attended(first + second), "sessions": sessions, "faces": []}
    heard = {"links": [link], **attended(first + second), "themes": []}
    return {"heard": heard, "children": [], "aspects": []}


def test_a_planted_margin_gives_the_number_away(record):
    shown = published(record)
    found = read(shown)
    assert [len(possible(found, place, ENOUGH)) for place in left_out(found)] == [ENOUGH] * len(
        left_out(found)
    )
    planted = deepcopy(shown)
    session = planted["heard"]["links"][0]["sessions"][1]
    session["children"]["number"] = 8
    session["attendance"][1]["number"] = 7
    found = read(planted)
    assert 1 in [possible(found, place)[0] for place in left_out(found) if len(possible(found, place)) == 1]


def test_hiding_the_small_numbers_alone_is_not_enough(record):
    """What the attacker makes of a record whose small numbers were just left out."""
    shown = deepcopy(record)
    for cell in _numbers(shown):
        cell |= {"few": False, "hidden": 0 < cell["number"] < 5}
        cell["number"] = None if cell["hidden"] else cell["number"]
    found = read(shown)
    assert [possible(found, place) for place in left_out(found)] == [[1]]


def _numbers(record):
    heard = record["heard"]
    for part in [heard, *heard["links"], *heard["links"][0]["sessions"]]:
        yield part["children"]
        yield from part["attendance"]


def test_a_theme_with_few_remarks_does_not_tell_by_its_quotes_how_many():
    heard = {"links": [], "children": {"number": 0}, "attendance": []}
    theme = {"number": 1, "remarks": {"number": 4}, "quotes": list("甲乙丙丁")}
    record = {"heard": heard | {"themes": [theme]}, "children": [], "aspects": []}
    shown = published(record)["heard"]["themes"][0]
    assert (shown["remarks"], len(shown["quotes"])) == (
        {"number": None, "few": True, "hidden": False},
        MOST_QUOTES_OF_FEW,
    )


def test_faces_are_left_out_where_it_is_not_told_how_many_were_there(record):
    link = record["heard"]["links"][0]
    link["faces"] = [{"text": {}, "faces": [{"face": each, "number": 5} for each in "12345"]}]
    chosen = published(record)["heard"]["links"][0]["faces"][0]["faces"]
    assert [(each["number"], each["hidden"]) for each in chosen] == [(5, False)] * 5
    link["sessions"], there = link["sessions"][1:], Counter({("P", ""): 1})
    record["heard"] |= attended(there)
    link |= attended(there)
    link["sessions"][0] |= attended(there)
    chosen = published(record)["heard"]["links"][0]["faces"][0]["faces"]
    assert [(each["number"], each["hidden"]) for each in chosen] == [(None, True)] * 5


def numbers_of_the_affected(children, indicators=()):
    heard = {"links": [], "children": {"number": 0}, "attendance": [], "themes": []}
    aspects = [{"indicators": list(indicators)}]
    shown = published({"children": children, "aspects": aspects, "heard": heard})
    found = [count["number"] for count in shown["children"]]
    return found, [
        ([count["number"] for count in each["numbers"]], each["reach"])
        for each in shown["aspects"][0]["indicators"]
    ]


def test_a_small_number_by_age_leaves_out_the_ages_of_every_group():
    """Whoever is young is told twice: as an age of all, and as a group."""
    children = [count("ALL", 40, "P"), count("ALL", 3, "S"), count("ALL", 43), count("YNG", 40)]
    children += [count("DIS", None), count("RUR", 20, "P"), count("RUR", 0, "S")]
    assert numbers_of_the_affected(children)[0] == [None, None, 43, None, None, None, None]
    children[1]["number"], children[2]["number"] = 9, 49
    assert numbers_of_the_affected(children)[0] == [40, 9, 49, 40, None, 20, 0]


def test_a_small_number_by_age_alone_leaves_out_no_other():
    children = [count("ALL", 186, "P"), count("RUR", 61, "P"), count("DIS", 4, "P")]
    told = {"numbers": [count("DIS", 4), count("RUR", 61)], "reach": None}
    assert numbers_of_the_affected(children, [told]) == ([186, 61, None], [([None, 61], None)])


def test_of_two_ages_a_small_one_is_not_the_rest_of_a_group_that_is_both():
    children = [count("ALL", 40, "P"), count("ALL", 3, "S"), count("YNG", 43)]
    assert numbers_of_the_affected(children)[0] == [None, None, 43]


def test_a_small_rest_that_no_age_is_given_for_leaves_out_the_ages():
    children = [count("ALL", 40, "P"), count("ALL", 6, "S"), count("ALL", 48)]
    assert numbers_of_the_affected(children)[0] == [None, None, 48]


def test_a_group_that_leaves_out_few_of_all_children_is_not_told():
    children = [count("ALL", 48), count("RUR", 46), count("RUR", 30, "P"), count("DIS", 20), count("ILL", 48)]
    again = {"numbers": [count("RUR", 46)], "reach": None}
    beside = {"numbers": [count("DIS", 30)], "reach": 33}
    assert numbers_of_the_affected(children, [again, beside]) == (
        [48, None, None, 20, 48],
        [([None], None), ([None], 33)],
    )


def test_how_many_are_reached_is_not_told_beside_a_small_group():
    told = {"numbers": [count("RUR", 3), count("DIS", 30)], "reach": 33}
    assert numbers_of_the_affected([], [told])[1] == [([None, None], None)]


def large(seed, sessions, kinds):
    """As much as a city might hear: sessions at all four links, kinds of children, questions with faces."""
    dice = random.Random(seed)  # noqa: S311
    every = [(age, group) for age in "ABCDE" for group in ("", "RUR", "DIS", "MIG")]
    links, everybody = [], Counter()
    for place, code in enumerate(("needs", "drafting", "notice", "feedback")):
        there, held = Counter(), []
        for number in range(place, sessions, 4):
            counted = Counter({kind: dice.randint(1, 12) for kind in dice.sample(every, kinds)})
            held.append({"number": number, **attended(counted)})
            there += counted
        links.append({"link": code, **attended(there), "sessions": held, "faces": []})
        everybody += there
    return {"heard": {"links": links, **attended(everybody), "themes": []}, "children": [], "aspects": []}


def determined(found):
    """Gaps that are sums and differences of what is told: the sums that hold of the gaps, solved exactly."""
    gaps = left_out(found)
    rows = [[Fraction(terms.get(gap, 0)) for gap in gaps] for terms in found.sums]
    solved = []
    for place in range(len(gaps)):
        row = next((each for each in rows if each[place]), None)
        if row is None:
            continue
        row = [value / row[place] for value in row]
        rows = [without(each, row, place) for each in rows]
        solved = [*(without(each, row, place) for each in solved), row]
    return [row for row in solved if sum(bool(value) for value in row) == 1]


def without(row, other, place):
    if not row[place]:
        return row
    return [mine - row[place] * yours for mine, yours in zip(row, other, strict=True)]


@pytest.mark.parametrize(("sessions", "kinds"), [(4, 3), (8, 3), (8, 6), (20, 1), (20, 3), (20, 8), (20, 16)])
def test_of_many_sessions_no_gap_is_a_difference_of_what_is_told(sessions, kinds):
    for seed in range(2):
        assert determined(read(published(large(seed, sessions, kinds)))) == []


def test_differencing_finds_the_gap_of_a_planted_margin(record):
    shown = published(record)
    shown["heard"]["links"][0]["sessions"][1]["children"]["number"] = 8
    shown["heard"]["links"][0]["sessions"][1]["attendance"][1]["number"] = 7
    assert len(determined(read(shown))) > 0


def test_of_many_sessions_the_coarse_tables_are_told_and_alike_each_time():
    record = published(large(0, 20, 16))
    heard = record["heard"]
    assert [each["attendance"] for link in heard["links"] for each in link["sessions"]] == [[]] * 20
    assert [link["children"]["number"] > 400 for link in heard["links"]] == [True] * 4
    assert published(large(0, 20, 16)) == record


def test_at_the_least_it_is_told_how_many_were_heard_at_each_session_and_link():
    heard = published(large(0, 20, 16), patience=0)["heard"]
    parts = [*heard["links"], *heard["links"][0]["sessions"]]
    assert [each["children"]["number"] > 50 for each in parts] == [True] * 9
    assert [each["attendance"] for each in heard["links"][0]["sessions"]] == [[]] * 5
