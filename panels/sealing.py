"""The commitment to a seat's scores: a hash that says nothing of them while they are sealed, and lets anyone check once
they are open that they are the ones that were sealed. Pure.

It is SHA-256 over the salt followed by the canonical JSON of the scores: an object with the code of each indicator and,
under it, what `Score.CONTENT` names.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from ledger.canonical import canonical_json, sha256

SALT_BYTES = 32


def new_salt() -> str:
    """So much chance that no scores can be guessed from their commitment."""
    return secrets.token_hex(SALT_BYTES)


def commitment(salt: str, scores: Mapping[str, Mapping[str, Any]]) -> str:
    return sha256(salt + canonical_json(scores))
