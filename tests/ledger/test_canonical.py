"""One text for one value."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import canonical_json, sha256

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=5,
)


@pytest.mark.parametrize("value", [0.5, [1, [0.0]], {"a": {"b": (1, float("nan"))}}, [float("inf")]])
def test_a_float_is_refused_however_deep(value):
    with pytest.raises(TypeError, match="is a float"):
        canonical_json(value)


def test_what_json_does_not_know_is_refused():
    with pytest.raises(TypeError):
        canonical_json(Decimal("0.5"))


def test_keys_are_sorted_white_space_is_left_out_and_characters_are_themselves():
    assert (
        canonical_json({"b": [1, None], "a": "𬭚 䶮 😀", "中": True})
        == '{"a":"𬭚 䶮 😀","b":[1,null],"中":true}'
    )


def test_a_tuple_is_a_list():
    assert canonical_json((1, 2)) == canonical_json([1, 2])


@given(VALUES)
def test_the_text_reads_back_as_the_value(value):
    assert json.loads(canonical_json(value)) == value


@given(st.dictionaries(TEXTS, st.integers()), st.randoms())
def test_the_order_of_writing_does_not_matter(value, random):
    items = list(value.items())
    random.shuffle(items)
    assert canonical_json(dict(items)) == canonical_json(value)


def test_the_hash_is_that_of_the_bytes_in_utf_8():
    assert sha256("童评") == "62c503de5d00ae0291ff06d82e6dda9c3dd07a342786a1dbbd594ffb73fee039"
