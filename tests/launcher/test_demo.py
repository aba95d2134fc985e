"""The demo as a newcomer starts it, in a copy of the project whose path is long, Chinese and has blanks."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from launcher.paths import ROOT
from tests.launcher.processes import below, gone
from tests.needs import needs


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """The project's files, and the environment of this run."""
    clone = tmp_path_factory.mktemp("demo") / "儿童影响评估 克隆" / ("很长的路径" * 10)
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(lambda name: name and (ROOT / name).is_file(), names):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, clone / name)
    (clone / ".venv").symlink_to(sys.prefix)
    assert len(os.fsencode(clone)) > 107
    return clone


@pytest.fixture(scope="module")
def caller():
    """The environment of somebody who works on another Django project in the same shell."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("TONGPING_")}
    elsewhere = {"DATABASE_URL": "postgres://x@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1/0"}
    return {**own, **elsewhere, "DJANGO_SETTINGS_MODULE": "other.settings"}


@pytest.fixture
def demo(clone, caller):
    """A running demo, with `port` and the text of its `welcome`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [clone / "tongping", "demo", "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd="/", env=caller, text=True, **pipes) as demo:
        demo.port, demo.welcome = port, ""
        while "Ctrl-C" not in demo.welcome and (line := demo.stdout.readline()):
            demo.welcome += line
        yield demo
        demo.terminate()


def tongping(clone, caller, *arguments):
    return subprocess.run(
        [clone / "tongping", *arguments], cwd="/", env=caller, capture_output=True, text=True, check=False
    )


def walked(clone, caller, *arguments):
    """Where `demo --once` wrote its report."""
    once = tongping(clone, caller, "demo", "--once", *arguments)
    assert once.returncode == 0, once.stderr
    report = Path(once.stdout.splitlines()[-1])
    assert report.read_bytes().startswith(b"%PDF-")
    return report


def front_page(port):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().status


def test_the_demo_serves_and_leaves_nothing_behind(demo, clone, caller):
    address = f"http://127.0.0.1:{demo.port}/"
    assert address in demo.welcome
    assert "tongping-demo" in demo.welcome
    assert front_page(demo.port) == http.HTTPStatus.OK

    again = tongping(clone, caller, "demo")
    assert (again.returncode, address in again.stderr) == (1, True)

    here = {name: value for name, value in caller.items() if name != "REDIS_URL"}
    code = "from django.conf import settings; print(settings.CELERY_BROKER_URL)"
    broker = tongping(clone, here, "manage", "shell", "-v0", "-c", code)
    assert broker.stdout.startswith("redis+socket:///"), broker.stderr

    family = below(demo.pid)
    assert all(
        any(name in command for command in family.values()) for name in ("valkey", "celery", "gunicorn")
    )
    demo.send_signal(signal.SIGINT)
    assert demo.wait(timeout=20) == 0
    assert gone(family)
    assert not Path(broker.stdout.removeprefix("redis+socket://").partition("?")[0]).parent.exists()
    said = demo.stderr.read()
    assert "DATABASE_URL" in said
    assert "REDIS_URL" in said


def test_when_one_process_dies_the_demo_names_it_and_ends(demo):
    family = below(demo.pid)
    worker = next(pid for pid, command in family.items() if "celery" in command)
    os.kill(worker, signal.SIGKILL)
    assert demo.wait(timeout=20) == 1
    said = demo.stderr.read()
    assert "worker" in said
    assert "worker.log" in said
    assert gone(family)


def test_once_writes_the_report_beside_a_running_demo(demo, clone, caller):
    needs("pdf")
    assert walked(clone, caller) == clone / "out" / "QZ-2021-01.pdf"
    assert front_page(demo.port) == http.HTTPStatus.OK


@pytest.mark.parametrize(("city", "code"), [("harbin", "HRB-2025-01"), ("dongguan", "DG-2022-01")])
def test_once_writes_the_report_of_another_city(clone, caller, city, code):
    needs("pdf")
    assert walked(clone, caller, "--set", city) == clone / "out" / f"{code}.pdf"


def test_a_port_that_was_asked_for_and_is_taken_is_refused(clone, caller):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = tongping(clone, caller, "demo", "--port", port)
    assert (result.returncode, port in result.stderr) == (1, True)


def test_a_data_folder_that_cannot_be_made_is_named_in_one_line(clone, caller):
    result = tongping(clone, {**caller, "TONGPING_VAR": "/dev/null/var"}, "demo")
    assert result.returncode == 73
    assert "/dev/null/var" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
