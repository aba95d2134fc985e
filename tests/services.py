"""Real servers for tests, started when the first test asks for one and stopped at the end."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from launcher import services
from launcher.supervisor import Supervisor
from tests.needs import needs

RUNNER = "tests/test_on_postgres.py"
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
    items.sort(key=lambda item: not _is_runner(item))


def _is_runner(item: pytest.Item) -> bool:
    return item.nodeid.startswith(RUNNER)
