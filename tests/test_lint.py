import subprocess
import sys

import pytest

from launcher import lint


@pytest.mark.parametrize("linter", lint.LINTERS)
def test_linter_finds_nothing(linter):
    run = subprocess.run(
        lint.command(linter, sys.executable), cwd=lint.ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
