"""The order of speaking: the one who chairs the session speaks last."""

import pytest
from django.core.exceptions import PermissionDenied

from committees.models import Speech
from committees.operations import record_decision
from committees.operations.speaking import record_speech, take_back_speech
from ledger.errors import Refused
from tests import factories
from tests.committees.sitting import in_session
from tests.factories import last_event
from workflows.enums import Stage
from workflows.sittings import recuse


@pytest.fixture
def sitting(case, city):
    """Chaired by member a, member c on leave."""
    case = factories.bring_to(Stage.COMMITTEE, case, city)
    in_session(case, city, away=[city.member_c])
    return case


def say(case, member, gist="同意。", *, actor, **more):
    return record_speech(meeting=case.meeting, member=member, gist=gist, actor=actor, **more)


def heard(case):
    return [(each.member, each.gist) for each in case.meeting.speeches.select_related("member")]


def test_the_chair_speaks_last(sitting, city, unchanged):
    with unchanged(Refused, Speech, match="speaks last. Not heard yet: Person tc-member_b"):
        say(sitting, city.member_a, actor=city.office)
    say(sitting, city.member_b, "须补人行道。", actor=city.office)
    say(sitting, city.member_a, "按多数意见办。", actor=city.office)
    assert heard(sitting) == [(city.member_b, "须补人行道。"), (city.member_a, "按多数意见办。")]


def test_the_chair_may_speak_when_nobody_else_wishes_to_and_the_ledger_says_so(sitting, city):
    say(sitting, city.member_a, actor=city.office, others_silent=True)
    event = last_event()
    assert (event.name, event.data["others_silent"]) == ("speech.recorded", True)
    assert event.subject == f"{sitting.meeting.subject}:speeches"


def test_after_the_chair_nobody_speaks(sitting, city, unchanged):
    say(sitting, city.member_a, actor=city.office, others_silent=True)
    with unchanged(Refused, Speech, match="has spoken, and speaks last"):
        say(sitting, city.member_b, actor=city.office)


def test_what_was_said_may_be_written_again_and_keeps_its_place(sitting, city):
    say(sitting, city.member_b, "同意。", actor=city.office)
    say(sitting, city.member_a, actor=city.office)
    say(sitting, city.member_b, "有条件同意。", actor=city.office)
    assert heard(sitting) == [(city.member_b, "有条件同意。"), (city.member_a, "同意。")]


def test_the_last_one_may_be_taken_back(sitting, city, unchanged):
    say(sitting, city.member_b, "同意。", actor=city.office)
    take_back_speech(meeting=sitting.meeting, actor=city.office)
    assert (heard(sitting), last_event().data["old"]) == ([], "同意。")
    with unchanged(Refused, Speech, match="Nobody has spoken"):
        take_back_speech(meeting=sitting.meeting, actor=city.office)


def test_who_is_away_or_not_on_the_roll_does_not_speak(sitting, city, unchanged):
    for name in ("member_c", "own_member", "expert_a"):
        with unchanged(Refused, Speech, match="is not present at this sitting"):
            say(sitting, getattr(city, name), actor=city.office)


def test_who_is_recused_does_not_speak_and_what_was_said_goes(sitting, city, unchanged):
    say(sitting, city.member_b, "同意。", actor=city.office)
    recuse(case=sitting, member=city.member_b, reason="亲属在承建单位。", actor=city.office)
    assert (heard(sitting), last_event().data["said"]) == ([], ["同意。"])
    with unchanged(Refused, Speech, match="or is recused"):
        say(sitting, city.member_b, actor=city.office)


@pytest.mark.parametrize("name", ["member_a", "drafter", "expert_a"])
def test_only_the_office_keeps_the_list(sitting, city, unchanged, name):
    with unchanged(PermissionDenied, Speech):
        say(sitting, city.member_b, actor=getattr(city, name))


def test_where_members_vote_in_writing_nobody_speaks(city, tiny, unchanged):
    case = factories.bring_to(Stage.COMMITTEE, factories.make_case(city, tiny), city)
    with unchanged(Refused, Speech, match="in writing"):
        say(case, city.member_a, actor=city.office)


def test_a_closed_sitting_keeps_its_speeches(sitting, city, unchanged):
    say(sitting, city.member_b, actor=city.office)
    for member in (city.member_a, city.member_b):
        factories.vote(sitting, member)
    record_decision(meeting=sitting.meeting, obligations=[], actor=city.office)
    with unchanged(Refused, Speech, match="The vote is closed"):
        take_back_speech(meeting=sitting.meeting, actor=city.office)
