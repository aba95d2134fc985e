"""`./tongping manage diff_sets A B`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_set, set_file


@pytest.fixture
def files(tmp_path):
    """Two editions as files; the second has one indicator more."""
    for name, raw in (
        ("old.yaml", set_file()),
        ("new.yaml", set_file(edition="2", indicators=("A1", "A2", "A3", "B1"))),
        ("broken.yaml", b"code: ["),
    ):
        (tmp_path / name).write_bytes(raw)
    return tmp_path


def run(*names, **options):
    """The status with which it ends, and what it says."""
    said = StringIO()
    try:
        call_command("diff_sets", *map(str, names), stdout=said, **options)
    except SystemExit as end:
        return end.code, said.getvalue().splitlines()
    return 0, said.getvalue().splitlines()


ADDED = [
    "Added 1",
    "",
    "Indicators",
    "  A3 Indicator A3",
    "    Added: {+Indicator A3+}",
    "    Added (zh): {+指标A3+}",
]


def test_two_files(files):
    assert run(files / "old.yaml", files / "new.yaml") == (1, ADDED)


def test_an_edition_and_a_file(db, files):
    make_set()
    assert run("tiny@1", files / "new.yaml") == (1, ADDED)


def test_the_same_twice_ends_with_nought(db, files):
    make_set()
    assert run("tiny@1", files / "old.yaml") == (0, ["Nothing differs"])


def test_the_language_asked_for_leads(files):
    status, said = run(files / "old.yaml", files / "new.yaml", language="zh")
    assert status == 1
    assert [line.rpartition("{+")[2] for line in said if "{+" in line] == ["指标A3+}", "Indicator A3+}"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tiny@7", "tiny@7 is neither a file nor an edition that has been loaded."),
        ("broken.yaml", "broken.yaml:1:8"),
        ("", "Is a directory"),
    ],
)
def test_what_cannot_be_read_ends_with_two(db, files, name, said):
    path = name if "@" in name else files / name
    with pytest.raises(CommandError, match=said) as trouble:
        run(files / "old.yaml", path)
    assert trouble.value.returncode == 2
