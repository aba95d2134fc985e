"""Children's part at the same moment: nothing is said, signed or published that somebody has just taken back, and no
answer of a child is lost.

Every promise is also put to processes without row locks but the ledger's own, where it must be seen to break.
"""

import json
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from assessments.enums import Link
from ledger.models import Event, Job
from ledger.queries import verify_chain
from participation.models import Absence, Remark, Sheet, Theme
from reports import operations, reissuing
from reports.models import Edition, Publication, Replaced
from reports.operations import issue_report
from tests import factories
from tests.concurrency.participation_parts import PLAIN
from tests.factories import bring_to
from tests.participation import collecting
from tests.participation.absences import excuse
from tests.participation.hearing import hear, theme
from tests.reports.hearing import QUOTE, take_back
from tests.reports.hearing import hear as hear_quoted
from workflows.enums import Stage

pytestmark = pytest.mark.postgres


@pytest.fixture
def case(city, short):
    return factories.make_case(city, short)


@pytest.fixture(scope="module")
def gated(arena):
    """Children are heard, or a reason says why not, before the department hands the file in."""
    shape = {"edition": "gated", "without": ("office_check", "expert_panel")}
    return factories.make_set(gates={Link.NEEDS: "self_assessment"}, **shape)


@pytest.fixture
def answered(city, gated):
    case = factories.make_case(city, gated)
    factories.answer_all(case, city)
    return case


@pytest.fixture
def collected(city, case):
    """A session with an open link."""
    session = collecting.hear(case, city)
    collecting.open_link(session, city.drafter)
    return session


@pytest.fixture
def issuing(city, case):
    """Two children are quoted in what is about to be frozen."""
    hear_quoted(case, city)
    return bring_to(Stage.ISSUING, case, city)


@pytest.fixture
def issued(issuing, monkeypatch):
    monkeypatch.setattr(operations, "MAKERS", PLAIN)
    issue_report(assessment=issuing.assessment, actor=User.objects.system())
    return issuing


def happened(case, name):
    return Event.objects.filter(subject=case.assessment.subject, name=name).count()


def kinds(outcomes):
    return [each.partition(":")[0] for each in outcomes]


def reissue_twice(crew, city, case, locks, first="replace_slowly"):
    take_back(Remark.objects.get(session__assessment=case.assessment, number=1))
    how = crew.overtake if first.endswith("_slowly") else crew.race
    return how((first, case, city.office), ("reissue", case, city.office_two), locks=locks)


@pytest.mark.parametrize("first", ["reissue", "replace_slowly"])
def test_two_workers_issue_a_report_anew_once(crew, city, issued, first):
    before = [each.path for each in Edition.objects.filter(publication__assessment=issued.assessment)]
    outcomes = reissue_twice(crew, city, issued, "locked", first)
    stored = Publication.objects.get(assessment=issued.assessment)
    assert outcomes == [f"done: {stored.record_hash}"] * 2
    assert (Replaced.objects.filter(publication=stored).count(), happened(issued, "report.reissued")) == (
        1,
        1,
    )
    made = {str(each.kind): each.path for each in stored.editions.all()}
    assert made.keys() == {str(kind) for kind in PLAIN}
    for path in made.values():
        with default_storage.open(path) as file:
            assert (QUOTE in (text := file.read().decode()), text) == (False, stored.record)
    assert stored.record_hash == sha256(stored.record.encode()).hexdigest()
    assert [path for path in before if default_storage.exists(path)] == []


def test_without_the_lock_it_is_issued_anew_twice(crew, city, issued):
    outcomes = reissue_twice(crew, city, issued, "chain")
    assert kinds(outcomes) != ["done", "done"] or happened(issued, "report.reissued") == 2


FREEZING, TAKING_BACK = "freeze_report", "take_words_back"


def freeze_and_take_back(crew, city, case, first, second, locks):
    parts = [(part, case, city.office, "1") for part in (f"{first}_slowly", second)]
    outcomes = crew.overtake(*parts, locks=locks)
    quoted = Publication.objects.filter(assessment=case.assessment, record__contains=QUOTE).exists()
    asked = Job.objects.filter(kind=reissuing.JOB, payload__code=case.assessment.code).exists()
    return outcomes, quoted, asked


def test_words_taken_back_while_the_report_is_frozen_are_taken_out_of_it(crew, city, issuing):
    ended = freeze_and_take_back(crew, city, issuing, FREEZING, TAKING_BACK, "locked")
    assert ended == (["done: frozen", "done: taken back"], True, True)


def test_words_that_are_being_taken_back_are_not_frozen(crew, city, issuing):
    ended = freeze_and_take_back(crew, city, issuing, TAKING_BACK, FREEZING, "locked")
    assert ended == (["done: taken back", "undone: Unprepared"], False, False)


@pytest.mark.parametrize(("first", "second"), [(FREEZING, TAKING_BACK), (TAKING_BACK, FREEZING)])
def test_without_the_lock_they_are_published_and_nobody_asks_for_another_report(
    crew, city, issuing, first, second
):
    outcomes, quoted, asked = freeze_and_take_back(crew, city, issuing, first, second, "chain")
    assert (kinds(outcomes), quoted, asked) == (["done", "done"], True, False)


def send(case, city, sheet):
    return "send_sheets", case, city.drafter, json.dumps([sheet])


def slowly(part, *rest):
    return f"{part}_slowly", *rest


def closed_with(case):
    return Event.objects.get(subject=case.assessment.subject, name="collection.closed").data["sheets"]


def send_while_closing(crew, city, case, locks):
    closing = ("close_link", case, city.drafter)
    outcomes = crew.overtake(slowly(*send(case, city, collecting.sheet())), closing, locks=locks)
    return outcomes, closed_with(case)


@pytest.mark.parametrize(("locks", "sheets"), [("locked", 1), ("chain", 0)])
def test_a_sheet_that_comes_as_the_link_closes_is_counted_behind_the_lock_alone(
    crew, city, case, collected, locks, sheets
):
    outcomes = send_while_closing(crew, city, case, locks)
    assert outcomes == (["done: [True]", "done: closed"], sheets)
    assert collected.sheets.count() == 1


def test_a_sheet_that_comes_after_the_link_was_closed_is_kept(crew, city, case, collected):
    closing = slowly("close_link", case, city.drafter)
    outcomes = crew.overtake(closing, send(case, city, collecting.sheet()))
    assert (outcomes, closed_with(case)) == (["done: closed", "done: [True]"], 0)
    assert list(collected.remarks.values_list("text", flat=True)) == ["多种树"]


def send_twice(crew, city, case, locks, *sheets):
    first, second = (send(case, city, sheet) for sheet in sheets)
    return crew.overtake(slowly(*first), second, locks=locks)


def test_a_sheet_that_comes_twice_at_once_is_one_sheet(crew, city, case, collected):
    sheet = collecting.sheet()
    assert send_twice(crew, city, case, "locked", sheet, sheet) == ["done: [True]"] * 2
    assert (collected.sheets.count(), collected.remarks.count()) == (1, 1)


def test_two_telephones_at_once_have_remarks_with_numbers_of_their_own(crew, city, case, collected):
    sheets = collecting.sheet("多种树"), collecting.sheet("多装灯")
    assert send_twice(crew, city, case, "locked", *sheets) == ["done: [True]"] * 2
    assert list(collected.remarks.order_by("number").values_list("number", "text")) == [
        (1, "多种树"),
        (2, "多装灯"),
    ]


@pytest.mark.parametrize("same", [True, False])
def test_without_the_lock_the_second_is_lost(crew, city, case, collected, same):
    first = collecting.sheet()
    sheets = first, first if same else collecting.sheet()
    assert send_twice(crew, city, case, "chain", *sheets) == ["done: [True]", "crashed: IntegrityError"]


def withdraw(case, city):
    return "withdraw_consent", case, city.colleague, "child_assent"


def words_left(session):
    """Sheets with answers and remarks with words."""
    sheets = Sheet.objects.filter(session=session).exclude(faces={})
    return sheets.count(), session.remarks.exclude(text="").count()


@pytest.mark.parametrize(("locks", "kept"), [("locked", False), ("chain", True)])
def test_a_sheet_finds_the_consent_withdrawn_behind_the_lock_alone(crew, city, case, collected, locks, kept):
    parts = slowly(*withdraw(case, city)), send(case, city, collecting.sheet())
    assert crew.overtake(*parts, locks=locks) == ["done: withdrawn", f"done: [{kept}]"]
    assert words_left(collected) == (int(kept), int(kept))


@pytest.mark.parametrize(("locks", "left"), [("locked", (0, 0)), ("chain", (1, 1))])
def test_a_withdrawal_finds_the_sheet_that_was_coming_in_behind_the_lock_alone(
    crew, city, case, collected, locks, left
):
    parts = slowly(*send(case, city, collecting.sheet())), withdraw(case, city)
    assert crew.overtake(*parts, locks=locks) == ["done: [True]", "done: withdrawn"]
    assert words_left(collected) == left


def answer_twice(crew, city, case, locks):
    theme(case, city.drafter)
    parts = [
        ("answer_theme_slowly", case, city.drafter, "增设路灯。"),
        ("answer_theme", case, city.colleague, "增派保安。"),
    ]
    return crew.overtake(*parts, locks=locks), Theme.objects.get(assessment=case.assessment).reason


def test_two_officers_who_answer_one_theme_read_of_each_other(crew, city, case):
    outcomes, stored = answer_twice(crew, city, case, "locked")
    assert outcomes == ["done: 增设路灯。", "conflict: {'reason': '增设路灯。'}"]
    assert (stored, happened(case, "theme.saved")) == ("增设路灯。", 1)


def test_without_the_lock_an_answer_is_lost_in_silence(crew, city, case):
    assert answer_twice(crew, city, case, "chain") == (["done: 增设路灯。", "done: 增派保安。"], "增派保安。")


def hand_in_while(crew, city, case, part, text, locks):
    hearing = f"{part}_slowly", case, city.colleague, text
    return crew.overtake(hearing, ("hand_in", case, city.drafter), locks=locks)[1]


def test_a_theme_that_comes_as_the_case_goes_to_the_committee_is_answered_first(crew, city, answered):
    hear(answered, city.drafter)
    outcome = hand_in_while(crew, city, answered, "say_theme", "天黑后害怕。", "locked")
    assert outcome.startswith("refused: ")


def test_without_the_lock_the_committee_has_a_theme_that_nobody_answers(crew, city, answered):
    hear(answered, city.drafter)
    outcome = hand_in_while(crew, city, answered, "say_theme", "天黑后害怕。", "chain")
    assert outcome == "done: committee"
    assert Theme.objects.get(assessment=answered.assessment).complete is False


STILL = "refused: Children are still to be heard, or a signed reason has to say why not: Link needs."


@pytest.mark.parametrize(("locks", "outcome"), [("locked", "done: committee"), ("chain", STILL)])
def test_a_session_that_is_being_recorded_opens_the_gate_for_whoever_waits_behind_the_lock(
    crew, city, answered, locks, outcome
):
    assert hand_in_while(crew, city, answered, "hear_children", "", locks) == outcome


@pytest.mark.parametrize(("locks", "outcome"), [("locked", STILL), ("chain", "done: committee")])
def test_a_consent_that_is_being_withdrawn_keeps_the_gate_closed_behind_the_lock_alone(
    crew, city, answered, locks, outcome
):
    hear(answered, city.drafter)
    assert hand_in_while(crew, city, answered, "withdraw_consent", "child_assent", locks) == outcome


@pytest.fixture
def excused(city, answered):
    """Why no children are heard, not signed yet."""
    excuse(answered, Link.NEEDS, city.drafter)
    return answered


def sign_twice(crew, city, case, locks):
    parts = ("sign_reason_slowly", case, city.head), ("sign_reason", case, city.office)
    return crew.overtake(*parts, locks=locks), happened(case, "absence.signed")


def test_a_reason_that_two_sign_at_once_has_one_signature(crew, city, excused):
    assert sign_twice(crew, city, excused, "locked") == ([f"done: {city.head.username}"] * 2, 1)
    assert Absence.objects.get(assessment=excused.assessment).signed_by == city.head


def test_without_the_lock_one_signature_takes_the_other_s_place(crew, city, excused):
    outcomes, events = sign_twice(crew, city, excused, "chain")
    assert (outcomes, events) == ([f"done: {city.head.username}", f"done: {city.office.username}"], 2)


def sign_while_it_changes(crew, city, case, locks):
    changing = "write_reason_slowly", case, city.colleague, "事项与儿童没有任何关系，无须听取意见。"
    outcomes = crew.overtake(changing, ("sign_reason", case, city.head), locks=locks)
    stored = Absence.objects.get(assessment=case.assessment)
    return kinds(outcomes), stored.version, stored.signed_by


def test_nobody_signs_a_reason_that_somebody_is_changing(crew, city, excused):
    assert sign_while_it_changes(crew, city, excused, "locked") == (["done", "conflict"], 2, None)


def test_without_the_lock_a_signature_stands_under_words_that_its_owner_has_not_read(crew, city, excused):
    assert sign_while_it_changes(crew, city, excused, "chain") == (["done", "done"], 2, city.head)


def test_after_all_races_the_chain_is_whole(crew, city):
    assert verify_chain().intact
