"""Fixtures for every room's tests."""

import contextlib
import gc
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings

from reports import cage
from tests import factories, kept

# The same examples on every machine, however busy it is.
hypothesis_settings.register_profile("tongping", deadline=None, derandomize=True, max_examples=60)
hypothesis_settings.load_profile("tongping")

# What is loaded by now stays, and looking through it again and again is a tenth of the time that tests take.
gc.freeze()
gc.set_threshold(200_000, 20, 100)

# What `Now()` is in SQL, and how a database is told another time.
DATABASE_CLOCKS = {
    "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')": "'{}'",
    "STATEMENT_TIMESTAMP()": "'{}+00'::timestamptz",
}


@pytest.fixture(autouse=True, scope="session")
def no_hurry():
    """A sheet may take as much computing as ever, and as long as a machine with much else to do needs for that."""
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(cage, "PAGES", cage.Limits(patience=3600))
        yield


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Pages name static files as they are: nothing has been collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(autouse=True)
def nothing_is_kept():
    """Public pages that another test has read."""
    cache.clear()


@pytest.fixture(autouse=True)
def database_travels_too():
    """Where a test travels in time, the database says the same time as Python."""

    def execute(run, sql, params, many, context):
        if time_machine.escape_hatch.is_travelling():
            said = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
            for clock, moment in DATABASE_CLOCKS.items():
                sql = sql.replace(clock, moment.format(said))
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield


@pytest.fixture(autouse=True)
def one_day(request):
    """A test of rows that begins in a day's last two minutes is on the next one: none sees two days, or two years."""
    now = timezone.localtime()
    late = now.replace(hour=23, minute=58, second=0) <= now and request.node.get_closest_marker("database")
    with time_machine.travel(now + timedelta(minutes=3)) if late else contextlib.nullcontext():
        yield


@pytest.fixture
def still():
    """The clock stands: no window of a limit ends while a test counts in it, however slow the machine is."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


@pytest.fixture(autouse=True)
def built_once(request, monkeypatch):
    """Builders of `tests.kept` put back what they have made before."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    with kept.a_test(monkeypatch, keeps=not commits):
        yield


@pytest.fixture
def refuses_nul(db):
    """Texts with a NUL fail as they do in PostgreSQL; SQLite would take them."""

    def execute(run, sql, params, many, context):
        if any(isinstance(each, str) and "\0" in each for each in params or ()):
            raise ValueError("A string literal cannot contain NUL (0x00) characters.")
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield


@pytest.fixture
def english():
    """Messages in the language of the msgids."""
    with translation.override("en"):
        yield


@pytest.fixture
def city(db, english):
    return factories.make_city()


@pytest.fixture
def tiny(db):
    return factories.make_set()


@pytest.fixture
def case(city, tiny):
    """A case in self-assessment, nothing answered."""
    return factories.make_case(city, tiny)


@pytest.fixture
def as_user(db, settings):
    """A browser that speaks English, signed in as this person."""

    def sign_in(user=None, **options):
        browser = Client(**options)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        if user is not None:
            browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return sign_in


@pytest.fixture
def unchanged():
    """A block in which an exception is expected and nothing is written to these models, the ledger or the outbox."""

    @contextlib.contextmanager
    def check(exception, *models, match=None):
        before = factories.rows_of(*models)
        with pytest.raises(exception, match=match) as caught:
            yield caught
        assert factories.rows_of(*models) == before

    return check


@pytest.fixture
def count_queries():
    """How many queries a call makes, without those of savepoints."""

    def count(call):
        with CaptureQueriesContext(connection) as queries:
            call()
        return len([each for each in queries if "SAVEPOINT" not in each["sql"]])

    return count
