"""The key of an installation: made once, kept, given, and followed by another."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_public_key,
)
from django.core.management import CommandError, call_command

from ledger.errors import Undone
from reports.signing import fingerprint, is_signed, public_pem, raw_public, signing_key
from tests.test_tree import ROOT


@pytest.fixture
def kept(settings, tmp_path):
    settings.SIGNING_KEY, settings.SIGNING_KEYS = "", tmp_path / "keys"
    return tmp_path / "keys" / "signing.pem"


def pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_a_key_is_made_at_first_use_for_its_owner_alone(kept):
    first = raw_public(signing_key())
    assert raw_public(signing_key()) == first
    assert [stat.S_IMODE(each.stat().st_mode) for each in (kept.parent, kept)] == [0o700, 0o600]
    assert list(kept.parent.iterdir()) == [kept]


def test_the_first_of_two_processes_makes_everybodys_key(kept, monkeypatch):
    """The other one comes between its look and its writing."""
    theirs = Ed25519PrivateKey.generate()
    really_there = Path.exists

    def not_yet(path, **options):
        if path == kept and not really_there(path):
            path.parent.mkdir(parents=True)
            path.write_bytes(pem(theirs))
            return False
        return really_there(path, **options)

    monkeypatch.setattr(Path, "exists", not_yet)
    assert raw_public(signing_key()) == raw_public(theirs)
    assert list(kept.parent.iterdir()) == [kept]


def test_a_given_key_is_used_and_none_is_made(kept, settings, tmp_path):
    given = Ed25519PrivateKey.generate()
    settings.SIGNING_KEY = tmp_path / "city.pem"
    settings.SIGNING_KEY.write_bytes(pem(given))
    assert raw_public(signing_key()) == raw_public(given)
    assert not kept.exists()


@pytest.mark.parametrize(
    "content", [None, b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_key_that_cannot_be_read_is_said_in_words(kept, settings, tmp_path, content, english):
    settings.SIGNING_KEY = tmp_path / "city.pem"
    if content is not None:
        settings.SIGNING_KEY.write_bytes(content)
    with pytest.raises(Undone, match="the signing key cannot be read"):
        signing_key()


def test_a_key_of_another_kind_is_refused(kept, settings, tmp_path, english):
    settings.SIGNING_KEY = tmp_path / "city.pem"
    settings.SIGNING_KEY.write_bytes(pem(generate_private_key(SECP256R1())))
    with pytest.raises(Undone, match="not an Ed25519 key"):
        signing_key()


def test_a_named_key_that_is_not_there_stops_the_start(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", "import config.environment"],
        env={"TONGPING_SIGNING_KEY": str(tmp_path / "none.pem"), "TONGPING_VAR": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "TONGPING_SIGNING_KEY names" in result.stderr


def test_a_new_key_takes_over(kept, capsys):
    old = fingerprint(raw_public(signing_key()))
    call_command("rotate_signing_key")
    new = fingerprint(raw_public(signing_key()))
    assert (capsys.readouterr().out, old == new) == (f"old key {old}\nnew key {new}\n", False)
    assert [stat.S_IMODE(kept.stat().st_mode), list(kept.parent.iterdir())] == [0o600, [kept]]


def test_a_given_key_is_not_rotated_here(kept, settings, tmp_path, english):
    settings.SIGNING_KEY = tmp_path / "city.pem"
    with pytest.raises(CommandError, match="TONGPING_SIGNING_KEY"):
        call_command("rotate_signing_key")


def test_a_public_key_is_written_as_others_read_it(kept):
    key = signing_key()
    public = load_pem_public_key(public_pem(raw_public(key)).encode())
    public.verify(key.sign(b"x"), b"x")
    assert is_signed(raw_public(key), b"x", key.sign(b"x"))
    assert not is_signed(raw_public(key), b"y", key.sign(b"x"))
    assert not is_signed(b"short", b"x", key.sign(b"x"))
