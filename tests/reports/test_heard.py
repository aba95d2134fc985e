"""How children were heard, as the record of a case takes it up, and in the words of its editions."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from participation.models import Absence, Attendance, Collection, Sheet
from reports.child import draft
from reports.heard import heard, quoted
from reports.models import ChildText
from reports.places import where
from reports.queries.preparing import unprepared
from reports.redaction import passages
from reports.small_numbers import published
from reports.structure import parts
from reports.templatetags.heard import (
    attendance_table,
    attendance_words,
    held_sessions,
    is_silent,
    quality_words,
    remarks_words,
    said_anything,
    setting_words,
    state_word,
)
from tests import factories
from tests.reports.hearing import OTHER_QUOTE, QUOTE, hear, take_back
from tests.reports.sample import fifth_format, sample_record
from workflows.enums import Stage


def shown(case):
    return published({"heard": heard(case.assessment), "children": [], "aspects": []})["heard"]


def at(part, link):
    return next(each for each in part["links"] if each["link"] == link)


def test_a_session_is_told_without_a_name(case, city):
    remark = hear(case, city)[0]
    Attendance.objects.create(session=remark.session, group="RUR", number=2)
    needs = at(shown(case), "needs")
    session = needs["sessions"][0]
    assert (needs["state"], session["number"], session["date"]) == ("heard", 1, "2026-09-09")
    assert (session["method"], session["place"], session["facilitator"]) == ("talk", "school", "teacher")
    assert set(session["quality"].values()) == {"yes"}
    assert (session["told_back"], session["told_back_on"]) == ("", None)
    numbers = [session["children"], *session["attendance"]]
    assert 2 not in [each["number"] for each in numbers]
    assert [each["number"] for each in numbers].count(None) >= 2


def test_a_session_that_is_not_written_down_whole_was_not_held(case, city):
    hear(case, city, child_assent=False)
    assert [link for link in shown(case)["links"] if link["state"] == "heard"] == []


def test_a_signed_reason_is_told_and_an_unsigned_one_is_not(case, city):
    facts = {"assessment": case.assessment, "reason": "学校放假。"}
    absence = Absence.objects.create(link="notice", **facts)
    assert [link["reason"] for link in shown(case)["links"] if link["reason"]] == []
    absence.signed_at, absence.signed_by = timezone.now(), city.office
    absence.save()
    told = at(shown(case), "notice")
    assert (told["state"], told["reason"]) == ("excused", "学校放假。")
    assert told["signed"] == timezone.localdate().isoformat()


def test_a_theme_has_its_answer_and_as_many_quotes_as_may_be_counted(case, city):
    hear(case, city)
    theme = shown(case)["themes"][0]
    assert (theme["said"], theme["uptake"], theme["reason"]) == (
        "课间想到操场上去。",
        "adopted",
        "课间大家都可以去操场。",
    )
    assert (theme["remarks"]["number"], theme["quotes"]) == (7, [QUOTE, OTHER_QUOTE])


@pytest.mark.parametrize("consent", ["may_quote", "may_publish"])
def test_words_are_quoted_only_where_both_consents_say_yes(case, city, consent):
    hear(case, city, **{consent: False})
    assert shown(case)["themes"][0]["quotes"] == []


def test_what_is_taken_back_is_neither_quoted_nor_counted(case, city):
    take_back(hear(case, city)[0])
    theme = shown(case)["themes"][0]
    assert (theme["remarks"]["number"], theme["quotes"]) == (6, [OTHER_QUOTE])


def test_each_quote_leads_to_its_remark(case, city):
    remarks = hear(case, city)
    record = {"heard": shown(case)}
    assert list(quoted(case.assessment, record)) == [
        ("/heard/themes/0/quotes/0", remarks[0]),
        ("/heard/themes/0/quotes/1", remarks[1]),
    ]


def test_faces_are_counted_by_question(case, city):
    session = hear(case, city)[0].session
    question = {"code": "Q1", "kind": "face", "text": "开心吗？", "text_en": "", "pictogram": ""}
    collection = Collection.objects.create(
        session=session,
        token="t" * 22,
        questions=[question],
        promise=date(2026, 10, 1),
        opened_by=city.drafter,
        closes_at=timezone.now(),
    )
    for face in "5555551":
        Sheet.objects.create(collection=collection, session=session, key=uuid4(), faces={"Q1": face})
    asked = at(heard(case.assessment), "needs")["faces"][0]
    assert asked["text"] == {"zh": "开心吗？", "en": "开心吗？"}
    assert [each["number"] for each in asked["faces"]] == [1, 0, 0, 0, 6]
    told = at(shown(case), "needs")["faces"][0]
    assert told["faces"][0]["number"] is None


def test_the_sample_is_told_in_words():
    record = sample_record()
    links = record["heard"]["links"]
    first = links[0]["sessions"][0]
    with translation.override("en"):
        assert [state_word(each) for each in links] == [
            "Children were heard",
            "Children were heard",
            "Nobody was heard, with a reason",
            "Nobody was heard",
        ]
        assert setting_words(first) == ["Talk in a circle", "School or kindergarten", "Teacher or educator"]
        assert attendance_words(first) == "6 to 11 13; 6 to 11, Rural children 5"
        assert quality_words(first) == "Yes 6, In part 2"
        assert [remarks_words(each) for each in record["heard"]["themes"]] == ["12", "6", "fewer than 5"]
        assert [(row.words, row.cells) for row in attendance_table(record)] == [
            ("6 to 11", ["13", "", "13"]),
            ("6 to 11, Rural children", ["5", "", "5"]),
            ("12 to 17", ["not told", "9", "not told"]),
            ("All children", ["not told", "9", "not told"]),
        ]
    assert [held.session["number"] for held in held_sessions(record)] == [1, 2, 3]
    assert is_silent(links[0]["faces"][0]) is False


def test_earlier_records_say_nothing_of_it():
    record = fifth_format(sample_record())
    assert (said_anything(record), held_sessions(record)) == (False, [])
    assert "voices" in [part.slug for part in parts(record)]
    assert "voices" not in [part.slug for part in parts(record | {"participation": [], "opinions": []})]
    assert "voices" in [
        part.slug for part in parts(sample_record(participation=[], opinions=[], notice=None))
    ]


def test_what_people_wrote_of_children_s_part_may_be_withheld():
    record = sample_record()
    places = [each.place for each in passages(record) if each.place.startswith(("/heard", "/notice"))]
    assert "/heard/themes/0/quotes/1" in places
    with translation.override("en"):
        assert [where(record, place) for place in places] == [
            "Session 1, What the children were told",
            "Session 2, What the children were told",
            "Public notice, Reason",
            "What children said, 1, What was said",
            "What children said, 1, Reason",
            "What children said, 1, A child’s own words",
            "What children said, 1, A child’s own words",
            "What children said, 2, What was said",
            "What children said, 2, Reason",
            "What children said, 3, What was said",
            "What children said, 3, Reason",
            "What the public said of the draft conclusion, What was said",
            "What the public said of the draft conclusion, Reason",
        ]


def test_children_read_what_they_said_and_what_was_decided():
    said = draft(sample_record(opinions=[]))
    assert said["said"].splitlines()[2:] == [
        "“课间想到操场上去”",
        "“村里的同学放学以后要等很久的车”",
        "“想让计划管十年”",
    ]
    assert said["changes"].count("先加开三条路线的校车") == 1
    assert said["stays"].count("市里改不了") == 1
    assert [QUOTE in text for text in said.values()] == [False] * 4


def test_where_nobody_was_heard_children_read_why():
    heard_of_nobody = sample_record()["heard"] | {"themes": []}
    heard_of_nobody["links"] = heard_of_nobody["links"][2:]
    said = draft(sample_record(heard=heard_of_nobody, participation=[], opinions=[]))
    assert "公示期与学校假期重合" in said["said"]


def test_the_text_for_children_may_not_repeat_a_quote(case, city):
    """There nobody would find it again, once it is taken back."""
    hear(case, city)
    decided = factories.bring_to(Stage.PUBLICATION, case, city)
    told = ChildText.objects.create(
        assessment=decided.assessment,
        decided="同意了。",
        said=f"有人说：{QUOTE}。",
        changes="会改。",
        stays="没有。",
        updated_by=city.office,
        updated_at=timezone.now(),
    )
    complaint = "The text for children repeats a child’s own words"
    with translation.override("en"):
        assert [complaint in reason for reason in unprepared(decided)].count(True) == 1
        told.said = "大家想多玩一会儿。"
        told.save()
        assert [complaint in reason for reason in unprepared(decided)].count(True) == 0
