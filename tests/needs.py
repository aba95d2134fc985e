"""What a test needs beside Python packages."""

import os

import pytest

from launcher.parts import PARTS


def needs(name: str) -> None:
    """Skip the test, naming the missing part and the command that brings it; in CI, where nothing may be
    missing, fail."""
    part = PARTS[name]
    if part.present():
        return
    reason = f"needs {name}: {part.command}"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
