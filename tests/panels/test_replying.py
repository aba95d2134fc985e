"""Numbered opinions, and the department's replies to them."""

import pytest
from django.core.exceptions import PermissionDenied

from assessments.enums import Uptake
from ledger.errors import Conflict, Refused
from panels.enums import Source
from panels.models import Opinion, Panel, Score
from panels.operations import record_score, seal_seat
from panels.operations.replying import add_opinion, collect_opinions, reply
from panels.queries import unanswered_opinions
from tests import factories
from tests.factories import bring_to, indicator, judgement, last_event, move
from tests.set_files import USUAL
from workflows.enums import Action, Stage

STAGES = (*USUAL[:3], "reply", *USUAL[3:])


@pytest.fixture
def scoring(city):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    return bring_to(Stage.EXPERT_PANEL, case, city)


def suggest(case, expert, code, text, reference=""):
    """A score with a suggestion; the others follow without one."""
    content = judgement("1", suggestion=text, reference=reference)
    score = Score.objects.filter(seat__panel=case.panel, seat__expert=expert, indicator__code=code).first()
    record_score(
        panel=case.panel,
        indicator=indicator(case, code),
        version=score.version if score else 0,
        content=content,
        actor=expert,
    )


def finish(case, city):
    for expert in city.experts:
        for code in factories.codes(case):
            if not Score.objects.filter(
                seat__panel=case.panel, seat__expert=expert, indicator__code=code
            ).exists():
                factories.score(case, code, expert)
        seal_seat(panel=case.panel, actor=expert)
    return move(case, Action.OPEN_SCORES, city.office)


@pytest.fixture
def replying(scoring, city):
    """Three opinions: two on A1, one on B1."""
    suggest(scoring, city.expert_c, "B1", "公示期延长。")
    suggest(scoring, city.expert_a, "A1", "增设护学岗。", "第三条")
    suggest(scoring, city.expert_b, "A1", "保留原校址。")
    return finish(scoring, city)


def add(case, actor, **changes):
    said = {"source": Source.CHILDREN, "indicator": None, "text": "上学路太远。", "reference": ""}
    return add_opinion(panel=case.panel, actor=actor, **(said | changes))


def answer(case, number, actor, *, version=0, **changes):
    content = {"uptake": Uptake.ADOPTED, "reason": "已增设。", "clause": "第三条"}
    return reply(
        opinion=case.panel.opinions.get(number=number),
        version=version,
        content=content | changes,
        actor=actor,
    )


def told(case):
    return [
        (each.number, each.indicator and each.indicator.code, each.text, each.reference)
        for each in case.panel.opinions.select_related("indicator")
    ]


def test_suggestions_are_numbered_by_indicator_and_words_not_by_who_wrote_them(replying):
    assert replying.state == Stage.REPLY
    assert told(replying) == [
        (1, "A1", "保留原校址。", ""),
        (2, "A1", "增设护学岗。", "第三条"),
        (3, "B1", "公示期延长。", ""),
    ]


def test_collecting_again_numbers_nothing_anew(replying):
    before = told(replying)
    collect_opinions(panel=replying.panel)
    assert told(replying) == before


def test_who_was_recused_suggests_nothing(scoring, city):
    suggest(scoring, city.expert_a, "A1", "增设护学岗。")
    scoring.panel.seats.filter(expert=city.expert_a).update(left_at="2026-03-10T12:00+08:00")
    collect_opinions(panel=scoring.panel)
    assert told(scoring) == []


def test_a_panel_without_a_suggestion_asks_for_no_reply(scoring, city):
    assert finish(scoring, city).state == Stage.COMMITTEE


def test_what_the_office_adds_while_the_panel_scores_is_replied_to(scoring, city):
    """It cannot know then whether any expert will suggest something."""
    add(scoring, city.office)
    suggest(scoring, city.expert_a, "A1", "增设护学岗。")
    after = finish(scoring, city)
    assert after.state == Stage.REPLY
    assert [(number, text) for number, _code, text, _reference in told(after)] == [
        (1, "上学路太远。"),
        (2, "增设护学岗。"),
    ]


def test_an_added_opinion_is_recorded_with_its_source_and_sent_twice_is_one(replying, city):
    first = add(replying, city.office, indicator=indicator(replying, "A2"), reference="附图二")
    event = last_event()
    assert (event.name, event.subject, event.data) == (
        "opinion.added",
        replying.panel.subject,
        {
            "number": 4,
            "source": "children",
            "indicator": "A2",
            "text": "上学路太远。",
            "reference": "附图二",
        },
    )
    again = add(replying, city.office, indicator=indicator(replying, "A2"), reference="附图二")
    assert (again.pk, last_event()) == (first.pk, event)


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a", "member_a", "outsider"])
def test_only_the_office_adds(replying, city, unchanged, name):
    with unchanged(PermissionDenied, Opinion):
        add(replying, getattr(city, name))


def test_what_is_no_opinion_is_not_added(replying, city, unchanged):
    other = factories.make_set(edition="2").indicators.first()
    for match, changes in {
        "whose opinion": {"source": Source.EXPERT},
        "write the opinion": {"text": ""},
        "not in the set": {"indicator": other},
    }.items():
        with unchanged(Refused, Opinion, match=match):
            add(replying, city.office, **changes)


def test_nothing_is_added_that_nobody_would_reply_to(replying, city, unchanged):
    for number in (1, 2, 3):
        answer(replying, number, city.drafter)
    handed_in = move(replying, Action.HAND_IN_REPLIES, city.drafter)
    with unchanged(Refused, Opinion, match="No opinion can be added now"):
        add(handed_in, city.office)


def test_nothing_is_added_on_a_path_without_replies(case, city, unchanged):
    scoring = bring_to(Stage.EXPERT_PANEL, case, city)
    with unchanged(Refused, Opinion, match="No opinion can be added now"):
        add(scoring, city.office)


@pytest.mark.parametrize(
    ("content", "lacks"),
    [
        ({"uptake": "", "reason": "", "clause": ""}, ["what you do with it"]),
        ({"uptake": "", "reason": "已改。", "clause": "第三条"}, ["what you do with it"]),
        ({"uptake": "adopted", "reason": "", "clause": ""}, ["what changes"]),
        ({"uptake": "adopted", "reason": "", "clause": "第三条"}, []),
        ({"uptake": "adopted", "reason": "已改。", "clause": ""}, []),
        ({"uptake": "partly", "reason": "", "clause": "第三条"}, ["the reason"]),
        ({"uptake": "partly", "reason": "先改一处。", "clause": ""}, []),
        ({"uptake": "not_adopted", "reason": "", "clause": "第三条"}, ["the reason"]),
        ({"uptake": "not_adopted", "reason": "与上位规划冲突。", "clause": ""}, []),
    ],
)
def test_when_a_reply_is_complete(content, lacks, english):
    assert Opinion(**content).lacks == lacks


def test_a_reply_is_recorded_with_old_and_new(replying, city):
    answer(replying, 2, city.drafter)
    event, stored = last_event(), replying.panel.opinions.get(number=2)
    assert (event.name, event.subject, event.data) == (
        "opinion.replied",
        replying.panel.subject,
        {
            "number": 2,
            "old": {"uptake": "", "reason": "", "clause": ""},
            "new": {"uptake": "adopted", "reason": "已增设。", "clause": "第三条"},
        },
    )
    assert (stored.version, stored.complete, stored.updated_by) == (1, True, city.drafter)
    assert unanswered_opinions(replying.panel) == [1, 3]


def test_the_same_reply_twice_is_one(replying, city):
    answer(replying, 1, city.drafter)
    before = factories.rows_of(Opinion)
    assert answer(replying, 1, city.colleague).version == 1
    assert factories.rows_of(Opinion) == before


def test_a_colleagues_reply_is_not_written_over(replying, city, unchanged):
    answer(replying, 1, city.colleague, uptake=Uptake.NOT_ADOPTED, reason="校址已定。")
    with unchanged(Conflict, Opinion, match="A colleague changed this reply") as caught:
        answer(replying, 1, city.drafter)
    assert (caught.value.theirs, caught.value.mine, caught.value.version) == (
        {"uptake": "not_adopted", "reason": "校址已定。"},
        {"uptake": "adopted", "reason": "已增设。"},
        1,
    )


@pytest.mark.parametrize("name", ["head", "office", "expert_a", "member_a", "outsider"])
def test_only_the_drafting_officers_reply(replying, city, unchanged, name):
    with unchanged(PermissionDenied, Opinion):
        answer(replying, 1, getattr(city, name))


def test_an_uptake_that_is_none_is_refused(replying, city, unchanged):
    with unchanged(Refused, Opinion):
        answer(replying, 1, city.drafter, uptake="perhaps")


def test_replies_are_handed_in_once_all_are_complete_and_then_stand(replying, city, unchanged):
    answer(replying, 1, city.drafter)
    answer(replying, 2, city.drafter, uptake=Uptake.PARTLY, reason="")
    with unchanged(Refused, Opinion, match=r"without a complete reply: 2, 3\."):
        move(replying, Action.HAND_IN_REPLIES, city.drafter)
    answer(replying, 2, city.drafter, version=1)
    answer(replying, 3, city.drafter)
    handed_in = move(replying, Action.HAND_IN_REPLIES, city.drafter)
    assert handed_in.state == Stage.COMMITTEE
    with unchanged(Refused, Opinion, match="cannot be replied to now"):
        answer(handed_in, 1, city.drafter, version=1, reason="迟到的话。")


def test_before_the_replies_open_nobody_replies(scoring, city, unchanged):
    add(scoring, city.office)
    with unchanged(Refused, Opinion, match="cannot be replied to now"):
        answer(scoring, 1, city.drafter)
    assert Panel.objects.get().replies_opened_at is None
