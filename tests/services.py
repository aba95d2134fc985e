"""Real servers for tests, started when the first test asks for one and stopped at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from xdist.scheduler import LoadScopeScheduling

from launcher import services
from launcher.supervisor import Supervisor
from tests.needs import needs

RUNNER = "tests/test_on_postgres.py"
BROWSER = "tests/browser/"
DATABASES = {"db", "transactional_db"}


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a fresh PostgreSQL cluster."""
    needs("postgresql")
    with services.short_folder() as folder, Supervisor(folder / "logs") as servers:
        yield services.start_postgres(servers, folder)


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """The URL of an empty Valkey server, the one that the demo runs."""
    program = services.redis_program() or needs("redis")
    with services.short_folder() as folder, Supervisor(folder / "logs") as servers:
        yield services.start_redis(servers, program, folder)


@pytest.hookimpl(tryfirst=True)  # before -m chooses by the markers
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On SQLite, tests that only PostgreSQL can pass leave, and RUNNER runs them; there, RUNNER leaves. Those that
    ask a database are marked."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASES & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.database)
    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    leave = [
        item for item in items if (_is_runner(item) if on_postgres else item.get_closest_marker("postgres"))
    ]
    if leave:
        config.hook.pytest_deselected(items=leave)
        items[:] = [item for item in items if item not in leave]
    # What takes minutes in one piece begins first, so that nobody waits for it at the end.
    items.sort(key=lambda item: (not _is_runner(item), not item.nodeid.startswith(BROWSER)))


class OneDemo(LoadScopeScheduling):
    """Gives each test to whichever worker is free, and all that drive a browser to one: their demo takes a minute to
    start. (The marks of `--dist loadgroup` do not reach it under pytest 9.)"""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneDemo:
    return OneDemo(config, log)


def _is_runner(item: pytest.Item) -> bool:
    return item.nodeid.startswith(RUNNER)
