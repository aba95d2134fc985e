"""What minors said is erased when its time is over, not a day before, and every erasure can be proved."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from ledger.canonical import canonical_json, sha256
from ledger.models import Event, Job, JobState
from ledger.outbox import deliver
from ledger.queries import verify_chain
from participation.enums import Handling, Moderation
from participation.models import Collection, Comment, Concern, Remark, Sheet
from privacy import erasing
from privacy.models import Erasure
from privacy.tasks import ask_to_erase
from reports.models import Retraction
from tests import factories
from tests.privacy import said
from tests.privacy.said import WORDS, noon

DAY = date(2026, 5, 4)


def erase_on(day):
    """By the rule and the subject, how many rows."""
    with time_machine.travel(noon(day), tick=False):
        done = erasing.run_rules(actor=User.objects.system(), now=timezone.now())
    return {(each.rule, each.subject): each.rows for each in done}


def texts(model=Remark, field="text"):
    return list(model.objects.order_by("pk").values_list(field, flat=True))


def test_words_of_a_published_report_are_erased_after_180_days(case, city):
    session = said.session(case, city.drafter)
    first, second = said.remark(session, quote="要树荫"), said.remark(session)
    said.published(case, noon(DAY))
    assert erase_on(DAY + timedelta(days=179)) == {}
    last = DAY + timedelta(days=180)
    assert erase_on(last) == {("remarks", case.assessment.subject): 2}
    assert texts() == ["", ""]
    assert texts(field="quote") == ["要树荫", ""]  # it is public
    assert texts(field="erased_at") == [noon(last)] * 2
    proof = Erasure.objects.get()
    keys = {
        "columns": ["participation.Remark.quote", "participation.Remark.text"],
        "keys": [first.pk, second.pk],
    }
    assert (proof.rule, proof.subject, proof.rows) == ("remarks", case.assessment.subject, 2)
    assert proof.keys_hash == sha256(canonical_json(keys))


def test_words_of_a_matter_without_a_report_are_erased_two_years_after_the_session(case, city):
    early = said.session(case, city.drafter, held_on=DAY)
    late = said.session(case, city.drafter, held_on=DAY + timedelta(days=30))
    said.remark(early, quote="要树荫")
    said.remark(late, quote="要水龙头")
    assert erase_on(DAY + timedelta(days=729)) == {}
    assert erase_on(DAY + timedelta(days=730)) == {("remarks", case.assessment.subject): 1}
    assert (texts(), texts(field="quote")) == (["", WORDS], ["", "要水龙头"])


def test_a_quote_of_a_report_that_was_taken_back_goes_too(case, city):
    said.remark(said.session(case, city.drafter), quote="要树荫")
    publication = said.published(case, noon(DAY))
    Retraction.objects.create(
        publication=publication, reason="误发", retracted_by=city.office, retracted_at=noon(DAY)
    )
    assert erase_on(DAY + timedelta(days=180)) == {("remarks", case.assessment.subject): 1}
    assert texts(field="quote") == [""]


def test_what_was_taken_back_is_nothing_to_erase(case, city):
    said.remark(said.session(case, city.drafter, held_on=DAY), text="", taken_back_at=timezone.now())
    assert erase_on(DAY + timedelta(days=730)) == {}


def test_sheets_keep_their_counts_and_are_nobodys(case, city):
    session = said.session(case, city.drafter, held_on=DAY)
    collection = said.collection(session, city.drafter, noon(DAY))
    answers = [{"Q1": "5", "Q2": "1"}, {"Q1": "2", "Q2": "4"}, {"Q1": "5"}, {"Q2": "3"}]
    sheets = [said.sheet(collection, faces=faces) for faces in answers]
    back = said.sheet(collection, faces={"Q1": "1"}, taken_back_at=timezone.now())
    said.remark(session, sheet=sheets[0])
    keys = set(texts(Sheet, "key"))
    done = erase_on(DAY + timedelta(days=730))
    assert done[("sheets", case.assessment.subject)] == 5
    left = Sheet.objects.exclude(pk=back.pk).order_by("pk")
    assert [each.faces for each in left] == [
        {"Q1": "2", "Q2": "1"},
        {"Q1": "5", "Q2": "3"},
        {"Q1": "5", "Q2": "4"},
        {},
    ]
    assert Sheet.objects.get(pk=back.pk).faces == {}
    assert keys & set(texts(Sheet, "key")) == set()
    assert texts(field="sheet") == [None]


def test_sheets_of_two_sessions_are_not_mixed(case, city):
    for face in ("1", "5"):
        session = said.session(case, city.drafter, held_on=DAY)
        said.sheet(said.collection(session, city.drafter, noon(DAY)), faces={"Q1": face})
    erase_on(DAY + timedelta(days=730))
    assert texts(Sheet, "faces") == [{"Q1": "1"}, {"Q1": "5"}]


def test_comments_are_erased_180_days_after_the_notice_closed(case):
    notice = said.notice(case, closes_on=DAY)
    said.comment(notice)
    said.comment(notice, state=Moderation.SET_ASIDE, note="与事项无关")
    assert erase_on(DAY + timedelta(days=180)) == {}
    assert erase_on(DAY + timedelta(days=181)) == {("comments", case.assessment.subject): 2}
    assert texts(Comment) == ["", ""]
    assert sorted(texts(Comment, "note")) == ["", "与事项无关"]


def test_a_concern_is_erased_three_years_after_it_was_settled(city):
    settled = said.concern(city, Handling.REPORTED, noon(DAY))
    said.concern(city, Handling.CLOSED, noon(DAY))
    said.concern(city, Handling.TAKEN, noon(DAY))
    said.concern(city, Handling.OPEN)
    assert erase_on(DAY + timedelta(days=1094)) == {}
    done = erase_on(DAY + timedelta(days=1095))
    assert done == {("concerns", f"concern:{pk}"): 1 for pk in (settled.pk, settled.pk + 1)}
    assert texts(Concern) == ["", "", "有人打我", "有人打我"]
    settled.refresh_from_db()
    assert (settled.case, settled.context, settled.note) == ("", "", "")
    assert settled.handling == Handling.REPORTED


@pytest.mark.parametrize("closed_early", [True, False])
def test_a_link_is_erased_seven_days_after_the_collection_closed(case, city, closed_early):
    row = said.collection(
        said.session(case, city.drafter, held_on=DAY),
        city.drafter,
        noon(DAY + timedelta(days=closed_early)),
    )
    if closed_early:
        Collection.objects.update(closed_at=noon(DAY))
    assert erase_on(DAY + timedelta(days=6)) == {}
    assert erase_on(DAY + timedelta(days=7)) == {("tokens", case.assessment.subject): 1}
    token = Collection.objects.get().token
    assert (token != row.token, token[:7]) == (True, "erased:")


def test_running_twice_is_running_once(case, city):
    said.remark(said.session(case, city.drafter, held_on=DAY))
    over = DAY + timedelta(days=730)
    assert erase_on(over) == {("remarks", case.assessment.subject): 1}
    assert erase_on(over + timedelta(days=400)) == {}
    assert Erasure.objects.count() == 1


def test_the_ledger_is_told_in_numbers_and_every_proof_stands_in_it(case, city):
    session = said.session(case, city.drafter, held_on=DAY)
    said.remark(session, quote="要树荫")
    said.sheet(said.collection(session, city.drafter, noon(DAY)), faces={"Q1": "1"})
    erase_on(DAY + timedelta(days=730))
    told = Event.objects.filter(name=erasing.ERASED).order_by("position")
    assert [(each.position, each.subject, each.data, each.actor.username) for each in told] == [
        (
            proof.ledger_position,
            case.assessment.subject,
            {"rule": proof.rule, "rows": proof.rows, "keys": proof.keys_hash},
            "system",
        )
        for proof in Erasure.objects.order_by("ledger_position")
    ]
    assert [each.data["rule"] for each in told] == ["remarks", "sheets", "tokens"]
    assert verify_chain().intact


class PowerCut(Exception):
    pass


def test_what_breaks_off_leaves_the_words_and_no_proof_and_stops_no_other_subject(
    case, city, tiny, monkeypatch
):
    """The second run does what the first did not."""
    other = factories.make_case(city, tiny)
    for each in (case, other):
        said.remark(said.session(each, city.drafter, held_on=DAY))
    rule = {each.name: each for each in erasing.rules()}["remarks"]

    def breaks_off(keys, now):
        erased = rule.erase(keys, now)
        if Remark.objects.filter(pk__in=erased, session__assessment=case.assessment).exists():
            raise PowerCut
        return erased

    monkeypatch.setitem(erasing.RULES, "remarks", replace(rule, erase=breaks_off))
    over = DAY + timedelta(days=730)
    with pytest.raises(PowerCut):
        erase_on(over)
    assert texts() == [WORDS, ""]
    assert [each.subject for each in Erasure.objects.all()] == [other.assessment.subject]
    monkeypatch.undo()
    assert erase_on(over) == {("remarks", case.assessment.subject): 1}
    assert texts() == ["", ""]


def test_the_command_says_what_it_would_do_and_does_it(case, city):
    said.remark(said.session(case, city.drafter, held_on=DAY))
    with time_machine.travel(noon(DAY + timedelta(days=730)), tick=False):
        assert told(dry_run=True) == [f"remarks\t{case.assessment.subject}\t1", "1 rows would be erased"]
        assert (texts(), Erasure.objects.count()) == ([WORDS], 0)
        assert told() == [f"remarks\t{case.assessment.subject}\t1", "1 rows erased"]
        assert (texts(), told()) == ([""], ["0 rows erased"])


def told(**options):
    out = StringIO()
    call_command("erase_expired", stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_clock_asks_once_a_day_and_the_worker_erases(case, city):
    said.remark(said.session(case, city.drafter, held_on=DAY))
    over = noon(DAY + timedelta(days=730))
    for later in (timedelta(), timedelta(hours=1), timedelta(days=1)):
        with time_machine.travel(over + later, tick=False):
            ask_to_erase()
    jobs = Job.objects.filter(kind=erasing.ERASE_JOB).order_by("pk")
    assert [job.key for job in jobs] == ["privacy.erase:2028-05-03", "privacy.erase:2028-05-04"]
    with time_machine.travel(over, tick=False):
        assert deliver(jobs[0].pk)
    assert (Job.objects.get(pk=jobs[0].pk).state, texts()) == (JobState.DONE, [""])
