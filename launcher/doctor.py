"""`./tongping doctor`: what is there, what is missing, and the command that mends it. Changes nothing."""

import os
import platform
import shlex
import sys

from launcher import packages, parts, services, system
from launcher.paths import ROOT, VENV, var

GOOD, MISSING, BAD = "✓", "·", "✗"
BY_ITSELF = "  （自动安装 / comes by itself）"


def main(arguments: list[str]) -> int:
    """0 when the demo can run, be it without PDF."""
    system.use_unpacked()
    print(f"童评 / Tongping — {ROOT}\n")
    can_run = all([_python(), _folder(), _packages()])
    _broker()
    for part in parts.PARTS.values():
        _part(part)
    print()
    if not can_run:
        print("演示不能运行：先处理 ✗ / the demo cannot run: mend what is marked ✗")
    elif not parts.PARTS["pdf"].present() and not _will_come(parts.PARTS["pdf"]):
        print("演示可以运行，PDF 停用 / the demo can run, with PDF off")
    else:
        print("演示可以运行 / the demo can run:  ./tongping demo")
    return 0 if can_run else 1


def _python() -> bool:
    _line(GOOD, f"Python {platform.python_version()}", sys.executable)
    if packages.usable() or packages.can_make_environments():
        return True
    comes = system.has_apt()
    _line(MISSING if comes else BAD, "venv", f"apt-get install {packages.venv_package()}{BY_ITSELF * comes}")
    return comes


def _folder() -> bool:
    for folder in (ROOT, var()):
        nearest = next(place for place in (folder, *folder.parents) if place.exists())
        if not os.access(nearest, os.W_OK):
            command = f"chown -R $(id -un) {shlex.quote(str(nearest))}"
            _line(BAD, "不可写 / not writable", f"{command}（管理员 / as administrator）")
            return False
    return True


def _packages() -> bool:
    for lock in ("runtime", "test"):
        if packages.installed(lock):
            _line(GOOD, f"requirements/{lock}.lock", str(VENV))
        else:
            command = {"runtime": "./tongping demo", "test": "./tongping test"}[lock]
            _line(MISSING, f"requirements/{lock}.lock", f"首次运行时安装 / installed by  {command}")
    return True


def _broker() -> None:
    if program := services.redis_program():
        _line(GOOD, "Valkey/Redis", program)
    elif packages.installed("runtime"):
        _line(MISSING, "Valkey/Redis", "经文件夹 / through a folder:  apt-get install redis-server")


def _part(part: parts.Part) -> None:
    if part.present():
        _line(GOOD, part.name, f"{part.zh} / {part.en}")
    else:
        note = BY_ITSELF * _will_come(part)
        _line(MISSING, part.name, f"{part.zh} / {part.en}:  {part.command}{note}")


def _will_come(part: parts.Part) -> bool:
    """The set-up installs it as root; the PDF libraries can also be unpacked without."""
    return system.has_apt() and (system.is_root() or part.name == "pdf")


def _line(mark: str, what: str, remark: str) -> None:
    print(f" {mark} {what:<26} {remark}")
