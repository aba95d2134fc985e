"""What word processors and people do to a document in between, and what hostile files hold."""

import zipfile
from io import BytesIO

import pytest

from assessments.offline.docx_reading import read_docx
from assessments.offline.returned import Unreadable
from assessments.offline.xlsx_reading import read_xlsx
from tests import factories
from tests.assessments.offline.documents import (
    body,
    brought,
    changed,
    in_document,
    row_of,
    sent_out,
    text_of,
    typed,
    with_part,
)

FACTS = "answer:A1:facts"


@pytest.fixture
def written(case, city):
    factories.answer(case, "A1", city.drafter, facts="原来的“事实”。")
    return case


@pytest.fixture
def sent(written, city):
    return sent_out(written, city.drafter)


def facts(written, copy, raw):
    result = brought(written, raw, copy)
    assert result.remarks == []
    return result.content["answer:A1"].get("facts")


def run(text, tag="w:t"):
    return f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'


def paragraph(*pieces):
    return f"<w:p>{''.join(pieces)}</w:p>"


BROKEN_UP = "<w:p><w:r><w:t>断</w:t><w:br/><w:t>行</w:t><w:tab/><w:t>格</w:t></w:r></w:p>"
TRACKED = paragraph(
    f"<w:ins>{run('加上')}</w:ins><w:del>{run('删去', 'w:delText')}</w:del>",
    f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo>",
)
LINKED = paragraph(f"<w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标签')}</w:smartTag>")


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (("第一段", "第二段"), "第一段\n第二段"),
        ((BROKEN_UP,), "断\n行\t格"),
        ((TRACKED,), "加上移来"),
        ((LINKED,), "链接标签"),
        (("‘弯’“引号”…",), "‘弯’“引号”…"),
        (("\N{NO-BREAK SPACE}𠮷野家\u200b🧒🏽 ",), "𠮷野家🧒🏽"),
        (("=1+1", "@SUM(A1)", "-2 开头"), "=1+1\n@SUM(A1)\n-2 开头"),
    ],
)
def test_a_cell_is_read_as_a_reader_sees_it(written, sent, lines, read):
    copy, raw = sent
    assert facts(written, copy, typed(raw, FACTS, *lines)) == read


def test_a_table_pasted_into_a_cell_is_read_line_by_line(written, sent):
    copy, raw = sent
    pasted = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    raw = typed(raw, FACTS, "见下表", "尾")
    raw = in_document(raw, lambda text: text.replace("<w:p><w:r><w:t>尾", f"{pasted}<w:p><w:r><w:t>尾"))
    assert facts(written, copy, raw) == "见下表\n甲\t乙\n尾"


def test_a_value_merged_into_its_label_is_found_behind_the_mark(written, sent):
    copy, raw = sent
    row = row_of(raw, FACTS)
    merged = row.replace("</w:tc><w:tc>", "", 1).replace("原来的", "并格后的")
    merged = merged.replace(merged[merged.rindex("<w:tcPr>") : merged.rindex("</w:tcPr>") + 9], "", 1)
    assert (
        facts(written, copy, in_document(raw, lambda text: text.replace(row, merged))) == "并格后的“事实”。"
    )


def test_a_cell_merged_with_the_one_above_is_said_and_not_taken_for_empty(written, sent):
    copy, raw = sent
    row = row_of(raw, "answer:A1:mitigation")
    cell = row.rindex("<w:tcPr>") + len("<w:tcPr>")
    swallowed = f"{row[:cell]}<w:vMerge/>{row[cell:]}"
    raw = in_document(raw, lambda text: text.replace(row, swallowed))
    result = brought(written, raw, copy)
    assert [(each["field"], each["reason"]) for each in result.remarks] == [
        ("Mitigation", "The cell has been merged with the one above it.")
    ]


def test_a_row_struck_out_by_tracked_changes_is_a_missing_row(written, sent):
    copy, raw = sent
    raw = typed(raw, FACTS, "不算数")
    row = row_of(raw, FACTS)
    struck = row.replace("<w:trPr>", "<w:trPr><w:del/>", 1)
    raw = in_document(raw, lambda text: text.replace(row, struck))
    assert changed(written, raw, copy) == []


def test_marks_split_over_runs_and_rows_wrapped_in_controls_are_recognised(written, sent):
    copy, raw = sent
    raw = typed(raw, FACTS, "控件里的")
    row = row_of(raw, FACTS)
    other = row.replace(f"[{FACTS}]", "[answer:A1</w:t></w:r><w:r><w:t>:facts]")
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{other}</w:sdtContent></w:sdt>"
    assert facts(written, copy, in_document(raw, lambda text: text.replace(row, wrapped))) == "控件里的"


def test_a_box_ticked_in_word_or_by_a_symbol_is_a_choice(written, sent):
    copy, raw = sent
    row = row_of(raw, "answer:A1:rating")
    ticked = row.replace("☑", "☐").replace(
        '<w:t xml:space="preserve">☐</w:t>', '<w:sym w:font="Wingdings" w:char="F0FE"/>', 1
    )
    raw = in_document(raw, lambda text: text.replace(row, ticked))
    assert brought(written, raw, copy).content["answer:A1"]["rating"] == "-2"


def test_page_one_says_what_the_document_is(written, sent):
    _copy, raw = sent
    words = [line.partition("[")[0].strip() for line in text_of(raw)]
    for expected in (written.assessment.code, "示例事项", "1", "A Public services", "A1 Indicator A1"):
        assert expected in words


def test_the_document_holds_what_no_xml_may_hold_without_breaking(case, city):
    factories.answer(case, "A1", city.drafter, facts="响铃\x07与<b>&amp;]]></b>\x1f尾")
    copy, raw = sent_out(case, city.drafter)
    assert "响铃与<b>&amp;]]></b>尾" in text_of(raw)
    assert changed(case, raw, copy) == []


def bomb(name="word/document.xml", size=40):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, b"0" * (size << 20))
    return target.getvalue()


def with_doctype(text):
    entities = '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    return text.replace("?>", f"?>{entities}", 1).replace("<w:body>", "<w:body>&b;", 1)


def with_macros(raw):
    target = BytesIO(raw)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    return target.getvalue()


TOO_MUCH = "The file holds far more than a questionnaire."
BROKEN = "The file cannot be read as a Word document or a workbook."
HOSTILE = {
    "a zip bomb": (lambda raw: bomb(), TOO_MUCH),
    "a hundred thousand paragraphs": (
        lambda raw: in_document(
            raw,
            lambda text: text.replace(
                "<w:body>", "<w:body>" + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000
            ),
        ),
        TOO_MUCH,
    ),
    "external entities": (lambda raw: with_part(raw, "word/document.xml", with_doctype), BROKEN),
    "macros": (with_macros, "The file holds macros."),
    "an old document": (lambda raw: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + raw, "The file is of an old kind"),
    "a document cut short": (lambda raw: raw[: len(raw) // 2], BROKEN),
    "a picture": (lambda raw: b"\x89PNG\r\n\x1a\n" + raw, BROKEN),
    "nothing": (lambda raw: b"", BROKEN),
    "a package without a document": (lambda raw: bomb("readme.txt", 0), BROKEN),
    "tables within tables": (
        lambda raw: in_document(
            raw,
            lambda text: text.replace(
                "<w:body>",
                "<w:body>" + "<w:tbl><w:tr><w:tc>" * 300 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 300,
            ),
        ),
        TOO_MUCH,
    ),
    "controls within controls": (
        lambda raw: in_document(
            raw,
            lambda text: text.replace("<w:tc>", "<w:tc>" + "<w:sdt>" * 300 + "</w:sdt>" * 300, 1),
        ),
        TOO_MUCH,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(sent, name):
    _copy, raw = sent
    make, reason = HOSTILE[name]
    with pytest.raises(Unreadable) as refusal:
        read_docx(make(raw))
    assert str(refusal.value).startswith(reason)


def test_a_document_is_no_workbook_and_a_workbook_no_document(written, sent, city):
    _copy, raw = sent
    with pytest.raises(Unreadable):
        read_xlsx(raw)
    _copy, book = sent_out(written, city.drafter, "xlsx")
    with pytest.raises(Unreadable):
        read_docx(book)


def test_the_same_questionnaire_is_the_same_file(written, sent, city):
    _copy, raw = sent
    assert sent_out(written, city.drafter)[1] == raw
    assert body(raw).count("<w:tbl>") == 4
