"""The shell script in front: it must start from anywhere, whatever the caller's shell carries along."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from launcher.paths import ROOT

TONGPING = ROOT / "tongping"
FIRST_LINE = "童评 / Tongping"


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.fixture
def copy(tmp_path):
    """The launcher alone, without an environment, under a name with blanks and Chinese characters."""
    clone = tmp_path / "儿童 影响评估"
    shutil.copytree(ROOT / "launcher", clone / "launcher", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TONGPING, clone)
    return clone / "tongping"


def programs(folder, *names):
    """A PATH with these programs only."""
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name))
    return folder


def stub(folder, name, script):
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_help_is_printed_without_an_environment(copy):
    result = run([copy, "help"])
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(FIRST_LINE)


def test_no_command_means_help(copy):
    assert run([copy]).stdout == run([copy, "help"]).stdout


def test_an_unknown_command_is_refused(copy):
    result = run([copy, "frobnicate"])
    assert (result.returncode, result.stdout) == (64, "")
    assert "frobnicate" in result.stderr


def test_a_demo_of_an_unknown_set_is_refused_before_anything_is_set_up(copy):
    (copy.parent / "fixtures" / "demo" / "harbin").mkdir(parents=True)
    (copy.parent / "fixtures" / "demo" / "harbin" / "demo.yaml").touch()
    result = run([copy, "demo", "--once", "--set", "atlantis"])
    said = "✗ 没有指标体系 atlantis，可用：harbin / no such set; there are harbin\n"
    assert (result.returncode, result.stdout, result.stderr) == (64, "", said)
    assert sorted(path.name for path in copy.parent.iterdir()) == ["fixtures", "launcher", "tongping"]


def test_it_starts_through_a_link_from_another_folder(copy, tmp_path):
    link = tmp_path / "tp"
    link.symlink_to(Path("儿童 影响评估") / "tongping")
    assert run(["../tp", "help"], cwd=copy.parent).stdout.startswith(FIRST_LINE)


def test_python_variables_of_the_caller_do_no_harm(copy, tmp_path):
    odd = {"PYTHONHOME": "/nowhere", "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')")
    result = run([copy, "help"], env={**os.environ, **odd, "VIRTUAL_ENV": "/nowhere", "CDPATH": "/"})
    assert (result.returncode, result.stderr) == (0, "")


def test_without_a_python_one_line_says_what_to_type(copy, tmp_path):
    path = programs(tmp_path / "bin", "bash", "readlink", "dirname")
    result = run(["bash", copy, "help"], env={"PATH": str(path)})
    assert (result.returncode, result.stdout) == (69, "")
    assert result.stderr.count("\n") == 1
    assert "apt-get install python3" in result.stderr


def test_a_python_that_is_too_old_or_no_python_is_passed_over(copy, tmp_path):
    path = programs(tmp_path / "bin", "bash", "readlink", "dirname")
    stub(path, "python3", "exit 3")
    stub(path, "python3.13", "echo 'no such version' >&2; exit 127")
    stub(path, "python3.11", f'exec "{sys.executable}" "$@"')
    result = run(["bash", copy, "help"], env={"PATH": str(path)})
    assert (result.returncode, result.stderr) == (0, "")
