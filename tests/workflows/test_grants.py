"""Object rights follow the access table, stage by stage and round by round."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from guardian.shortcuts import assign_perm, get_group_perms, get_user_perms

from accounts.operations import appoint, dismiss
from assessments.models import Answer, Assessment, Evidence
from panels.models import Score
from tests import factories
from tests.factories import bring_to, post_of
from tests.set_files import STAGES
from workflows.enums import Stage
from workflows.grants import sync_grants
from workflows.models import Case
from workflows.roles import PUBLISHERS, STANDING, Party, rights

PERSONS = {
    Party.DRAFTERS: ("drafter", "colleague"),
    Party.HEADS: ("head",),
    Party.OFFICE: ("office", "office_two"),
    Party.EXPERTS: ("expert_a", "expert_b", "expert_c"),
    Party.MEMBERS: ("member_a", "member_b", "member_c"),
}
NEITHER = ("outsider", "expert_d", "expert_own", "own_member", "rights_member", "protector")


def held(user, case):
    """Every object right that a person holds on the case and its parts, as guardian has it."""
    fresh = type(user).objects.get(pk=user.pk)
    found = set()
    for target in filter(None, [case, case.assessment, case.panel, case.meeting]):
        names = {*get_user_perms(fresh, target), *get_group_perms(fresh, target)}
        found |= {f"{target._meta.app_label}.{name}" for name in names}
    return found


def existing(names, case):
    rooms = {"assessments", "workflows"} | {
        room for room, part in [("panels", case.panel), ("committees", case.meeting)] if part
    }
    return {name for name in names if name.split(".")[0] in rooms}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_everybody_holds_exactly_what_the_table_says(city, stage, publisher):
    chosen = factories.make_set(stages=STAGES, publisher=publisher)
    case = bring_to(stage, factories.make_case(city, chosen), city)
    table = rights(stage, publisher)
    for party, names in PERSONS.items():
        for name in names:
            assert held(getattr(city, name), case) == existing(table.get(party, frozenset()), case), (
                stage,
                name,
            )
    for name in NEITHER:
        assert held(getattr(city, name), case) == set(), (stage, name)


def test_experts_see_the_file_from_scoring_until_it_is_public(full_case, city):
    seen, case = {}, full_case
    for stage in (each for each in Stage if each != Stage.WITHDRAWN):
        case = bring_to(stage, case, city)
        seen[stage] = Assessment.objects.visible_to(city.expert_a).exists()
    judged = [Stage.EXPERT_PANEL, Stage.DISCUSSION, Stage.REPLY]
    judged += [Stage.COMMITTEE, Stage.PUBLIC_NOTICE, Stage.PUBLICATION, Stage.ISSUING]
    assert {stage for stage, visible in seen.items() if visible} == set(judged)


def test_rights_of_an_earlier_round_are_taken_back(case, city):
    first = bring_to(Stage.COMMITTEE, case, city)
    panel, meeting = first.panel, first.meeting
    again = factories.returned(first, city)
    factories.move(again, "hand_in", city.drafter)
    assert [
        city.office.has_perm("panels.seat_panel", panel),
        city.office.has_perm("committees.close_meeting", meeting),
    ] == [False, False]
    assert [member for member in city.members if member.has_perm("committees.vote_meeting", meeting)] == []


def test_bringing_rights_into_step_twice_changes_nothing(case, city):
    case = bring_to(Stage.COMMITTEE, case, city)
    before = {name: held(person, case) for name, person in city.people.items()}
    sync_grants(case)
    assert {name: held(person, case) for name, person in city.people.items()} == before


def test_a_right_planted_by_hand_goes_with_the_next_step(case, city):
    assign_perm("assessments.view_assessment", city.outsider, case.assessment)
    factories.hand_in(case, city)
    assert held(city.outsider, case) == set()


def test_who_is_dismissed_loses_access_at_once_and_who_follows_gains_it(case, city, as_user):
    drafter, browser = city.drafter, as_user(city.drafter)
    page = reverse("workflows:show_case", args=[case])
    assert browser.get(page).status_code == 200
    dismiss(user=drafter, post=post_of(city.colleague), actor=city.office)
    assert (browser.get(page).status_code, list(Assessment.objects.visible_to(drafter))) == (404, [])
    follower = factories.make_person("follower")
    appoint(user=follower, post=post_of(city.colleague), actor=city.office)
    assert as_user(follower).get(page).status_code == 200


@pytest.mark.parametrize("name", ["drafter", "office", "member_a"])
def test_the_inactive_see_nothing_in_lists_nor_details(case, city, as_user, name):
    case = bring_to(Stage.COMMITTEE, case, city)
    person = getattr(city, name)
    browser, page = as_user(person), reverse("workflows:show_case", args=[case])
    assert browser.get(page).status_code == 200
    person.is_active = False
    person.save()
    assert [
        model.objects.visible_to(person).count() for model in (Assessment, Answer, Evidence, Case, Score)
    ] == [0] * 5
    assert [
        person.has_perm(right, case.assessment)
        for names in STANDING.values()
        for right in names
        if "assess" in right
    ] == [False] * 9
    assert [browser.get(url).status_code for url in (page, reverse("workflows:desk"))] == [302, 302]


def test_nobody_signed_out_sees_anything(case):
    nobody = AnonymousUser()
    assert [
        model.objects.visible_to(nobody).count() for model in (Assessment, Answer, Evidence, Case, Score)
    ] == [0] * 5


def test_another_city_s_office_and_members_hold_nothing(case, city):
    other = factories.make_city("other")
    case = bring_to(Stage.COMMITTEE, case, city)
    assert [held(person, case) for person in other.people.values()] == [set()] * len(other.people)
