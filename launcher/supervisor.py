"""Child processes that live and die together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from launcher.console import Stop

GRACE = 8.0
PAUSE = 0.05
PR_SET_PDEATHSIG = 1
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path


class ChildEnded(Stop):
    def __init__(self, child: Child) -> None:
        status = child.process.returncode
        super().__init__(
            f"{child.name} 意外停止（{status}）", f"{child.name} ended ({status})", log=child.log
        )


class Supervisor:
    """Starts children in order; stops them in reverse order, however the block is left."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.children: list[Child] = []
        logs.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.stop()

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        folder: Path | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        keep: Sequence[int] = (),
        output: IO[bytes] | int | None = None,
    ) -> Child:
        """Start a child in a process group of its own, so that a terminal's Ctrl-C reaches only us.
        `keep` are descriptors handed on; `output` takes standard output away from the log."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as sink:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=sink if output is None else output,
                stderr=sink,
                user=user,
                group=user,
                extra_groups=[] if user else None,
                pass_fds=keep,
                process_group=0,
                preexec_fn=_die_with(os.getpid()),  # noqa: PLW1509 — two system calls, no lock taken
            )
        child = Child(name, process, log)
        self.children.append(child)
        return child

    def check(self, *, besides: Child | None = None) -> None:
        for child in self.children:
            if child is not besides and child.process.poll() is not None:
                raise ChildEnded(child)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Wait for a fact that some child is to bring about."""
        limit = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > limit:
                raise Stop(f"{what}：没有就绪", "not ready in time", log=self.children[-1].log)
            time.sleep(PAUSE)

    def wait_for(self, child: Child) -> tuple[int, str]:
        """Wait for one child to finish while the others keep running: its exit status, and what it printed
        to a pipe, which must fit into one (64 KiB)."""
        while (status := child.process.poll()) is None:
            self.check(besides=child)
            time.sleep(PAUSE)
        self.children.remove(child)
        if child.process.stdout is None:
            return status, ""
        with child.process.stdout as pipe:
            return status, pipe.read().decode()

    def watch(self) -> None:
        """Stay until a child ends, which none should."""
        while True:
            self.check()
            time.sleep(PAUSE * 4)

    def stop(self) -> None:
        """Ask each child in reverse order and wait for it; kill what is left when time is up."""
        limit = time.monotonic() + GRACE
        with _undisturbed():
            while self.children:
                _end(self.children.pop().process, limit)


def stop_on_signals() -> None:
    """Let every polite way to end this process run the same way out as Ctrl-C."""
    for ending in ENDINGS:
        # A hang-up that the caller (nohup) has already switched off stays off.
        if ending != signal.SIGHUP or signal.getsignal(ending) != signal.SIG_IGN:
            signal.signal(ending, signal.default_int_handler)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not leave half of the children behind."""
    before = {ending: signal.signal(ending, signal.SIG_IGN) for ending in ENDINGS}
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)


def _end(process: subprocess.Popen[bytes], limit: float) -> None:
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(max(limit - time.monotonic(), 0))
    # The group, not only the leader: beat runs inside the worker as a process of its own.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _die_with(parent: int) -> Callable[[], None] | None:
    """Ask the kernel to end the child if we are killed outright and can stop nothing any more."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return arrange
