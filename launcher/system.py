"""Debian packages: installed as root, or unpacked beside the clone for an ordinary user."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from launcher.console import Stop, step
from launcher.paths import STATE

LIBRARIES = STATE / "syslibs"
# Debian's own fonts.conf looks only where packages are installed; Pango crashes when it finds no font at all.
FONTS = """\
<?xml version="1.0"?>
<fontconfig>
  <dir prefix="relative">usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""
LOG = STATE / "logs" / "apt.log"


def run_logged(command: Sequence[str], log: Path, zh: str, en: str, *, folder: Path | None = None) -> str:
    """Run a command quietly and return what it printed; all of it goes to the log. Stop when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as sink:
        print("$", *command, file=sink, flush=True)
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=sink,
            text=True,
            errors="replace",
            check=False,
        )
        sink.write(done.stdout)
    if done.returncode:
        raise Stop(zh, en, log=log)
    return done.stdout


def is_root() -> bool:
    return os.geteuid() == 0


def has_apt() -> bool:
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def install(packages: Sequence[str]) -> bool:
    """As root with apt: install them, with fresh package lists only if needed. Says whether it worked."""
    if not (is_root() and has_apt()):
        return False
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    wanted = ["install", "-y", "-qq", "--no-install-recommends", *packages]
    with step(f"安装系统组件 {' '.join(packages)}", "installing system packages"):
        return _apt(*wanted) is not None or (_apt("update", "-qq") is not None and _apt(*wanted) is not None)


def unpack(packages: Sequence[str], folder: Path) -> bool:
    """Without root: fetch the packages and what they need, and unpack them into a folder of ours."""
    if not has_apt():
        return False
    private: list[str] = []
    with step(f"下载 {' '.join(packages)}（不需要管理员）", "fetching them, without root"):
        names = _not_installed(packages, private)
        if names is None:
            private = _private_lists()
            _apt(*private, "update", "-qq")
            names = _not_installed(packages, private)
        return names is not None and _unpack(names, private, folder)


def use_unpacked() -> None:
    """Let this process's children find libraries that `unpack` put beside the clone."""
    if not LIBRARIES.is_dir():
        return
    folders = sorted({str(library.parent) for library in LIBRARIES.rglob("*.so.*")})
    known = os.environ.get("LD_LIBRARY_PATH")
    os.environ["LD_LIBRARY_PATH"] = os.pathsep.join([*folders, known] if known else folders)
    fonts = LIBRARIES / "fonts.conf"
    fonts.write_text(FONTS)
    os.environ["FONTCONFIG_FILE"] = str(fonts)


def _apt(*arguments: str, folder: Path | None = None) -> str | None:
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments]
    try:
        return run_logged(
            command, LOG, "系统组件安装失败", "installing system packages failed", folder=folder
        )
    except Stop:
        return None


def _not_installed(packages: Sequence[str], options: list[str]) -> list[str] | None:
    """What apt would install, asked of apt: names differ between releases. None when it does not know."""
    plan = _apt(*options, "install", "--simulate", "--no-install-recommends", *packages)
    return None if plan is None else re.findall(r"^Inst (\S+)", plan, re.MULTILINE)


def _private_lists() -> list[str]:
    """Package lists of our own, for a machine whose lists are empty and not ours to fill."""
    lists, cache = STATE / "apt" / "lists", STATE / "apt" / "cache"
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    (cache / "archives" / "partial").mkdir(parents=True, exist_ok=True)
    return ["-o", f"Dir::State::Lists={lists}", "-o", f"Dir::Cache={cache}"]


def _unpack(names: Sequence[str], options: list[str], folder: Path) -> bool:
    debs = STATE / "debs"
    shutil.rmtree(debs, ignore_errors=True)
    debs.mkdir(parents=True)
    if _apt(*options, "download", *names, folder=debs) is None:
        return False
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for deb in sorted(debs.glob("*.deb")):
        run_logged(["dpkg-deb", "-x", str(deb), str(fresh)], LOG, "解包失败", "unpacking failed")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    shutil.rmtree(debs)
    return True
