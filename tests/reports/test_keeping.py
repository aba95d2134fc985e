"""The report's file on its way to its place."""

from hashlib import sha256
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports import operations

CONTENT = b"%PDF-1.7 sample"


def place(publication):
    publication.pdf_sha256 = sha256(CONTENT).hexdigest()
    return Path(default_storage.path(publication.pdf_path))


def test_a_file_that_is_there_is_not_touched_again(frozen):
    """A worker that wakes up late must not take away, even for a moment, what is public already."""
    operations.keep_pdf(frozen, CONTENT)
    before = place(frozen).stat()
    operations.keep_pdf(frozen, CONTENT)
    after = place(frozen).stat()
    assert (before.st_ino, before.st_ctime_ns) == (after.st_ino, after.st_ctime_ns)


def test_a_file_that_a_crash_cut_short_is_written_again(frozen):
    file = place(frozen)
    default_storage.save(frozen.pdf_path, ContentFile(CONTENT[:5]))
    operations.keep_pdf(frozen, CONTENT)
    assert file.read_bytes() == CONTENT
