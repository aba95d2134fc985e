"""Why no children are heard: who writes it, who signs it, and what a change does."""

import pytest
from django.core.exceptions import PermissionDenied

from assessments.enums import Link
from ledger.errors import Conflict, Refused
from ledger.models import Event
from participation.models import Absence
from participation.operations.absences import sign_absence, write_absence
from tests import factories
from tests.factories import bring_to, last_event
from tests.participation.absences import REASON, excuse, excused, sign
from tests.participation.hearing import hear
from workflows.enums import Stage


@pytest.fixture
def gated(city):
    return factories.make_case(city, factories.make_set(gates={"needs": "self_assessment"}))


def test_it_is_written_by_the_unit_and_the_office(gated, city):
    for number, person in enumerate((city.drafter, city.office), start=1):
        absence = excuse(gated, Link.NEEDS, person, f"{REASON}（第 {number} 稿）")
        assert (absence.version, absence.updated_by, absence.signed_at) == (number, person, None)


def test_a_second_person_signs_and_the_ledger_has_no_words(gated, city):
    excuse(gated, Link.NEEDS, city.drafter)
    absence = sign(gated, Link.NEEDS, city.head)
    events = Event.objects.filter(name__startswith="absence.").order_by("position")
    assert (absence.signed_by, absence.signed_at is not None) == (city.head, True)
    assert [(each.name, each.actor, each.data["link"], each.data["version"]) for each in events] == [
        ("absence.written", city.drafter, "needs", 1),
        ("absence.signed", city.head, "needs", 1),
    ]
    assert not [each for each in events if REASON in str(each.data)]


def test_an_office_person_who_did_not_write_it_signs_as_well(gated, city):
    excuse(gated, Link.NEEDS, city.office)
    assert sign(gated, Link.NEEDS, city.office_two).signed_by == city.office_two


def test_whoever_wrote_it_does_not_sign(gated, city, unchanged):
    excuse(gated, Link.NEEDS, city.office)
    with unchanged(Refused, Absence, match="You have written this reason yourself; another person signs"):
        sign(gated, Link.NEEDS, city.office)


@pytest.mark.parametrize("person", ["drafter", "colleague", "outsider", "expert_a", "member_a", "protector"])
def test_nobody_else_signs(gated, city, unchanged, person):
    excuse(gated, Link.NEEDS, city.drafter)
    with unchanged(PermissionDenied, Absence):
        sign(gated, Link.NEEDS, city.people[person])


@pytest.mark.parametrize("person", ["head", "outsider", "expert_a", "member_a", "protector"])
def test_nobody_else_writes(gated, city, unchanged, person):
    with unchanged(PermissionDenied, Absence):
        excuse(gated, Link.NEEDS, city.people[person])


def test_a_change_takes_the_signature_away_and_the_same_words_do_not(gated, city):
    excused(gated, city, Link.NEEDS)
    assert excuse(gated, Link.NEEDS, city.drafter).signed_by == city.head
    assert excuse(gated, Link.NEEDS, city.drafter, REASON + "已核实。").signed_by is None


def test_signing_twice_is_signing_once(gated, city):
    excused(gated, city, Link.NEEDS)
    position = last_event().position
    assert sign(gated, Link.NEEDS, city.office).signed_by == city.head
    assert last_event().position == position


def test_what_was_changed_since_it_was_read_is_not_signed(gated, city, unchanged):
    excuse(gated, Link.NEEDS, city.drafter)
    excuse(gated, Link.NEEDS, city.colleague, REASON + "补充。")
    with unchanged(Conflict, Absence, match="read it again") as caught:
        sign_absence(assessment=gated.assessment, link=Link.NEEDS, version=1, actor=city.head)
    assert (caught.value.theirs, caught.value.version) == ({"reason": REASON + "补充。"}, 2)


def test_two_who_write_at_once_both_keep_their_words(gated, city, unchanged):
    excuse(gated, Link.NEEDS, city.drafter)
    with unchanged(Conflict, Absence) as caught:
        write_absence(
            assessment=gated.assessment,
            link=Link.NEEDS,
            version=0,
            content={"reason": REASON + "我的。"},
            actor=city.colleague,
        )
    assert (caught.value.theirs, caught.value.mine) == ({"reason": REASON}, {"reason": REASON + "我的。"})


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "whole sentence"),
        ("不需要。", "whole sentence"),
        ("联系家长后决定不开展座谈，电话13812345678。", "mobile phone number"),
        ("学生王小明，其家长不同意，因此没有听取。", "A person seems to be named"),
        ("事项只涉及两名残疾儿童，不便座谈。", "So few children are counted"),
    ],
)
def test_a_reason_is_a_sentence_without_personal_data(gated, city, unchanged, reason, said):
    with unchanged(Refused, Absence, match=said):
        excuse(gated, Link.NEEDS, city.drafter, reason)


def test_only_for_the_links_of_the_edition(gated, city, unchanged):
    with unchanged(Refused, Absence, match="no such link"):
        excuse(gated, Link.NOTICE, city.drafter)


def test_where_children_were_heard_no_reason_is_needed(gated, city, unchanged):
    excuse(gated, Link.NEEDS, city.drafter)
    hear(gated, city.drafter)
    with unchanged(Refused, Absence, match="Children were heard"):
        sign(gated, Link.NEEDS, city.head)
    with unchanged(Refused, Absence, match="Children were heard"):
        excuse(gated, Link.NEEDS, city.drafter, REASON + "改写。")


def test_without_a_reason_there_is_nothing_to_sign(gated, city, unchanged):
    with unchanged(Refused, Absence, match="no reason to sign"):
        sign_absence(assessment=gated.assessment, link=Link.NEEDS, version=0, actor=city.head)


@pytest.mark.parametrize("stage", [Stage.ISSUING, Stage.WITHDRAWN])
def test_once_the_case_is_over_nothing_changes(gated, city, unchanged, stage):
    excused(gated, city, Link.NEEDS)
    bring_to(stage, gated, city)
    with unchanged(Refused, Absence, match="nothing of this changes any more"):
        excuse(gated, Link.NEEDS, city.drafter, REASON + "改写。")
