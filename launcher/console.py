"""What the launcher says: short, Chinese first, then English; and progress for what takes over a second."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 1.0


class Stop(Exception):
    """End the command with one clear message; nothing else went wrong."""

    def __init__(self, zh: str, en: str, *, status: int = 1, log: Path | None = None) -> None:
        super().__init__(f"{zh} / {en}")
        self.status = status
        self.log = log


def say(zh: str, en: str) -> None:
    """One line on standard error: standard output is kept for results."""
    print(f"{zh} / {en}", file=sys.stderr, flush=True)


def show(stop: Stop) -> None:
    """The reason, and the end of the log that holds the details."""
    print(f"✗ {stop}", file=sys.stderr)
    if stop.log and stop.log.exists():
        for line in stop.log.read_text(errors="replace").splitlines()[-12:]:
            print(f"  │ {line}", file=sys.stderr)
        print(f"  日志 / log: {stop.log}", file=sys.stderr)
    sys.stderr.flush()


@contextmanager
def step(zh: str, en: str) -> Iterator[None]:
    """Name what is being waited for after a second, count along on a terminal, and say how long it took."""
    done, started = threading.Event(), time.monotonic()
    ticker = threading.Thread(target=_tick, args=(f"{zh} / {en}", done, started), daemon=True)
    ticker.start()
    finished = False
    try:
        yield
        finished = True
    finally:
        done.set()
        ticker.join()
        elapsed = time.monotonic() - started
        if elapsed > PATIENCE:
            _overwrite(f"{'✓' if finished else '✗'} {zh} / {en}  {elapsed:.0f} s", end="\n")


def _tick(title: str, done: threading.Event, started: float) -> None:
    if done.wait(PATIENCE):
        return
    if not sys.stderr.isatty():
        print(f"… {title}", file=sys.stderr, flush=True)
        return
    while not done.is_set():
        _overwrite(f"… {title}  {time.monotonic() - started:.0f} s", end="")
        done.wait(1)


def _overwrite(line: str, *, end: str) -> None:
    start = "\r\033[K" if sys.stderr.isatty() else ""
    print(start + line, end=end, file=sys.stderr, flush=True)
