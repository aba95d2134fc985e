"""Filling a template in a process of its own, with bounds on memory and time and without a network."""

import json
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from reports.cage import INSIDE, ROOT
from reports.documents.faults import in_words
from reports.documents.filling import Fault, Words
from reports.errors import Broken

TRADE = "reports.documents.filler"
MEMORY = 2**30
CPU_SECONDS = 30
WALL_SECONDS = 60


class Refusing(Broken):
    """The template is to blame; each reason says what to change."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def filled_apart(template: bytes, words: Words, *, title: str) -> bytes:
    order = {"template": b64encode(template).decode(), "words": words, "title": title}
    with tempfile.TemporaryDirectory(prefix="tongping-word-") as floor:
        command = [sys.executable, "-I", "-B", "-W", "ignore", "-c", INSIDE, str(ROOT), TRADE]
        command += [str(MEMORY), str(CPU_SECONDS), str(Path(settings.FILES_ROOT).parent)]
        try:
            done = subprocess.run(
                command,
                input=json.dumps(order).encode(),
                capture_output=True,
                check=False,
                timeout=WALL_SECONDS,
                cwd=floor,
                env={"LANG": "C.UTF-8", "TZ": "UTC", "HOME": floor, "TMPDIR": floor},
            )
        except subprocess.TimeoutExpired as expired:
            raise _too_much() from expired
    if done.returncode:
        raise _too_much()
    answer = json.loads(done.stdout)
    if "faults" in answer:
        raise Refusing([in_words(Fault(*each)) for each in answer["faults"]])
    return b64decode(answer["document"])


def _too_much() -> Refusing:
    return Refusing([_("Filling the template took more time or memory than there is, and was stopped.")])
