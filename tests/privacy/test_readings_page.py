"""The office sees who opened children's words of its city, when and why; of signs of harm only their officer does."""

import pytest
from django.urls import reverse

from privacy.models import SensitiveReading
from privacy.reading import open_sensitive
from tests import factories
from tests.privacy import said

ADDRESS = reverse("participation:list_readings")


def opened(subject, actor, what="remarks", reason="核对主题是否准确", rows=3):
    return open_sensitive(subject=subject, what=what, rows=rows, reason=reason, actor=actor)


def shown(browser):
    return [row.row.reason for row in browser.get(ADDRESS).context["rows"]]


def test_the_office_reads_who_when_what_and_why(as_user, case, city):
    opened(case.assessment.subject, city.office_two)
    opened(case.assessment.subject, city.office, what="comments", reason="归并公示意见")
    response = as_user(city.office).get(ADDRESS)
    assert [(row.what, row.posts, row.code) for row in response.context["rows"]] == [
        ("Comments on a public notice", "Office · Committee office", str(case)),
        ("Remarks of children", "Office · Committee office", str(case)),
    ]
    page = response.content.decode()
    assert [
        word for word in ("归并公示意见", "核对主题是否准确", str(city.office_two)) if word not in page
    ] == []


def test_another_city_is_not_told(as_user, case, city, tiny):
    other = factories.make_city("oc")
    theirs = factories.make_case(other, tiny, drafting_unit=other.units["planning"], actor=other.drafter)
    opened(case.assessment.subject, city.office, reason="本市的理由")
    opened(theirs.assessment.subject, other.office, reason="外市的理由")
    assert shown(as_user(city.office)) == ["本市的理由"]
    assert shown(as_user(other.office)) == ["外市的理由"]


def test_a_sign_of_harm_is_the_officers_alone(as_user, case, city):
    concern = said.concern(city)
    opened(f"concern:{concern.pk}", city.protector, what="concern", reason="履行强制报告", rows=1)
    opened(case.assessment.subject, city.office, reason="核对主题内容")
    assert shown(as_user(city.office)) == ["核对主题内容"]
    assert shown(as_user(city.protector)) == ["履行强制报告"]


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a", "member_a"])
def test_nobody_else_reads_it(as_user, city, name):
    assert as_user(city.people[name]).get(ADDRESS).status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in(as_user):
    assert as_user().get(ADDRESS).status_code == 302


def test_an_empty_page_says_so(as_user, city):
    assert "Nobody has opened children’s words yet" in as_user(city.office).get(ADDRESS).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_is_the_same_for_many(as_user, case, city, count_queries, rows):
    for person in (city.office, city.office_two, city.office)[:rows]:
        opened(case.assessment.subject, person)
    browser = as_user(city.office)
    browser.get(ADDRESS)
    assert count_queries(lambda: browser.get(ADDRESS)) == 7
    assert SensitiveReading.objects.count() == rows
