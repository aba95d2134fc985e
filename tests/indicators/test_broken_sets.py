"""Two hundred sets that are not good: each refused at its place with a mend, none half loaded, none a crash."""

from collections import Counter

import pytest

from indicators.errors import InvalidFile
from indicators.messages import words
from indicators.models import Aspect, Indicator, IndicatorSet
from indicators.operations import load_set
from indicators.reading import read
from ledger.models import Event
from tests.factories import rows_of
from tests.indicators.broken import WAYS, broken
from tests.indicators.files import SHIPPED

NUMBER = 200
ROUND = len(WAYS) * len(SHIPPED)  # every way, of every set
MODELS = (IndicatorSet, Aspect, Indicator, Event)


def refusal_of(each, *, actor):
    try:
        load_set(raw=each.raw, file="f.yaml", actor=actor)
    except InvalidFile as refusal:
        return refusal
    return None


def is_told_in_full(each, refusal):
    lines = each.raw.decode("utf-8", "replace").count("\n") + 1
    unnamed = words("a kind without words", {"detail": ""})[1]
    return all(
        str(problem).startswith(f"f.yaml:{problem.line}:{problem.column} ")
        and 1 <= problem.line <= lines
        and problem.column >= 1
        and problem.what
        and problem.mend not in {"", unnamed}
        for problem in refusal.problems
    )


def is_told_where_it_was_spoilt(each, refusal):
    """At the place itself or further inside, where the fault may be told more exactly."""
    document, depth = read(each.raw), len(each.place)
    places = [*document.values.items(), *document.keys.items()]
    marks = {mark[:2] for place, mark in places if place[:depth] == each.place}
    return not marks.isdisjoint((problem.line, problem.column) for problem in refusal.problems)


@pytest.mark.once
def test_each_is_refused_at_its_place_and_writes_nothing(system):
    before = rows_of(*MODELS)
    seen = Counter()
    for number in range(NUMBER):
        each = broken(number)
        refusal = refusal_of(each, actor=system)
        assert refusal is not None, (number, each.how)
        assert refusal.problems, (number, each.how)
        assert is_told_in_full(each, refusal), (number, each.how, str(refusal)[:500])
        if each.place is not None and number < ROUND:
            assert is_told_where_it_was_spoilt(each, refusal), (number, each.how, str(refusal)[:500])
        seen[each.how] += 1
    assert seen.total() == NUMBER
    assert set(seen) == {way.__name__ for way in WAYS}
    assert rows_of(*MODELS) == before
