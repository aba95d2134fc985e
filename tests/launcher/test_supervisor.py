import signal
import subprocess
import sys

import pytest

from launcher import supervisor
from launcher.console import Stop
from launcher.paths import ROOT
from launcher.supervisor import ChildEnded, Supervisor
from tests.launcher.processes import alive, gone, group

PATIENT = "import time; print('ready', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {PATIENT}"
FAMILY = f"import os; os.fork(); {STUBBORN}"


def python(script):
    return [sys.executable, "-c", script]


@pytest.fixture
def children(tmp_path):
    with Supervisor(tmp_path / "logs") as children:
        yield children


def start(children, script, name="child"):
    child = children.start(name, python(script))
    children.wait_until(lambda: "ready" in child.log.read_text(), seconds=10, what=name)
    return child


def test_leaving_the_block_ends_every_child(tmp_path):
    with Supervisor(tmp_path) as children:
        started = [start(children, PATIENT, name) for name in ("first", "second")]
    assert [child.process.returncode for child in started] == [-signal.SIGTERM, -signal.SIGTERM]


def test_children_end_in_reverse_order(tmp_path):
    order = tmp_path / "order"
    script = f"""
import signal, sys, time
def leave(number, frame):
    with open({str(order)!r}, "a") as file: file.write(sys.argv[1])
    sys.exit()
signal.signal(signal.SIGTERM, leave)
{PATIENT}"""
    with Supervisor(tmp_path) as children:
        for name in "abc":
            child = children.start(name, [*python(script), name])
            children.wait_until(lambda log=child.log: "ready" in log.read_text(), seconds=10, what=name)
    assert order.read_text() == "cba"


def test_a_child_that_will_not_end_is_killed_with_its_own_children(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE", 0.2)
    with Supervisor(tmp_path) as children:
        members = group(start(children, FAMILY).process.pid)
    assert len(members) == 2
    assert gone(members)


def test_a_child_that_ends_is_named_with_its_log(children):
    start(children, PATIENT)
    weak = children.start("weak", python("print('it hurts'); raise SystemExit(3)"))
    with pytest.raises(ChildEnded, match=r"weak .*3.* / weak ended \(3\)") as ended:
        children.watch()
    assert ended.value.log == weak.log
    assert weak.log.read_text() == "it hurts\n"


def test_waiting_for_a_fact_ends_when_its_time_is_over(children):
    start(children, PATIENT)
    with pytest.raises(Stop, match="cake"):
        children.wait_until(lambda: False, seconds=0, what="cake")


def test_waiting_for_one_child_gives_its_status_and_words(children):
    start(children, PATIENT)
    child = children.start("clerk", python("print('你好'); raise SystemExit(4)"), output=subprocess.PIPE)
    assert children.wait_for(child) == (4, "你好\n")
    children.check()


def test_waiting_for_one_child_notices_the_death_of_another(children):
    children.start("weak", python("raise SystemExit(1)"))
    patient = children.start("patient", python(PATIENT))
    with pytest.raises(ChildEnded, match="weak"):
        children.wait_for(patient)


def test_children_do_not_outlive_a_supervisor_that_was_killed(tmp_path):
    script = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from launcher.supervisor import Supervisor
children = Supervisor(Path({str(tmp_path)!r}))
print(children.start("orphan", [sys.executable, "-c", {PATIENT!r}]).process.pid, flush=True)
children.watch()
"""
    with subprocess.Popen(python(script), stdout=subprocess.PIPE, text=True) as parent:
        orphan = int(parent.stdout.readline())
        assert alive(orphan)
        parent.kill()
    assert gone([orphan])


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_polite_ending_is_the_same(tmp_path, ending):
    script = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from launcher.supervisor import Supervisor, stop_on_signals
stop_on_signals()
try:
    with Supervisor(Path({str(tmp_path)!r})) as children:
        print(children.start("child", [sys.executable, "-c", {PATIENT!r}]).process.pid, flush=True)
        children.watch()
except KeyboardInterrupt:
    sys.exit(7)
"""
    with subprocess.Popen(python(script), stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        parent.send_signal(ending)
    assert parent.returncode == 7
    assert not alive(child)
