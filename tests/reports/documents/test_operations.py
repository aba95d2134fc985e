"""A city's template is tried before it is used; only the city's office may bring one."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from ledger.models import Event
from reports.documents.operations import Unsuitable, accept_template
from reports.models import WordTemplate
from tests.factories import last_event
from tests.reports.documents.small import template


def accept(city, actor, content):
    return accept_template(city=city.place, name="本市模板.docx", content=content, actor=actor)


def test_a_template_that_can_be_filled_is_kept_and_recorded(city):
    content = template("{{标题}}")
    kept = accept(city, city.office, content)
    with default_storage.open(kept.path) as stored:
        assert stored.read() == content
    event = last_event()
    assert (event.name, event.subject) == ("report.template_accepted", f"organisation:{city.place.code}")
    assert event.data == {"old": None, "new": kept.sha256, "name": "本市模板.docx"}
    again = accept(city, city.office, template("{{案件编号}}"))
    assert last_event().data["old"] == kept.sha256
    assert list(WordTemplate.objects.all()) == [again, kept]


def test_a_template_that_cannot_be_filled_changes_nothing(city, english):
    before = Event.objects.count()
    with pytest.raises(Unsuitable) as refused:
        accept(city, city.office, template("{{案件名}}", "{{条件}}"))
    assert [reason.partition(":")[0] for reason in refused.value.reasons] == [
        "In “{{案件名}}”",
        "In “{{条件}}”",
    ]
    assert (WordTemplate.objects.count(), Event.objects.count()) == (0, before)


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a", "member_a"])
def test_nobody_but_the_office_brings_one(city, name):
    with pytest.raises(PermissionDenied):
        accept(city, city.people[name], template("{{标题}}"))
    assert not WordTemplate.objects.exists()
