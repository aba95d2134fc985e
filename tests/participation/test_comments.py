"""What the public says: what stops, what is passed on, how the office sorts and answers it, what the ledger knows."""

import pytest
from django.core.exceptions import PermissionDenied

from ledger.errors import Conflict, Refused
from ledger.models import Event
from participation.enums import Moderation
from participation.models import Comment, CommentGroup, Concern
from participation.operations import comments
from tests import factories
from tests.factories import bring_to, move, rows_of, run_out
from tests.participation.test_notice import STAGES, answered, grouped, notice_of, said
from workflows.enums import Action, Stage

WORDS = "路灯太暗，晚上放学看不清。"


@pytest.fixture
def lying_open(city):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    return bring_to(Stage.PUBLIC_NOTICE, case, city)


def test_only_the_words_the_tick_and_the_day_are_kept(lying_open):
    comment = said(lying_open, f" {WORDS} ", is_child=True)
    assert (comment.text, comment.is_child, comment.state, len(comment.receipt)) == (
        WORDS,
        True,
        Moderation.WAITING,
        12,
    )
    assert {field.name for field in Comment._meta.get_fields()} == {
        "id", "notice", "receipt", "text", "is_child", "state", "group", "note", "received_on", "moderated_by",
        "moderated_at", "erased_at",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "\u200b\u202e \ufeff",
        "字" * 2001,
        "请打我电话13812345678。",
        "身份证330802201203040015",
        "衢州小学三年级2班的王小明同学",
    ],
)
def test_what_is_empty_too_long_or_tells_of_a_person_is_not_kept(lying_open, text):
    before = rows_of(Comment, Concern)
    with pytest.raises(Refused):
        said(lying_open, text)
    assert rows_of(Comment, Concern) == before


def test_what_suggests_harm_is_no_comment_and_goes_to_the_officer_for_the_protection_of_minors(lying_open):
    assert said(lying_open, "他在家里天天打我。") is None
    assert (Comment.objects.count(), Concern.objects.get().text) == (0, "他在家里天天打我。")
    assert Concern.objects.get().raised_by is None


def test_a_day_has_room_for_so_many(lying_open, monkeypatch):
    monkeypatch.setattr(comments, "MOST_IN_A_DAY", 1)
    said(lying_open)
    with pytest.raises(Refused):
        said(lying_open)


def test_the_ledger_never_has_a_word_of_it(lying_open, city):
    first, second = said(lying_open, WORDS), said(lying_open, "与草案无关的广告。")
    group = grouped(lying_open, city, first)
    answered(group, city)
    comments.set_aside(comments=[second], note="内容与草案无关。", actor=city.office)
    comments.take_back(comment=second, actor=city.office)
    told = Event.objects.filter(name__startswith="comment").order_by("position")
    assert [each.name for each in told] == [
        "comment.received",
        "comment.received",
        "comments.grouped",
        "comments.answered",
        "comments.set_aside",
        "comments.taken_back",
    ]
    everything = str([each.data for each in told])
    spoken = (WORDS, "广告", "要求增加照明", "增设路灯", "内容与草案无关")
    assert [words for words in spoken if words in everything] == []


def test_those_that_say_the_same_share_a_group(lying_open, city):
    first, second, third = (said(lying_open, f"第{number}条意见。") for number in range(3))
    group = grouped(lying_open, city, first, second)
    assert grouped(lying_open, city, third, group=group) == group
    assert (group.number, group.comments.count(), group.complete) == (1, 3, False)


def test_a_new_group_needs_the_office_s_own_words_without_a_name(lying_open, city):
    comment = said(lying_open)
    for words in ("", "13812345678", "两名学生要求增加照明"):
        with pytest.raises(Refused):
            comments.group_comments(comments=[comment], said=words, actor=city.office)
    assert CommentGroup.objects.count() == 0


def test_nothing_ticked_and_what_a_colleague_has_sorted_are_refused(lying_open, city):
    comment = said(lying_open)
    grouped(lying_open, city, comment)
    for ticked in ([], [comment]):
        with pytest.raises(Refused):
            comments.set_aside(comments=ticked, note="无关。", actor=city.office)


@pytest.mark.parametrize("note", [" ", "同样的话王小明同学已经说过。"])
def test_set_aside_needs_a_reason_that_names_nobody(lying_open, city, note):
    comment = said(lying_open)
    with pytest.raises(Refused):
        comments.set_aside(comments=[comment], note=note, actor=city.office)
    assert Comment.objects.get().state == Moderation.WAITING


def test_taken_back_it_waits_again_and_an_empty_group_is_gone(lying_open, city):
    first, second = said(lying_open), said(lying_open)
    grouped(lying_open, city, first, second)
    comments.take_back(comment=first, actor=city.office)
    assert CommentGroup.objects.count() == 1
    comments.take_back(comment=second, actor=city.office)
    assert (CommentGroup.objects.count(), {*Comment.objects.values_list("state", flat=True)}) == (
        0,
        {Moderation.WAITING},
    )
    assert comments.take_back(comment=second, actor=city.office).state == Moderation.WAITING


def test_a_group_that_a_colleague_has_emptied_meanwhile_takes_no_more(lying_open, city, unchanged):
    first, second = said(lying_open), said(lying_open)
    group = grouped(lying_open, city, first)
    comments.take_back(comment=first, actor=city.office_two)
    with unchanged(Refused, Comment, CommentGroup, match="it is gone"):
        grouped(lying_open, city, second, group=group)


def test_an_answer_is_an_uptake_with_a_reason(lying_open, city):
    group = grouped(lying_open, city, said(lying_open))
    half = comments.answer_group(
        group=group, version=0, content={"uptake": "partly", "reason": ""}, actor=city.office
    )
    assert half.complete is False
    assert answered(half, city).complete is True


def test_two_officers_do_not_write_over_one_another(lying_open, city):
    group = grouped(lying_open, city, said(lying_open))
    answered(group, city)
    with pytest.raises(Conflict):
        comments.answer_group(group=group, version=0, content={"reason": "另有安排。"}, actor=city.office_two)


def test_answers_name_nobody(lying_open, city):
    group = grouped(lying_open, city, said(lying_open))
    with pytest.raises(Refused):
        comments.answer_group(
            group=group, version=0, content={"reason": "已联系13812345678"}, actor=city.office
        )


@pytest.mark.parametrize("person", ["drafter", "head", "outsider", "member_a"])
def test_only_the_office_sorts(lying_open, city, person):
    comment = said(lying_open)
    actor = city.people[person]
    with pytest.raises(PermissionDenied):
        comments.group_comments(comments=[comment], said="照明", actor=actor)


def test_once_the_notice_is_closed_everything_stands(lying_open, city):
    comment = said(lying_open)
    group = answered(grouped(lying_open, city, comment), city)
    run_out(lying_open)
    move(lying_open, Action.CLOSE_NOTICE, city.office)
    assert notice_of(lying_open).closed_at is not None
    with pytest.raises(Refused):
        comments.take_back(comment=comment, actor=city.office)
    with pytest.raises(Refused):
        comments.answer_group(
            group=group, version=group.version, content={"reason": "改。"}, actor=city.office
        )
