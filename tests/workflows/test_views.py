"""Bad input to the case's moves and the sitting: status, message, typed words, nothing stored."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.enums import Outcome
from committees.models import Ballot, Condition, Decision
from ledger.models import Event
from tests import factories
from tests.factories import bring_to, rows_of, vote, vote_all
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.operations import hand_over, send_back


def text_of(response):
    return html.unescape(response.content.decode())


@pytest.fixture
def post(as_user):
    def send(user, name, *args, **data):
        return as_user(user).post(reverse(f"workflows:{name}", args=args), data)

    return send


@pytest.fixture
def checked(case, city):
    return bring_to(Stage.OFFICE_CHECK, case, city)


@pytest.fixture
def sitting(case, city):
    return bring_to(Stage.COMMITTEE, case, city)


def conditions(*rows):
    """A formset as the page sends it: three rows, the unused ones empty."""
    data = {"conditions-TOTAL_FORMS": "3", "conditions-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"conditions-{number}-{field}": value for field, value in row.items()}
    return data


def row(**changes):
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {"text": "增设护栏。", "indicator": "", "owner": "规划专班", "due": due} | changes


def test_opening_a_case_leads_to_it(city, tiny, post):
    typed = {"title": "示例", "matter_class": "M1", "drafting_started": "2026-03-02", "summary": "概要"}
    response = post(city.drafter, "open_case", **typed)
    assert response["Location"] == reverse("workflows:show_case", args=[Case.objects.get()])


@pytest.mark.parametrize("name", ["office", "expert_a", "member_a"])
def test_who_drafts_nothing_opens_no_case(city, tiny, as_user, name):
    browser = as_user(getattr(city, name))
    assert [
        browser.get(reverse("workflows:open_case")).status_code,
        browser.post(reverse("workflows:open_case")).status_code,
    ] == [403, 403]


def test_without_a_set_no_case_is_opened_and_the_page_says_why(city, as_user):
    response = as_user(city.drafter).get(reverse("workflows:open_case"))
    assert (response.status_code, "No indicator set has been loaded yet." in text_of(response)) == (422, True)


def test_a_move_too_early_shows_the_case_and_why(case, city, post):
    before = rows_of(Case)
    response = post(city.drafter, "move_case", case, Action.HAND_IN)
    assert (response.status_code, rows_of(Case)) == (422, before)
    assert "Still to be answered: A1, A2, B1." in text_of(response)


def test_handing_in_twice_is_once_and_the_second_reads_that_it_has_moved(case, city, post):
    factories.answer_all(case, city)
    first = post(city.drafter, "move_case", case, Action.HAND_IN)
    before = rows_of(Case)
    second = post(city.drafter, "move_case", case, Action.HAND_IN)
    assert (first.status_code, second.status_code, rows_of(Case)) == (302, 422, before)
    assert "the case is now in “Office check”" in text_of(second)


def test_an_unknown_move_is_not_found_and_the_engines_own_is_denied(case, city, post):
    assert post(city.office, "move_case", case, "abolish").status_code == 404
    issuing = bring_to(Stage.ISSUING, case, city)
    assert post(city.office, "move_case", issuing, Action.RELEASE).status_code == 403
    assert Case.objects.get().state == Stage.ISSUING


def test_a_reader_who_moves_is_denied(checked, city, post):
    before = rows_of(Case)
    assert (post(city.drafter, "move_case", checked, Action.ACCEPT).status_code, rows_of(Case)) == (
        403,
        before,
    )


def test_sending_back_without_a_note_is_refused(checked, city, post):
    response = post(city.office, "move_case", checked, Action.SEND_BACK, note=" \n ")
    assert (response.status_code, "Please say what is missing" in text_of(response)) == (422, True)


def test_a_note_that_cannot_be_kept_is_refused_and_stays(checked, city, post):
    before = rows_of(Case)
    for note, words in {
        "前\0后": "Null characters",
        "长" * 100_000: "This text has 100000 characters",
    }.items():
        response = post(city.office, "move_case", checked, Action.SEND_BACK, note=note)
        assert (response.status_code, rows_of(Case)) == (422, before)
        assert words in text_of(response)
        assert note.replace("\0", "") in text_of(response).replace("\0", "")


def test_what_office_and_unit_write_one_another_is_not_for_experts_and_members(checked, city, post, as_user):
    back = send_back(case=checked, note="只给部门看。", actor=city.office)
    hand_over(case=back, to=city.colleague, note="只给同事看。", actor=city.drafter)
    case = bring_to(Stage.EXPERT_PANEL, Case.objects.get(pk=back.pk), city)
    read = {}
    for name in ("drafter", "office", "expert_a"):
        page = text_of(as_user(city.people[name]).get(reverse("workflows:show_case", args=[case])))
        read[name] = ["sent the file back" in page, "只给部门看。" in page, "只给同事看。" in page]
    assert read == {"drafter": [True] * 3, "office": [True] * 3, "expert_a": [True, False, False]}


def test_a_note_is_text_in_the_timeline(checked, city, post, as_user):
    note = "<script>alert(1)</script> 𬭚 😀"
    assert post(city.office, "move_case", checked, Action.SEND_BACK, note=note).status_code == 302
    page = as_user(city.drafter).get(reverse("workflows:show_case", args=[checked]))
    assert ("<script>alert" in page.content.decode(), note in text_of(page)) == (False, True)


def test_a_vote_is_kept_and_may_be_changed(sitting, city, post):
    assert post(city.member_a, "post_vote", sitting, choice="approve").status_code == 302
    assert post(city.member_a, "post_vote", sitting, choice="abstain").status_code == 302
    assert Ballot.objects.get(member=city.member_a).choice == "abstain"


def test_a_bad_vote_is_refused_with_its_words(sitting, city, post):
    before = rows_of(Ballot)
    for typed, words in (
        ({"choice": "veto", "opinion": "意见"}, "is not one of the available choices"),
        ({"choice": "", "opinion": "意见"}, "This field is required."),
        ({"choice": "reject", "opinion": ""}, "Please give a reason"),
        ({"choice": "approve", "opinion": "前\0后"}, "Null characters"),
        ({"choice": "approve", "opinion": "长" * 100_000}, "This text has 100000 characters"),
    ):
        response = post(city.member_a, "post_vote", sitting, **typed)
        assert (response.status_code, rows_of(Ballot)) == (422, before)
        assert words in text_of(response)
        assert typed["opinion"].split("\0")[0] in text_of(response)
    assert Ballot.objects.exclude(choice="").count() == 0


def test_who_is_not_on_the_roll_is_denied(sitting, city, post):
    assert [
        post(user, "post_vote", sitting, choice="approve").status_code for user in (city.office, city.drafter)
    ] == [403, 403]
    assert post(city.own_member, "post_vote", sitting, choice="approve").status_code == 404


def test_the_right_is_asked_before_the_form_is_read(sitting, city, post):
    """Nobody gets a form for an act that is not theirs by sending it badly filled in."""
    assert post(city.drafter, "post_vote", sitting, choice="veto").status_code == 403
    assert post(city.drafter, "post_decision", sitting, note="前\0后").status_code == 403


def test_voting_before_there_is_a_sitting_is_not_found(case, city, post):
    assert post(city.office, "post_vote", case, choice="approve").status_code == 404


def test_a_vote_after_the_decision_keeps_the_words_and_says_why(sitting, city, post):
    done = bring_to(Stage.PUBLICATION, sitting, city)
    response = post(city.member_a, "post_vote", done, choice="abstain", opinion="迟到的话")
    assert (
        response.status_code,
        "The vote is closed." in text_of(response),
        "迟到的话" in text_of(response),
    ) == (422, True, True)


def test_a_decision_is_recorded_with_its_conditions_once(sitting, city, post):
    vote_all(sitting, city, Outcome.APPROVE_WITH_CHANGES)
    typed = {
        "deviation": "须整改。",
        **conditions(row(indicator=factories.indicator(sitting, "A2").pk), row(text="乙")),
    }
    assert post(city.office, "post_decision", sitting, **typed).status_code == 302
    kept = [(each.text, str(each.indicator)) for each in Condition.objects.all()]
    before = rows_of(Decision, Condition)
    second = post(city.office_two, "post_decision", sitting, **typed)
    assert (second.status_code, rows_of(Decision, Condition)) == (422, before)
    assert "the case is now in “Publication”" in text_of(second)
    assert kept == [("增设护栏。", "A2 Indicator A2"), ("乙", "None")]


def test_a_bad_decision_is_refused_with_its_words(sitting, city, post):
    vote_all(sitting, city, Outcome.APPROVE_WITH_CHANGES)
    foreign = factories.make_set(edition="2").indicators.get(code="A1").pk
    before = rows_of(Decision)
    for typed in (
        conditions(row(due="2026-02-30")),
        conditions(row(owner="")),
        conditions(row(text="前\0后")),
        conditions(row(text="长" * 1001)),
        conditions(row(indicator=foreign)),
        conditions(row(indicator=10**25)),
        conditions(row(owner="长" * 81)),
        {"conditions-TOTAL_FORMS": "x", "conditions-INITIAL_FORMS": "0"},
        {},
    ):
        response = post(city.office, "post_decision", sitting, note="打好的说明", **typed)
        assert (response.status_code, rows_of(Decision)) == (422, before)
        assert "打好的说明" in text_of(response)


def test_a_decision_that_the_votes_do_not_carry_keeps_the_words(sitting, city, post):
    vote(sitting, city.member_a)
    response = post(city.office, "post_decision", sitting, note="打好的说明", **conditions(row()))
    assert (response.status_code, Decision.objects.count()) == (422, 0)
    for words in ("No quorum: 1 of 3 members have voted", "打好的说明", "增设护栏。"):
        assert words in text_of(response)


@pytest.mark.parametrize("name", ["drafter", "member_a"])
def test_only_the_office_records_the_decision(sitting, city, post, name):
    vote_all(sitting, city)
    before = rows_of(Decision)
    response = post(getattr(city, name), "post_decision", sitting, note="", **conditions())
    assert (response.status_code, rows_of(Decision)) == (403, before)


def test_a_page_of_somebody_signed_in_is_kept_out_of_caches(case, city, as_user):
    assert (
        as_user(city.drafter).get(reverse("workflows:show_case", args=[case]))["Cache-Control"] == "no-store"
    )


def test_get_changes_nothing(checked, city, as_user):
    browser, before = as_user(city.office), rows_of(Case)
    for name, args in {
        "workflows:move_case": [checked, Action.ACCEPT],
        "workflows:post_vote": [checked],
        "workflows:post_decision": [checked],
        "panels:seat_experts": [checked],
        "panels:draw_experts": [checked],
        "panels:appoint_chair": [checked],
        "panels:seal_seat": [checked],
        "panels:post_score": [checked, "A1"],
        "assessments:save_answer": [checked, "A1"],
    }.items():
        assert (name, browser.get(reverse(name, args=args)).status_code) == (name, 405)
    assert rows_of(Case) == before


def test_the_timeline_does_not_count_what_happens_elsewhere(case, city, as_user):
    """Places in the ledger rise with every score and vote, sealed ones too: their distances would tell how many."""
    page = as_user(city.drafter).get(reverse("workflows:show_case", args=[case])).content.decode()
    newest = Event.objects.filter(subject=case.assessment.subject).latest("position")
    assert (f"#{newest.position}<" in page, newest.hash[:8] in page) == (False, True)


@pytest.mark.parametrize(("without", "concluded"), [(("expert_panel",), True), ((), False)])
def test_a_path_without_experts_shows_its_conclusion_once_handed_in(city, as_user, without, concluded):
    case = factories.make_case(city, factories.make_set(without=without))
    assert "Proposed conclusion" not in text_of(as_user(city.office).get(case.get_absolute_url()))
    case = bring_to(Stage.OFFICE_CHECK, case, city)
    shown = text_of(as_user(city.office).get(case.get_absolute_url()))
    assert ("Proposed conclusion" in shown) is concluded
    assert ("Proposed by rule from the self-assessment" in shown) is concluded
