"""The order of the stages, as other rooms ask for it."""

from fractions import Fraction

import pytest

from indicators.checking import check_set
from indicators.profile import KINDS, Profile, unwalkable
from tests.indicators.files import SMALL, problems_of, spoilt

NAME = {"zh": "阶段", "en": "Stage"}
STAGES = {
    "screening": {},
    "self_assessment": {},
    "sign_off": {},
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


@pytest.mark.parametrize(
    "kinds",
    [
        ("self_assessment", "sign_off", "publication"),
        ("self_assessment", "committee", "publication"),
        ("screening", "self_assessment", "sign_off", "publication"),
        ("self_assessment", "sign_off", "office_check", "publication"),
        ("self_assessment", "office_check", "sign_off", "publication"),
        ("self_assessment", "office_check", "committee", "publication"),
        ("self_assessment", "office_check", "expert_panel", "committee", "publication"),
        KINDS,
    ],
)
def test_stages_that_may_be_left_out(kinds):
    assert broken(*kinds) == []


@pytest.mark.parametrize(
    ("kinds", "faults"),
    [
        (("office_check", "committee", "publication"), ["first_stage"]),
        (("screening", "sign_off", "publication"), ["first_stage"]),
        (("self_assessment", "committee"), ["last_stage"]),
        (("self_assessment", "publication"), ["nobody_decides"]),
        (("self_assessment", "office_check", "publication"), ["nobody_decides"]),
        (("self_assessment", "office_check", "office_check", "committee", "publication"), ["repeated_stage"]),
        (("self_assessment", "committee", "office_check", "publication"), ["stage_out_of_order"]),
        (("self_assessment", "screening", "sign_off", "publication"), ["stage_out_of_order"]),
        (("self_assessment", "committee", "sign_off", "publication"), ["stage_out_of_order"]),
        (("self_assessment", "publication", "sign_off"), ["stage_out_of_order"]),
        (("self_assessment", "expert_panel", "committee", "publication"), ["stage_missing"]),
        (
            ("self_assessment", "office_check", "expert_panel", "publication"),
            ["stage_missing", "nobody_decides"],
        ),
    ],
)
def test_orders_that_make_no_procedure(kinds, faults):
    assert broken(*kinds) == faults


def broken(*kinds):
    return [fault.kind for fault in unwalkable({"stages": [{"kind": kind} for kind in kinds]}, [])]


def test_a_tier_walks_the_stages_of_all_and_its_own():
    data = {
        "stages": [
            {"kind": "self_assessment", "name": NAME, "days": 5},
            {"kind": "sign_off", "name": NAME, "days": 5, "tiers": ["X"]},
            {"kind": "committee", "name": NAME, "days": 5, "tiers": ["P"], **STAGES["committee"]},
            {"kind": "publication", "name": NAME, "days": 5},
        ]
    }
    profile = Profile.model_validate(data)
    assert profile.on_path("P").kinds == ("self_assessment", "committee", "publication")
    assert profile.on_path("X").kinds == ("self_assessment", "sign_off", "publication")
    assert list(unwalkable(data, ["P", "X"])) == []
    assert [(fault.kind, fault.facts["where"]) for fault in unwalkable(data, ["P", "X", "Z"])] == [
        ("nobody_decides", " · Z")
    ]


def test_children_take_part_on_the_path_of_every_tier():
    data = {
        "type": "quzhou",
        "participation": [{"link": "notice", "stage": "committee"}],
        "stages": [
            {"kind": "self_assessment"},
            {"kind": "sign_off", "tiers": ["X"]},
            {"kind": "committee", "tiers": ["P"]},
            {"kind": "publication"},
        ],
    }
    (fault,) = unwalkable(data, ["P", "X"])
    assert (fault.kind, fault.place, fault.facts) == (
        "participation_link_missing",
        ("participation", 0, "stage"),
        {"link": "notice", "where": " · X"},
    )


TIERED = (
    SMALL.replace(
        "matter_classes:\n  - {code: M1, name: {zh: 规划, en: Plans}}\n",
        """\
tiers:
  - {code: P, name: {zh: 规划, en: Plans}}
  - {code: X, name: {zh: 项目, en: Projects}}
matter_classes:
  - {code: M1, name: {zh: 规划, en: Plans}, tier: P}
  - {code: M2, name: {zh: 公园, en: Parks}, tier: X}
""",
    )
    .replace("quorum: 2/3, majority: 1/2}", "quorum: 2/3, majority: 1/2, tiers: [P]}")
    .replace(
        "    - {kind: publication",
        "    - {kind: committee, name: {zh: 会审, en: Review}, days: 9, quorum: 1/2, majority: 1/2, tiers: [X]}\n"
        "    - {kind: publication",
    )
)
QUZHOU = SMALL.replace(
    "  stages:\n    - {kind: self",
    """\
  type: quzhou
  participation:
    - {link: needs, name: {zh: 需求, en: Needs}, stage: self_assessment}
    - {link: drafting, name: {zh: 方案, en: Draft}, stage: self_assessment}
    - {link: notice, name: {zh: 公示, en: Notice}, stage: committee}
    - {link: feedback, name: {zh: 反馈, en: Feedback}, stage: publication}
  stages:
    - {kind: self""",
)

FAULTS = {
    "tier without anybody who decides": (
        spoilt("majority: 1/2, tiers: [X]}", "majority: 1/2, tiers: [P]}", TIERED),
        [
            "27:14 “expert_panel” needs a stage “committee” · X — add that stage, or remove this one",
            (
                "29:14 the stage “committee” stands here for the second time · P — "
                "keep each kind once, or give the two different tiers"
            ),
            (
                "30:14 what is published would have been decided by nobody · X — "
                "add a stage “committee” or “sign_off” before it"
            ),
        ],
    ),
    "tier without a beginning": (
        spoilt("days: 15}", "days: 15, tiers: [P]}", TIERED),
        [
            (
                "26:14 there is no stage “self_assessment” · X — "
                "begin with it, after a screening if there is one"
            ),
        ],
    ),
    "tier without an end": (
        spoilt("days: 20}", "days: 20, tiers: [X]}", TIERED),
        [
            "28:14 there is no stage “publication” · P — end with “publication”",
        ],
    ),
    "tier without the check that its panel needs": (
        spoilt("days: 5}", "days: 5, tiers: [P]}", TIERED),
        [
            "27:14 “expert_panel” needs a stage “office_check” · X — add that stage, or remove this one",
        ],
    ),
    "stage that two entries give to one tier": (
        spoilt("tiers: [X]}", "tiers: [P, X]}", TIERED),
        [
            (
                "29:14 the stage “committee” stands here for the second time · P — "
                "keep each kind once, or give the two different tiers"
            ),
        ],
    ),
    "quzhou without a link": (
        spoilt("    - {link: notice, name: {zh: 公示, en: Notice}, stage: committee}\n", "", QUZHOU),
        [
            (
                "22:5 a procedure of the type “quzhou” lacks the participation link “notice” — "
                "add it under “participation”, or choose the type “general”"
            ),
        ],
    ),
    "quzhou without any link": (
        spoilt("workflow:\n", "workflow:\n  type: quzhou\n"),
        [
            (
                "20:9 a procedure of the type “quzhou” lacks the participation link “drafting” — "
                "add it under “participation”, or choose the type “general”"
            ),
            (
                "20:9 a procedure of the type “quzhou” lacks the participation link “feedback” — "
                "add it under “participation”, or choose the type “general”"
            ),
            (
                "20:9 a procedure of the type “quzhou” lacks the participation link “needs” — "
                "add it under “participation”, or choose the type “general”"
            ),
            (
                "20:9 a procedure of the type “quzhou” lacks the participation link “notice” — "
                "add it under “participation”, or choose the type “general”"
            ),
        ],
    ),
    "link twice": (
        spoilt("link: drafting", "link: needs", QUZHOU),
        [
            (
                "22:5 a procedure of the type “quzhou” lacks the participation link “drafting” — "
                "add it under “participation”, or choose the type “general”"
            ),
            "23:14 “needs” stands here for the second time — give each its own, or remove one",
        ],
    ),
    "unknown link": (
        spoilt("link: drafting", "link: voting", QUZHOU),
        [
            (
                "22:5 a procedure of the type “quzhou” lacks the participation link “drafting” — "
                "add it under “participation”, or choose the type “general”"
            ),
            "23:14 “voting” is not among the choices — write 'needs', 'drafting', 'notice' or 'feedback'",
        ],
    ),
    "link during a stage that the procedure lacks": (
        spoilt("en: Draft}, stage: self_assessment", "en: Draft}, stage: sign_off", QUZHOU),
        [
            (
                "23:58 the procedure has no stage “sign_off” during which children could take part — "
                "name one of its stages, or add this one"
            ),
        ],
    ),
    "link during a stage that does not exist": (
        spoilt("en: Draft}, stage: self_assessment", "en: Draft}, stage: workshop", QUZHOU),
        [
            (
                "23:58 “workshop” is not among the choices — "
                "write 'screening', 'self_assessment', 'sign_off', "
                "'office_check', 'expert_panel', 'discussion', 'reply', 'committee', 'public_notice' or 'publication'"
            ),
        ],
    ),
    "unknown type": (
        spoilt("type: quzhou", "type: beijing", QUZHOU),
        [
            "20:9 “beijing” is not among the choices — write 'general' or 'quzhou'",
        ],
    ),
    "unknown intake": (
        spoilt("workflow:\n", "workflow:\n  intake: lottery\n"),
        [
            "20:11 “lottery” is not among the choices — write 'any' or 'annual_plan'",
        ],
    ),
    "role that does not publish": (
        spoilt("days: 20}", "days: 20, by: expert}"),
        [
            "25:74 “expert” is not among the choices — write 'office' or 'head'",
        ],
    ),
    "role that does not vote": (
        spoilt("majority: 1/2}", "majority: 1/2, by: office}"),
        [
            "24:98 “office” is not among the choices — write 'member'",
        ],
    ),
    "required voter without a name": (
        spoilt("majority: 1/2}", "majority: 1/2, required_voter: {}}"),
        [
            "24:110 there is no text in any language — write “zh: …”, “en: …” or both",
        ],
    ),
    "required voter where nobody votes": (
        spoilt("days: 5}", "days: 5, required_voter: {zh: 委员, en: Member}}"),
        [
            (
                "22:64 “required_voter” is not known here — "
                "correct its spelling, or remove it with everything under it"
            ),
        ],
    ),
}


@pytest.mark.parametrize("raw", [TIERED, QUZHOU], ids=["tiered", "quzhou"])
def test_the_file_that_is_spoilt_is_good(raw):
    check_set(raw.encode(), file="f.yaml")


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_told_at_its_place(case):
    raw, said = FAULTS[case]
    assert problems_of(raw) == [f"f.yaml:{line}" for line in said]


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
