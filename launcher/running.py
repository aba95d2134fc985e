"""Which demo runs on a data folder: a lock that its process holds, and a note of how to reach it."""

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.console import Stop

NOTE = "running.json"


@contextmanager
def only_one(home: Path) -> Iterator[Callable[[str, dict[str, str]], None]]:
    """Hold the data folder, or say where its demo already runs. Yields the way to tell others about ours."""
    with (home / NOTE).open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            address = json.loads(note.read() or "{}").get("address", "…")
            raise Stop(f"演示已在运行：{address}", "the demo is already running there") from None
        note.truncate(0)

        def announce(address: str, broker: dict[str, str]) -> None:
            json.dump({"address": address, "broker": broker}, note)
            note.flush()

        yield announce


def broker(home: Path) -> dict[str, str]:
    """How to reach the running demo's broker; empty when no demo runs."""
    try:
        text = (home / NOTE).read_text()
    except FileNotFoundError:
        return {}
    return dict(json.loads(text)["broker"]) if text and _is_held(home) else {}


def _is_held(home: Path) -> bool:
    with (home / NOTE).open() as note:
        try:
            fcntl.flock(note, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
