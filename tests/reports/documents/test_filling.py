"""Place-holders: what each stands for, and what is said where one cannot be filled."""

import pytest

from assessments.offline.docx_parts import paragraph, run, wrapped
from reports.documents.dangers import Unfit
from reports.documents.filling import Fault
from reports.documents.package import filled
from reports.documents.template_parts import table
from reports.documents.zipped import unzipped
from tests.reports.documents.small import entry, fill, read, template, words

CONDITIONS = [
    entry("conditions", number="1", text="先通校车", owner="市交通局"),
    entry("conditions", number="2", text="后搬迁", owner="市教育局"),
]


def wide(text):
    """As a Chinese keyboard types it."""
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() else char for char in text)


def faults(*paragraphs, body="", **facts):
    with pytest.raises(Unfit) as told:
        filled(template(*paragraphs, body=body), words(**facts), title="")
    return list(told.value.faults)


@pytest.mark.parametrize(
    "written",
    ["{{标题}}", "{{ 标题 }}", "{{title}}", "{{Title}}", wide("{{标题}}"), wide("{{TITLE}}")],
)
def test_a_fact_is_known_by_either_name_however_it_is_typed(written):
    assert fill(f"关于{written}的报告", title="校车方案") == ["关于校车方案的报告"]


def test_a_place_holder_that_word_has_cut_into_pieces_is_whole():
    cut = wrapped(
        run("甲{") + run("{标", "<w:b/>") + "<w:proofErr w:type='spellStart'/>" + run("题}") + run("}乙")
    )
    assert fill(body=cut, title="校车") == ["甲校车乙"]


def test_several_in_a_paragraph_are_filled_each():
    assert fill("{{标题}}（{{案件编号}}）{{标题}}", title="甲", case_number="QZ-1") == ["甲（QZ-1）甲"]


def test_a_text_of_several_lines_that_stands_alone_becomes_paragraphs():
    assert fill("{{事项概要}}", summary="一\n\n二\n三") == ["一", "二", "三"]


def test_a_text_of_several_lines_among_others_keeps_its_lines():
    assert fill("概要：{{事项概要}}。", summary="一\n二") == ["概要：一\n二。"]


def test_markup_and_place_holders_in_a_text_are_text():
    attack = "<w:p/>&amp;{{案件编号}}]]>{{#条件}}"
    assert fill("{{标题}}", title=attack, case_number="QZ-1") == [attack]


def test_a_row_is_repeated_for_each_entry():
    row = table([("{{条件.序号}}", "{{条件.内容}}")], (800, 4000), heads=("序号", "内容"))
    assert fill(body=row, conditions=CONDITIONS) == ["序号", "内容", "1", "先通校车", "2", "后搬迁"]


def test_a_table_without_any_row_left_is_gone():
    row = table([("{{条件.序号}}", "{{条件.内容}}")], (800, 4000))
    made = filled(template(body=row), words(), title="")
    assert (read(made), b"<w:tbl>" in made) == ([], False)


def test_a_part_is_repeated_for_each_entry():
    part = ("{{#条件}}", "{{条件.内容}}", "责任单位：{{责任单位}}，{{标题}}", "{{/条件}}", "完")
    assert fill(*part, conditions=CONDITIONS, title="甲") == [
        "先通校车",
        "责任单位：市交通局，甲",
        "后搬迁",
        "责任单位：市教育局，甲",
        "完",
    ]


def test_lists_within_lists_are_those_of_the_entry():
    def aspect(name, *codes):
        indicators = [{**entry("indicators"), "number": code, "name": f"指标{code}"} for code in codes]
        return entry("aspects", name=name, indicators=indicators)

    body = "".join(paragraph(each) for each in ("{{#方面}}", "{{方面.名称}}"))
    body += table([("{{指标.编号}}", "{{指标.名称}}，属{{方面.名称}}")], (800, 4000)) + paragraph("{{/方面}}")
    found = fill(body=body, aspects=[aspect("健康", "A1"), aspect("安全", "B1", "B2")])
    assert found == ["健康", "A1", "指标A1，属健康", "安全", "B1", "指标B1，属安全", "B2", "指标B2，属安全"]


@pytest.mark.parametrize(("note", "shown"), [("同意", ["说明", "同意", "完"]), ("", ["完"])])
def test_a_part_is_there_only_where_there_is_something_to_say(note, shown):
    assert fill("{{?审定说明}}", "说明", "{{审定说明}}", "{{/审定说明}}", "完", note=note) == shown


def test_rows_too_are_there_only_sometimes():
    rows = table(
        [("{{?层级}}", ""), ("层级", "{{层级}}"), ("{{/层级}}", ""), ("轮次", "{{轮次}}")], (2000, 4000)
    )
    assert fill(body=rows, round="1") == ["轮次", "1"]
    assert fill(body=rows, round="1", tier="市级") == ["层级", "市级", "轮次", "1"]


def test_text_boxes_are_filled():
    box = "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
    box += paragraph("{{标题}}") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    assert "甲" in fill(body=box, title="甲")


def test_repeated_parts_repeat_no_bookmark():
    marked = (
        '<w:p><w:bookmarkStart w:id="1" w:name="here"/>'
        + run("{{条件.内容}}")
        + '<w:bookmarkEnd w:id="1"/></w:p>'
    )
    body = paragraph("{{#条件}}") + marked + paragraph("{{/条件}}")
    made = filled(template(body=body), words(conditions=CONDITIONS), title="")
    assert unzipped(made)["word/document.xml"].count(b"bookmarkStart") == 1


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("{{案件名}}", Fault("unknown", "案件名", "{{案件名}}", "案件编号")),
        ("{{条件.期限}}", Fault("outside", "条件.期限", "{{条件.期限}}", "条件")),
        ("{{条件}}", Fault("is_list", "条件", "{{条件}}")),
        ("见{{#条件}}", Fault("not_alone", "#条件", "见{{#条件}}")),
        ("{{#条件}}", Fault("not_closed", "条件", "{{#条件}}")),
        ("{{/条件}}", Fault("not_opened", "条件", "{{/条件}}")),
        ("{{标题}", Fault("broken", "", "{{标题}")),
        ("{{ x | safe }}", Fault("unknown", "x | safe", "{{ x | safe }}")),
        ("{{ ''.__class__ }}", Fault("unknown", "''.__class__", "{{ ''.__class__ }}")),
    ],
)
def test_what_cannot_be_filled_is_told_with_its_place(written, fault):
    assert faults(written) == [fault]


def test_all_faults_are_told_at_once():
    assert [each.kind for each in faults("{{甲乙丙丁}}", "{{#标题}}", "{{/标题}}", "{{/条件}}")] == [
        "unknown",
        "no_list",
        "not_opened",
    ]


def test_a_row_of_two_lists_is_refused():
    row = table([("{{条件.内容}}", "{{意见.内容}}")], (800, 4000))
    assert [each.kind for each in faults(body=row, conditions=CONDITIONS)] == ["two_lists"]


def test_what_would_grow_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr("reports.documents.filling.MOST_ELEMENTS", 50)
    part = ("{{#条件}}", *["{{条件.内容}}"] * 30, "{{/条件}}")
    assert faults(*part, conditions=CONDITIONS) == [Fault("too_large")]
