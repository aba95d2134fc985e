"""A seal on a PDF: one line of comment before its end, with a signature over every other byte of the file.

The record inside a PDF proves nothing about the pages around it; the seal does. Readers of PDF skip comments.
"""

import re
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reports.signing import raw_public

MARK = "%Tongping-Seal-1"
END = re.compile(rb"startxref\n[0-9]+\n%%EOF\n?\Z")


def sealed(content: bytes, record_hash: str, key: Ed25519PrivateKey) -> bytes:
    """The PDF with its seal, which names the record it was made from, the hash of the file without the seal, the
    public key and the signature. The same file and key give the same seal."""
    end = END.search(content)
    if end is None:
        raise ValueError("a PDF ends with the place of its table of contents")
    start = end.start()
    stated = f"{MARK} {record_hash} {sha256(content).hexdigest()} {raw_public(key).hex()}"
    line = f"{stated} {key.sign(stated.encode()).hex()}\n"
    return content[:start] + line.encode() + content[start:]
