"""An edition's file on its way to its place."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports import operations
from reports.editions import MAKERS, Maker
from reports.enums import EditionKind
from reports.models import Publication

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


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda file: file.write_bytes(CONTENT[::-1])], ids=["lost", "damaged"]
)
def test_what_was_lost_after_publishing_comes_back_the_same(made, damage):
    edition = made()
    file_of(edition).chmod(0o600)
    damage(file_of(edition))
    assert operations.restore_edition(edition) is True
    assert file_of(edition).read_bytes() == CONTENT


def test_what_would_come_out_otherwise_is_not_put_in_its_place(made, monkeypatch, capsys):
    edition = made()
    Publication.objects.update(published_at=timezone.now())
    call_command("restore_editions")
    assert capsys.readouterr().out == "Every published file is in its place.\n"
    file_of(edition).unlink()
    maker = Maker(lambda _publication: b"other", ".docx", "application/msword")
    monkeypatch.setitem(MAKERS, EditionKind.FORMAL, maker)
    with pytest.raises(CommandError, match="1 files would not come out the same"):
        call_command("restore_editions")
    assert (file_of(edition).exists(), edition.path in capsys.readouterr().err) == (False, True)


def test_a_reader_who_asks_for_a_lost_file_is_told_in_words(published, as_user):
    edition = published.editions.get()
    file_of(edition).unlink()
    response = as_user().get(f"/register/{published.assessment.code}/report.pdf")
    assert (response.status_code, "cannot be handed out just now" in response.content.decode()) == (503, True)
