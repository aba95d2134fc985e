"""Rules of who may sit, drawing into a panel, its chair, and what is still lacking."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from ledger.errors import Refused
from ledger.models import Event
from panels.models import Draw, Expert, Seat
from panels.operations import appoint_chair, draw_experts, seat_experts
from panels.queries.seating import nominees, panel_lacks, seating_page
from tests import factories
from tests.factories import bring_to, last_event, make_case, make_set, seat
from workflows.enums import Action, Stage

RULES = "fields: [law, health], districts: 2"


@pytest.fixture
def ruled(city):
    """A case whose panel needs three experts, a lawyer and a doctor among them, from two districts."""
    know(city.expert_a, ["law"], "东区")
    know(city.expert_b, ["health"], "东区")
    know(city.expert_c, ["education"], "西区")
    know(city.expert_d, ["education"], "东区")
    return bring_to(Stage.OFFICE_CHECK, make_case(city, make_set(panel=RULES)), city)


def know(expert, fields, district):
    Expert.objects.filter(user=expert).update(fields=fields, district=district)


def draw(case, city):
    return draw_experts(panel=case.panel, actor=city.office)


def replay(case):
    """Whether every draw came out again, and what was printed."""
    out = io.StringIO()
    try:
        call_command("replay_draw", case.assessment.code, stdout=out)
    except SystemExit as ended:
        return ended.code == 0, out.getvalue()
    return True, out.getvalue()


def test_the_rules_of_the_edition_are_said_one_by_one(ruled, city):
    assert panel_lacks(ruled.panel) == [
        "The panel needs 3 more experts.",
        "Nobody on the panel knows: Law, Child health.",
        "The panel comes from 0 of the 2 districts needed.",
    ]
    seat(ruled, city, [city.expert_a, city.expert_b, city.expert_d])
    assert panel_lacks(ruled.panel) == ["The panel comes from 1 of the 2 districts needed."]
    seat(ruled, city, [city.expert_a, city.expert_b, city.expert_c])
    assert panel_lacks(ruled.panel) == []


def test_a_panel_without_a_required_field_does_not_begin(ruled, city):
    seat(ruled, city, [city.expert_b, city.expert_c, city.expert_d])
    with pytest.raises(Refused, match="Nobody on the panel knows: Law"):
        factories.move(ruled, Action.ACCEPT, city.office)


def test_a_draw_seats_whom_it_drew_and_keeps_all_that_is_needed_to_repeat_it(ruled, city):
    made = draw(ruled, city)
    assert panel_lacks(ruled.panel) == []
    seats = Seat.objects.filter(panel=ruled.panel, drawn_in=made)
    assert {seat.expert.expertise.mark for seat in seats} == set(made.drawn)
    assert (made.number, len(made.seed), made.rules) == (
        1,
        64,
        {"experts": 3, "fields": ["law", "health"], "districts": 2},
    )
    left_out = {each["mark"]: each["left_out"] for each in made.candidates}
    own = Expert.objects.get(user=city.expert_own).mark
    assert [mark for mark, why in left_out.items() if why] == [own]
    event = last_event()
    assert (event.name, event.subject, event.actor) == ("panel.drawn", ruled.panel.subject, city.office)
    assert (event.data["draw"], event.data["seed"], event.data["drawn"]) == (1, made.seed, made.drawn)


def test_a_draw_completes_what_was_chosen_by_hand(ruled, city):
    seat(ruled, city, [city.expert_d])
    made = draw(ruled, city)
    assert len(made.drawn) == 3
    assert not Seat.objects.get(panel=ruled.panel, expert=city.expert_d).drawn_in_id


def test_a_second_draw_stands_beside_the_first(ruled, city):
    draw(ruled, city)
    seat(ruled, city, [])
    draw(ruled, city)
    assert list(Draw.objects.values_list("number", flat=True)) == [1, 2]
    assert [row.draw.number for row in seating_page(ruled.panel).draws] == [1, 2]


def test_a_draw_that_was_put_aside_stays_in_sight_while_the_panel_works(ruled, city, as_user):
    """Whoever draws until the result pleases has every draw shown, with how many of it have a seat."""
    first = draw(ruled, city)
    seat(ruled, city, [])
    second = draw(ruled, city)
    case = factories.move(ruled, Action.ACCEPT, city.office)
    page = as_user(city.office).get(reverse("panels:show_panel", args=[case]))
    assert [(row.draw.number, row.kept) for row in page.context["draws"]] == [(1, 0), (2, 3)]
    said = page.content.decode()
    assert [each.seed in said for each in (first, second)] == [True, True]
    assert ["0 of 3 were seated by it" in said, "3 of 3 were seated by it" in said] == [True, True]
    _same, told = replay(ruled)
    assert [line for line in told.splitlines() if line.startswith("Seated by it")] == [
        "Seated by it: —",
        f"Seated by it: {' '.join(second.drawn)}",
    ]


def test_a_complete_panel_is_not_drawn_again(ruled, city, unchanged):
    draw(ruled, city)
    with unchanged(Refused, Draw, Seat, match="nothing to draw"):
        draw(ruled, city)


def test_a_pool_that_cannot_meet_a_rule_says_which(ruled, city, unchanged):
    know(city.expert_b, ["education"], "东区")
    with unchanged(Refused, Draw, Seat, match="Nobody who may be drawn knows: Child health."):
        draw(ruled, city)


@pytest.mark.parametrize("name", ["drafter", "expert_a", "member_a"])
def test_only_the_office_draws_and_appoints(ruled, city, unchanged, name):
    seat(ruled, city, [city.expert_a])
    with unchanged(PermissionDenied, Draw, Seat):
        draw_experts(panel=ruled.panel, actor=city.people[name])
    with unchanged(PermissionDenied, Seat):
        appoint_chair(panel=ruled.panel, expert=city.expert_a, actor=city.people[name])


def test_an_expert_with_as_many_open_panels_as_agreed_is_not_seated(ruled, city, unchanged):
    Expert.objects.filter(user=city.expert_a).update(most_cases=1)
    other = bring_to(Stage.OFFICE_CHECK, make_case(city, ruled.assessment.indicator_set), city)
    seat(other, city, [city.expert_a])
    seat(other, city, [city.expert_a, city.expert_b])  # one's own panel does not count
    with unchanged(Refused, Seat, match="already sits on 1 open panel, the most agreed"):
        seat(ruled, city, [city.expert_a])
    factories.withdraw(case=other, note="暂缓。", actor=city.drafter)
    seat(ruled, city, [city.expert_a])
    assert panel_lacks(ruled.panel)[0] == "The panel needs 2 more experts."


def test_one_who_sits_there_leads_the_panel(ruled, city, unchanged):
    seat(ruled, city, [city.expert_a, city.expert_b])
    appoint_chair(panel=ruled.panel, expert=city.expert_a, actor=city.office)
    appoint_chair(panel=ruled.panel, expert=city.expert_b, actor=city.office)
    assert last_event().data == {"old": "tc-expert_a", "new": "tc-expert_b"}
    assert list(ruled.panel.seats.filter(chair=True).values_list("expert__username", flat=True)) == [
        "tc-expert_b"
    ]
    with unchanged(Refused, Seat, match="has no seat on this panel"):
        appoint_chair(panel=ruled.panel, expert=city.expert_c, actor=city.office)


def test_the_suggestion_says_why(ruled, city):
    page = seating_page(ruled.panel)
    assert [(str(nominee.entry.user.username), why) for nominee, why in page.suggestion] == [
        ("tc-expert_a", "knows Law; is the first from 东区; sits on no open panel"),
        ("tc-expert_b", "knows Child health; sits on no open panel"),
        ("tc-expert_c", "is the first from 西区; sits on no open panel"),
    ]


def test_nominees_are_read_in_the_same_number_of_queries_however_large_the_pool(ruled, city, count_queries):
    before = count_queries(lambda: nominees(ruled.panel))
    for number in range(6):
        factories.in_pool(city, factories.make_person(f"more-{number}"))
    assert count_queries(lambda: nominees(ruled.panel)) == before


def test_a_draw_is_replayed(ruled, city):
    made = draw(ruled, city)
    same, said = replay(ruled)
    assert same
    assert f"Seed: {made.seed}" in said
    assert said.count(" ".join(made.drawn)) == 3  # recorded, drawn again, seated


@pytest.mark.parametrize(
    ("field", "value"),
    [("seed", "f" * 64), ("drawn", ["E-002"]), ("rules", {"experts": 1, "fields": [], "districts": 0})],
)
def test_a_draw_changed_afterwards_is_found(ruled, city, field, value):
    draw(ruled, city)
    Draw.objects.update(**{field: value})
    same, said = replay(ruled)
    assert not same
    assert "✗" in said


def test_a_candidate_changed_afterwards_is_found_though_the_result_is_the_same(ruled, city):
    made = draw(ruled, city)
    for each in made.candidates:
        each["left_out"] = each["left_out"] and "另一个理由"
    Draw.objects.update(candidates=made.candidates)
    same, said = replay(ruled)
    assert (same, said.count("✓"), said.count("✗")) == (False, 1, 1)


def test_a_case_without_a_draw_has_nothing_to_replay(ruled):
    with pytest.raises(CommandError, match="No experts were drawn"):
        call_command("replay_draw", ruled.assessment.code)


def test_the_office_draws_and_appoints_on_the_page(ruled, city, as_user):
    office, code = as_user(city.office), ruled.assessment.code
    page = office.get(reverse("panels:show_panel", args=[code]))
    assert "Draw experts" in page.content.decode()
    response = office.post(reverse("panels:draw_experts", args=[code]), follow=True)
    said = response.content.decode()
    assert "3 experts drawn" in said
    assert Draw.objects.get().seed in said
    chosen = ruled.panel.seats.first()
    office.post(reverse("panels:appoint_chair", args=[code]), {"seat": chosen.pk})
    assert ruled.panel.seats.get(chair=True) == chosen
    for junk in ("", "x", "0", "9" * 5000):
        assert office.post(reverse("panels:appoint_chair", args=[code]), {"seat": junk}).status_code == 404


def test_a_refused_draw_says_why_on_the_page(ruled, city, as_user):
    know(city.expert_b, ["education"], "东区")
    response = as_user(city.office).post(reverse("panels:draw_experts", args=[ruled.assessment.code]))
    assert response.status_code == 422
    assert "Nobody who may be drawn knows: Child health." in response.content.decode()


@pytest.mark.parametrize("name", ["drafter", "head"])
def test_nobody_else_is_told_of_the_pool(ruled, city, as_user, name):
    browser, code = as_user(city.people[name]), ruled.assessment.code
    for route in ("draw_experts", "seat_experts", "appoint_chair"):
        assert browser.post(reverse(f"panels:{route}", args=[code])).status_code == 403
    draw(ruled, city)
    page = browser.get(reverse("panels:show_panel", args=[code])).content.decode()
    assert Draw.objects.get().seed not in page
    assert not [each for each in city.experts if str(each) in page]


def test_no_event_of_a_draw_is_on_the_cases_timeline(ruled, city):
    draw(ruled, city)
    subjects = Event.objects.filter(name__in=("panel.drawn", "panel.seated")).values_list(
        "subject", flat=True
    )
    assert set(subjects) == {ruled.panel.subject}


def test_seating_is_refused_once_scoring_has_begun(ruled, city, unchanged):
    draw(ruled, city)
    case = factories.move(ruled, Action.ACCEPT, city.office)
    for write in (
        lambda: draw(case, city),
        lambda: seat_experts(panel=case.panel, experts=[], actor=city.office),
    ):
        with unchanged(Refused, Draw, Seat, match="Scoring has begun"):
            write()
