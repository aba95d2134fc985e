"""The report as a draft, before it is published: who may have it, and what is said when it cannot be had."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.factories import bring_to
from tests.needs import needs
from tests.reports import paper
from workflows.enums import Stage


@pytest.fixture
def decided(case, city):
    return bring_to(Stage.PUBLICATION, case, city)


def address(case):
    return reverse("reports:show_draft", args=[case.assessment.code])


def test_the_office_gets_a_pdf_that_says_on_every_sheet_what_it_is(decided, as_user, city, tmp_path):
    needs("pdf")
    needs("poppler")
    answer = as_user(city.office).get(address(decided))
    path = tmp_path / "draft.pdf"
    path.write_bytes(b"".join(answer.streaming_content))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert f'filename="{decided.assessment.code}-draft.pdf"' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    told = ["草稿，未发布" in "".join(word.text for word in sheet) for sheet in paper.words(path)[1:]]
    assert (len(told) > 3, set(told)) == (True, {True})


def test_whoever_could_sign_may_have_it_and_nobody_else(decided, as_user, city, settings):
    """Where no PDF can be made, who may is told why."""
    settings.PDF_ENABLED = False
    statuses = {
        name: as_user(city.people[name]).get(address(decided)).status_code
        for name in ("office", "head", "drafter", "member_a", "expert_a", "outsider")
    }
    nobody = as_user().get(address(decided))
    assert statuses == {
        "office": 422,
        "head": 422,
        "drafter": 403,
        "member_a": 403,
        "expert_a": 403,
        "outsider": 404,
    }
    assert (nobody.status_code, nobody["Location"].startswith("/sign-in/")) == (302, True)
    assert "switched off" in as_user(city.office).get(address(decided)).content.decode()


def test_before_there_is_anything_to_publish_there_is_no_draft(case, as_user, city):
    case = bring_to(Stage.COMMITTEE, case, city)
    assert as_user(city.office).get(address(case)).status_code == 404


def test_one_draft_of_a_case_is_set_at_a_time(decided, as_user, city):
    cache.add(f"draft:{decided.assessment.code}", True)
    answer = as_user(city.office).get(address(decided))
    assert (answer.status_code, "being set already" in answer.content.decode()) == (422, True)


def test_without_a_cache_it_is_set_all_the_same(decided, as_user, city, settings):
    settings.PDF_ENABLED = False
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nowhere}
    answer = as_user(city.office).get(address(decided))
    assert (answer.status_code, "switched off" in answer.content.decode()) == (422, True)
