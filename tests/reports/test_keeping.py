"""An edition's file on its way to its place."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from reports import operations
from reports.editions import MAKERS, Maker
from reports.enums import EditionKind

CONTENT = b"PK sample"


@pytest.fixture
def made(frozen, monkeypatch):
    """An edition that takes no typesetter, and how to make it again."""
    maker = Maker(lambda _publication: CONTENT, ".docx", "application/msword")
    monkeypatch.setitem(MAKERS, EditionKind.FORMAL, maker)

    def make():
        return operations.make_edition(frozen, EditionKind.FORMAL)

    return make


def file_of(edition):
    return Path(default_storage.path(edition.path))


def test_a_file_that_is_there_is_not_touched_again(made):
    """A worker that wakes up late must not take away, even for a moment, what is public already."""
    before = file_of(made()).stat()
    after = file_of(made()).stat()
    assert (before.st_ino, before.st_ctime_ns) == (after.st_ino, after.st_ctime_ns)


def test_a_file_that_a_crash_cut_short_is_written_again(made):
    file = file_of(made())
    file.chmod(0o600)
    file.write_bytes(CONTENT[:5])
    assert (file_of(made()), file.read_bytes()) == (file, CONTENT)


def test_a_file_that_is_gone_is_made_again(made):
    edition = made()
    file_of(edition).unlink()
    assert (made(), file_of(edition).read_bytes()) == (edition, CONTENT)
