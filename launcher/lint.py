"""`./tongping lint`: every tool that reads the code, in the order in which its complaints are quickest to mend."""

import subprocess
import sys

from launcher.console import say
from launcher.paths import PYTHON, ROOT
from launcher.setup import prepare

LINTERS: dict[str, tuple[str, ...]] = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "djade": (),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
}


def command(name: str, python: str = sys.executable) -> list[str]:
    if name == "djade":
        return [python, "-m", "djade", "--check", "--target-version", "5.2", *templates()]
    return [python, *LINTERS[name]]


def templates() -> list[str]:
    return sorted(str(page.relative_to(ROOT)) for page in ROOT.glob("*/templates/**/*.html"))


def main(arguments: list[str]) -> int:
    prepare("test", ())
    failed = [name for name in LINTERS if subprocess.run(command(name, str(PYTHON)), cwd=ROOT, check=False).returncode]
    if failed:
        say(f"未通过：{'、'.join(failed)}", "failed")
    return bool(failed)
