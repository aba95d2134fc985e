"""The order of the rooms (ARCHITECTURE.md) is a contract in pyproject.toml; here it is seen to bite."""

import shutil
import subprocess
import sys
import tomllib

import pytest

from launcher import lint


def rooms():
    return tomllib.loads((lint.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]


@pytest.fixture
def house(tmp_path):
    """A copy of the rooms without templates and data."""
    shutil.copy(lint.ROOT / "pyproject.toml", tmp_path)
    for room in rooms():
        shutil.copytree(
            lint.ROOT / room,
            tmp_path / room,
            ignore=shutil.ignore_patterns("templates", "static", "__pycache__"),
        )
    return tmp_path


def check(house):
    command = lint.command("import-linter", sys.executable)
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("room", "planted"), [("ledger", "workflows"), ("assessments", "panels"), ("panels", "committees")]
)
def test_an_import_upwards_or_sideways_is_caught(house, room, planted):
    (house / room / "planted.py").write_text(f"import {planted}.models\n")
    result = check(house)
    assert result.returncode == 1
    assert f"{room}.planted -> {planted}.models" in result.stdout


def test_the_launcher_and_the_rooms_do_not_know_each_other(house):
    (house / "config" / "planted.py").write_text("import launcher.console\n")
    assert "config.planted -> launcher.console" in check(house).stdout
