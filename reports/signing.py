"""The key of this installation. What it publishes is signed with it, so that anyone can check a report without it."""

import contextlib
import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils.translation import gettext as _

from ledger.errors import Refused, Undone


def signing_key() -> Ed25519PrivateKey:
    """The key in the file that TONGPING_SIGNING_KEY names; else one made at first use and kept in the data folder."""
    path = Path(settings.SIGNING_KEY) if settings.SIGNING_KEY else _kept()
    if not settings.SIGNING_KEY and not path.exists():
        fresh = _write_new(path)
        with contextlib.suppress(FileExistsError):  # another process was first: its key is everybody's
            os.link(fresh, path)
        fresh.unlink()
        _sync_folder(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as unusable:
        raise Undone(
            _("The report cannot be signed: the signing key cannot be read. An administrator can help.")
        ) from unusable
    if not isinstance(key, Ed25519PrivateKey):
        raise Undone(_("The report cannot be signed: the signing key is not an Ed25519 key."))
    return key


def rotate_key() -> tuple[str, str]:
    """Put a new key in the old one's place; their fingerprints. What the old one has signed stays valid, for each
    publication keeps the public key it was signed with."""
    if settings.SIGNING_KEY:
        raise Refused(_("The signing key is given by TONGPING_SIGNING_KEY: put another file there."))
    old = fingerprint(raw_public(signing_key()))
    _write_new(_kept()).replace(_kept())
    _sync_folder(_kept())
    return old, fingerprint(raw_public(signing_key()))


def raw_public(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of its public key."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(public: bytes) -> str:
    return sha256(public).hexdigest()


def public_pem(public: bytes) -> str:
    """As `openssl pkeyutl -verify -pubin` reads it."""
    return (
        Ed25519PublicKey.from_public_bytes(public)
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _kept() -> Path:
    return Path(settings.SIGNING_KEYS) / "signing.pem"


def _write_new(path: Path) -> Path:
    """A new key in a file beside the path, readable by its owner alone and on the disk before it has its name."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
