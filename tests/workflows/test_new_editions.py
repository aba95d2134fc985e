"""A new edition changes no running and no published case by a byte; cases opened from then on use it."""

import re

import pytest
from django.urls import reverse

from indicators.editor import parts
from indicators.models import DraftSet, IndicatorSet
from indicators.operations import change_part, load_set, publish_draft, start_draft
from reports.models import Publication
from reports.operations import freeze
from tests import factories
from tests.factories import bring_to, make_case
from workflows.enums import Stage


@pytest.fixture
def old(city, system):
    return load_set(raw=factories.set_file(), file="tiny.yaml", actor=system, owner=city.place)


@pytest.fixture
def system(db):
    return factories.User.objects.system()


@pytest.fixture
def running(city, old):
    return bring_to(Stage.EXPERT_PANEL, make_case(city, old), city)


@pytest.fixture
def published(city, old, system):
    case = bring_to(Stage.ISSUING, make_case(city, old), city)
    freeze(assessment=case.assessment, actor=system)
    return case


def publish_next(old, city):
    draft = start_draft(owner=city.place, based_on=old, actor=city.office)
    for part, change in {
        "indicators/A1": {"weight": 9},
        "scale": {},
        "groups": {"groups": draft.data["groups"][:1]},
    }.items():
        content = parts.read(draft.data, part)
        draft = change_part(
            draft=draft,
            part=part,
            before=parts.fingerprint(content),
            content=content | change,
            actor=city.office,
        )
    draft = DraftSet.objects.get()
    return publish_draft(draft=draft, before=parts.fingerprint(draft.data), note="加权。", actor=city.office)


def rows(case):
    return [
        *case.assessment.answers.order_by("pk").values(),
        *IndicatorSet.objects.filter(pk=case.assessment.indicator_set_id).values(),
        *case.assessment.indicator_set.indicators.values(),
        *type(case).objects.filter(pk=case.pk).values(),
        *Publication.objects.filter(assessment=case.assessment).values(),
    ]


def pages(browser, case):
    """The case and its answers, without the token that differs on every page."""
    addresses = [
        reverse("workflows:show_case", args=[case]),
        reverse("assessments:show_aspect", args=[case, "A"]),
    ]
    token = re.compile(r'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"')
    return [token.sub("", browser.get(address).text) for address in addresses]


@pytest.mark.parametrize("which", ["running", "published"])
def test_a_case_is_the_same_before_and_after(which, request, old, city, as_user):
    case, browser = request.getfixturevalue(which), as_user(city.office)
    before = rows(case), pages(browser, case)
    new = publish_next(old, city)
    assert new.content_hash != old.content_hash
    assert (rows(case), pages(browser, case)) == before


def test_the_next_case_is_opened_under_the_new_edition(old, city, as_user):
    new = publish_next(old, city)
    page = as_user(city.drafter).get(reverse("workflows:open_case"))
    assert new.get_absolute_url() in page.text
    assert make_case(city, new).assessment.indicator_set.file.indicators["A1"].weight == 9
