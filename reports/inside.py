"""What runs in the cage: reads an order, does the trade it was started for, writes what it made."""

import json
import sys
from importlib import import_module
from pathlib import Path

from reports.confinement import Ending, confine, seal


class Unfit(Exception):
    """The order asks for more than is set; `ending` says of what."""

    def __init__(self, ending: Ending, reason: str) -> None:
        super().__init__(reason)
        self.ending = ending


def main() -> None:
    _command, trade, memory, seconds, secret = sys.argv
    confine(int(memory), int(seconds))
    order = json.loads(sys.stdin.buffer.read())
    try:
        module = import_module(trade)
    except (ImportError, OSError) as missing:
        _end(Ending.MISSING, missing)
    seal([Path(path) for path in order.get("fonts", {}).values()], Path(secret))
    try:
        made = module.work(order)
    except MemoryError as full:
        _end(Ending.MEMORY, full)
    except Unfit as unfit:
        _end(unfit.ending, unfit)
    sys.stdout.buffer.write(made)


def _end(ending: Ending, reason: Exception) -> None:
    sys.stderr.write(f"{reason or type(reason).__name__}\n")
    sys.exit(ending)
