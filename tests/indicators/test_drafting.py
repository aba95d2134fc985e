"""Drafts: changed part by part, never overwritten in silence, published once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from indicators.editor import parts, skeleton
from indicators.editor.problems import check_data
from indicators.models import DraftSet, IndicatorSet
from indicators.operations import (
    add_aspect,
    add_indicator,
    change_part,
    discard_draft,
    load_set,
    move_part,
    publish_draft,
    remove_part,
    replace_draft,
    start_draft,
)
from ledger.errors import Conflict, Refused
from tests import factories
from tests.factories import last_event
from tests.indicators.files import SMALL

NAME = {"zh": "新指标集"}


@pytest.fixture
def edition(city, system):
    return load_set(raw=SMALL.encode(), file="small.yaml", actor=system, owner=city.place)


@pytest.fixture
def draft(city, edition):
    return start_draft(owner=city.place, based_on=edition, actor=city.office)


def before(draft, part):
    return parts.fingerprint(parts.read(draft.data, part))


def change(draft, part, actor, **content):
    """One save of what was read just now, with these values changed."""
    return change_part(
        draft=draft,
        part=part,
        before=before(draft, part),
        content=parts.read(draft.data, part) | content,
        actor=actor,
    )


def stored(draft):
    return DraftSet.objects.get(pk=draft.pk).data


def codes(draft):
    return [[each["code"] for each in aspect["indicators"]] for aspect in stored(draft)["aspects"]]


def publish(draft, actor, note="新版。"):
    fresh = DraftSet.objects.get(pk=draft.pk)
    return publish_draft(draft=fresh, before=parts.fingerprint(fresh.data), note=note, actor=actor)


def test_a_draft_copies_the_edition_under_the_next_name(draft, edition, city):
    assert (draft.data, draft.based_on, draft.owner) == (
        edition.content | {"edition": "2"},
        edition,
        city.place,
    )
    assert (last_event().name, last_event().data["based_on"]) == ("draft.started", "small@1")


@pytest.mark.parametrize(
    ("last", "taken", "expected"),
    [
        ("1", {"1"}, "2"),
        ("1", {"1", "2", "3"}, "4"),
        ("v9", set(), "v10"),
        ("trial", set(), "trial-2"),
        ("2001-05", set(), "{now}"),
        ("2001-05", {"{now}"}, "{now}-2"),
        ("9999-01", {"9999-01"}, "9999-01-2"),
    ],
)
def test_names_of_the_next_edition(last, taken, expected):
    now = f"{timezone.localdate():%Y-%m}"
    taken = {each.format(now=now) for each in taken}
    assert skeleton.next_edition(last, taken) == expected.format(now=now)


def test_an_almost_empty_set_can_be_published(city):
    data = skeleton.new_set(code="neu", edition="1", name=NAME)
    draft = start_draft(owner=city.place, data=data, actor=city.office)
    published = publish(draft, city.office)
    assert (str(published), published.owner, published.note) == ("neu@1", city.place, "新版。")
    assert published.content == data


def test_data_under_the_code_of_an_own_set_continue_it(city, edition):
    data = edition.content | {"edition": "7"}
    assert start_draft(owner=city.place, data=data, actor=city.office).based_on == edition


def test_a_code_of_others_cannot_be_taken(city, edition, unchanged):
    other = factories.make_city("other")
    with unchanged(Refused, DraftSet, match="The code small is that of a set of others"):
        start_draft(owner=other.place, data=edition.content | {"edition": "7"}, actor=other.office)


@pytest.mark.parametrize("who", ["drafter", "expert_a", "member_a", "foreign"])
def test_only_the_citys_office_writes(who, draft, edition, city, unchanged):
    actor = factories.make_city("other").office if who == "foreign" else city.people[who]
    writes = [
        lambda: start_draft(owner=city.place, based_on=edition, actor=actor),
        lambda: change(draft, "scale", actor, scale={}),
        lambda: add_aspect(draft=draft, actor=actor),
        lambda: add_indicator(draft=draft, aspect="A", actor=actor),
        lambda: move_part(draft=draft, part="indicators/A1", to="down", actor=actor),
        lambda: remove_part(draft=draft, part="aspects/A", before=before(draft, "aspects/A"), actor=actor),
        lambda: replace_draft(draft=draft, before=parts.fingerprint(draft.data), data={}, actor=actor),
        lambda: discard_draft(draft=draft, actor=actor),
        lambda: publish(draft, actor),
    ]
    for write in writes:
        with unchanged(PermissionDenied, DraftSet, IndicatorSet):
            write()


def test_a_change_is_stored_and_recorded_with_both_texts(draft, city):
    question = {"zh": "新问题？"}
    change(draft, "indicators/A1", city.office_two, question=question)
    assert parts.read(stored(draft), "indicators/A1")["question"] == question
    assert last_event().data == {
        "part": "indicators/A1",
        "changed": {
            "question.zh": {"old": "有何影响？", "new": "新问题？"},
            "question.en": {"old": "What is the effect?", "new": None},
        },
    }
    assert DraftSet.objects.get().updated_by == city.office_two


def test_the_same_content_again_changes_nothing(draft, city):
    number = factories.rows_of(DraftSet)
    change(draft, "scale", city.office)
    change_part(
        draft=draft, part="scale", before=0, content=parts.read(draft.data, "scale"), actor=city.office
    )
    assert factories.rows_of(DraftSet) == number


def test_the_second_editor_reads_both_texts(draft, city, unchanged):
    theirs = change(DraftSet.objects.get(), "indicators/A1", city.office, question={"zh": "甲"}, weight=3)
    with unchanged(Conflict, DraftSet) as caught:
        change(draft, "indicators/A1", city.office_two, question={"zh": "乙", "en": "B"})
    assert caught.value.mine == {"question.zh": "乙", "question.en": "B", "weight": None}
    assert caught.value.theirs == {"question.zh": "甲", "question.en": None, "weight": 3}
    assert caught.value.version == before(theirs, "indicators/A1")


def test_after_a_conflict_mine_can_replace_theirs(draft, city):
    theirs = change(DraftSet.objects.get(), "groups", city.office, groups=[])
    mine = {"groups": [{"code": "RUR", "name": NAME}]}
    with pytest.raises(Conflict) as caught:
        change(draft, "groups", city.office_two, **mine)
    change_part(draft=theirs, part="groups", before=caught.value.version, content=mine, actor=city.office_two)
    assert stored(draft)["groups"] == mine["groups"]


def test_editors_of_different_parts_do_not_meet(draft, city):
    change(DraftSet.objects.get(), "indicators/A1", city.office, weight=3)
    change(draft, "indicators/A2", city.office_two, weight=4)
    weights = [each.get("weight") for each in stored(draft)["aspects"][0]["indicators"]]
    assert weights == [3, 4]


def test_a_faulty_draft_is_kept_and_named_by_place(draft, city):
    change(draft, "groups", city.office, groups=[{"code": "RUR", "name": {}}])
    assert [(problem.part, problem.where, problem.what) for problem in check_data(stored(draft))[1]] == [
        ("groups", "Groups of children 1 · Name", "there is no text in any language"),
        *(
            (
                f"indicators/{named.split()[0]}",
                f"Indicator {named} · Groups of children 1",
                "“ALL” is not in the list “Groups of children”",
            )
            for named in ("A1 Childcare", "A2 Education")
        ),
    ]


@pytest.mark.parametrize("code", ["", "a 1", "A2", None])
def test_a_code_by_which_nothing_could_be_found_again_is_refused(code, draft, city, unchanged):
    with unchanged(Refused, DraftSet):
        change(draft, "indicators/A1", city.office, code=code)


def test_a_part_renamed_meanwhile_is_said_to_be_gone(draft, city, unchanged):
    change(DraftSet.objects.get(), "indicators/A1", city.office, code="A9")
    with unchanged(Refused, DraftSet, match="“A1” is no longer in the draft"):
        change(draft, "indicators/A1", city.office_two, weight=2)


def test_the_code_of_the_set_stays(draft, city, unchanged):
    with unchanged(Refused, DraftSet, match="A new edition keeps the code of its set, small"):
        change(draft, "about", city.office, code="large")


def test_aspects_and_indicators_come_go_and_move(draft, city):
    aspect = add_aspect(draft=draft, actor=city.office)
    added = add_indicator(draft=draft, aspect="A", actor=city.office)
    first = add_indicator(draft=draft, aspect="B", actor=city.office)
    assert (aspect, added, first) == ("aspects/B", "indicators/A3", "indicators/B1")
    for part, to in (
        ("indicators/A1", "down"),
        ("indicators/A3", "B"),
        ("aspects/B", "up"),
        ("aspects/B", "up"),
    ):
        move_part(draft=draft, part=part, to=to, actor=city.office)
    assert codes(draft) == [["B1", "A3"], ["A2", "A1"]]
    fresh = DraftSet.objects.get()
    remove_part(draft=fresh, part="aspects/B", before=before(fresh, "aspects/B"), actor=city.office)
    assert codes(draft) == [["A2", "A1"]]
    assert last_event().data["content"]["code"] == "B"


def test_what_somebody_else_has_changed_is_not_taken_out(draft, city, unchanged):
    read = before(draft, "indicators/A1")
    change(DraftSet.objects.get(), "indicators/A1", city.office, weight=3)
    with unchanged(Conflict, DraftSet):
        remove_part(draft=draft, part="indicators/A1", before=read, actor=city.office_two)


def test_an_import_takes_the_place_of_everything(draft, city):
    data = draft.data | {"edition": "9", "name": NAME}
    replace_draft(draft=draft, before=parts.fingerprint(draft.data), data=data, actor=city.office)
    assert stored(draft) == data


def test_an_import_does_not_cover_what_came_meanwhile(draft, city, unchanged):
    change(DraftSet.objects.get(), "scale", city.office, scale={})
    with unchanged(Conflict, DraftSet):
        replace_draft(
            draft=draft,
            before=parts.fingerprint(draft.data),
            data=draft.data | {"edition": "9"},
            actor=city.office_two,
        )


def test_a_draft_grows_no_larger_than_a_set_can_be(draft, city, unchanged):
    with unchanged(Refused, DraftSet, match="larger than a set can be"):
        change(draft, "indicators/A1", city.office, question={"zh": "字" * 800_000})


def test_publishing_makes_an_edition_of_the_city(draft, city, edition):
    change(draft, "indicators/A1", city.office, weight=5)
    published = publish(draft, city.office, note=" 托育加权。 ")
    assert (str(published), published.owner, published.note) == ("small@2", city.place, "托育加权。")
    assert published.content == stored(draft)
    assert DraftSet.objects.get().published_as == published
    assert IndicatorSet.objects.usable_by(city.place).get() == published
    assert last_event().name == "draft.published"


def test_every_problem_stands_in_the_way_by_its_place(draft, city, unchanged):
    change(draft, "indicators/A1", city.office, question={}, crc=[99])
    with unchanged(Refused, IndicatorSet) as caught:
        publish(draft, city.office)
    lines = str(caught.value).splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        "Indicator A1 Childcare · Question",
        "Indicator A1 Childcare · Articles of the Convention 1",
    ]


def test_an_edition_that_exists_and_an_empty_note_are_refused(draft, city, unchanged):
    with unchanged(Refused, IndicatorSet, match="Say in the note"):
        publish(draft, city.office, note="  ")
    change(draft, "about", city.office, edition="1")
    with unchanged(Refused, IndicatorSet, match="Edition 1 exists already"):
        publish(draft, city.office)


def test_what_was_not_read_is_not_published(draft, city, unchanged):
    read = parts.fingerprint(draft.data)
    change(DraftSet.objects.get(), "indicators/A1", city.office_two, weight=5)
    with unchanged(Conflict, IndicatorSet):
        publish_draft(draft=draft, before=read, note="新版。", actor=city.office)


def test_a_closed_draft_stays_as_it_is(draft, city, edition, unchanged):
    publish(draft, city.office)
    other = start_draft(owner=city.place, based_on=edition, actor=city.office)
    discard_draft(draft=other, actor=city.office)
    discard_draft(draft=other, actor=city.office)
    for closed in (draft, other):
        with unchanged(Refused, DraftSet):
            change(closed, "indicators/A1", city.office, weight=5)
        with unchanged(Refused, DraftSet):
            publish(closed, city.office)
    assert not DraftSet.objects.open().exists()


def test_mends_speak_of_the_form_and_not_of_the_file(draft, city):
    change(draft, "indicators/A1", city.office, question={})
    change(DraftSet.objects.get(), "matter_classes", city.office, matter_classes=[{"code": "M1"}])
    assert [problem.advice for problem in check_data(stored(draft))[1]] == [
        "“Name” is missing — fill it in",
        "there is no text in any language — write it in either language, or in both",
    ]
