"""The report as a Word document: whole, the same bytes, and opened by a word processor."""

import json
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from accounts.models import User
from reports.cage import Limits
from reports.documents import word
from reports.documents.apart import Refusing
from reports.documents.default_template import default_template
from reports.documents.fact import worded
from reports.documents.facts import facts_of
from reports.documents.names import FACTS, each_name
from reports.documents.sample import sample_publication as made_up
from reports.documents.sample import sample_record as made_up_record
from reports.errors import Broken
from reports.models import WordTemplate
from tests.reports.documents.office import converted
from tests.reports.documents.small import read, template
from tests.reports.fresh import told_by_two
from tests.reports.sample import (
    first_format,
    sample_publication,
    sample_record,
    second_format,
    third_format,
    without_panel,
)

FRESH = """
import hashlib
from reports.documents import word, workbook
from tests.reports.sample import sample_publication
for each in (word, workbook):
    print(hashlib.sha256(each.render(sample_publication())).hexdigest())
"""


def test_fresh_processes_write_the_same_bytes():
    """The Word document and the workbook."""
    one, other = told_by_two(FRESH)
    assert one == other
    assert one[0] == sha256(word.render(sample_publication())).hexdigest()


def test_the_language_of_the_reader_changes_nothing(english):
    shown = word.render(sample_publication())
    with translation.override("zh-hans"):
        assert word.render(sample_publication()) == shown


def test_every_fact_has_its_name_and_every_name_its_fact():
    facts = facts_of(made_up())

    def compare(within, found):
        assert {each.key for each in within.many} == set(found)
        for each in within.many:
            for entry in found[each.key] if each.many else ():
                compare(each, entry)

    compare(FACTS, facts)


def test_the_made_up_report_has_something_to_say_everywhere():
    """So that a template is tried with all its parts."""

    def empty(facts, above=""):
        for key, fact in facts.items():
            if isinstance(fact, list):
                yield from [] if fact else [above + key]
                for each in fact:
                    yield from empty(each, f"{above}{key}.")
            elif fact == "":
                yield above + key

    assert set(empty(worded(facts_of(made_up())))) == set()


def test_names_are_told_apart_in_either_language():
    for _place, name in [("", FACTS), *each_name()]:
        assert len(name.by_spelling) >= 2 * len(name.many)
        assert {each.key for each in name.by_spelling.values()} == {each.key for each in name.many}


def test_our_template_says_what_the_record_says():
    said = "\n".join(read(word.render(sample_publication())))
    for words in (
        "QZ-2021-01",
        "修改后通过",
        "QZ-D6",
        "先通校车、后搬迁",
        "公示期与学校假期重合。",
        "不足 5 人",
    ):
        assert words in said
    assert "{{" not in said


def test_our_template_is_there_in_english():
    said = "\n".join(read(word.render(sample_publication(sample_record(language="en")))))
    assert (
        "Approved with changes" in said or "Approve with changes" in said,
        "Verification code" in said,
    ) == (
        True,
        True,
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_our_template_uses_names_that_there_are(language):
    with translation.override(language):
        assert word.fill(made_up(), default_template())


@pytest.mark.parametrize("earlier", [first_format, second_format, third_format, without_panel])
def test_a_record_that_says_less_is_still_written(earlier):
    said = "\n".join(read(word.render(sample_publication(earlier(sample_record())))))
    assert ("修改后通过" in said, "QZ-D6" in said) == (True, True)


def test_an_empty_case_is_written():
    """A screening that found no need leaves nothing to assess."""
    nothing = {key: [] for key in ("aspects", "not_asked", "groups", "steps", "opinions", "follow_up")}
    record = made_up_record() | nothing | {"proposal": None, "panel": None, "decision": None}
    said = read(word.render(sample_publication(record | {"result": "not_needed"})))
    assert [heading for heading in said if heading in {"审定", "评价发现", "专家评审"}] == []


def test_a_text_of_a_hundred_thousand_characters_is_written_whole():
    record = made_up_record()
    record["summary"]["zh"] = "长" * 100_000
    assert "长" * 100_000 in read(word.render(sample_publication(record)))


def test_what_no_document_can_hold_is_left_out():
    record = made_up_record()
    record["summary"]["zh"] = "甲\0\b乙\ufffe🙂<b>&amp;\r\n丙\x0b丁"
    assert [each for each in read(word.render(sample_publication(record))) if each[0] in "甲丙丁"] == [
        "甲乙🙂<b>&amp;",
        "丙",
        "丁",
    ]


def test_three_hundred_indicators_are_written():
    record = made_up_record()
    first = record["aspects"][0]["indicators"][0]
    record["aspects"][0]["indicators"] = [first | {"code": f"A{number}"} for number in range(1, 301)]
    record["proposal"] |= {"red_lines": ["A1"], "negative": [], "uncertain": [], "disputed": []}
    record["panel"]["discussed"] = []
    said = "\n".join(read(word.render(sample_publication(record))))
    assert [number for number in range(1, 301) if f"A{number}　" not in said] == []


def test_a_template_that_cannot_be_filled_says_why(english):
    with pytest.raises(Refusing, match="no place-holder “案件名”"):
        word.fill(made_up(), template("{{案件名}}"))


def test_a_template_that_takes_too_long_is_stopped(english, monkeypatch):
    monkeypatch.setattr("reports.documents.apart.LIMITS", Limits(patience=0))
    with pytest.raises(Broken, match="longer than 0 seconds"):
        word.fill(made_up(), template("{{标题}}"))


def test_a_word_processor_opens_it(tmp_path):
    assert "修改后通过" in converted(word.render(sample_publication()), "docx", tmp_path)


def accepted(city, content, name="模板.docx"):
    template = WordTemplate(
        city=city,
        name=name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        accepted_by=User.objects.system(),
    )
    default_storage.save(template.path, ContentFile(content))
    template.save()
    return template


def test_a_city_s_own_template_is_used_from_then_on(frozen):
    """What was frozen before keeps what it had."""
    city = frozen.assessment.drafting_unit.city
    content = template("本市版式：{{标题}}")
    later = accepted(city, content)
    assert word.template_of(frozen) is None
    WordTemplate.objects.filter(pk=later.pk).update(accepted_at=frozen.frozen_at)
    assert read(word.render(frozen)) == [f"本市版式：{json.loads(frozen.record)['title']['zh']}"]
