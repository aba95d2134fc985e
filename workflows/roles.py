"""The access table: which party may do what, and during which stages. The only place that knows."""

from enum import StrEnum

from workflows.enums import Stage


class Party(StrEnum):
    """Who somebody is to one case."""

    DRAFTERS = "drafters"  # the drafting unit's officers, by their post
    HEADS = "heads"  # the drafting unit's head, by the post
    CONTRIBUTORS = "contributors"  # officers of units that are asked for some indicators, by their posts
    OFFICE = "office"  # the city's committee office, by its post
    EXPERTS = "experts"  # those seated on this round's panel who have declared that they may judge
    MEMBERS = "members"  # those on the roll of this round's last sitting who are not recused


# Posts keep their rights throughout: the rooms' doors say when something is possible, and a reason can be given.
STANDING: dict[Party, frozenset[str]] = {
    Party.DRAFTERS: frozenset(
        {
            "assessments.view_assessment",
            "assessments.answer_assessment",
            "assessments.hear_assessment",
            "panels.reply_panel",
            "workflows.hand_in_case",
            "workflows.withdraw_case",
        }
    ),
    Party.HEADS: frozenset(
        {"assessments.view_assessment", "assessments.excuse_assessment", "workflows.sign_case"}
    ),
    Party.OFFICE: frozenset(
        {
            "assessments.view_assessment",
            "assessments.hear_assessment",
            "assessments.excuse_assessment",
            "assessments.open_words_assessment",
            "workflows.check_case",
            "panels.seat_panel",
            "panels.moderate_panel",
            "workflows.open_scores_case",
            "committees.close_meeting",
            "workflows.decide_case",
            "workflows.withdraw_case",
            "workflows.manage_case",
        }
    ),
}

# Who publishes, by the profile's word.
PUBLISHERS: dict[str, Party] = {"office": Party.OFFICE, "head": Party.HEADS}

# Whoever is asked has rights while the stage lasts: other units to help writing, persons for one round. Experts who
# judged go on reading the file, and how they were answered, until it is public; the sitting is not theirs to follow.
VOTERS = {Party.MEMBERS: frozenset({"assessments.view_assessment", "committees.vote_meeting"})}
READERS = {Party.EXPERTS: frozenset({"assessments.view_assessment"})}
DURING: dict[Stage, dict[Party, frozenset[str]]] = {
    Stage.SELF_ASSESSMENT: {
        Party.CONTRIBUTORS: frozenset({"assessments.view_assessment", "assessments.contribute_assessment"})
    },
    Stage.EXPERT_PANEL: {Party.EXPERTS: frozenset({"assessments.view_assessment", "panels.score_panel"})},
    Stage.DISCUSSION: {Party.EXPERTS: frozenset({"assessments.view_assessment", "panels.discuss_panel"})},
    Stage.REPLY: READERS,
    Stage.COMMITTEE: READERS | VOTERS,
    Stage.PUBLIC_NOTICE: READERS | VOTERS,
    Stage.PUBLICATION: READERS | VOTERS,
    Stage.ISSUING: READERS | VOTERS,
    Stage.PUBLISHED: VOTERS,
}


# Whoever holds one of these works on the case in the unit or the office; experts and members do not read what the two
# write one another.
INSIDE = ("workflows.check_case", "workflows.hand_in_case", "workflows.sign_case")

# A withdrawn case leaves the doors of its rounds as they were, so that it can be taken up again; meanwhile nobody may
# pass them.
RESTING = frozenset(
    {"panels.seat_panel", "panels.moderate_panel", "panels.reply_panel", "committees.close_meeting"}
)


def rights(stage: Stage, publisher: str) -> dict[Party, frozenset[str]]:
    """Every party's rights on a case in this stage; `publisher` is who publishes, as the profile says it."""
    table = STANDING | DURING.get(stage, {})
    if stage == Stage.WITHDRAWN:
        table = {party: names - RESTING for party, names in table.items()}
    party = PUBLISHERS[publisher]
    return table | {party: table[party] | {"workflows.issue_case"}}
