"""Looking at processes from outside."""

import contextlib
import time
from pathlib import Path


def eventually(fact, seconds=10.0):
    """Whether it comes true in time."""
    limit = time.monotonic() + seconds
    while not fact() and time.monotonic() < limit:
        time.sleep(0.02)
    return fact()


def alive(pid):
    """Runs, and is not a zombie that a busy init has not collected yet."""
    return _stat(pid)[:1] not in ([], ["Z"])


def gone(pids):
    return eventually(lambda: not any(map(alive, pids)))


def group(leader):
    """The processes of a group, its leader included."""
    return [pid for pid in _all() if _stat(pid)[2:3] == [str(leader)]]


def below(ancestor):
    """Command line by process id of everything that a process started."""
    parents = {pid: int(parent) for pid in _all() for parent in _stat(pid)[1:2]}
    family = {ancestor}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return {pid: _command(pid) for pid in family - {ancestor}}


def _all():
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _stat(pid):
    """State, parent, group and more, of which nothing is left when the process is."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def _command(pid):
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""
