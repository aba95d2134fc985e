"""Proposing, deciding, moving: who may, when, and nothing is ever deleted."""

import pytest
from django.core.exceptions import PermissionDenied

from ledger.errors import Conflict, Refused
from notices.models import Notice
from plans.models import PlanItem
from plans.operations import (
    accept_matters,
    change_matter,
    decline_matter,
    drop_matter,
    move_matter,
    propose_matter,
    retract_matter,
)
from tests import factories
from tests.factories import last_event


def accept(item, actor, version=None):
    return accept_matters(items=[item], versions=[item.version if version is None else version], actor=actor)[
        0
    ]


def settled(operation, item, actor, reason="理由充分。", **more):
    return operation(item=item, version=item.version, reason=reason, actor=actor, **more)


def test_a_department_proposes(proposed, city):
    event = last_event()
    assert (proposed.state, proposed.city, proposed.unit, proposed.proposed_by) == (
        "proposed",
        city.place,
        city.units["planning"],
        city.drafter,
    )
    assert (event.name, event.subject, event.data["year"]) == ("plan.proposed", f"plan:{proposed.pk}", 2026)


@pytest.mark.parametrize("name", ["outsider", "head", "office", "expert_a"])
def test_only_officers_of_the_unit_propose(city, facts, unchanged, name):
    with unchanged(PermissionDenied, PlanItem):
        propose_matter(unit=city.units["planning"], facts=facts, actor=getattr(city, name))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"matter_class": "M9"}, "knows no such matter"),
        ({"year": 1999}, "no such year"),
        ({"year": 2101}, "no such year"),
        ({"quarter": 5}, "no such year or quarter"),
    ],
)
def test_what_there_is_not_is_refused(city, facts, unchanged, wrong, said):
    with unchanged(Refused, PlanItem, match=said):
        propose_matter(unit=city.units["planning"], facts=facts | wrong, actor=city.drafter)


def test_another_city_s_set_and_an_older_edition_are_refused(city, facts, tiny, unchanged):
    factories.make_set(edition="2")
    with unchanged(Refused, PlanItem, match="newer edition"):
        propose_matter(unit=city.units["planning"], facts=facts, actor=city.drafter)
    tiny.owner = factories.make_city("other").place
    type(tiny).objects.filter(code=tiny.code).update(owner=tiny.owner)
    newest = type(tiny).objects.get(edition="2")
    with unchanged(Refused, PlanItem, match="do not work under this set"):
        propose_matter(
            unit=city.units["planning"], facts=facts | {"indicator_set": newest}, actor=city.drafter
        )


def test_it_is_changed_until_decided(proposed, facts, city, unchanged):
    changed = change_matter(item=proposed, version=0, facts=facts | {"title": "新标题"}, actor=city.colleague)
    assert (changed.title, changed.version, last_event().data) == (
        "新标题",
        1,
        {"changed": {"title": {"old": "校园周边道路改造", "new": "新标题"}}},
    )
    accept(changed, city.office)
    with unchanged(Refused, PlanItem, match="the matter is now “In the plan”"):
        change_matter(item=proposed, version=2, facts=facts, actor=city.drafter)


def test_the_second_of_two_writers_reads_what_stands_now(proposed, facts, city, unchanged):
    change_matter(item=proposed, version=0, facts=facts | {"title": "甲"}, actor=city.drafter)
    with unchanged(Conflict, PlanItem) as caught:
        change_matter(item=proposed, version=0, facts=facts | {"title": "乙"}, actor=city.colleague)
    assert (caught.value.theirs, caught.value.mine, caught.value.version) == (
        {"title": "甲"},
        {"title": "乙"},
        1,
    )


def test_sending_the_same_again_changes_nothing(proposed, facts, city):
    before = factories.rows_of(PlanItem)
    assert change_matter(item=proposed, version=0, facts=facts, actor=city.drafter).version == 0
    assert factories.rows_of(PlanItem) == before


def test_retracting_is_the_department_s_and_has_a_reason(proposed, city, unchanged):
    with unchanged(Refused, PlanItem, match="give the reason"):
        settled(retract_matter, proposed, city.drafter, reason="")
    with unchanged(PermissionDenied, PlanItem):
        settled(retract_matter, proposed, city.office)
    assert settled(retract_matter, proposed, city.drafter).state == "retracted"
    assert Notice.objects.count() == 0


def test_the_office_takes_in_and_the_proposer_is_told(accepted, city):
    notice = Notice.objects.get()
    assert (accepted.state, accepted.decided_by) == ("accepted", city.office)
    assert (notice.recipient, notice.kind, notice.title_en) == (
        city.drafter,
        "plan",
        "In the plan: Roads around schools",
    )


def test_many_are_taken_in_together_or_none(city, facts, proposed, unchanged):
    other = propose_matter(unit=city.units["housing"], facts=facts, actor=city.outsider)
    settled(retract_matter, other, city.outsider)
    with unchanged(Refused, PlanItem, Notice, match="now “Retracted by the department”"):
        accept_matters(items=[proposed, other], versions=[0, 1], actor=city.office)
    assert PlanItem.objects.get(pk=proposed.pk).state == "proposed"


def test_what_changed_meanwhile_is_not_taken_in_unread(proposed, facts, city, unchanged):
    change_matter(item=proposed, version=0, facts=facts | {"title": "新标题"}, actor=city.drafter)
    with unchanged(Conflict, PlanItem, Notice):
        accept(proposed, city.office, version=0)


@pytest.mark.parametrize("name", ["drafter", "head", "outsider", "member_a"])
def test_only_the_office_decides(proposed, city, unchanged, name):
    person = getattr(city, name)
    with unchanged(PermissionDenied, PlanItem):
        accept(proposed, person)
    for operation in (decline_matter, drop_matter):
        with unchanged(PermissionDenied, PlanItem):
            settled(operation, proposed, person)
    with unchanged(PermissionDenied, PlanItem):
        settled(move_matter, proposed, person, year=2027)


def test_another_city_s_office_decides_nothing(proposed, unchanged):
    stranger = factories.make_city("other").office
    with unchanged(PermissionDenied, PlanItem):
        accept(proposed, stranger)


def test_declining_needs_its_reason_and_stays(proposed, city, unchanged):
    with unchanged(Refused, PlanItem, match="give the reason"):
        settled(decline_matter, proposed, city.office, reason="")
    declined = settled(decline_matter, proposed, city.office, "本年度力量不足。")
    assert (declined.state, declined.reason, Notice.objects.get().text) == (
        "declined",
        "本年度力量不足。",
        "本年度力量不足。",
    )
    with unchanged(Refused, PlanItem, match="no longer possible"):
        accept(declined, city.office)


def test_taking_out_of_the_plan(accepted, proposed, city, unchanged):
    assert settled(drop_matter, accepted, city.office).state == "dropped"


def test_only_what_is_in_the_plan_is_taken_out(proposed, city, unchanged):
    with unchanged(Refused, PlanItem, match="now “Proposed”"):
        settled(drop_matter, proposed, city.office)


def test_moved_to_another_year_both_stay_and_know_each_other(accepted, city):
    moved = settled(move_matter, accepted, city.office, year=2027)
    old = PlanItem.objects.get(pk=accepted.pk)
    assert (old.state, old.moved_to, old.reason) == ("moved", moved, "理由充分。")
    assert (moved.year, moved.state, moved.title, moved.moved_from, moved.proposed_by) == (
        2027,
        "accepted",
        old.title,
        old,
        city.drafter,
    )
    assert last_event().subject == moved.subject


@pytest.mark.parametrize("year", [2026, 1999, 2101])
def test_only_to_another_year_that_there_is(accepted, city, unchanged, year):
    with unchanged(Refused, PlanItem, match="choose another year"):
        settled(move_matter, accepted, city.office, year=year)
