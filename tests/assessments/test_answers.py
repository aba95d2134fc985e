"""What an answer holds beside its impact, and that `complete` always says what working it out anew would say."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Answer, Citation, ReturnedItem
from assessments.operations import attach_evidence, refresh_completeness, remove_evidence, save_answer
from assessments.queries import questionnaire
from assessments.signals import answered
from ledger.errors import Conflict, Refused
from tests import factories
from tests.assessments.pages import unmarked
from tests.factories import rows_of

HTMX = {"HX-Request": "true"}
EFFECT = {
    "directness": "direct",
    "term": "long",
    "reversibility": "partly",
    "numbers": {"ALL": 90},
    "residual": "0",
}
WHOLE = {"rating": "1", "groups": ["ALL"], "reach": 100, "facts": "调查数据。", "grade": "C"} | EFFECT


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(asks=["effect", "evidence"]))


def save(case, actor, code="A1", **content):
    row = case.assessment.answers.select_related("indicator").get(indicator__code=code)
    where = {"assessment": case.assessment, "indicator": row.indicator, "actor": actor}
    return save_answer(version=row.version, content=content, **where)


def stored(case, code="A1"):
    return case.assessment.answers.get(indicator__code=code)


def attach(case, actor, code="A1"):
    where = {"assessment": case.assessment, "indicator": factories.indicator(case, code)}
    return attach_evidence(**where, file=factories.upload(), name="证据.pdf", actor=actor)


def test_all_that_is_asked_is_kept(case, city):
    save(case, city.drafter, **WHOLE)
    assert {name: getattr(stored(case), name) for name in WHOLE} == WHOLE
    assert stored(case).complete


@pytest.mark.parametrize(
    "wrong",
    [
        {"directness": "sideways"},
        {"term": "forever"},
        {"reversibility": "maybe"},
        {"grade": "E"},
        {"residual": "3"},
        {"residual": "na"},
        {"rating": "3"},
        {"groups": ["FORGED"]},
        {"groups": "ALL"},
        {"numbers": {"FORGED": 1}},
        {"numbers": {"ALL": -1}},
        {"numbers": {"ALL": 1.5}},
        {"numbers": {"ALL": True}},
        {"numbers": {"ALL": "7"}},
        {"numbers": {"ALL": 100_000_001}},
        {"numbers": [1]},
        {"reach": -1},
        {"reach": "7"},
        {"facts": "长" * 10_001},
        {"facts": 7},
        {"facts": "前\0后"},
    ],
)
def test_what_an_answer_cannot_hold_is_refused_whichever_way_it_comes(case, city, unchanged, wrong):
    with unchanged(Refused, Answer):
        save(case, city.drafter, **WHOLE | wrong)


def test_an_answer_in_words_takes_no_choice(city, unchanged):
    raw = factories.set_file(asks=["effect"]).decode().replace("red_line: false", "answer: text", 1)
    case = factories.make_case(
        city, factories.load_set(raw=raw.encode(), file="words.yaml", actor=city.office)
    )
    for wrong in ({"rating": "1"}, {"grade": "A"}, {"residual": "0"}):
        with unchanged(Refused, Answer):
            save(case, city.drafter, facts="新增三处。", **wrong)
    assert save(case, city.drafter, facts="新增三处。").complete


def test_citing_and_taking_back_turn_an_answer(case, city):
    heard = []
    answered.connect(
        lambda before, after, **_rest: heard.append((before, after)), weak=False, dispatch_uid="t"
    )
    try:
        save(case, city.drafter, **WHOLE | {"grade": "B"})
        evidence = attach(case, city.drafter)
        assert stored(case).complete
        remove_evidence(evidence=evidence, actor=city.drafter)
    finally:
        answered.disconnect(dispatch_uid="t")
    assert not stored(case).complete
    assert heard == [
        (("", False), ("1", False)),
        (("1", False), ("1", True)),
        (("1", True), ("1", False)),
    ]


contents = st.fixed_dictionaries(
    {},
    optional={
        "rating": st.sampled_from(["", "-2", "-1", "0", "1", "2", "na", "unknown"]),
        "groups": st.lists(st.sampled_from(["ALL", "RUR"]), unique=True),
        "facts": st.sampled_from(["", "数据"]),
        "mitigation": st.sampled_from(["", "错峰"]),
        "reason": st.sampled_from(["", "不涉及"]),
        "directness": st.sampled_from(["", "direct"]),
        "term": st.sampled_from(["", "short"]),
        "reversibility": st.sampled_from(["", "fully"]),
        "grade": st.sampled_from(["", "A", "B", "C", "D"]),
        "residual": st.sampled_from(["", "-1"]),
    },
)
steps = st.lists(st.one_of(contents, st.sampled_from(["cite", "take back", "refresh"])), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(steps)
def test_complete_always_equals_recomputation(case, city, done):
    for step in done:
        if step == "cite":
            attach(case, city.drafter)
        elif step == "take back":
            for citation in Citation.objects.live().filter(evidence__assessment=case.assessment):
                remove_evidence(evidence=citation.evidence, actor=city.drafter)
        elif step == "refresh":
            refresh_completeness(assessment=case.assessment)
        else:
            save(case, city.drafter, **step)
        cards = [card for section in questionnaire(case.assessment).sections for card in section.cards]
        assert [card.answer.complete for card in cards] == [not card.lacks for card in cards]


# --- over HTTP


@pytest.fixture
def send(case, city, as_user):
    def post(person=None, *, htmx=True, code="A1", to=None, **changes):
        typed = {"version": 0, "rating": "1", "groups": ["ALL"], "facts": "调查数据。"} | changes
        data = {f"{code}-{name}": value for name, value in typed.items() if name != "resolve"}
        data |= {"resolve": changes["resolve"]} if "resolve" in changes else {}
        address = reverse("assessments:save_answer", args=[to or case, code])
        return as_user(person or city.drafter).post(address, data, headers=HTMX if htmx else {})

    return post


def test_numbers_by_group_are_posted_one_by_one(send, case):
    response = send(
        **{"groups": ["ALL"], "numbers-ALL": " 90 ", "numbers-RUR": "7", "residual": "0", "grade": "C"}
    )
    assert (response.status_code, stored(case).numbers) == (200, {"ALL": 90})  # nobody ticked the other group


@pytest.mark.parametrize("number", ["-1", "1.5", "many", "9" * 30])
def test_a_number_that_is_none_keeps_what_was_typed(send, number):
    before = rows_of(Answer)
    response = send(**{"numbers-ALL": number})
    assert (response.status_code, rows_of(Answer)) == (422, before)
    assert f'name="A1-numbers-ALL" value="{number}"' in unmarked(response)


@pytest.mark.parametrize("wrong", [{"term": "x"}, {"grade": "E"}, {"directness": "x"}, {"residual": "na"}])
def test_a_choice_that_was_not_offered_is_refused(send, wrong):
    before = rows_of(Answer)
    assert (send(**wrong).status_code, rows_of(Answer)) == (422, before)


def test_a_replayed_post_is_one_and_a_stale_one_a_conflict(send, case):
    assert [send(facts="一").status_code, send(facts="一").status_code, send(facts="二").status_code] == [
        200,
        200,
        409,
    ]
    assert (stored(case).facts, stored(case).version) == ("一", 1)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("changes", [{}, {"rating": "9"}, {"resolve": "merge"}])
def test_another_citys_case_is_not_there_whatever_is_sent(send, db, htmx, changes):
    other = factories.make_city("zz")
    assert send(other.drafter, htmx=htmx, **changes).status_code == 404


def test_a_note_of_the_save_warns_of_personal_data(send):
    page = unmarked(send(facts="电话13812345678"))
    assert "A mobile phone number stands in the text (138…78); the file cannot be handed in with it." in page


@pytest.mark.parametrize("htmx", [True, False])
def test_merging_brings_both_texts_into_the_form_and_stores_nothing(send, case, city, htmx):
    save(case, city.colleague, rating="-1", groups=["RUR"], facts="校车两班，共百人。")
    before = rows_of(Answer)
    conflict = unmarked(send(facts="校车两班，有陪护。", htmx=htmx))
    assert 'name="resolve" value="merge"' in conflict
    page = unmarked(send(version=1, facts="校车两班，有陪护。", resolve="merge", htmx=htmx))
    assert (rows_of(Answer), 'name="A1-version" value="1"' in page) == (before, True)
    assert "校车两班，共百人有陪护。" in page
    assert "Nothing of it is saved yet." in page
    assert send(version=1, facts="校车两班，共百人，有陪护。", htmx=htmx).status_code == (
        200 if htmx else 302
    )


def test_fields_that_the_path_does_not_ask_stay_away(city, as_user):
    plain = factories.make_case(city, factories.make_set())
    page = as_user(city.drafter).get(reverse("assessments:show_aspect", args=[plain, "A"])).content.decode()
    assert {name in page for name in ("A1-term", "A1-grade", "A1-numbers-ALL", "A1-residual")} == {False}


def test_whoever_writes_second_gets_a_conflict_from_the_operation(case, city, unchanged):
    save(case, city.colleague, facts="同事写的", rating="1")
    with unchanged(Conflict, Answer, ReturnedItem):
        save_answer(
            assessment=case.assessment,
            indicator=factories.indicator(case, "A1"),
            version=0,
            content={"facts": "我写的"},
            actor=city.drafter,
        )


def test_whoever_reads_sees_all_that_was_said(case, city, as_user):
    save(case, city.drafter, **WHOLE)
    page = unmarked(as_user(city.office).get(reverse("assessments:show_aspect", args=[case, "A"])))
    for words in (
        "Direct, Long term (over three years), Can be reversed in part",
        "All children 90",
        "C · inference",
    ):
        assert words in page
