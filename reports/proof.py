"""What makes a record checkable without this site: the event in which the ledger names its hash, signed.

The event's own hash covers the hash of the event before it and so, link by link, the whole ledger up to there. The
signature therefore fixes the ledger as it stood when the report was frozen; every proof in other hands is a witness
of all that came before. `verify.py` reads this format and nothing of ours.
"""

import base64
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.canonical import canonical_json
from ledger.models import Event
from ledger.operations import written
from reports.models import Publication
from reports.signing import fingerprint, is_signed, raw_public

FORMAT = "tongping-proof/1"


def signed_columns(event: Event, key: Ed25519PrivateKey, *, check: str) -> dict[str, str]:
    """What a publication keeps of its signature. The proof is canonical JSON, signed over the canonical JSON of all
    but the signature; `check` is the address at which the site answers for this report."""
    public = raw_public(key)
    statement = {"format": FORMAT, "event": written(event), "check": check, "key": public.hex()}
    signature = key.sign(canonical_json(statement).encode())
    return {
        "proof": canonical_json(statement | {"signature": signature.hex()}),
        "signature": base64.b64encode(signature).decode(),
        "key": fingerprint(public),
    }


def proof(publication: Publication) -> bytes:
    """The file proof.json; empty where the version that published did not sign."""
    return publication.proof.encode()


def public_key(text: str) -> bytes:
    """The key that signed a proof."""
    return bytes.fromhex(json.loads(text)["key"])


def proves(text: str, event: Event) -> bool:
    """Whether the proof is signed by the key that it and the event name, and is about this event as it stands now."""
    try:
        content = json.loads(text)
        public, signature = public_key(text), bytes.fromhex(content.pop("signature"))
        about_it = content["event"] == written(event) and event.data.get("key") == fingerprint(public)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return about_it and is_signed(public, canonical_json(content).encode(), signature)
