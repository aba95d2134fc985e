"""`./tongping COMMAND`: runs under the system's Python, before anything is installed."""

import sys
from pathlib import Path

# Started as a folder, Python puts launcher/ itself on the path; the package lives one level higher.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from launcher.main import main  # noqa: E402 — only importable from here on

sys.exit(main(sys.argv[1:]))
