"""What builders have made is put back as it was, whatever another test did to it."""

import pytest
from django.db import transaction

from accounts.models import Organisation, User
from assessments.models import Assessment
from ledger.models import Event
from ledger.queries import verify_chain
from tests import factories, kept
from tests.factories import bring_to
from workflows.enums import Stage
from workflows.models import Case


@pytest.mark.parametrize("time", ["first", "second", "third"])
def test_what_one_test_changes_no_other_sees(city, case, time):
    case = bring_to(Stage.COMMITTEE, case, city)
    assert (case.assessment.title, city.drafter.name) == ("示例事项", "人员tc-drafter")
    assert Organisation.objects.get(code="tc").name == "城市tc"
    assert "planted" not in city.people
    case.assessment.title = city.drafter.name = "改动"
    city.people["planted"] = city.drafter
    case.assessment.save()
    Organisation.objects.update(name="改动")
    assert set(Organisation.objects.values_list("name", flat=True)) == {"改动"}


def test_what_is_put_back_is_what_the_operations_made(db, monkeypatch, english):
    """To the last column, moments too; and whoever holds the case holds it as it was."""

    def made():
        with kept.a_test(monkeypatch, keeps=True), transaction.atomic():
            city = factories.make_city()
            case = factories.make_case(city, factories.make_set())
            bring_to(Stage.EXPERT_PANEL, case, city)
            rows = [list(model.objects.order_by("pk").values()) for model in (Assessment, Case, Event, User)]
            intact = verify_chain().intact
            transaction.set_rollback(True)
        return rows, intact, case.state, case.assessment.code, city.drafter.username

    first = made()
    assert made() == first
    assert first[1:3] == (True, Stage.SELF_ASSESSMENT)


@pytest.mark.parametrize("title", ["甲事项", "乙事项", "丙事项"])
def test_another_beginning_is_another_case(city, case, title):
    """Also where the test has written by itself before."""
    Assessment.objects.filter(pk=case.assessment_id).update(title=title)
    case = bring_to(Stage.OFFICE_CHECK, case, city)
    assert Assessment.objects.get(pk=case.assessment_id).title == title


def test_what_is_put_back_can_be_gone_on_with(city, tiny):
    cases = [bring_to(Stage.COMMITTEE, factories.make_case(city, tiny), city) for _ in range(2)]
    assert len({each.assessment.code for each in cases}) == 2
    assert [each.state for each in Case.objects.all()] == [Stage.COMMITTEE] * 2
    assert Event.objects.order_by("-position").first().position == Event.objects.count()
