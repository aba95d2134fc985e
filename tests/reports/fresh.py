"""Code in a process of its own, which knows Django and nothing of the test."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def fresh(code, **environment):
    """The process; what it prints can be read."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def told_by_two(code):
    """The words that each of two prints whose surroundings differ."""
    with fresh(code, PYTHONHASHSEED="1", TZ="UTC") as one, fresh(code, PYTHONHASHSEED="2", LANG="C") as other:
        return [process.stdout.read().split() for process in (one, other)]
