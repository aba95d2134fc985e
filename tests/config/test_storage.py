"""Durable storage: a name appears when its bytes are on the disk, and not before."""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from config.storage import DurableStorage


@pytest.fixture
def storage(tmp_path):
    return DurableStorage(location=tmp_path, file_permissions_mode=0o600, allow_overwrite=True)


class Torn(ContentFile):
    """Content that breaks off, as a full disk or a killed worker would leave it."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError("no space left on device")


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_of_this_house_are_kept_durably():
    assert isinstance(default_storage, DurableStorage)


def test_a_file_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_is_said(
    storage, tmp_path, monkeypatch
):
    seen, sync, place = [], os.fsync, tmp_path / "reports" / "a.pdf"

    def watched(handle):
        seen.append((Path(f"/proc/self/fd/{handle}").resolve().is_dir(), place.exists()))
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    assert storage.save("reports/a.pdf", ContentFile(b"whole")) == "reports/a.pdf"
    assert seen == [(False, False), (True, True)]
    assert (place.read_bytes(), oct(place.stat().st_mode & 0o777)) == (b"whole", "0o600")


def test_a_write_that_breaks_off_leaves_nothing(storage, tmp_path):
    with pytest.raises(OSError, match="no space"):
        storage.save("reports/a.pdf", Torn(b""))
    assert names(tmp_path) == []


def test_a_write_that_breaks_off_leaves_what_was_there(storage, tmp_path):
    storage.save("reports/a.pdf", ContentFile(b"whole"))
    with pytest.raises(OSError, match="no space"):
        storage.save("reports/a.pdf", Torn(b""))
    assert (names(tmp_path), (tmp_path / "reports/a.pdf").read_bytes()) == (["reports/a.pdf"], b"whole")


def test_the_same_name_is_replaced_in_one_step(storage, tmp_path):
    storage.save("reports/a.pdf", ContentFile(b"cut"))
    with (tmp_path / "reports/a.pdf").open("rb") as reading:
        storage.save("reports/a.pdf", File(ContentFile(b"whole")))
        assert reading.read() == b"cut"
    assert (names(tmp_path), (tmp_path / "reports/a.pdf").read_bytes()) == (["reports/a.pdf"], b"whole")
