"""Preparing a publication: who may, what stands in the way of issuing, and what a signature stands for."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from ledger.canonical import canonical_json
from ledger.errors import Conflict, Refused
from ledger.models import Event, Job, JobState
from ledger.outbox import MAX_ATTEMPTS, deliver
from notices.models import Notice
from reports import preparing
from reports.child import PARTS
from reports.enums import Ground
from reports.models import ChildText, DisclosureReview, Publication, Redaction
from reports.operations import freeze
from reports.preparing import disclose, hand_to_second, save_child_text, sign_review, withhold
from reports.queries.preparing import unprepared
from reports.record import build_record
from tests import factories
from tests.factories import bring_to, last_event, move
from workflows.doors import report_key
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.operations import retry_report

READABLE = {
    "decided": "大人们同意了。",
    "said": "同学们想去操场。",
    "changes": "操场放学以后也开门。",
    "stays": "别的地方和原来一样。",
}
HARD = READABLE | {"changes": "统筹协调联动机制" * 12}
FACTS = "/aspects/0/indicators/0/facts"


@pytest.fixture
def decided(case, city):
    return bring_to(Stage.PUBLICATION, case, city)


@pytest.fixture
def signed(decided, city):
    factories.prepare(decided, city)
    return decided


def version_of(case):
    review = DisclosureReview.objects.filter(assessment=case.assessment).first()
    return review.version if review else 0


def black(case, actor, words="调查数据", ground=Ground.PRIVACY):
    return withhold(
        assessment=case.assessment, version=version_of(case), words=words, ground=ground, actor=actor
    )


def tell_children(case, actor, content=READABLE, version=0):
    return save_child_text(assessment=case.assessment, version=version, content=content, actor=actor)


def test_nothing_is_issued_before_a_second_person_has_signed(decided, city, unchanged):
    with unchanged(Refused, Case, match="Nobody has reviewed yet"):
        move(decided, Action.ISSUE, city.office)
    review = hand_to_second(assessment=decided.assessment, version=0, actor=city.office)
    with unchanged(Refused, Case, match="second person has not signed"):
        move(decided, Action.ISSUE, city.office)
    with unchanged(Refused, DisclosureReview, match="prepared it yourself"):
        sign_review(assessment=decided.assessment, version=review.version, actor=city.office)
    sign_review(assessment=decided.assessment, version=review.version, actor=city.head)
    assert unprepared(decided) == []
    assert move(decided, Action.ISSUE, city.office).state == Stage.ISSUING


@pytest.mark.parametrize("name", ["drafter", "member_a", "expert_a", "outsider"])
def test_only_the_office_prepares_and_only_office_or_head_sign(decided, city, unchanged, name):
    stranger = city.people[name]
    models = (DisclosureReview, Redaction, ChildText)
    with unchanged(PermissionDenied, *models):
        hand_to_second(assessment=decided.assessment, version=0, actor=stranger)
    with unchanged(PermissionDenied, *models):
        black(decided, stranger)
    with unchanged(PermissionDenied, *models):
        tell_children(decided, stranger)
    review = hand_to_second(assessment=decided.assessment, version=0, actor=city.office)
    with unchanged(PermissionDenied, *models):
        sign_review(assessment=decided.assessment, version=review.version, actor=stranger)
    with unchanged(PermissionDenied, *models):
        disclose(assessment=decided.assessment, version=review.version, redaction=1, actor=stranger)


def test_the_head_of_the_unit_signs_and_does_not_prepare(decided, city, unchanged):
    with unchanged(PermissionDenied, ChildText):
        tell_children(decided, city.head)
    assert move(_signed_by(decided, city, city.head), Action.ISSUE, city.office).state == Stage.ISSUING


def _signed_by(case, city, second):
    review = hand_to_second(assessment=case.assessment, version=version_of(case), actor=city.office)
    sign_review(assessment=case.assessment, version=review.version, actor=second)
    return case


def test_whoever_has_had_a_hand_in_it_does_not_sign_it(decided, city, unchanged):
    """Also where somebody else has handed it over; the head, who has written nothing, is the one who is asked."""
    black(decided, city.office)
    review = hand_to_second(assessment=decided.assessment, version=version_of(decided), actor=city.office_two)
    for preparer in (city.office, city.office_two):
        with unchanged(Refused, DisclosureReview, match="prepared it yourself"):
            sign_review(assessment=decided.assessment, version=review.version, actor=preparer)
    told = Notice.objects.filter(key__startswith="second-reader")
    assert [each.recipient for each in told] == [city.head]
    sign_review(assessment=decided.assessment, version=review.version, actor=city.head)
    tell_children(decided, city.office)
    hand_to_second(assessment=decided.assessment, version=version_of(decided), actor=city.office)
    sign_review(assessment=decided.assessment, version=version_of(decided), actor=city.office_two)
    assert unprepared(decided) == []


def test_what_is_signed_as_it_stands_is_not_handed_over_again(signed, city, unchanged):
    with unchanged(Refused, DisclosureReview, Notice, match="signed as it stands"):
        hand_to_second(assessment=signed.assessment, version=version_of(signed), actor=city.office)


def test_whoever_could_sign_is_told_once(decided, city):
    review = hand_to_second(assessment=decided.assessment, version=0, actor=city.office)
    told = Notice.objects.filter(key__startswith="second-reader").values_list(
        "recipient__username", flat=True
    )
    assert sorted(told) == sorted(each.username for each in (city.head, city.office_two))
    assert last_event().data == {"version": review.version, "withheld": 0}


def test_withheld_words_are_black_in_the_record_and_sealed_here(decided, city):
    marks = black(decided, city.office)
    record = build_record(decided)
    facts = [each["facts"] for part in record["aspects"] for each in part["indicators"]]
    assert (facts[0], len(facts), len(marks)) == ("████[1]。", len(record["redactions"]), len(marks))
    assert record["redactions"][0] == {"number": 1, "place": FACTS, "kind": "text", "ground": "privacy"}
    assert "调查数据" not in canonical_json(record)
    assert {each.original for each in marks} == {"调查数据"}


def test_the_ledger_learns_where_and_never_what(decided, city):
    black(decided, city.office)
    event = last_event()
    assert (event.name, event.data["ground"], event.data["places"][0]) == (
        "disclosure.withheld",
        "privacy",
        f"{FACTS} 0–4",
    )
    told = Event.objects.filter(name__startswith="disclosure").values_list("data", flat=True)
    assert [each for each in told if "调查数据" in str(each)] == []


def test_words_that_stand_nowhere_are_no_silent_success(decided, city, unchanged):
    for words in ("不在这里的词", "", "示例事项"):  # the last is the title, which is public
        with unchanged(Refused, Redaction, match="stand nowhere"):
            black(decided, city.office, words=words)
    black(decided, city.office)
    with unchanged(Refused, Redaction, match="withheld already"):
        black(decided, city.office, words="查数")
    with unchanged(Refused, Redaction, match="legal ground"):
        black(decided, city.office, words="示例数据", ground="because")


def test_what_a_box_covers_in_part_is_covered_whole(decided, city):
    black(decided, city.office, words="调查")
    assert {each.original for each in black(decided, city.office, words="调查数据")} == {"数据"}
    assert "数据" not in canonical_json(build_record(decided)["aspects"])


def test_words_that_stand_everywhere_are_refused(decided, city, unchanged, monkeypatch):
    monkeypatch.setattr(preparing, "MOST_PLACES", len(black(decided, city.office, words="调查")) - 1)
    with unchanged(Refused, Redaction, match="at most"):
        black(decided, city.office, words="数据")


def test_what_is_given_back_is_public_again(decided, city):
    marks = black(decided, city.office)
    for mark in marks:
        disclose(
            assessment=decided.assessment, version=version_of(decided), redaction=mark.pk, actor=city.office
        )
    assert (build_record(decided)["redactions"], Redaction.objects.count()) == ([], 0)
    before = factories.rows_of(Redaction)
    disclose(
        assessment=decided.assessment, version=version_of(decided), redaction=marks[0].pk, actor=city.office
    )
    assert factories.rows_of(Redaction) == before


@pytest.mark.parametrize("change", ["withhold", "children"])
def test_any_change_takes_the_signature_away(signed, city, unchanged, change):
    changes = {
        "withhold": lambda: black(signed, city.office),
        "children": lambda: tell_children(signed, city.office),
    }
    changes[change]()
    with unchanged(Refused, Case, match="second person has not signed"):
        move(signed, Action.ISSUE, city.office)


def test_a_signature_stands_for_the_words_that_were_read(signed, city, unchanged):
    """Planted: something of the record changes in another way than by preparing."""
    signed.assessment.answers.update(facts="另外的数据。")
    with unchanged(Refused, Case, match="has changed since it was signed"):
        move(signed, Action.ISSUE, city.office)


def test_a_text_that_changed_under_its_mark_holds_the_report_back(decided, city, unchanged):
    black(decided, city.office)
    decided.assessment.answers.update(facts="另外的数据。")
    assert unprepared(decided) == [
        "A text has changed of which something was withheld; please look at it again."
    ]
    with unchanged(Refused, Case, match="look at it again"):
        move(decided, Action.ISSUE, city.office)


def test_two_who_prepare_at_once_learn_of_one_another(decided, city, unchanged):
    black(decided, city.office)
    with unchanged(Conflict, Redaction, DisclosureReview) as caught:
        withhold(
            assessment=decided.assessment,
            version=0,
            words="示例数据",
            ground=Ground.BUSINESS,
            actor=city.office_two,
        )
    assert (caught.value.mine["words"], caught.value.version) == ("示例数据", 1)
    assert caught.value.theirs["withheld"][0] == f"{FACTS} 0–4"
    with unchanged(Conflict, DisclosureReview):
        sign_review(assessment=decided.assessment, version=0, actor=city.head)


def test_words_for_children_conflict_with_both_texts(decided, city, unchanged):
    tell_children(decided, city.office)
    mine = READABLE | {"decided": "大人们说好。"}
    with unchanged(Conflict, ChildText) as caught:
        tell_children(decided, city.office_two, mine)
    assert (caught.value.theirs, caught.value.mine) == (
        {"decided": READABLE["decided"]},
        {"decided": mine["decided"]},
    )
    before = factories.rows_of(ChildText)
    tell_children(decided, city.office_two)  # the same words over again
    assert factories.rows_of(ChildText) == before
    assert tell_children(decided, city.office_two, mine, version=1).version == 2


def test_words_that_children_cannot_read_hold_the_report_back(decided, city, unchanged):
    tell_children(decided, city.office, HARD)
    factories.prepare(decided, city)
    with unchanged(Refused, Case, match="cannot read"):
        move(decided, Action.ISSUE, city.office)
    tell_children(decided, city.office, READABLE, version=1)
    factories.prepare(decided, city)
    assert move(decided, Action.ISSUE, city.office).state == Stage.ISSUING


def test_words_that_do_not_fit_on_two_sheets_hold_the_report_back(decided, city):
    tell_children(decided, city.office, READABLE | {"changes": "\n".join(["做得更好。"] * 60)})
    factories.prepare(decided, city)
    assert unprepared(decided) == ["The text for children does not fit on its two sheets."]


def test_children_are_told_all_four_things(decided, city, unchanged):
    for part in PARTS:
        with unchanged(Refused, ChildText, match="all four"):
            tell_children(decided, city.office, READABLE | {part: ""})


def test_the_record_has_the_office_s_words_or_a_draft(decided, city):
    draft = build_record(decided)["child"]
    assert ("示例事项" in draft["decided"], sorted(draft)) == (True, sorted(PARTS))
    tell_children(decided, city.office)
    assert build_record(decided)["child"] == READABLE


def test_a_draft_does_not_tell_what_is_withheld(decided, city):
    voice = "教室太热，想装风扇"
    decided.meeting.decision.conditions.create(position=1, text=f"{voice}。", owner="学校", due="2027-01-01")
    black(decided, city.office, words=voice)
    assert voice not in canonical_json(build_record(decided))


def test_words_that_are_withheld_are_not_told_to_children_either(decided, city, unchanged):
    black(decided, city.office)
    tell_children(decided, city.office, READABLE | {"said": "调查 数据说很好。"})
    factories.prepare(decided, city)
    with unchanged(Refused, Case, match="says what is withheld"):
        move(decided, Action.ISSUE, city.office)


def test_what_is_read_elsewhere_all_the_same_may_be_told_to_children(decided, city):
    mark, *_others = black(decided, city.office)
    disclose(assessment=decided.assessment, version=version_of(decided), redaction=mark.pk, actor=city.office)
    tell_children(decided, city.office, READABLE | {"said": "调查数据说很好。"})
    factories.prepare(decided, city)
    assert unprepared(decided) == []


def test_nobody_signs_under_a_mark_whose_text_has_changed(decided, city, unchanged):
    black(decided, city.office)
    decided.assessment.answers.update(facts="另外的数据。")
    review = hand_to_second(assessment=decided.assessment, version=version_of(decided), actor=city.office)
    with unchanged(Refused, DisclosureReview, match="look at it again"):
        sign_review(assessment=decided.assessment, version=review.version, actor=city.head)


def test_by_its_form_nothing_unsigned_is_issued(decided, city, as_user):
    response = as_user(city.office).post(reverse("workflows:move_case", args=[decided, "issue"]))
    assert (response.status_code, "Nobody has reviewed yet" in response.content.decode()) == (422, True)
    assert Case.objects.get().state == Stage.PUBLICATION


def test_by_its_job_nothing_is_frozen_but_what_was_signed(decided, city, as_user):
    """Planted: the record changes after the move, and before the worker has come to it."""
    case = move(_signed_by(decided, city, city.head), Action.ISSUE, city.office)
    case.assessment.answers.update(facts="另外的数据。")
    job = Job.objects.get(key=report_key(case))
    for _attempt in range(MAX_ATTEMPTS):
        deliver(job.pk)
    job.refresh_from_db()
    why = "The report has changed since it was signed; it has to be read and signed again."
    assert (job.state, job.error, Publication.objects.count()) == (JobState.FAILED, why, 0)
    page = as_user(city.office).get(case.get_absolute_url()).content.decode()
    assert (why in page, reverse("reports:show_preparation", args=[case]) in page) == (True, True)
    retry_report(case=case, actor=city.office)
    deliver(job.pk)
    assert Publication.objects.count() == 0
    _signed_by(case, city, city.head)
    assert freeze(assessment=case.assessment, actor=User.objects.system()).content["child"]


@pytest.mark.parametrize("stage", [Stage.COMMITTEE, Stage.ISSUING])
def test_there_is_a_time_for_preparing(case, city, unchanged, stage):
    case = bring_to(stage, case, city)
    for act in (
        lambda: tell_children(case, city.office),
        lambda: black(case, city.office),
        lambda: hand_to_second(assessment=case.assessment, version=version_of(case), actor=city.office),
        lambda: sign_review(assessment=case.assessment, version=version_of(case), actor=city.head),
    ):
        with unchanged(Refused, ChildText, Redaction, DisclosureReview, match="no longer possible"):
            act()
