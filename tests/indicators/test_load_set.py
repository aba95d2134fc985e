"""`./tongping manage load_set FILE`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.models import IndicatorSet
from ledger.models import Event
from tests.indicators.files import SMALL, spoilt


@pytest.fixture
def run(tmp_path, db):
    """Write a file and load it; gives what was said and what was complained of."""

    def load(raw, name="set.yaml"):
        path = tmp_path / name
        path.write_bytes(raw)
        said, complained = StringIO(), StringIO()
        try:
            call_command("load_set", str(path), stdout=said, stderr=complained)
        except CommandError as error:
            complained.write(f"{error}\n")
        return said.getvalue().splitlines(), complained.getvalue().replace(str(path), "FILE").splitlines()

    return load


def test_says_what_was_loaded(run):
    said, complained = run(SMALL.encode())
    loaded = IndicatorSet.objects.get()
    assert said == ["small@1 is loaded: Small set, 2 indicators.", f"Content hash: {loaded.content_hash}"]
    assert complained == []
    assert Event.objects.latest("position").actor.is_system


def test_prints_every_problem_and_loads_nothing(run):
    said, complained = run(spoilt("- code: A2", "- code: A1\n        wieght: 2"))
    assert said == []
    assert complained == [
        "FILE:36:15 “A1” stands here for the second time — give each its own, or remove one",
        "FILE:37:9 “wieght” is not known here — correct its spelling, or remove it with everything under it",
        "2 problems; nothing was loaded.",
    ]
    assert not IndicatorSet.objects.exists()


def test_refuses_a_changed_edition(run):
    run(SMALL.encode())
    said, complained = run(spoilt("days: 15", "days: 16"))
    assert said == []
    assert complained == [
        "small@1 is loaded with other content. An edition is immutable: give this file a new edition."
    ]


def test_a_path_with_blanks_and_chinese_characters(run):
    _said, complained = run(SMALL.encode(), "衢州 指标.yaml")
    assert complained == []


def test_no_such_file(db, tmp_path):
    with pytest.raises(CommandError, match=r"missing\.yaml: No such file or directory"):
        call_command("load_set", str(tmp_path / "missing.yaml"))


def test_a_huge_file_is_not_read_to_its_end(run):
    _said, complained = run(b"#" * 3_000_000)
    assert complained[0].startswith("FILE:1:1 the file is larger than 2048 KiB")
