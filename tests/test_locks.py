"""requirements/*.lock: what gets installed, by hash, from wherever the machine's own configuration says."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parent.parent / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.lock"))
# The first is abandoned, its name leads to an AGPL release; the second takes the others' module names.
FORBIDDEN = {"django-fsm", "django-fsm-rx"}


def pins(lock):
    """Package name -> its whole entry, hashes included."""
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    return {re.match(r"[\w.-]+", entry)[0]: entry for entry in entries}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_hashes(lock):
    assert [
        name for name, entry in pins(lock).items() if "==" not in entry or "--hash=sha256:" not in entry
    ] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_hold_no_address(lock):
    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links| @ ", lock.read_text()) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_other_state_machines_stay_out(lock):
    assert FORBIDDEN & pins(lock).keys() == set()


def test_test_lock_holds_the_runtime_lock():
    runtime, test = pins(REQUIREMENTS / "runtime.lock"), pins(REQUIREMENTS / "test.lock")
    assert {name: test.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_locked(lock):
    wanted = re.findall(r"^(\w[\w.-]*)", lock.with_suffix(".in").read_text(), re.MULTILINE)
    assert [name for name in wanted if name.replace(".", "-") not in pins(lock)] == []
