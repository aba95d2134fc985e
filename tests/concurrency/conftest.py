"""A database, a city and a crew for the races of one module."""

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from tests import factories
from tests.concurrency.crew import Crew


@pytest.fixture(scope="session")
def migrated(django_db_blocker):
    """The name of a database as the migrations leave it, to which nobody writes."""
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
        yield connection.settings_dict["NAME"]
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="module")
def arena(migrated, django_db_blocker):
    """A copy of it, whose rows are committed for all to see."""
    with django_db_blocker.unblock(), translation.override("en"):
        connection.creation.clone_test_db("arena", verbosity=0)
        connection.settings_dict["NAME"] = f"{migrated}_arena"
        yield
        connection.creation.destroy_test_db(migrated, verbosity=0)


@pytest.fixture(scope="module")
def city(arena):
    return factories.make_city("race")


@pytest.fixture(scope="module")
def tiny(arena):
    return factories.make_set(edition="whole")


@pytest.fixture(scope="module")
def short(arena):
    """A set whose cases go from the department straight to the committee."""
    return factories.make_set(edition="short", without=("office_check", "expert_panel"))


@pytest.fixture(scope="module")
def crew(arena):
    crew = Crew()
    yield crew
    crew.close()
