"""`./tongping lint`: every tool that reads the code, those first whose findings are quickest to mend."""

import subprocess
import sys
from pathlib import Path

from launcher.console import say
from launcher.paths import MANAGE, PYTHON, ROOT
from launcher.setup import prepare

LINTERS: dict[str, tuple[str, ...]] = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "system check": (str(MANAGE), "check", "--fail-level", "WARNING"),
    "djade": (),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
}


def command(name: str, python: str) -> list[str]:
    if name == "djade":
        return [str(Path(python).with_name("djade")), "--check", "--target-version", "5.2", *templates()]
    return [python, *LINTERS[name]]


def templates() -> list[str]:
    return sorted(str(page.relative_to(ROOT)) for page in ROOT.glob("*/templates/**/*.html"))


def passes(name: str, python: str = sys.executable) -> bool:
    return subprocess.run(command(name, python), cwd=ROOT, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    prepare("test", ())
    failed = [name for name in LINTERS if not passes(name, str(PYTHON))]
    if failed:
        say(f"未通过：{'、'.join(failed)}", "failed")
    return bool(failed)
