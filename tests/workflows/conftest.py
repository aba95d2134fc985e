"""A procedure with every kind of stage."""

import pytest

from tests import factories
from tests.set_files import STAGES


@pytest.fixture
def full(db):
    return factories.make_set(stages=STAGES)


@pytest.fixture
def full_case(city, full):
    """A case in screening, nothing answered, with every stage before it."""
    return factories.make_case(city, full)
