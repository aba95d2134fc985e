"""The machine itself: its edges, its permissions, and what is possible where."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django_fsm import TransitionNotAllowed

import participation.operations
from accounts.models import User
from privacy.erasing import ERASED
from tests import factories
from workflows.enums import Action, Stage
from workflows.guards import Guard, PersonalGuard, only_the_engine
from workflows.models import Case
from workflows.operations import move_from_here
from workflows.templatetags.case_page import MOVED, SENTENCES

POSSIBLE = {
    Stage.SCREENING: {Action.SCREEN_IN, Action.SCREEN_OUT, Action.WITHDRAW},
    Stage.SELF_ASSESSMENT: {Action.HAND_IN, Action.WITHDRAW},
    Stage.SIGN_OFF: {Action.SIGN, Action.HAND_BACK, Action.WITHDRAW},
    Stage.OFFICE_CHECK: {Action.ACCEPT, Action.SEND_BACK, Action.WITHDRAW},
    Stage.EXPERT_PANEL: {Action.OPEN_SCORES, Action.WITHDRAW},
    Stage.DISCUSSION: {Action.CLOSE_DISCUSSION, Action.WITHDRAW},
    Stage.REPLY: {Action.HAND_IN_REPLIES, Action.WITHDRAW},
    Stage.COMMITTEE: {Action.DECIDE, Action.WITHDRAW},
    Stage.PUBLIC_NOTICE: {Action.CLOSE_NOTICE, Action.RECONVENE, Action.WITHDRAW},
    Stage.PUBLICATION: {Action.ISSUE, Action.RECONVENE, Action.WITHDRAW},
    Stage.ISSUING: {Action.RELEASE},
    Stage.PUBLISHED: set(),
    Stage.WITHDRAWN: {Action.REOPEN},
}
LATER = (
    "sign_off",
    "office_check",
    "expert_panel",
    "discussion",
    "reply",
    "committee",
    "public_notice",
    "publication",
)
EDGES = {
    ("screening", "self_assessment"),
    ("screening", "sign_off"),
    ("screening", "publication"),
    *(("self_assessment", later) for later in LATER),
    *(("sign_off", later) for later in LATER),
    ("sign_off", "self_assessment"),
    ("sign_off", "screening"),
    *(("office_check", later) for later in LATER),
    ("office_check", "self_assessment"),
    *(("expert_panel", later) for later in LATER),
    *(("discussion", later) for later in LATER),
    *(("reply", later) for later in LATER),
    ("committee", "self_assessment"),
    ("committee", "public_notice"),
    ("committee", "publication"),
    ("public_notice", "publication"),
    ("public_notice", "committee"),
    ("publication", "committee"),
    ("publication", "issuing"),
    ("issuing", "published"),
    *((stage, "withdrawn") for stage in ("screening", "self_assessment", *LATER)),
    *(("withdrawn", stage) for stage in ("screening", "self_assessment", *LATER)),
}


def transitions():
    return list(Case(state=Stage.SELF_ASSESSMENT).get_all_state_transitions())


def targets(move):
    return move.target.allowed_states if hasattr(move.target, "allowed_states") else [move.target]


def test_every_action_is_a_transition_and_every_transition_an_action():
    assert sorted({each.name for each in transitions()}) == sorted(Action.values)


def test_the_edges_are_these_and_no_others():
    assert {(str(each.source), str(target)) for each in transitions() for target in targets(each)} == EDGES


def test_every_transition_asks_for_a_right_that_exists(db):
    named = {each.permission for each in transitions() if each.permission is not only_the_engine}
    known = {
        f"{each.content_type.app_label}.{each.codename}"
        for each in Permission.objects.select_related("content_type")
    }
    assert named - known == set()
    assert None not in named


def test_every_guard_can_give_its_reason():
    assert [
        each.name for each in transitions() if not all(isinstance(guard, Guard) for guard in each.conditions)
    ] == []
    personal = [guard for each in transitions() for guard in each.custom.get("personal", [])]
    assert [guard for guard in personal if not isinstance(guard, PersonalGuard)] == []


def test_only_signature_and_countersignature_depend_on_the_person_beyond_the_right():
    assert {each.name for each in transitions() if each.custom} == {Action.SIGN, Action.ISSUE}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("action", Action)
def test_what_is_possible_where(stage, action):
    assert (move_from_here(Case(state=stage), action) is not None) == (action in POSSIBLE[stage])


def test_the_state_is_not_set_past_the_machine(case):
    with pytest.raises(AttributeError):
        case.state = Stage.PUBLISHED


def test_a_transition_called_directly_still_obeys_source_and_guard(case):
    with pytest.raises(TransitionNotAllowed):
        case.release()
    with pytest.raises(TransitionNotAllowed):
        case.hand_in()


def test_release_is_the_engine_s_alone(city):
    assert [only_the_engine(None, user) for user in (User.objects.system(), city.office)] == [True, False]


@pytest.mark.parametrize(
    ("without", "path"),
    [
        ((), ["self_assessment", "office_check", "expert_panel", "committee", "publication"]),
        (("expert_panel",), ["self_assessment", "office_check", "committee", "publication"]),
        (("expert_panel", "office_check"), ["self_assessment", "committee", "publication"]),
    ],
)
def test_next_is_the_profile_s_word(city, without, path):
    case = factories.make_case(city, factories.make_set(without=without))
    walked = [case.state]
    while case.state != Stage.PUBLICATION:
        case = factories.bring_to(case.next_stage(), case, city)
        walked.append(case.state)
    assert walked == path


def test_every_move_has_its_sentence_in_the_timeline():
    assert list(MOVED) == list(Action)


def test_what_happens_to_a_case_in_childrens_part_has_its_sentence():
    sources = Path(participation.operations.__path__[0]).glob("*.py")
    named = {name for source in sources for name in re.findall(r'"([a-z]+\.[a-z_]+)"', source.read_text())}
    elsewhere = {"concern.raised", "concern.handled", "comment.received"}  # under subjects of their own
    recorded = {name for name in named if not name.startswith("assessments.")} | {ERASED, "report.retracted"}
    assert recorded - elsewhere - SENTENCES.keys() == set()
    assert len(recorded) > 15
