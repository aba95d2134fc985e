"""The cage: what sets pages or fills a city's template does so in a process of its own, with a bound on memory, time
and input, without a network, without this process's environment. Whatever happens in there, the worker outside lives,
and says in words what it was.
"""

import json
import logging
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from reports.confinement import Ending
from reports.errors import Broken, Unavailable

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).parent / "pdf_style" / "fonts.conf"
MOST_INPUT = 16 * 2**20
INSIDE = "import sys; sys.path.insert(0, sys.argv.pop(1)); from reports.inside import main; main()"


class Limits(NamedTuple):
    """Bytes of memory, seconds of computing, and seconds in all: several times the computing, for a machine with much
    else to do."""

    memory: int = 2**30
    computing: int = 60
    patience: int = 120


PAGES = Limits()


def run(trade: str, order: Mapping[str, object], limits: Limits | None = None) -> bytes:
    """What the module `trade` makes of the order, by its function `work(order) -> bytes`; pages unless it is said."""
    limits = limits or PAGES
    text = json.dumps(order, ensure_ascii=False).encode()
    if len(text) > MOST_INPUT:
        raise Broken(_("The report is too long to be set: more than 16 MB of text."))
    with tempfile.TemporaryDirectory(prefix="tongping-cage-") as floor:
        command = [sys.executable, "-I", "-B", "-W", "ignore", "-c", INSIDE, str(ROOT), trade]
        command += [str(limits.memory), str(limits.computing), str(Path(settings.FILES_ROOT).parent)]
        try:
            done = subprocess.run(
                command,
                input=text,
                capture_output=True,
                check=False,
                timeout=limits.patience,
                cwd=floor,
                env=_environment(floor),
            )
        except subprocess.TimeoutExpired as expired:
            raise Broken(
                _("Making the document took longer than %(seconds)s seconds and was stopped.")
                % {"seconds": limits.patience}
            ) from expired
    murmurs = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        raise _failure(done.returncode, murmurs, limits)
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


def _failure(code: int, murmurs: str, limits: Limits) -> Unavailable | Broken:
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
        reason = _("Making the document took more than %(seconds)s seconds of computing and was stopped.") % {
            "seconds": limits.computing
        }
    elif code == Ending.DEEP:
        reason = _("The report cannot be set: its parts are nested too deeply.")
    elif code == Ending.ROWS:
        reason = _("The report cannot be set: a table has too many rows.")
    elif code == Ending.MEMORY or code < 0:
        reason = _("Making the document took more than %(size)s GB of memory and was stopped.") % {
            "size": f"{limits.memory / 2**30:g}"
        }
    else:
        reason = _("The document could not be made: %(reason)s") % {"reason": last[:300]}
    return Broken(reason)
