"""What holds for every file of the project."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST = 400
HEAVIEST = 1024 * 1024
COUNTED = {".py", ".html", ".css", ".js", ".sh"}


def tracked():
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def sources():
    return [path for path in tracked() if path.suffix == ".py"]


def relative(paths):
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def test_no_source_file_is_long():
    long = [
        path for path in tracked() if path.suffix in COUNTED and len(path.read_text().splitlines()) > LONGEST
    ]
    assert relative(long) == []


def test_no_file_is_heavy():
    heavy = [path for path in tracked() if "locale" not in path.parts and path.stat().st_size > HEAVIEST]
    assert relative(heavy) == []


def test_nothing_is_left_unimplemented():
    assert relative(path for path in sources() if "NotImplementedError" in raised(path)) == []


def raised(path):
    """The names of the exceptions that a file raises."""
    raises = [node.exc for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Raise)]
    return {getattr(getattr(exception, "func", exception), "id", None) for exception in raises}
