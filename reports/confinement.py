"""How a process gives up what it will not need, once and for good: the walls of the cage, seen from inside."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from enum import IntEnum
from pathlib import Path

NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000
DIE_WITH_PARENT, NO_NEW_RIGHTS = 1, 38
MOST_WRITTEN = 128 * 2**20  # a face of the city's own is copied before it is used
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "pty.",
    "ftplib.",
    "http.",
    "urllib.",
    "smtplib.",
)


class Ending(IntEnum):
    """What the process inside tells by its exit code."""

    MISSING = 10
    FONT = 11
    MEMORY = 12
    DEEP = 13
    ROWS = 14


def confine(memory: int, seconds: int) -> None:
    """Bounds, and no network. Where the kernel grants no network of its own, the hook below and the fetcher refuse."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
        if libc.unshare(NEW_NETWORK):
            libc.unshare(NEW_NETWORK | NEW_USER)
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,  # answered by SIGXCPU, which says what it was; memory ends in other ways
        resource.RLIMIT_FSIZE: MOST_WRITTEN,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        with contextlib.suppress(ValueError, OSError):  # an already lower bound stays
            resource.setrlimit(limit, (value, value + 5 if limit == resource.RLIMIT_CPU else value))


def seal(readable: list[Path], secret: Path) -> None:
    """From here on no connection, no other program, and no file but those of Python, of the system's libraries, of the
    process's own folder and the given ones; none at all of where the city's data lie; and writing in the own folder
    alone."""
    places = tuple(
        f"{os.path.realpath(place)}/"
        for place in (sys.prefix, sys.base_prefix, *sys.path)
        if place and Path(place).is_dir()
    )
    own, hidden = f"{Path.cwd()}/", f"{os.path.realpath(secret)}/"
    system = ("/usr/", "/lib", "/etc/", "/proc/self/", "/dev/urandom")
    files = {os.path.realpath(each) for each in readable}

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise PermissionError(f"the cage knows no {event}")
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            writing = isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            known = path in files or (path.startswith((*places, *system)) and not path.startswith(hidden))
            if not (path.startswith(own) or path == os.devnull or (known and not writing)):
                raise PermissionError(f"the cage does not open {path}")

    sys.addaudithook(refuse)
