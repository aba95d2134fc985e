"""A small edition, scored by hand, without a database."""

from indicators.resolver.resolution import Judgement, resolve
from tests.indicators.resolver.builders import MATTER, STAGES, aspect, edition, indicator, words

OFFICE = {"kind": "office_check", "days": 5}


def scored(ratings, *, own="1", rule="median", weights=None):
    """`ratings`: by indicator, from the first expert's to the last's. The resolution, and the ratings by mark."""
    panel = {"kind": "expert_panel", "days": 10, "experts": 1, "aggregation": rule}
    stages = [each | {"name": words(each["kind"])} for each in (STAGES[0], OFFICE, panel, *STAGES[1:])]
    codes = {letter: [code for code in ratings if code[0] == letter] for letter in "AB"}
    aspects = [
        aspect(letter, *[indicator(code, weight=(weights or {}).get(code, 1)) for code in found])
        for letter, found in codes.items()
        if found
    ]
    file = edition(*aspects, workflow={"stages": stages})
    said = {
        code: Judgement(own=own, mitigated=True, ratings=tuple(each), complete=True)
        for code, each in ratings.items()
    }
    given = {code: dict(enumerate(each, start=1)) for code, each in ratings.items()}
    return resolve(file, MATTER, said, {}), given
