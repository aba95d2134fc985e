"""The cage: what is in it reaches nothing, takes no more than it may, and is named when it fails."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reports import cage
from reports.confinement import NEW_NETWORK, NEW_USER
from reports.errors import Broken, Unavailable
from tests.needs import needs
from tests.reports.fresh import ROOT, fresh

TRADES = "tests.reports.trades"
PARENT = f"""
from reports import cage
cage.run("{TRADES}", {{"do": "sleep"}})
"""
PROBE = f"import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare({NEW_NETWORK} | int(sys.argv[1])) != 0)"


def tried(do, **order):
    return cage.run(TRADES, {"do": do, **order}).decode()


def test_what_is_made_comes_out_and_what_is_murmured_is_logged(caplog):
    assert tried("murmur") == "done"
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("WARNING", "a face is missing")
    ]


def test_it_knows_nothing_of_this_process_s_environment(monkeypatch, settings):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    settings.PDF_LIBRARIES = ""
    known = json.loads(tried("environment"))
    known.pop("LC_CTYPE", None)  # Python's own, for a locale of bytes
    assert set(known) == {"LANG", "TZ", "HOME", "TMPDIR", "FONTCONFIG_FILE"}
    assert known["HOME"] == known["TMPDIR"] != os.environ.get("HOME")


def test_it_has_no_network():
    """Refused by Python's own hook everywhere; and by the kernel where the kernel gives out networks of one's own."""
    refusal, network = json.loads(tried("network"))
    assert refusal == "PermissionError"
    granted = any(
        subprocess.run([sys.executable, "-c", PROBE, str(flag)], check=False).returncode == 0
        for flag in (0, NEW_USER)
    )
    assert (network != str(Path("/proc/self/ns/net").readlink())) == granted


def test_it_starts_no_other_program():
    assert tried("spawn") == "PermissionError"


def test_it_opens_no_file_of_the_city(settings):
    secret = Path(settings.FILES_ROOT).parent / "secret_key"
    secret.write_text("only here")
    assert tried("read", path=str(secret)) == "PermissionError"
    assert tried("read", path=f"{ROOT}/reports/../{os.path.relpath(secret, ROOT)}") == "PermissionError"


def test_it_writes_nowhere_but_on_its_own_floor(tmp_path):
    assert tried("write", path=str(tmp_path / "x")) == "PermissionError"
    assert tried("write", path=str(ROOT / "reports" / "x")) == "PermissionError"
    assert tried("write", path="x") == "done: 1"


def test_too_much_memory_is_named(english):
    with pytest.raises(Broken, match="more than 1 GB of memory"):
        tried("eat")


def test_too_much_computing_is_named(english):
    with pytest.raises(Broken, match="more than 1 seconds of computing"):
        cage.run(TRADES, {"do": "spin"}, cage.Limits(computing=1))


def test_too_long_a_time_is_named(english):
    with pytest.raises(Broken, match="longer than 1 seconds"):
        cage.run(TRADES, {"do": "sleep"}, cage.Limits(patience=1))


def test_a_fault_is_told_by_its_last_line(english, caplog):
    with pytest.raises(Broken, match="RuntimeError: a sheet is torn"):
        tried("stumble")
    assert "Traceback" in caplog.text


def test_too_long_an_order_is_not_even_begun(monkeypatch, english):
    monkeypatch.setattr(cage, "MOST_INPUT", 100)
    with pytest.raises(Broken, match="too long"):
        tried("murmur", text="童" * 100)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 80 + "x", "nested too deeply"),
        (f"<table><tbody>{'<tr><td>x</td></tr>' * 2001}</tbody></table>", "too many rows"),
    ],
    ids=["deep", "rows"],
)
def test_pages_beyond_their_bounds_are_named(page, reason, english):
    needs("pdf")
    with pytest.raises(Broken, match=reason):
        cage.run("reports.typesetting", {"page": f'<html lang="en"><body>{page}'})


def test_without_its_libraries_it_says_what_to_do(english):
    with pytest.raises(Unavailable, match=r"tongping doctor"):
        cage.run("reports.no_such_trade", {})


def test_it_dies_with_the_worker_that_started_it():
    parent = fresh(PARENT)
    caged = _child_of(parent.pid)
    ended = select.poll()
    handle = os.pidfd_open(caged)
    ended.register(handle, select.POLLIN)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert ended.poll(60_000)
    os.close(handle)


def _child_of(pid):
    """Its first child that has given up its network, so that the walls stand."""
    ours = str(Path("/proc/self/ns/net").readlink())
    children = Path(f"/proc/{pid}/task/{pid}/children")
    while True:
        for child in children.read_text().split():
            status = Path(f"/proc/{child}/status").read_text()
            network = str(Path(f"/proc/{child}/ns/net").readlink())
            if "NoNewPrivs:\t1" in status or network != ours:
                return int(child)
