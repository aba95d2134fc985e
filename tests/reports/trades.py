"""What a process in the cage may be asked to try; each answers with what came of it."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path


def work(order):
    return _TRADES[order["do"]](order).encode()


def _environment(_order):
    return json.dumps(dict(os.environ))


def _network(_order):
    """As Python sees it, and which network the kernel gave."""
    return json.dumps(
        [
            _tried(lambda: socket.create_connection(("127.0.0.1", 9))),
            str(Path("/proc/self/ns/net").readlink()),
        ]
    )


def _spawn(_order):
    return _tried(lambda: subprocess.run(["true"], check=True))


def _read(order):
    return _tried(lambda: Path(order["path"]).read_text())


def _write(order):
    return _tried(lambda: Path(order["path"]).write_text("x"))


def _eat(_order):
    return str(len(bytearray(2 * 2**30)))


def _spin(_order):
    while True:
        pass


def _sleep(_order):
    time.sleep(600)
    return ""


def _murmur(_order):
    sys.stderr.write("a face is missing\n")
    return "done"


def _stumble(_order):
    raise RuntimeError("a sheet is torn")


def _tried(deed):
    try:
        return f"done: {deed()}"
    except OSError as refusal:
        return type(refusal).__name__


_TRADES = {
    "environment": _environment,
    "network": _network,
    "spawn": _spawn,
    "read": _read,
    "write": _write,
    "eat": _eat,
    "spin": _spin,
    "sleep": _sleep,
    "murmur": _murmur,
    "stumble": _stumble,
}
