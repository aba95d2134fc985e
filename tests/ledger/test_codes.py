"""Verification codes as they are made and as they are typed."""

import string

from hypothesis import given
from hypothesis import strategies as st

from ledger.codes import ALPHABET, spaced, tidied, verification_code

HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)


def test_known_hashes_have_known_codes():
    assert verification_code("0" * 64) == "000000000000"
    assert verification_code("f" * 64) == "ZZZZZZZZZZZZ"
    assert verification_code("0" * 14 + "1" + "f" * 49) == "000000000001"


@given(HASHES)
def test_a_code_holds_the_first_sixty_bits(fingerprint):
    code = verification_code(fingerprint)
    number = 0
    for char in code:
        number = number * 32 + ALPHABET.index(char)
    assert (len(code), f"{number:015x}") == (12, fingerprint[:15])


@given(HASHES)
def test_a_code_survives_being_read_aloud_and_typed(fingerprint):
    code = verification_code(fingerprint)
    worn = spaced(code).replace("0", "o").replace("1", "l").lower()
    assert (len(spaced(code)), tidied(f" {worn} "), tidied(spaced(code).replace("-", " "))) == (
        14,
        code,
        code,
    )


def test_letters_mistaken_for_others_are_not_in_it():
    assert set(string.ascii_uppercase) - set(ALPHABET) == set("ILOU")


@given(st.text())
def test_whatever_is_typed_is_tidied_without_an_error(typed):
    assert tidied(tidied(typed)) == tidied(typed)
