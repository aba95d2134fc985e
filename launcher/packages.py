"""The virtual environment and the hash-locked packages in it."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from launcher import system
from launcher.console import Stop, say, step
from launcher.paths import PYTHON, ROOT, STATE, VENV

PIP = STATE / "pip"
# requirements/test.lock holds everything that requirements/runtime.lock holds, with the same pins.
SATISFIES = {"runtime": ("runtime",), "test": ("test", "runtime")}


def ensure(lock: str) -> None:
    """Make .venv hold the packages of requirements/<lock>.lock; at once when it already does."""
    if not usable():
        _create()
    stamp = fingerprint(lock)
    if _stamp_file(lock).exists() and _stamp_file(lock).read_text() == stamp:
        return
    with step("安装程序包", "installing packages"):
        _install(lock)
    for name in SATISFIES[lock]:
        _stamp_file(name).write_text(fingerprint(name))


def installed(lock: str) -> bool:
    return usable() and _stamp_file(lock).exists() and _stamp_file(lock).read_text() == fingerprint(lock)


def fingerprint(lock: str) -> str:
    """What the installed packages depend on: the lock, and the Python that runs them."""
    python = f"{sys.implementation.cache_tag} {sys.platform}".encode()
    return hashlib.sha256(_lock_file(lock).read_bytes() + python).hexdigest()


def can_make_environments() -> bool:
    probe = subprocess.run(
        [sys.executable, "-I", "-c", "import ensurepip, venv"], capture_output=True, check=False
    )
    return probe.returncode == 0


def venv_package() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _create() -> None:
    pip = None
    if not can_make_environments() and not (system.install([venv_package()]) and can_make_environments()):
        pip = _debian_pip()
        if pip is None:
            command = f"apt-get install {venv_package()}"
            raise Stop(f"Python 缺少 venv，请管理员执行：{command}", "no venv module: run that", status=69)
    with step("建立虚拟环境", "creating the virtual environment"):
        shutil.rmtree(VENV, ignore_errors=True)
        # The interpreter itself, not a link to it: .venv must outlive whatever called us.
        venv = [os.path.realpath(sys.executable), "-I", "-m", "venv", str(VENV)]
        _run([*venv, "--without-pip"] if pip else venv)
        if pip:
            _run([str(PYTHON), "-I", f"{pip}/pip", "install", "--no-index", str(pip)])


def _debian_pip() -> Path | None:
    """Debian's pip for new environments; fetched beside the clone when we may not install it."""
    for root in (Path("/"), PIP):
        if wheels := sorted(root.glob("usr/share/python-wheels/pip-*.whl")):
            return wheels[-1]
    return _debian_pip() if system.unpack(["python3-pip-whl"], PIP) else None


def _install(lock: str) -> None:
    """With uv, itself locked; with pip when uv cannot (uv reads no pip configuration)."""
    options = ["--python", str(PYTHON), "--compile-bytecode", "--require-hashes", "-r"]
    uv = [str(PYTHON), "-m", "uv", "pip", "install", *options]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--require-hashes", "-r"]
    try:
        _run([*pip, str(_lock_file("installer"))])
        _run([*uv, str(_lock_file(lock))])
    except Stop:
        say("改用 pip 安装", "using pip instead")
        _run([*pip, str(_lock_file(lock))])


def _run(command: list[str]) -> None:
    system.run_logged(command, STATE / "logs" / "packages.log", "安装失败", "the installation failed")


def usable() -> bool:
    """The environment is there and its Python starts."""
    if not os.access(PYTHON, os.X_OK):
        return False
    return (
        subprocess.run([PYTHON, "-I", "-c", "import pip"], capture_output=True, check=False).returncode == 0
    )


def _lock_file(lock: str) -> Path:
    return ROOT / "requirements" / f"{lock}.lock"


def _stamp_file(lock: str) -> Path:
    return VENV / f"installed-{lock}.sha256"
