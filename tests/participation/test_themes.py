"""Themes and their answers: what is stored, what is refused, and that the committee's reading fixes them."""

import pytest
from django.core.exceptions import PermissionDenied

from ledger.errors import Conflict, Refused
from participation.models import Theme
from participation.operations.doors import lock_themes, unlock_themes
from participation.operations.themes import add_theme, remove_theme, save_theme
from tests.factories import last_event, rows_of
from tests.participation.hearing import hear, say, theme


def test_a_theme_is_numbered_and_the_same_sentence_is_the_same_theme(case, city):
    first, second = theme(case, city.drafter), theme(case, city.office, "想留住操场。")
    assert (first.number, second.number, first.complete) == (1, 2, False)
    before = rows_of(Theme)
    assert (theme(case, city.drafter), rows_of(Theme)) == (first, before)


def test_an_answer_is_finished_with_what_is_done_and_why(case, city):
    added = theme(case, city.drafter)
    begun = save_theme(theme=added, version=0, content={"uptake": "adopted"}, actor=city.drafter)
    assert (begun.complete, begun.version) == (False, 1)
    done = save_theme(theme=added, version=1, content={"reason": "车上有人陪。"}, actor=city.colleague)
    assert (done.complete, done.version, done.updated_by) == (True, 2, city.colleague)


def test_the_ledger_knows_a_theme_by_its_number_and_a_hash(case, city):
    theme(case, city.drafter, uptake="partly", reason="操场留给社区。")
    event = last_event()
    assert (event.name, event.data["number"], event.data["uptake"], event.data["complete"]) == (
        "theme.saved",
        1,
        "partly",
        True,
    )
    assert len(event.data["words"]) == 64
    assert "操场" not in str(event.data)


def test_a_stale_answer_is_a_conflict_with_both(case, city, unchanged):
    added = theme(case, city.drafter)
    save_theme(theme=added, version=0, content={"uptake": "adopted"}, actor=city.colleague)
    with unchanged(Conflict, Theme) as caught:
        save_theme(theme=added, version=0, content={"uptake": "not_adopted"}, actor=city.drafter)
    assert (caught.value.theirs, caught.value.mine) == ({"uptake": "adopted"}, {"uptake": "not_adopted"})


@pytest.mark.parametrize(
    "content",
    [
        {"said": ""},
        {"said": "长" * 301},
        {"reason": "长" * 1001},
        {"uptake": "maybe"},
        {"said": "张小明同学害怕坐车。"},
        {"reason": "请打 13812345678。"},
        {"said": "三个残疾同学上不了车。"},
        {"reason": "为2名留守儿童加一站。"},
    ],
)
def test_what_no_theme_can_be_is_refused(case, city, unchanged, content):
    added = theme(case, city.drafter)
    with unchanged(Refused, Theme):
        save_theme(theme=added, version=0, content=content, actor=city.drafter)


@pytest.mark.parametrize("name", ["head", "expert_a", "outsider"])
def test_the_unit_and_the_office_alone_write_themes(case, city, unchanged, name):
    with unchanged(PermissionDenied, Theme):
        theme(case, city.people[name])


def test_only_a_theme_that_was_never_more_than_a_draft_is_removed(case, city, unchanged):
    answered, used, draft = (
        theme(case, city.drafter, said) for said in ("想慢一点。", "想亮一点。", "想玩。")
    )
    save_theme(theme=answered, version=0, content={"uptake": "adopted"}, actor=city.drafter)
    say(hear(case, city.drafter), city.drafter, "路灯太暗了", under=used.number)
    for kept in (answered, used):
        with unchanged(Refused, Theme):
            remove_theme(theme=kept, actor=city.drafter)
    remove_theme(theme=draft, actor=city.drafter)
    assert list(Theme.objects.all()) == [answered, used]
    before = rows_of(Theme)
    remove_theme(theme=draft, actor=city.drafter)
    assert rows_of(Theme) == before


def test_what_the_committee_has_stays_until_the_case_comes_back(case, city, unchanged):
    added = theme(case, city.drafter)
    for _twice in range(2):
        lock_themes(assessment=case.assessment)
    with unchanged(Refused, Theme, match="committee has had the case"):
        save_theme(theme=added, version=0, content={"uptake": "adopted"}, actor=city.drafter)
    with unchanged(Refused, Theme):
        add_theme(assessment=case.assessment, said="想玩。", actor=city.drafter)
    with unchanged(Refused, Theme):
        remove_theme(theme=added, actor=city.drafter)
    unlock_themes(assessment=case.assessment)
    assert save_theme(theme=added, version=0, content={"uptake": "adopted"}, actor=city.drafter).version == 1
