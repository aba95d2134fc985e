"""Every action has a role: whatever procedure a city draws, somebody may make each move in each stage."""

import pytest
from django.contrib.auth.models import Permission

from workflows import roles
from workflows.enums import Stage
from workflows.guards import only_the_engine
from workflows.models import Case
from workflows.roles import DURING, PUBLISHERS, STANDING, Party, rights


def transitions():
    return list(Case(state=Stage.SELF_ASSESSMENT).get_all_state_transitions())


def nobody_s():
    """Moves that no party may make in the stage where they begin, by who publishes."""
    return [
        (publisher, each.name)
        for publisher in PUBLISHERS
        for each in transitions()
        if each.permission is not only_the_engine
        and not any(each.permission in names for names in rights(Stage(each.source), publisher).values())
    ]


def test_every_person_s_move_is_in_somebody_s_rights_in_its_stage():
    assert nobody_s() == []


@pytest.mark.parametrize(
    ("party", "right", "orphaned"),
    [
        (Party.DRAFTERS, "workflows.hand_in_case", {"screen_in", "screen_out", "hand_in", "hand_in_replies"}),
        (Party.HEADS, "workflows.sign_case", {"sign", "hand_back"}),
        (Party.OFFICE, "workflows.check_case", {"accept", "send_back", "close_notice"}),
        (Party.OFFICE, "workflows.open_scores_case", {"open_scores", "close_discussion"}),
        (Party.OFFICE, "workflows.decide_case", {"decide", "reconvene"}),
    ],
)
def test_a_right_that_is_left_out_leaves_its_moves_to_nobody(monkeypatch, party, right, orphaned):
    monkeypatch.setattr(roles, "STANDING", STANDING | {party: STANDING[party] - {right}})
    assert {name for _publisher, name in nobody_s()} == orphaned


def test_the_profile_says_who_publishes_and_then_nobody_else_does():
    holders = {
        publisher: [
            party
            for party, names in rights(Stage.PUBLICATION, publisher).items()
            if "workflows.issue_case" in names
        ]
        for publisher in PUBLISHERS
    }
    assert holders == {"office": [Party.OFFICE], "head": [Party.HEADS]}


def test_every_right_in_the_access_table_exists(db):
    granted = {"workflows.issue_case"}.union(
        *STANDING.values(), *(names for parties in DURING.values() for names in parties.values())
    )
    known = {
        f"{each.content_type.app_label}.{each.codename}"
        for each in Permission.objects.select_related("content_type")
    }
    assert granted - known == set()
