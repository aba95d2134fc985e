"""What is withheld cannot be found by anybody outside, in whatever is handed out; and is read by who may."""

import pytest
from django.apps import apps
from django.urls import reverse

from reports.models import Redaction
from reports.preparing import withhold
from reports.queries.preparing import preparation_page
from tests import factories
from tests.reports.surfaces import everything_public, publish
from tests.reports.test_allow_list import told
from tests.reports.test_preparing import version_of
from workflows.enums import Action
from workflows.models import Case

__all__ = ["told"]
SECRET = "张小明住在幸福路七号"
# The words of a case that somebody writes and a report tells, but for its title, which is public.
WRITTEN = {
    "assessments.Assessment": "summary summary_en trigger",
    "assessments.Screening": "grounds",
    "assessments.Answer": "facts mitigation reason reference",
    "assessments.GroupFinding": "grounds",
    "assessments.Evidence": "name",
    "assessments.ChildCount": "source gap",
    "assessments.ParticipationPlan": "method when whom reason_for_none",
    "panels.Opinion": "text reference reason clause",
    "committees.Ballot": "opinion",
    "committees.Decision": "note deviation",
    "committees.Condition": "text owner proof",
    "participation.Session": "told_back",
    "participation.Theme": "said reason",
    "participation.Absence": "reason",
    "participation.CommentGroup": "said reason",
}


@pytest.fixture
def secret(told, city):
    """The same words in everything that somebody has written, here and there with a blank, and withheld by one look."""
    for label, names in WRITTEN.items():
        for row in apps.get_model(label)._default_manager.all():
            for name in names.split():
                if getattr(row, name):
                    setattr(row, name, f"说明：{SECRET[:3]} {SECRET[3:]}。")
            type(row).objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names.split()})
    case = Case.objects.get(pk=told.pk)
    marks = withhold(
        assessment=case.assessment,
        version=version_of(case),
        words=SECRET,
        ground="privacy",
        actor=city.office,
    )
    assert len({mark.place for mark in marks}) > 10
    return case


def test_what_is_withheld_is_in_nothing_that_anybody_can_get(secret, city):
    assert preparation_page(secret, city.office).left_open == []
    factories.prepare(secret, city)
    publication = publish(factories.move(secret, Action.ISSUE, city.office))
    found = {place: "".join(text.split()) for place, text in everything_public(publication).items()}
    assert [place for place, text in found.items() if "张小明" in text or "幸福路" in text] == []
    asked = everything_public(publication, words=SECRET)
    assert publication.assessment.code not in asked["en /register/"].split("<main")[1]


def test_the_original_is_read_by_who_prepares_and_who_signs_and_nobody_else(secret, city, as_user):
    where = reverse("reports:show_preparation", args=[secret])
    read = {
        name: (page := as_user(city.people[name]).get(where)).status_code == 200
        and SECRET[3:] in page.content.decode()
        for name in ("office", "office_two", "head", "drafter", "expert_a", "member_a", "outsider")
    }
    assert [name for name, can in read.items() if can] == ["office", "office_two", "head"]
    assert {"".join(mark.original.split()) for mark in Redaction.objects.exclude(place__endswith="name")} == {
        SECRET
    }
