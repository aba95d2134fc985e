"""The verification code: the first 60 bits of the record's hash in letters that are not mistaken for one another."""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("OIL", "011")
LENGTH = 12


def verification_code(record_hash: str) -> str:
    """Twelve characters of Crockford's base 32, as in "7K2M9QXD4TPA"."""
    return _written(int(record_hash[:15], 16))


def new_receipt() -> str:
    """Of the same shape, and nobody can guess it."""
    return _written(secrets.randbits(60))


def _written(number: int) -> str:
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(55, -1, -5))


def spaced(code: str) -> str:
    """Three groups of four, for reading aloud."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def tidied(typed: str) -> str:
    """A code as a person types it, brought to the stored form: any case, full width, hyphens, blanks, O for 0, I and L
    for 1."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(char for char in plain if char.isalnum()).translate(LOOKALIKES)
