"""Codes that lead nowhere and parts that nothing leads to, each told at its place with a mend."""

import pytest

from indicators.checking import check_set
from tests.indicators.files import SMALL, problems_of, spoilt

O1 = "      - {code: O1, name: {zh: 总体, en: Whole}, question: {zh: 有何影响？, en: Which effect?}"
TIERED = (
    SMALL.replace(
        "matter_classes:\n  - {code: M1, name: {zh: 规划, en: Plans}}\n",
        """\
age_groups:
  - {code: SMALL, name: {zh: 学前, en: Before school}}
  - {code: BIG, name: {zh: 学龄, en: At school}}
tiers:
  - code: P
    name: {zh: 规划, en: Plans}
    gates: [{code: DRAFT, name: {zh: 草案, en: Draft}}, {code: VOTE, name: {zh: 审议, en: Vote}}]
  - {code: X, name: {zh: 项目, en: Projects}}
matter_classes:
  - {code: M1, name: {zh: 规划, en: Plans}, tier: P}
  - {code: M2, name: {zh: 公园, en: Parks}, tier: X}
""",
    )
    .replace("groups: [ALL]\n      - code: A2", "groups: [ALL]\n        applies: {tiers: [P]}\n      - code: A2")
    .replace("        red_line: true\n", "        red_line: true\n        applies: {ages: [BIG], classes: [M1, M2]}\n")
    .replace("aspects:\n", f"aspects:\n  - code: O\n    name: {{zh: 全体, en: All}}\n    indicators:\n{O1}}}\n")
)  # fmt: skip
SCREENED = SMALL.replace(
    "workflow:\n  stages:\n",
    """\
screening:
  - {code: S1, question: {zh: 涉及儿童吗？, en: Are children affected?}}
workflow:
  stages:
    - {kind: screening, name: {zh: 初筛, en: Screening}, days: 5}
""",
)

FAULTS = {
    "indicator of an unknown tier": (
        spoilt("{tiers: [P]}", "{tiers: [Q]}", TIERED),
        [
            "49:27 “Q” is not in the list “tiers” — add it there, or correct the spelling",
        ],
    ),
    "indicator of an unknown class": (
        spoilt("[M1, M2]", "[M1, M3]", TIERED),
        [
            "57:46 “M3” is not in the list “matter_classes” — add it there, or correct the spelling",
        ],
    ),
    "indicator of an unknown age": (
        spoilt("ages: [BIG]", "ages: [OLD]", TIERED),
        [
            "57:26 “OLD” is not in the list “age_groups” — add it there, or correct the spelling",
        ],
    ),
    "tier named twice": (
        spoilt("{tiers: [P]}", "{tiers: [P, P]}", TIERED),
        [
            "49:30 “P” stands here for the second time — give each its own, or remove one",
        ],
    ),
    "class of an unknown tier": (
        spoilt("en: Parks}, tier: X", "en: Parks}, tier: Y", TIERED),
        [
            "24:12 no class of matters belongs to the tier “X” — give a class this tier, or remove the tier",
            "27:49 “Y” is not in the list “tiers” — add it there, or correct the spelling",
        ],
    ),
    "class without a tier": (
        spoilt("en: Parks}, tier: X", "en: Parks}", TIERED),
        [
            "24:12 no class of matters belongs to the tier “X” — give a class this tier, or remove the tier",
            "27:5 the class belongs to no tier — add “tier:” with one of the codes in “tiers”",
        ],
    ),
    "tier without a class": (
        spoilt("en: Parks}, tier: X", "en: Parks}, tier: P", TIERED),
        [
            "24:12 no class of matters belongs to the tier “X” — give a class this tier, or remove the tier",
        ],
    ),
    "tier twice": (
        spoilt("{code: X, name: {zh: 项目", "{code: P, name: {zh: 项目", TIERED),
        [
            "24:12 “P” stands here for the second time — give each its own, or remove one",
            "27:49 “X” is not in the list “tiers” — add it there, or correct the spelling",
        ],
    ),
    "age group twice": (
        spoilt("{code: BIG, ", "{code: SMALL, ", TIERED),
        [
            "19:12 “SMALL” stands here for the second time — give each its own, or remove one",
            "57:26 “BIG” is not in the list “age_groups” — add it there, or correct the spelling",
        ],
    ),
    "gate twice": (
        spoilt("{code: VOTE, ", "{code: DRAFT, ", TIERED),
        [
            "23:62 “DRAFT” stands here for the second time — give each its own, or remove one",
        ],
    ),
    "stage of an unknown tier": (
        spoilt("days: 5}", "days: 5, tiers: [Q, P, X]}", TIERED),
        [
            "31:72 “Q” is not in the list “tiers” — add it there, or correct the spelling",
        ],
    ),
    "class that would be asked nothing": (
        spoilt("[M1, M2]", "[M1]", spoilt(O1, O1 + ", applies: {classes: [M1]}", TIERED).decode()),
        [
            (
                "27:5 a matter of the class “M2” would be asked nothing — "
                "let an indicator apply to it, or remove the class"
            ),
        ],
    ),
    "age that would be asked nothing": (
        spoilt(O1, O1 + ", applies: {ages: [BIG]}", TIERED),
        [
            (
                "27:5 a matter of the class “M2” would be asked nothing · SMALL — "
                "let an indicator apply to it, or remove the class"
            ),
        ],
    ),
    "indicator that nothing would be asked": (
        spoilt("{tiers: [P]}", "{tiers: [P], classes: [M2]}", TIERED),
        [
            (
                "49:18 no class of matters fits all of these conditions — "
                "loosen them so that the indicator is asked of some matter, or remove the indicator"
            ),
        ],
    ),
    "group without a list": (
        spoilt("crc: [28]\n        groups: [ALL]", "crc: [28]\n        groups: [GONE]"),
        [
            "41:18 “GONE” is not in the list “groups” — add it there, or correct the spelling",
        ],
    ),
    "screening without questions": (
        spoilt(
            "screening:\n  - {code: S1, question: {zh: 涉及儿童吗？, en: Are children affected?}}\n",
            "",
            SCREENED,
        ),
        [
            (
                "21:14 there is a screening stage but no question for it — "
                "add a section “screening” with its questions, or remove the stage"
            ),
        ],
    ),
    "screening without a stage": (
        spoilt("    - {kind: screening, name: {zh: 初筛, en: Screening}, days: 5}\n", "", SCREENED),
        [
            (
                "20:3 there are screening questions but no stage in which they are asked — "
                "add a stage of the kind “screening”, or remove the questions"
            ),
        ],
    ),
    "screening question twice": (
        spoilt(
            "en: Are children affected?}}\n",
            "en: Are children affected?}}\n  - {code: S1, question: {zh: 哪些？, en: Which?}}\n",
            SCREENED,
        ),
        [
            "21:12 “S1” stands here for the second time — give each its own, or remove one",
        ],
    ),
    "red line on words": (
        spoilt("red_line: true", "red_line: true\n        answer: text"),
        [
            (
                "42:19 an answer in words counts in no figure, so “red_line” has no effect — "
                "remove “red_line”, or ask for an impact in place of text"
            ),
        ],
    ),
    "weight of words": (
        spoilt("red_line: true", "weight: 3\n        answer: text"),
        [
            (
                "42:17 an answer in words counts in no figure, so “weight” has no effect — "
                "remove “weight”, or ask for an impact in place of text"
            ),
        ],
    ),
}


@pytest.mark.parametrize("raw", [TIERED, SCREENED], ids=["tiered", "screened"])
def test_the_file_that_is_spoilt_is_good(raw):
    check_set(raw.encode(), file="f.yaml")


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_told_at_its_place(case):
    raw, said = FAULTS[case]
    assert problems_of(raw) == [f"f.yaml:{line}" for line in said]
