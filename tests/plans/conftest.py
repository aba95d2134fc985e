"""Matters of an annual plan."""

import pytest

from plans.operations import accept_matters, propose_matter


@pytest.fixture
def facts(tiny):
    return {
        "year": 2026,
        "title": "校园周边道路改造",
        "title_en": "Roads around schools",
        "summary": "示例数据。",
        "indicator_set": tiny,
        "matter_class": "M1",
        "quarter": 2,
    }


@pytest.fixture
def proposed(city, facts):
    return propose_matter(unit=city.units["planning"], facts=facts, actor=city.drafter)


@pytest.fixture
def accepted(proposed, city):
    return accept_matters(items=[proposed], versions=[0], actor=city.office)[0]
