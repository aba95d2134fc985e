"""A set written as a workbook: what people find in it, and that it is read back as it was."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from indicators.checking import check_set
from indicators.schema import SetFile
from indicators.spreadsheet.layout import about, sheets
from indicators.spreadsheet.writing import xlsx_bytes
from ledger.canonical import canonical_json, sha256
from tests.indicators.test_writing import NASTY, SETS, TEXTS, content_of, small


def again(content):
    return content_of(check_set(xlsx_bytes(content), file="again.xlsx"))


def book_of(content):
    return load_workbook(BytesIO(xlsx_bytes(content)))


def page_of(book, key):
    return next(page for page in book.worksheets if page.title.endswith(f" {key}"))


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_set_of_ours_comes_back_the_same(path):
    checked = check_set(path.read_bytes(), file=path.name)
    read = check_set(xlsx_bytes(content_of(checked)), file="again.xlsx")
    assert read == checked
    assert sha256(canonical_json(content_of(read))) == sha256(canonical_json(content_of(checked)))


LIKE_FORMULAS = ("_x0041_", "_x000D_", "+1", "@SUM(1)", "=HYPERLINK(1)", "'quoted")


@pytest.mark.parametrize("start", range(0, len(NASTY) + len(LIKE_FORMULAS), 30))
def test_nasty_texts_come_back_the_same(start):
    texts = [text.strip() for text in (*NASTY, *LIKE_FORMULAS)[start : start + 30]]
    content = with_sources({"zh": text, "en": text} for text in texts)
    assert again(content) == content


@settings(max_examples=20, deadline=None)
@given(texts=st.lists(TEXTS, min_size=5, max_size=30))
def test_any_text_comes_back_the_same(texts):
    content = with_sources({"zh": text} for text in texts)
    assert again(content) == content


def with_sources(sources):
    return small(provenance={"status": "own", "statement": {"zh": "测试"}, "sources": list(sources)})


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_text_is_typed_as_text_and_nothing_is_a_formula(path):
    book = book_of(content_of(check_set(path.read_bytes(), file=path.name)))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {cell.number_format for cell in cells if cell.data_type == "s"} == {"@"}


def test_a_text_that_looks_like_a_formula_is_none():
    page = page_of(book_of(small(name={"zh": "=1+1"})), "about")
    named = next(row for row in page.iter_rows() if row[1].value == "name.zh")
    assert (named[2].value, named[2].data_type) == ("=1+1", "s")


def test_the_sheets_are_those_of_the_models():
    book = book_of(small())
    assert [page.title.split()[-1] for page in book.worksheets] == [
        "about", "sources", "levels", "groups", "age_groups", "tiers", "gates", "depths", "matter_classes",
        "screening", "stages", "participation", "aspects", "indicators", "basis", "examples", "readme",
    ]  # fmt: skip
    assert all(len(page.title) <= 31 for page in book.worksheets)


def test_every_field_of_the_format_has_a_column():
    """What a set may say is written somewhere: a field that is new in the models cannot be forgotten."""

    def leaves(schema, path=()):
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            yield from leaves(whole["$defs"][name], path)
        for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
            yield from leaves(choice, path)
        for key, value in schema.get("properties", {}).items():
            yield from leaves(value, (*path, key))
        if schema.get("type") == "array" and "$ref" not in (of := schema["items"]) and "oneOf" not in of:
            yield path
        elif schema.get("type") == "array":
            yield from leaves(schema["items"], path)
        elif not {"$ref", "anyOf", "oneOf", "properties"} & {*schema} and schema.get("type") != "null":
            yield path

    whole = SetFile.model_json_schema()

    def place(sheet):
        return (*place(sheet.parent), *sheet.path) if sheet else ()

    written = {column.path for column in about()}
    for sheet in sheets():
        written |= {(*place(sheet), *column.path) for column in sheet.columns}
    assert {path for path in leaves(whole) if path} == written


def test_headers_say_in_two_languages_what_a_column_is():
    page = page_of(book_of(small()), "indicators")
    assert page["B2"].value == "code"
    assert page["D2"].value == "name.en"
    assert page["B1"].value.split("\n")[-1] == "Code"
    assert page["D1"].value.split("\n")[-1] == "Name · English"
    assert page.freeze_panes == "C3"
    assert page["E3"].alignment.wrap_text
    assert page.column_dimensions["E"].width == 44


def test_rows_of_a_list_within_a_list_name_what_they_belong_to():
    page = page_of(book_of(small()), "indicators")
    assert [[cell.value for cell in row[:3]] for row in page.iter_rows(min_row=2)] == [
        ["aspects", "code", "name.zh"],
        ["A", "A1", "托育"],
        ["A", "A2", "教育"],
    ]
    assert [page.cell(3, number).value for number in (14, 15, 16)] == ["6, 18", "ALL", None]
    assert page.cell(4, 16).value == "是"


def test_a_set_in_english_says_yes_in_english():
    content = small(language="en")
    assert page_of(book_of(content), "indicators").cell(4, 16).value == "yes"
    assert again(content) == content


def test_choices_can_be_picked():
    page = page_of(book_of(small()), "stages")
    rule = next(each for each in page.data_validations.dataValidation if "A3" in each.sqref)
    assert rule.formula1 == (
        '"screening,self_assessment,sign_off,office_check,expert_panel,discussion,reply,committee,public_notice,publication"'
    )


def test_the_read_me_explains_and_is_not_read():
    content = small()
    page = page_of(book_of(content), "readme")
    assert any("The small grey names" in str(row[0].value) for row in page.iter_rows())
    assert ["participation link", "needs"] in [[row[0].value, row[1].value] for row in page.iter_rows()]


def test_a_faulty_draft_can_be_written_too():
    """What an editor has not finished is exported as far as there are cells for it."""
    content = {"code": None, "aspects": [{"name": 1}, None, "x"], "groups": {}, "scale": [], "unknown": 1}
    assert [page.title.split()[-1] for page in book_of(content).worksheets][-1] == "readme"


def test_openpyxl_reads_xml_through_defusedxml():
    assert openpyxl.DEFUSEDXML
