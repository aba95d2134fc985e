"""How far a report is, on the page of its case."""

import pytest
from django.urls import reverse

from ledger.models import Job, JobState
from tests.factories import bring_to
from workflows.enums import Stage


@pytest.fixture
def issuing(case, city):
    return bring_to(Stage.ISSUING, case, city)


def page(client, case, person, **facts):
    Job.objects.update(**facts)
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client.get(reverse("workflows:show_issuing", args=[case.assessment.code])).content.decode()


def test_while_it_is_made_the_page_counts_files_and_asks_again(client, issuing, city):
    said = page(client, issuing, city.office, state=JobState.WORKING, done=1, parts=4)
    assert "1 of 4 files are done" in said
    assert '<progress max="4" value="1"' in said
    assert 'hx-trigger="every 2s"' in said


def test_when_all_are_done_it_says_that_the_report_is_being_published(client, issuing, city):
    said = page(client, issuing, city.office, state=JobState.WORKING, done=4, parts=4)
    assert "All files are done" in said


def test_a_queued_report_says_why_it_waits_to_who_can_mend_it(client, issuing, city):
    facts = {"state": JobState.QUEUED, "attempts": 1, "error": "No PDF can be made."}
    assert "No PDF can be made." in page(client, issuing, city.office, **facts)
    assert "No PDF can be made." not in page(client, issuing, city.people["drafter"], **facts)


def test_a_failed_report_shows_its_reason_and_a_button_to_the_office_alone(client, issuing, city):
    facts = {"state": JobState.FAILED, "error": "No PDF can be made."}
    retry = reverse("workflows:retry_report", args=[issuing.assessment.code])
    said = page(client, issuing, city.office, **facts)
    assert ("No PDF can be made." in said, retry in said, "every 2s" in said) == (True, True, False)
    said = page(client, issuing, city.people["drafter"], **facts)
    assert ("No PDF can be made." in said, retry in said) == (False, False)
