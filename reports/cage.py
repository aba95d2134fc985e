"""The cage: what sets pages does so in a process of its own, with a bound on memory, time and input, without a network,
without this process's environment. Whatever happens in there, the worker outside lives, and says in words what it was.
"""

import json
import logging
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from reports.confinement import Ending
from reports.errors import Broken, Unavailable

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).parent / "pdf_style" / "fonts.conf"
MEMORY = 2**30
CPU_SECONDS = 60
WALL_SECONDS = 120  # several times the computing, for a machine with much else to do
MOST_INPUT = 16 * 2**20
INSIDE = "import sys; sys.path.insert(0, sys.argv.pop(1)); from reports.inside import main; main()"


def run(trade: str, order: Mapping[str, object], *, seconds: float | None = None) -> bytes:
    """What the module `trade` makes of the order, by its function `work(order) -> bytes`."""
    if not settings.PDF_ENABLED:
        raise Unavailable(
            _("PDFs are switched off on this machine. An administrator can run ./tongping doctor.")
        )
    text = json.dumps(order, ensure_ascii=False).encode()
    if len(text) > MOST_INPUT:
        raise Broken(_("The report is too long to be set: more than 16 MB of text."))
    patience = WALL_SECONDS if seconds is None else seconds
    with tempfile.TemporaryDirectory(prefix="tongping-cage-") as floor:
        command = [sys.executable, "-I", "-B", "-W", "ignore", "-c", INSIDE, str(ROOT), trade]
        command += [str(MEMORY), str(CPU_SECONDS), str(Path(settings.FILES_ROOT).parent)]
        try:
            done = subprocess.run(
                command,
                input=text,
                capture_output=True,
                check=False,
                timeout=patience,
                cwd=floor,
                env=_environment(floor),
            )
        except subprocess.TimeoutExpired as expired:
            raise Broken(
                _("Setting the report took longer than %(seconds)s seconds and was stopped.")
                % {"seconds": int(patience)}
            ) from expired
    murmurs = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        raise _failure(done.returncode, murmurs)
    for line in murmurs.splitlines():
        logger.warning(line)
    return done.stdout


def _environment(floor: str) -> dict[str, str]:
    """All that the process inside knows of the world: nothing of ours, one language, one zone, no fonts but its own."""
    known = {
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": floor,
        "TMPDIR": floor,
        "FONTCONFIG_FILE": str(FONTS),
    }
    return known | ({"LD_LIBRARY_PATH": settings.PDF_LIBRARIES} if settings.PDF_LIBRARIES else {})


def _failure(code: int, murmurs: str) -> Unavailable | Broken:
    logger.error("The cage ended with %s: %s", code, murmurs)
    last = murmurs.splitlines()[-1] if murmurs else ""
    if code == Ending.MISSING:
        return Unavailable(
            _("The libraries that make PDFs are missing. An administrator can run ./tongping doctor.")
            + f" ({last})"
        )
    if code == Ending.FONT:
        return Unavailable(_("A font of the report cannot be used: %(reason)s") % {"reason": last})
    if code == -signal.SIGXCPU:
        reason = _("Setting the report took more than %(seconds)s seconds of computing and was stopped.") % {
            "seconds": CPU_SECONDS
        }
    elif code == Ending.DEEP:
        reason = _("The report cannot be set: its parts are nested too deeply.")
    elif code == Ending.ROWS:
        reason = _("The report cannot be set: a table has too many rows.")
    elif code == Ending.MEMORY or code < 0:
        reason = _("Setting the report took more than 1 GB of memory and was stopped.")
    else:
        reason = _("The report could not be set: %(reason)s") % {"reason": last[:300]}
    return Broken(reason)
