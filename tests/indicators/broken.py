"""Good sets spoilt in every way that we could think of, each by a number: the same number spoils alike."""

from copy import deepcopy
from functools import cache
from random import Random
from typing import NamedTuple

from indicators.exchange import exported
from indicators.reading import read
from tests.indicators.files import FIXTURES, SHIPPED


class Broken(NamedTuple):
    """`place`: what was spoilt, where one thing was; None where the file cannot be read at all."""

    how: str
    raw: bytes
    place: tuple | None


@cache
def good(name):
    return (FIXTURES / name).read_text(encoding="utf-8"), read((FIXTURES / name).read_bytes()).data


def broken(number):
    chance = Random(number)  # noqa: S311  nothing secret
    text, data = good(SHIPPED[number % len(SHIPPED)])
    how = WAYS[number // len(SHIPPED) % len(WAYS)]
    if how in IN_TEXT:
        return Broken(how.__name__, how(text, chance), None)
    spoilt = deepcopy(data)
    place = how(spoilt, chance)
    return Broken(how.__name__, exported(spoilt, "yaml"), place)


def places(data, wanted, place=()):
    """Where in plain data something is that `wanted` accepts."""
    if wanted(place, data):
        yield place
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        yield from places(item, wanted, (*place, key))


def put(data, place, value):
    for step in place[:-1]:
        data = data[step]
    data[place[-1]] = value


def at(data, place):
    for step in place:
        data = data[step]
    return data


def somewhere(data, chance, wanted):
    return chance.choice(list(places(data, lambda place, value: place and wanted(place, value))))


# In the data: each gives the place of what it spoilt.


def text_where_a_list_belongs(data, chance):
    place = somewhere(data, chance, lambda _place, value: isinstance(value, list))
    put(data, place, "text")
    return place


def text_where_keys_belong(data, chance):
    place = somewhere(data, chance, lambda _place, value: isinstance(value, dict))
    put(data, place, "text")
    return place


def list_where_text_belongs(data, chance):
    place = somewhere(data, chance, lambda _place, value: isinstance(value, str))
    put(data, place, ["text"])
    return place[:-1] if place[-1] == "kind" else place


def words_where_a_number_belongs(data, chance):
    place = somewhere(data, chance, lambda _place, value: type(value) is int)
    put(data, place, "several")
    return place


def number_beyond_its_limits(data, chance):
    place = somewhere(data, chance, lambda _place, value: type(value) is int)
    put(data, place, chance.choice([-1000, 1000]))
    return place


def yes_for_true(data, chance):
    flag = somewhere(data, chance, lambda place, _value: len(place) == 2 and place[0] == "groups")
    put(data, (*flag, "special"), "yes")
    return (*flag, "special")


def nothing_where_text_belongs(data, chance):
    place = somewhere(data, chance, lambda place, value: isinstance(value, str) and place[-1] in {"zh", "en"})
    put(data, place, "")
    return place


def name_too_long(data, chance):
    place = somewhere(data, chance, lambda place, value: place[-2:-1] == ("name",) and isinstance(value, str))
    put(data, place, "长" * 200)
    return place


def key_that_is_unknown(data, chance):
    place = somewhere(data, chance, lambda _place, value: isinstance(value, dict))
    at(data, place)["colour"] = "red"
    return (*place, "colour")


def key_that_is_missing(data, chance):
    place = somewhere(
        data, chance, lambda place, _value: place[-1] in {"code", "name", "question", "kind", "days", "value"}
    )
    del at(data, place[:-1])[place[-1]]
    return place[:-1]


def code_of_small_letters(data, chance):
    place = somewhere(data, chance, lambda place, _value: place[-1] == "code" and len(place) > 1)
    put(data, place, "a code")
    return place


def code_twice(data, chance):
    codes = [
        place
        for place in places(data["aspects"], lambda place, _value: place[1:2] == ("indicators",))
        if place[-1] == "code"
    ]
    one, other = chance.sample(codes, 2)
    put(data["aspects"], one, at(data["aspects"], other))
    return ("aspects", *max(one, other))


def code_that_leads_nowhere(data, chance):
    place = somewhere(
        data, chance, lambda place, _value: place[-2:-1] == ("groups",) and place[0] == "aspects"
    )
    put(data, place, "NOBODY")
    return place


def word_outside_the_choices(data, chance):
    place = somewhere(
        data, chance, lambda place, _value: place[-1] in {"status", "link", "aggregation", "stage", "answer"}
    )
    put(data, place, "other")
    return place


def stage_taken_out(data, chance):
    stages = data["workflow"]["stages"]
    kind = chance.choice(["self_assessment", "publication"])
    data["workflow"]["stages"] = [each for each in stages if each["kind"] != kind]
    data["workflow"].pop("participation", None)
    data["workflow"].pop("type", None)


def stages_turned_around(data, chance):
    data["workflow"]["stages"].reverse()


def levels_turned_around(data, chance):
    data["scale"]["levels"].reverse()
    return ("scale", "levels", 1, "value")


def link_of_quzhou_taken_out(data, chance):
    data["workflow"]["type"] = "quzhou"
    data["workflow"]["participation"] = data["workflow"]["participation"][:1]
    return ("workflow", "participation")


def first_language_taken_out(data, chance):
    language = data.get("language", "zh")
    place = somewhere(data, chance, lambda _place, value: isinstance(value, dict) and language in value)
    del at(data, place)[language]
    at(data, place)["en" if language == "zh" else "zh"] = "text"
    return place


# In the text: each gives bytes that cannot be read, or not as they are meant.


def _cut(text, chance):
    return chance.randrange(len(text) // 4, len(text) * 3 // 4)


def tab(text, chance):
    where = text.index("\n  ", _cut(text, chance)) + 1
    return (text[:where] + "\t" + text[where:]).encode()


def bracket_left_open(text, chance):
    where = text.index("}", _cut(text, chance))
    return (text[:where] + text[where + 1 :]).encode()


def anchor(text, chance):
    where = (
        text.index(": {zh:", _cut(text, chance) // 2) + 2 if ": {zh:" in text else text.index(": {en:") + 2
    )
    return (text[:where] + "&same " + text[where:]).encode()


def tag(text, chance):
    where = text.index("name: {", _cut(text, chance)) + 6
    return (text[:where] + "!!map " + text[where:]).encode()


def invisible_character(text, chance):
    where = _cut(text, chance)
    return (text[:where] + chance.choice("\u202e\u2066\x00\x7f") + text[where:]).encode()


def another_encoding(text, chance):
    where = _cut(text, chance)
    return text[:where].encode() + "衢".encode("gbk") + text[where:].encode()


def second_document(text, chance):
    return (text + "---\n" + text).encode()


def key_twice(text, chance):
    return (text + "scale: {}\n").encode()


def half_a_file(text, chance):
    return text[: text.index("\naspects:")].encode()


IN_TEXT = (
    tab, bracket_left_open, anchor, tag, invisible_character, another_encoding, second_document, key_twice, half_a_file
)  # fmt: skip
WAYS = (
    text_where_a_list_belongs, text_where_keys_belong, list_where_text_belongs, words_where_a_number_belongs,
    number_beyond_its_limits, yes_for_true, nothing_where_text_belongs, name_too_long, key_that_is_unknown,
    key_that_is_missing, code_of_small_letters, code_twice, code_that_leads_nowhere, word_outside_the_choices,
    stage_taken_out, stages_turned_around, levels_turned_around, link_of_quzhou_taken_out, first_language_taken_out,
    *IN_TEXT,
)  # fmt: skip
