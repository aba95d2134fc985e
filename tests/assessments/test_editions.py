"""What a file asks depends on its edition: tiers and ages, clauses and drawings, answers in words."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import User
from assessments.models import Answer, Assessment
from assessments.operations import close_screening, save_answer
from assessments.queries import questionnaire
from indicators.operations import load_set
from ledger.errors import Refused
from tests import factories
from tests.factories import content, rows_of

FIXTURES = Path(__file__).parents[2] / "fixtures"


def load(name):
    return load_set(raw=(FIXTURES / name).read_bytes(), file=name, actor=User.objects.system())


@pytest.fixture
def harbin(city):
    return factories.make_case(
        city, load("editions/harbin_13_2026-11.yaml"), matter_class="HRB-M3", trigger="公众关注。"
    )


@pytest.fixture
def dongguan(db):
    return load("editions/dongguan_tiers_2026-11.yaml")


@pytest.fixture
def crwia(city):
    case = factories.make_case(
        city, load("examples/crwia_scotland.yaml"), matter_class="BILL", drafting_started=date(2026, 3, 2)
    )
    close_screening(assessment=case.assessment)
    return case


def save(case, code, actor, version=0, **fields):
    where = {"assessment": case.assessment, "indicator": factories.indicator(case, code)}
    return save_answer(version=version, content=fields, actor=actor, **where)


def test_a_clause_is_kept_in_one_spelling(harbin, city):
    assert (
        save(harbin, "HRB-03", city.drafter, reference=" 第３条第２款第(一)项 ").reference
        == "第3条第2款第（一）项"
    )


def test_what_names_no_clause_is_refused(harbin, city, unchanged):
    with unchanged(Refused, Answer, match="第三条第二款"):
        save(harbin, "HRB-03", city.drafter, reference="见草案")


def test_an_answer_without_its_clause_is_not_complete(harbin, city):
    given = content("1", groups=["POV"]) | {"reference": ""}
    assert save(harbin, "HRB-03", city.drafter, **given).complete is False
    assert save(harbin, "HRB-03", city.drafter, version=1, reference="第五条").complete is True


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_clause_keeps_what_was_typed_and_shows_an_example(harbin, city, as_user, htmx):
    before = rows_of(Answer)
    typed = {
        "HRB-03-rating": "1",
        "HRB-03-facts": "事实",
        "HRB-03-reference": "草案那条",
        "HRB-03-version": 0,
    }
    address = reverse("assessments:save_answer", args=[harbin, "HRB-03"])
    response = as_user(city.drafter).post(address, typed, headers={"HX-Request": "true"} if htmx else {})
    page = response.content.decode()
    assert (response.status_code, rows_of(Answer)) == (422, before)
    assert {words in page for words in ("草案那条", "事实", "第三条第二款第（一）项")} == {True}


def test_a_drawing_is_named_as_it_is(city, dongguan):
    case = factories.make_case(city, dongguan, matter_class="DG-XM1", gate="DESIGN")
    code = questionnaire(case.assessment).sections[0].cards[0].code
    assert save(case, code, city.drafter, reference="图07、图08 第2页").reference == "图07、图08 第2页"


def test_only_the_tiers_own_indicators_are_asked_and_shown(city, dongguan, as_user):
    case = factories.make_case(city, dongguan, matter_class="DG-XM1", gate="DESIGN")
    board = questionnaire(case.assessment)
    shown = [card.indicator.text.applies.tiers for section in board.sections for card in section.cards]
    assert shown == [["PROJECT"]] * 6
    hidden = next(each for each in dongguan.aspects.all() if board.section(each.code) is None)
    address = reverse("assessments:show_aspect", args=[case, hidden.code])
    assert as_user(city.drafter).get(address).status_code == 404


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"gate": "COUNCIL"}, "another tier’s procedure"),
        ({"matter_class": "M1"}, "no such matter"),
        ({"ages": ["NONE"]}, "no such matter"),
    ],
)
def test_a_matter_that_the_edition_does_not_know_is_not_opened(city, dongguan, unchanged, changes, why):
    with unchanged(Refused, Assessment, Answer, match=why):
        factories.make_case(city, dongguan, **({"matter_class": "DG-XM1"} | changes))


def test_an_answer_in_words_needs_only_its_words(crwia, city):
    assert save(crwia, "Q1", city.drafter, facts="Three studies.").complete is True


def test_an_answer_in_words_takes_no_rating(crwia, city, unchanged):
    with unchanged(Refused, Answer, match="not an answer of the set’s scale"):
        save(crwia, "Q1", city.drafter, rating="1", facts="…")


def test_the_card_of_an_answer_in_words_has_no_impact(crwia, city, as_user):
    page = (
        as_user(city.drafter)
        .get(reverse("assessments:show_aspect", args=[crwia, "EVIDENCE"]))
        .content.decode()
    )
    assert ('name="Q1-facts"' in page, 'name="Q1-rating"' in page, "impact-scale" in page) == (
        True,
        False,
        False,
    )
    assert "A gap stated is worth more than a guess." in page


def test_an_answer_in_words_is_saved_and_read(crwia, city, as_user):
    address = reverse("assessments:save_answer", args=[crwia, "Q1"])
    assert (
        as_user(city.drafter).post(address, {"Q1-facts": "Three studies.", "Q1-version": 0}).status_code
        == 302
    )
    page = (
        as_user(city.head).get(reverse("assessments:show_aspect", args=[crwia, "EVIDENCE"])).content.decode()
    )
    assert ("Three studies." in page, "<textarea" in page) == (True, False)


def test_guidance_and_the_meaning_of_each_level_stand_beside_the_question(harbin, city, as_user):
    page = as_user(city.drafter).get(reverse("assessments:show_aspect", args=[harbin, "A"])).content.decode()
    assert "Go through the six requirements" in page
    assert "for many children, for long, or beyond repair" in page


def test_an_aspect_page_of_300_indicators_asks_as_often_as_one_of_25(city, as_user, count_queries):
    browser = as_user(city.drafter)
    counts = []
    for size in (25, 300):
        case = factories.make_case(city, large_set(size))
        address = reverse("assessments:show_aspect", args=[case, "P1"])
        browser.get(address)
        counts.append(
            (
                count_queries(lambda where=address: browser.get(where)),
                Answer.objects.filter(assessment__case=case).count(),
            )
        )
    assert counts[0][0] == counts[1][0]
    assert [size for _queries, size in counts] == [25, 300]


def large_set(size):
    """A set of this many indicators, a hundred to an aspect."""
    head, _aspects, _rest = (
        factories.set_file(edition=f"of-{size}", special=("RUR",)).decode().partition("aspects:")
    )
    aspects = []
    for start in range(0, size, 100):
        part = f"P{start // 100 + 1}"
        aspects.append(
            f"  - code: {part}\n    name: {{zh: 方面{part}, en: Aspect {part}}}\n    indicators:\n"
        )
        aspects.extend(
            f"      - {{code: I{number}, name: {{zh: 指标{number}}}, question: {{zh: 有何影响？}}}}\n"
            for number in range(start, min(start + 100, size))
        )
    raw = f"{head}aspects:\n{''.join(aspects)}".encode()
    return load_set(raw=raw, file="large.yaml", actor=User.objects.system())
