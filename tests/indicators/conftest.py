import pytest

from accounts.models import User


@pytest.fixture(autouse=True)
def _in_english(english):
    """Messages are compared in the language of the msgids."""


@pytest.fixture
def system(db):
    return User.objects.system()
