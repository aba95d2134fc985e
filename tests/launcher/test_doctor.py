import os
import shutil
import subprocess
import sys

import pytest

from launcher import doctor, packages, setup
from launcher.parts import PARTS, Part
from launcher.paths import ROOT


@pytest.fixture
def bare(tmp_path):
    """A clone without an environment, on a machine that has Python and little else."""
    shutil.copytree(ROOT / "launcher", tmp_path / "launcher", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "tongping", tmp_path)
    (tmp_path / "bin").mkdir()
    for name in ("bash", "readlink", "dirname"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    (tmp_path / "bin" / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / "bin" / "python3").chmod(0o755)
    return tmp_path


def test_doctor_names_what_is_missing_and_the_command_that_mends_it(bare):
    result = subprocess.run(
        ["bash", bare / "tongping", "doctor"],
        env={"PATH": str(bare / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert [line for line in lines if line.startswith("· chromium") and "apt-get install chromium" in line]
    assert [line for line in lines if line.startswith("· requirements/runtime.lock")]
    assert not (bare / ".venv").exists()
    assert not (bare / ".tongping").exists()


def test_doctor_finds_this_machine_fit(capsys):
    assert doctor.main([]) == 0
    assert "✗" not in capsys.readouterr().out


@pytest.mark.parametrize("name", PARTS)
def test_every_part_says_what_it_is_for_and_how_to_get_it(name):
    part = PARTS[name]
    assert part.zh
    assert part.en
    assert part.command == "apt-get install " + " ".join(part.packages)
    assert part.programs or part.libraries


def test_a_part_is_there_only_when_all_of_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    part = Part("x", "甲", "x", ("x",), programs=("tool-one", "tool-two"))
    for name in part.programs:
        assert not part.present()
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert part.present()


def test_without_the_libraries_and_without_apt_pdf_is_off_and_one_line_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(
        PARTS, "pdf", Part("pdf", "报告", "reports", ("libx",), libraries=("libnowhere.so.1",))
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TONGPING_PDF", "on")
    setup.get_parts(("pdf",))
    assert os.environ["TONGPING_PDF"] == "off"
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get install libx" in said


def test_the_stamp_of_the_packages_follows_the_lock(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "ROOT", tmp_path)
    lock = tmp_path / "requirements" / "runtime.lock"
    lock.parent.mkdir()
    lock.write_text("a==1\n")
    before = packages.fingerprint("runtime")
    assert packages.fingerprint("runtime") == before
    lock.write_text("a==2\n")
    assert packages.fingerprint("runtime") != before
