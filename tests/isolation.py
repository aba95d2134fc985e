"""Loaded before Django reads its settings: tests keep their data in a folder that is gone afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="tongping-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
# WhiteNoise warns when its folder is missing, and a warning is an error here.
(FOLDER / "static").mkdir()
os.environ["TONGPING_VAR"] = str(FOLDER)
# Beside one another tests keep things in databases of their own: one that clears its cache clears nobody else's.
worker, kept = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"), os.environ.get("REDIS_URL")
if worker and kept:
    os.environ["REDIS_URL"] = kept.replace("db=0", f"db={worker}")
