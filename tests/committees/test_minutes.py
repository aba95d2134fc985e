"""会议纪要: what they tell and what they keep to themselves."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring

from accounts.enums import Role
from assessments.offline.docx_parts import W
from committees.enums import ABSTAIN, Outcome
from committees.minutes import minutes
from committees.operations.sessions import close_session
from committees.operations.speaking import record_speech
from tests import factories
from tests.committees.sitting import in_session
from tests.factories import obligation, vote
from workflows.enums import Stage
from workflows.operations import decide
from workflows.sittings import recuse

CHANGES = Outcome.APPROVE_WITH_CHANGES


@pytest.fixture
def city(db, english):
    people = factories.PEOPLE | {
        "committee": factories.PEOPLE["committee"]
        | {Role.MEMBER: ("member_a", "member_b", "member_c", "member_d", "member_e")}
    }
    return factories.make_city(people=people)


@pytest.fixture
def session(case, city):
    """Five on the roll: one away, one recused; two for changes, one not; the chair has spoken last."""
    case = factories.bring_to(Stage.COMMITTEE, case, city)
    session = in_session(case, city, away=[city.member_e])
    recuse(case=case, member=city.member_d, reason="亲属在承建单位。", actor=city.office)
    for member, gist in ((city.member_c, "甲意见"), (city.member_b, "乙意见"), (city.member_a, "")):
        record_speech(meeting=case.meeting, member=member, gist=gist, actor=city.office)
    vote(case, city.member_a, CHANGES)
    vote(case, city.member_b, CHANGES)
    vote(case, city.member_c, Outcome.REJECT, "弊大于利。")
    terms = [obligation("增设人行道。", proof="验收单")]
    decide(case=case, deviation="须先补人行道。", obligations=terms, actor=city.office)
    return close_session(session=session, actor=city.office)


def lines(session):
    with ZipFile(BytesIO(minutes(session))) as package:
        assert package.testzip() is None
        document = fromstring(package.read("word/document.xml"))
    return [
        "".join(text.text or "" for text in each.iter(f"{{{W}}}t")) for each in document.iter(f"{{{W}}}p")
    ]


def test_they_name_who_was_there_who_chaired_and_the_order_of_speaking(session, city):
    said = lines(session)
    assert "Minutes of the committee’s session 1 of 2026" in said
    assert "Place: 第一会议室" in said
    assert f"Chair: {city.member_a}" in said
    present = ", ".join(str(each) for each in city.members[:4])
    assert (f"Present (4): {present}" in said, f"On leave (1): {city.member_e}" in said) == (True, True)
    order = f"Order of speaking: {city.member_c}, {city.member_b}, {city.member_a} (chair)."
    assert order in said


def test_they_tell_the_vote_in_words_and_numbers_without_saying_who(session, city):
    said = lines(session)
    words = (
        "3 of 4 members have voted; 3 make a quorum. 1 member is recused and stands in no base. "
        "An outcome needs more than 1/2 of the 3 votes cast, abstentions included."
    )
    assert words in said
    assert "Votes: Approved with changes 2, Not approved 1." in said
    assert "Result: Approved with changes" in said
    assert "Why it differs from the proposal: 须先补人行道。" in said
    assert "— Not approved: 弊大于利。" in said
    after = said[said.index(words) :]
    assert [str(each) for each in city.members if any(str(each) in line for line in after)] == []


def test_opinions_stand_without_names_and_in_the_order_of_their_words(session):
    said = lines(session)
    assert [line for line in said if line.startswith("— ")][:2] == ["— 乙意见", "— 甲意见"]


def test_they_do_not_say_who_was_recused_or_why(session, city):
    whole = "\n".join(lines(session))
    assert ("亲属在承建单位。" in whole, whole.count(str(city.member_d))) == (False, 1)


def test_conditions_have_their_owner_their_day_and_their_proof(session):
    (line,) = [line for line in lines(session) if line.startswith("1. 增设人行道。")]
    assert ("responsible: 规划专班" in line, "shown by: 验收单" in line) == (True, True)


def test_a_closed_session_is_no_draft(session):
    assert not any("this is a draft" in line for line in lines(session))


def test_a_vote_that_is_open_is_not_in_them(city, tiny):
    case = factories.bring_to(Stage.COMMITTEE, factories.make_case(city, tiny), city)
    session = in_session(case, city)
    vote(case, city.member_a, ABSTAIN, "尚无把握。")
    said = lines(session)
    assert ("Not decided yet." in said, any("尚无把握" in line for line in said)) == (True, False)
