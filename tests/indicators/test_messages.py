"""The words for faults."""

import re

import pytest

from indicators.messages import WORDS, words

FACTS = {name: "7" for what, mend in WORDS.values() for name in re.findall(r"%\((\w+)\)s", f"{what}{mend}")}


@pytest.mark.parametrize("kind", WORDS)
def test_each_kind_says_what_is_wrong_and_how_to_mend_it(kind):
    what, mend = words(kind, FACTS)
    assert what
    assert mend
    assert "%(" not in what + mend
    assert not (what + mend).endswith(".")


def test_a_kind_without_words_passes_its_detail_on():
    what, mend = words("float_type", {"detail": "100 % wrong"})
    assert what == "this is not allowed here (100 % wrong)"
    assert mend == "compare with the example in docs/indicator-sets.md"
