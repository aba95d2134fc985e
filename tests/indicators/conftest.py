import pytest

from accounts.models import User
from indicators.operations import load_set, start_draft
from tests.indicators.files import SMALL


@pytest.fixture(autouse=True)
def _in_english(english):
    """Messages are compared in the language of the msgids."""


@pytest.fixture
def system(db):
    return User.objects.system()


@pytest.fixture
def edition(city, system):
    return load_set(raw=SMALL.encode(), file="small.yaml", actor=system, owner=city.place)


@pytest.fixture
def draft(city, edition):
    return start_draft(owner=city.place, based_on=edition, actor=city.office)


@pytest.fixture
def office(as_user, city):
    return as_user(city.office)
