"""Where things are, and which variables lead elsewhere."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATE = ROOT / ".tongping"
MANAGE = ROOT / "manage.py"
# What config.environment reads to reach real services and real people.
CONFIGURED = (
    "DATABASE_URL",
    "REDIS_URL",
    "TONGPING_BROKER",
    "TONGPING_HOSTS",
    "TONGPING_HTTPS",
    "TONGPING_SIGNING_KEY",
    "EMAIL_URL",
)


def var() -> Path:
    """Where the running system keeps its data; the same rule as config.environment."""
    return Path(os.environ.get("TONGPING_VAR") or ROOT / "var").resolve()
