"""SQLite has no row locks to be shown: the tests marked `postgres` run from here, in their own pytest."""

import os
import subprocess
import sys


def test_what_only_postgresql_can_show_holds_there(postgres_url, pytestconfig):
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "postgres", "-p", "no:cacheprovider"],
        cwd=pytestconfig.rootpath,
        env={**os.environ, "DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
