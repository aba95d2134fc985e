"""Where the launcher keeps things; both folders are ignored by git and safe to delete."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATE = ROOT / ".tongping"
MANAGE = ROOT / "manage.py"


def var() -> Path:
    """Where the running system keeps its data; the same rule as config.environment."""
    return Path(os.environ.get("TONGPING_VAR") or ROOT / "var").resolve()
