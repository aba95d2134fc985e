"""Opening the scores works out what they amount to, once; nobody's page works it out again."""

import pytest
from django.urls import reverse

from panels.enums import Phase
from panels.models import PanelFigures, Score, Seat
from panels.operations.discussing import revise
from panels.operations.measuring import store_figures
from panels.operations.opening import open_scores
from panels.queries.measures import measures_of
from tests import factories
from tests.factories import bring_to, move, seal_seat
from workflows.enums import Action, Stage


def opened(case, city, *ratings):
    """Each expert gives one rating throughout."""
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    for expert, rating in zip(city.experts, ratings, strict=True):
        factories.score_all(case, expert, rating)
        seal_seat(panel=case.panel, actor=expert)
    return move(case, Action.OPEN_SCORES, city.office)


@pytest.fixture
def divided(case, city):
    return opened(case, city, "-2", "1", "1")


def test_opening_keeps_the_figures_of_the_sealed_scores(divided):
    (figures,) = PanelFigures.objects.filter(panel=divided.panel)
    assert figures.phase == Phase.FIRST
    assert [scope["about"] for scope in figures.agreement["scopes"]] == ["overall", "aspect:A", "aspect:B"]
    assert figures.robustness["outcome"] == "approve_with_changes"
    assert figures.robustness["tried"]["expert"]["readings"] == 3


def test_opening_twice_is_opening_once(divided):
    before = (divided.panel.opened_scores_at, list(Seat.objects.values_list("mark", flat=True)))
    open_scores(panel=divided.panel)
    divided.panel.refresh_from_db()
    assert (divided.panel.opened_scores_at, list(Seat.objects.values_list("mark", flat=True))) == before
    assert PanelFigures.objects.count() == 1


def test_seats_have_no_mark_before_and_each_one_after(case, city):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    factories.seal_all(case, city)
    assert set(Seat.objects.values_list("mark", flat=True)) == {None}
    move(case, Action.OPEN_SCORES, city.office)
    assert sorted(Seat.objects.values_list("mark", flat=True)) == [1, 2, 3]


def test_marks_follow_the_commitments(divided):
    marks = Seat.objects.order_by("commitment").values_list("mark", flat=True)
    assert list(marks) == [1, 2, 3]


@pytest.mark.parametrize(
    ("ratings", "needed"),
    [(("1", "1", "1"), False), (("-2", "1", "1"), True), (("0", "0", "-1"), True)],
    ids=["of one mind", "flagged", "fragile alone"],
)
def test_what_is_flagged_or_fragile_needs_discussion(case, city, ratings, needed):
    assert opened(case, city, *ratings).panel.needs_discussion is needed


def test_a_seat_that_was_left_enters_no_figure(case, city):
    divided = opened(case, city, "-2", "1", "1")
    seat = divided.panel.seats.get(expert=city.expert_a)
    Seat.objects.filter(pk=seat.pk).update(left_at=seat.sealed_at)
    figures = store_figures(panel=divided.panel, phase=Phase.FIRST)
    assert (figures.agreement["scopes"][0]["raters"], figures.robustness["outcome"]) == (2, "approve")


def test_severity_and_marks_are_for_the_office_alone(divided, city):
    office, member = (measures_of(divided.panel, person) for person in (city.office, city.member_a))
    strict = divided.panel.seats.get(expert=city.expert_a).mark
    assert {each["mark"]: each["mean"] for each in office.severity}[strict] == "-3"
    assert member.severity == []
    flips = [measures.robustness["flips"] for measures in (office, member)]
    told = [[flip["what"] for flip in each if flip["kind"] == "expert"] for each in flips]
    assert told == [["1", "2", "3"], ["", "", ""]]


def test_programs_are_told_agreement_and_robustness_without_severity(divided, city, as_user):
    for person in (city.office, city.member_a):
        panel = as_user(person).get(reverse("panels:show_figures", args=[divided])).json()["panel"]
        assert (panel["phase"], sorted(panel["agreement"])) == ("first", ["resamples", "scopes", "seed"])
        assert panel["robustness"]["fragile"] is True


def test_before_the_opening_there_is_nothing_to_be_told(case, city, as_user):
    case = bring_to(Stage.EXPERT_PANEL, case, city)
    factories.seal_all(case, city)
    found = as_user(city.office).get(reverse("panels:show_figures", args=[case])).json()
    assert (found["panel"], PanelFigures.objects.count()) == (None, 0)


def test_the_page_says_it_in_words(divided, city, as_user):
    page = as_user(city.member_a).get(reverse("panels:show_panel", args=[divided])).content.decode()
    assert "3 experts: this number says little." in page
    assert "is fragile: another reading of the same scores changes it." in page
    assert "Strict and mild experts" not in page
    office = as_user(city.office).get(reverse("panels:show_panel", args=[divided])).content.decode()
    assert "stricter by 3.00" in office


def test_the_page_works_nothing_out(divided, city, as_user, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("worked out on a page")

    for name in ("agreement", "robustness"):
        monkeypatch.setattr(f"panels.operations.measuring.{name}", refuse)
    monkeypatch.setattr("panels.agreement.scopes.all_measured", refuse)
    assert as_user(city.member_a).get(reverse("panels:show_panel", args=[divided])).status_code == 200


def test_panels_opened_before_figures_were_kept_have_none(divided, city, as_user):
    PanelFigures.objects.all().delete()
    page = as_user(city.member_a).get(reverse("panels:show_panel", args=[divided]))
    assert (page.status_code, "How firm this is" in page.content.decode()) == (200, False)


def test_a_revision_counts_and_the_first_score_stays_told(city, as_user):
    stages = ("self_assessment", "office_check", "expert_panel", "discussion", "committee", "publication")
    case = opened(factories.make_case(city, factories.make_set(stages=stages)), city, "-2", "1", "1")
    assert case.state == Stage.DISCUSSION
    score = Score.objects.get(seat__expert=city.expert_a, indicator__code="A1")
    content = {"rating": "1", "reason": "资料已补充。"}
    revise(panel=case.panel, indicator=score.indicator, version=0, content=content, actor=city.expert_a)
    move(case, Action.CLOSE_DISCUSSION, city.office)
    first, final = PanelFigures.objects.order_by("pk")
    assert (first.phase, final.phase, final.robustness["tried"]["expert"]["readings"]) == (
        "first",
        "final",
        3,
    )
    items = as_user(city.office).get(reverse("panels:show_figures", args=[case])).json()["items"]
    assert (items[0]["first_ratings"], items[0]["ratings"], items[1]["first_ratings"]) == (
        ["-2", "1", "1"],
        ["1", "1", "1"],
        [],
    )
    page = as_user(city.office).get(reverse("panels:show_panel", args=[case])).content.decode()
    assert "1 of 3 experts judged anew in the discussion: first the middle score was +1, after it +1." in page
    assert "(first +1)" in page


def test_queries_do_not_grow_with_the_panel(divided, city, as_user, count_queries):
    member = as_user(city.member_a)

    def counted():
        pages = [reverse(f"panels:{name}", args=[divided]) for name in ("show_panel", "show_figures")]
        for page in pages:
            assert member.get(page).status_code == 200
        return [count_queries(lambda page=page: member.get(page)) for page in pages]

    alone = counted()
    for number in range(4, 9):
        person = factories.make_person(f"crowd-{number}")
        seat = Seat.objects.create(panel=divided.panel, expert=person, mark=number)
        for code in factories.codes(divided):
            Score.objects.create(seat=seat, indicator=factories.indicator(divided, code), rating="1")
    store_figures(panel=divided.panel, phase=Phase.FIRST)
    assert (alone, counted()) == ([18, 9], [18, 9])
