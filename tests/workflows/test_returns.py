"""Sending back item by item: what opens, what stays closed, what the office sees when it comes back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.enums import Part, ReturnReason
from assessments.models import Answer, Assessment, GroupFinding, Return, ReturnedItem
from assessments.operations import attach_evidence, remove_evidence
from assessments.operations.returning import Flaw
from committees.enums import Outcome
from ledger.errors import Refused
from ledger.models import Event
from notices.models import Notice
from tests import factories
from tests.factories import answer, bring_to, consider, move
from tests.set_files import STAGES
from workflows.carrying import why_not
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.operations import hand_back, send_back
from workflows.queries.returns import check_page, returns_of

FACTS = Flaw(Part.ANSWER, "A1", ReturnReason.THIN, "请写明影响多少儿童。")


@pytest.fixture
def checked(city):
    """A case at the office check, with two special groups in its edition."""
    shape = {"stages": STAGES, "special": ("RUR",)}
    return bring_to(Stage.OFFICE_CHECK, factories.make_case(city, factories.make_set(**shape)), city)


def sent(case, city, *flaws, note=""):
    return send_back(case=case, note=note, items=flaws or [FACTS], actor=city.office)


def again(case, city):
    """Hand it in and sign it, as it is."""
    return bring_to(Stage.OFFICE_CHECK, move(case, Action.HAND_IN, city.drafter), city)


def page(case, name="check_items"):
    return reverse(f"workflows:{name}", args=[case])


def test_a_return_keeps_what_the_office_has_read(checked, city):
    sent(checked, city, FACTS, Flaw(Part.GROUP, "RUR", ReturnReason.UNFOUNDED), note="请补正。")
    returned = Return.objects.get()
    assert (returned.number, returned.note, returned.returned_by, returned.closed_at) == (
        1,
        "请补正。",
        city.office,
        None,
    )
    first, second = returned.items.all()
    assert (first.part, first.code, first.reason, first.note, first.version) == (
        "answer",
        "A1",
        "thin",
        "请写明影响多少儿童。",
        1,
    )
    assert (first.read["facts"], first.read["evidence"]) == ("调查数据。", [])
    assert (second.part, second.code, second.read) == (
        "group",
        "RUR",
        {"rating": "0", "grounds": "与该群体无关。"},
    )


def test_only_what_is_named_opens(checked, city, unchanged):
    case = sent(checked, city)
    assert case.state == Stage.SELF_ASSESSMENT
    assert answer(case, "A1", city.drafter, facts="共 320 名儿童。").version == 2
    with unchanged(Refused, Answer, match="sent back other parts of the file only"):
        answer(case, "A2", city.drafter, facts="改写。")
    with unchanged(Refused, GroupFinding, match="sent back other parts"):
        consider(case, city.drafter, rating="1", grounds="改写。")


def test_evidence_follows_its_indicator(checked, city, unchanged):
    case = sent(checked, city)
    where = {"assessment": case.assessment, "actor": city.drafter}
    file = factories.upload()
    kept = attach_evidence(indicator=factories.indicator(case, "A1"), file=file, name="证据.pdf", **where)
    with unchanged(Refused, match="sent back other parts"):
        attach_evidence(indicator=factories.indicator(case, "B1"), file=file, name="证据.pdf", **where)
    remove_evidence(evidence=kept, actor=city.drafter)


def test_a_group_alone_can_be_sent_back(checked, city, unchanged):
    case = sent(checked, city, Flaw(Part.GROUP, "RUR", ReturnReason.GROUPS))
    consider(case, city.drafter, rating="-1", grounds="农村儿童上学更远。")
    with unchanged(Refused, Answer, match="sent back other parts"):
        answer(case, "A1", city.drafter, facts="改写。")


def test_without_items_everything_opens(checked, city):
    case = send_back(case=checked, note="请全面补充。", actor=city.office)
    assert [answer(case, code, city.drafter, facts="补充").version for code in ("A1", "B1")] == [2, 2]
    assert list(Return.objects.get().items.all()) == []


def test_the_head_s_hand_back_opens_no_more_than_the_return(checked, city, unchanged):
    case = move(sent(checked, city), Action.HAND_IN, city.drafter)
    case = hand_back(case=case, note="再核一遍。", actor=city.head)
    answer(case, "A1", city.drafter, facts="再核。")
    with unchanged(Refused, Answer, match="sent back other parts"):
        answer(case, "A2", city.drafter, facts="改写。")


def test_back_at_the_office_the_return_is_closed(checked, city):
    case = again(sent(checked, city), city)
    assert Return.objects.get().closed_at is not None
    case = sent(case, city, Flaw(Part.ANSWER, "B1", ReturnReason.STALE))
    assert answer(case, "B1", city.drafter, facts="2026 年数据。").version == 2
    assert [each.number for each in Return.objects.all()] == [1, 2]


def test_the_committee_s_return_opens_everything(checked, city):
    case = again(sent(checked, city), city)
    case = factories.returned(bring_to(Stage.COMMITTEE, case, city), city)
    assert (case.round, answer(case, "B1", city.drafter, facts="重评。").version) == (2, 2)
    assert check_page(bring_to(Stage.OFFICE_CHECK, case, city)).last is None


@pytest.mark.parametrize(
    ("flaw", "said"),
    [
        (Flaw(Part.ANSWER, "Z9", ReturnReason.THIN), "no such part"),
        (Flaw(Part.GROUP, "ALL", ReturnReason.THIN), "no such part"),
        (Flaw(Part.CHILDREN, "", ReturnReason.THIN), "no such part"),
        (Flaw(Part.ANSWER, "A1", "gone"), "choose a reason"),
        (Flaw(Part.ANSWER, "A1", ReturnReason.OTHER), "what the other reason is"),
        (Flaw(Part.ANSWER, "A1", ReturnReason.THIN, "长" * 1001), "at most 1000"),
    ],
)
def test_what_cannot_be_sent_back_is_refused(checked, city, unchanged, flaw, said):
    with unchanged(Refused, Return, ReturnedItem, match=said):
        sent(checked, city, flaw)


def test_nothing_is_marked_twice(checked, city, unchanged):
    with unchanged(Refused, Return, match="marked twice"):
        sent(checked, city, FACTS, FACTS)


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a", "outsider"])
def test_only_the_office_sends_back(checked, city, unchanged, name):
    with unchanged(PermissionDenied, Return):
        send_back(case=checked, note="", items=[FACTS], actor=getattr(city, name))


def test_a_second_return_reads_that_it_came_too_late(checked, city, unchanged):
    sent(checked, city)
    with unchanged(Refused, Return, match="no longer possible"):
        send_back(case=checked, note="", items=[FACTS], actor=city.office_two)


def test_the_office_sees_what_changed_against_what_it_read(checked, city):
    case = sent(checked, city, FACTS, Flaw(Part.ANSWER, "B1", ReturnReason.STALE))
    answer(case, "A1", city.drafter, rating="-1", facts="调查数据，共 320 名。", mitigation="错峰施工。")
    found = check_page(again(case, city))
    changed = {each.item.code: each.changed for each in found.came}
    assert [each.label for each in changed["A1"]] == ["Impact", "Facts and grounds", "Mitigation"]
    facts = changed["A1"][1].marks
    assert "".join(mark.text for mark in facts if mark.kind != "added") == "调查数据。"
    assert "".join(mark.text for mark in facts if mark.kind != "removed") == "调查数据，共 320 名。"
    assert (changed["B1"], found.elsewhere) == ([], [])


def test_what_was_written_beside_the_return_would_be_seen(checked, city):
    """As if a door had let something through."""
    case = sent(checked, city)
    answer(case, "A1", city.drafter, facts="补充。")
    row = case.assessment.answers.get(indicator__code="B1")
    Answer.objects.filter(pk=row.pk).update(
        facts="别处", updated_at=case.assessment.answers.get(indicator__code="A1").updated_at
    )
    assert [each.code for each in check_page(again(case, city)).elsewhere] == ["B1"]


def test_a_file_with_a_part_open_stays_under_its_edition(checked, city):
    sent(checked, city)
    newer = factories.make_set(stages=STAGES, special=("RUR",), edition="2")
    assert "only parts of the file" in why_not(Case.objects.get(), newer)


def test_the_officer_in_charge_is_told_and_without_one_all(checked, city):
    sent(checked, city)
    assert [(each.recipient, each.kind, each.url) for each in Notice.objects.filter(kind="returned")] == [
        (city.drafter, "returned", page(checked, "show_returns"))
    ]
    Assessment.objects.update(responsible=None)
    case = again(Case.objects.get(), city)
    sent(case, city)
    told = Notice.objects.filter(kind="returned").exclude(recipient=city.drafter)
    assert [each.recipient for each in told] == [city.colleague]
    assert Notice.objects.filter(kind="returned", recipient=city.drafter).count() == 2


def test_the_committee_s_return_is_told_too(checked, city):
    factories.returned(checked, city)
    notice = Notice.objects.get(kind="returned")
    assert (notice.recipient, notice.text_en) == (city.drafter, "The whole file is open again.")


def test_the_check_page_sends_back_what_is_marked(checked, city, as_user):
    browser = as_user(city.office)
    words = {"mark-answer-A1": "on", "reason-answer-A1": "thin", "note-answer-A1": "请补充。", "note": ""}
    assert browser.get(page(checked)).status_code == 200
    response = browser.post(page(checked), words)
    assert (response.status_code, response["Location"]) == (302, checked.get_absolute_url())
    item = ReturnedItem.objects.get()
    assert (item.part, item.code, item.reason, item.note) == ("answer", "A1", "thin", "请补充。")
    replay = browser.post(page(checked), words)
    assert (replay.status_code, Return.objects.count()) == (422, 1)
    assert "请补充。" in replay.content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, "say what is missing"),
        ({"mark-answer-A1": "on"}, "Please choose a reason"),
        ({"mark-answer-A1": "on", "reason-answer-A1": "gone"}, "Select a valid choice"),
        ({"mark-answer-A1": "on", "reason-answer-A1": "other"}, "what the other reason is"),
        ({"note-answer-A1": "只写了说明"}, "mark it, or empty both"),
        (
            {"mark-answer-A1": "on", "reason-answer-A1": "thin", "note-answer-A1": "长" * 1001},
            "at most 1000 fit",
        ),
        ({"mark-answer-Z9": "on", "reason-answer-Z9": "thin"}, "say what is missing"),
        ({"note": "长" * 20001}, "characters"),
        ({"note": "零\x00字节"}, ""),
    ],
)
def test_a_bad_return_keeps_its_words_and_sends_nothing(checked, city, as_user, words, said):
    response = as_user(city.office).post(page(checked), words)
    text = response.content.decode()
    assert (response.status_code, said in text, Return.objects.count()) == (422, True, 0)
    assert words.get("note-answer-A1", "") in text


def test_the_department_sees_what_came_back_first_and_why_the_rest_is_closed(checked, city, as_user):
    case = sent(checked, city)
    browser = as_user(city.drafter)
    to = browser.get(reverse("assessments:continue_questionnaire", args=[case]))
    assert to["Location"] == page(case, "show_returns")
    listed = browser.get(to["Location"]).content.decode()
    aspect = reverse("assessments:show_aspect", args=[case, "A"])
    assert f"{aspect}#A1" in listed
    assert "请写明影响多少儿童。" in listed
    text = browser.get(aspect).content.decode()
    assert "Sent back by the office" in text
    assert ('id="form-A1"' in text, 'id="form-A2"' in text) == (True, False)
    assert "Closed: the office has sent back other parts only" in text


@pytest.mark.parametrize("name", ["expert_a", "member_a"])
def test_what_unit_and_office_write_one_another_is_theirs(checked, city, as_user, name):
    case = again(sent(checked, city), city)
    stage = Stage.EXPERT_PANEL if name == "expert_a" else Stage.COMMITTEE
    case = bring_to(stage, case, city)
    browser = as_user(getattr(city, name))
    assert browser.get(page(case, "show_returns")).status_code == 403
    overview = browser.get(case.get_absolute_url()).content.decode()
    assert ("Returns" in overview, "Officer in charge" in overview) == (False, False)


def test_the_history_is_read_on_the_case_page(checked, city, as_user):
    case = again(sent(checked, city), city)
    sent(case, city, Flaw(Part.ANSWER, "B1", ReturnReason.STALE))
    for person in (city.drafter, city.head, city.office):
        text = as_user(person).get(case.get_absolute_url()).content.decode()
        assert (text.count("#return-1"), text.count("#return-2")) == (1, 1)
    rows = returns_of(case.assessment)
    assert [(row.returned.number, row.newest, [each.item.code for each in row.came]) for row in rows] == [
        (2, True, ["B1"]),
        (1, False, ["A1"]),
    ]


def test_pages_ask_the_same_of_the_database_for_one_item_or_many(checked, city, as_user, count_queries):
    case = sent(checked, city)
    office, drafter = as_user(city.office), as_user(city.drafter)
    aspect = reverse("assessments:show_aspect", args=[case, "A"])
    pages = [(office, page(case)), (drafter, page(case, "show_returns")), (drafter, aspect)]
    few = [count_queries(lambda at=at: at[0].get(at[1])) for at in pages]
    case = again(case, city)
    many = [Flaw(Part.ANSWER, code, ReturnReason.THIN) for code in ("A1", "A2", "B1")]
    sent(case, city, *many, Flaw(Part.GROUP, "RUR", ReturnReason.GROUPS))
    more = [count_queries(lambda at=at: at[0].get(at[1])) for at in pages]
    assert [b - a for a, b in zip(few, more, strict=True)] == [0, 0, 0]


def test_the_event_says_what_was_sent_back(checked, city):
    sent(checked, city, note="请补正。")
    moved, opened = Event.objects.order_by("-position")[:2]
    assert (opened.name, opened.data["items"][0]["code"]) == ("return.opened", "A1")
    assert (moved.name, moved.data["note"]) == ("case.moved", "请补正。")


def test_every_outcome_but_a_return_leaves_the_file_closed(checked, city):
    case = bring_to(Stage.COMMITTEE, checked, city)
    factories.vote_all(case, city, Outcome.APPROVE)
    factories.decide(case=case, note="", obligations=[], actor=city.office)
    assert not Notice.objects.filter(kind="returned").exists()
