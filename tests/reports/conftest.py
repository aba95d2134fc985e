from importlib import import_module

import pytest

from reports import pdf
from tests import factories
from tests.needs import needs
from tests.reports.publishing import freeze, release
from tests.reports.sample import sample_publication
from workflows.enums import Stage


@pytest.fixture(scope="session")
def sample_pdf():
    needs("pdf")
    return pdf.render(sample_publication())


@pytest.fixture
def typesetting():
    """The module that cannot even be loaded without its libraries."""
    needs("pdf")
    return import_module("reports.typesetting")


@pytest.fixture
def frozen(case, city):
    """A decided case whose record is frozen and which the office has not released."""
    case = factories.bring_to(Stage.ISSUING, case, city)
    return freeze(case)


@pytest.fixture
def published(frozen):
    return release(frozen)
