"""What every command that runs the project needs first; done once, it costs a fraction of a second."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import packages, parts, system
from launcher.console import say
from launcher.paths import PYTHON, ROOT, STATE


def prepare(lock: str, wanted: tuple[str, ...]) -> None:
    """Packages of the lock, the system parts as far as they can be had, message catalogues."""
    STATE.mkdir(exist_ok=True)
    with _one_at_a_time():
        packages.ensure(lock)
        get_parts(wanted)
        _compile_catalogues()


def get_parts(wanted: tuple[str, ...]) -> None:
    """Install what is missing; what cannot be had is switched off or left to the tests to name."""
    system.use_unpacked()
    lacking = parts.missing(wanted)
    if not lacking:
        return
    system.install([package for part in lacking for package in part.packages])
    pdf = parts.PARTS["pdf"]
    if pdf in lacking and not pdf.present() and system.unpack(pdf.packages, system.LIBRARIES):
        system.use_unpacked()
    for part in lacking:
        if not part.present():
            say(
                f"{part.zh}停用，请管理员执行：{part.command}",
                f"{part.en}: off until an administrator runs that",
            )
            if part is pdf:
                os.environ["TONGPING_PDF"] = "off"


def _compile_catalogues() -> None:
    """Machine-read catalogues from the translators' files, when one of those is newer."""
    stale = [source for source in ROOT.glob("locale/*/LC_MESSAGES/*.po") if is_stale(source)]
    if stale:
        command = [str(PYTHON), "-I", str(ROOT / "launcher" / "catalogues.py"), *map(str, stale)]
        system.run_logged(
            command, STATE / "logs" / "catalogues.log", "译文目录有误", "a message catalogue is wrong"
        )


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands started together in a fresh clone would otherwise write the same environment."""
    with (STATE / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("等待另一个安装完成", "waiting for another set-up to finish")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
