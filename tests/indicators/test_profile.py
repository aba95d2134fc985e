"""The order of the stages, as other rooms ask for it."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from indicators.profile import Profile

NAME = {"zh": "阶段", "en": "Stage"}
STAGES = {
    "self_assessment": {},
    "office_check": {},
    "expert_panel": {"experts": 3, "aggregation": "median"},
    "committee": {"quorum": "2/3", "majority": "1/2"},
    "publication": {},
}


def profile_of(*kinds):
    return Profile.model_validate(
        {"stages": [{"kind": kind, "name": NAME, "days": 5, **STAGES[kind]} for kind in kinds]}
    )


def test_kinds_are_in_order():
    assert profile_of(*STAGES).kinds == tuple(STAGES)


def test_each_stage_has_one_after_it_but_the_last():
    profile = profile_of(*STAGES)
    assert [profile.after(kind) for kind in STAGES] == [*list(STAGES)[1:], None]


def test_a_stage_is_found_by_its_kind():
    assert profile_of(*STAGES).stage("expert_panel").experts == 3


def test_shares_are_exact():
    committee = profile_of(*STAGES).stage("committee")
    assert (committee.quorum, committee.majority) == (Fraction(2, 3), Fraction(1, 2))


def test_a_profile_says_which_stages_it_has():
    profile = profile_of("self_assessment", "office_check", "publication")
    assert profile.has("office_check")
    assert not profile.has("committee")
    with pytest.raises(KeyError):
        profile.stage("committee")
    with pytest.raises(KeyError):
        profile.after("committee")


@pytest.mark.parametrize(
    "kinds",
    [
        ("self_assessment", "publication"),
        ("self_assessment", "office_check", "publication"),
        ("self_assessment", "committee", "publication"),
        ("self_assessment", "office_check", "committee", "publication"),
        ("self_assessment", "office_check", "expert_panel", "committee", "publication"),
    ],
)
def test_stages_that_may_be_left_out(kinds):
    assert profile_of(*kinds).kinds == kinds


@pytest.mark.parametrize(
    ("kinds", "fault"),
    [
        (("office_check", "publication"), "first_stage"),
        (("self_assessment", "committee"), "last_stage"),
        (("self_assessment", "office_check", "office_check", "publication"), "repeated_stage"),
        (("self_assessment", "committee", "office_check", "publication"), "stage_out_of_order"),
        (("self_assessment", "expert_panel", "committee", "publication"), "stage_missing"),
        (("self_assessment", "office_check", "expert_panel", "publication"), "stage_missing"),
    ],
)
def test_orders_that_make_no_procedure(kinds, fault):
    with pytest.raises(ValidationError) as refusal:
        profile_of(*kinds)
    assert [error["type"] for error in refusal.value.errors()] == [fault]


def test_a_profile_survives_being_stored():
    profile = profile_of(*STAGES)
    assert Profile.model_validate(profile.model_dump(mode="json")) == profile


def test_a_share_of_the_whole_survives_being_stored():
    whole = STAGES["committee"] | {"quorum": "3/3"}
    stages = [
        {"kind": kind, "name": NAME, "days": 5, **(whole if kind == "committee" else STAGES[kind])}
        for kind in STAGES
    ]
    profile = Profile.model_validate({"stages": stages})
    assert Profile.model_validate(profile.model_dump(mode="json")).stage("committee").quorum == 1
