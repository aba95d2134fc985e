"""The ledger as a workbook: read back as Excel would."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from benchmarks.cases import make_cases
from tests import factories
from workflows.models import CaseSummary
from workflows.spreadsheet import plain

EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\u00a0=1",
    "\u3000=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM",
    "\u200b=1",
    "\ufeff=1",
    "\n=1",
    "\N{MINUS SIGN}1",
    "=cmd|' /C calc'!A0",
)


@pytest.fixture
def download(as_user):
    def read(user, **given):
        response = as_user(user).get(reverse("workflows:export_ledger"), given)
        return load_workbook(BytesIO(b"".join(response.streaming_content)))

    return read


def column(book, name):
    head, *rows = book.worksheets[0].iter_rows()
    place = [cell.value for cell in head].index(name)
    return [row[place] for row in rows]


@pytest.mark.parametrize("text", EVIL)
def test_nothing_that_was_typed_begins_a_formula(text):
    written = plain(text)
    assert (written[0], "\n" in written, "\t" in written, "\r" in written) == ("'", False, False, False)


@pytest.mark.parametrize("text", ["学校规划", "A=B", "2026-01", "QZ-2026-001", "“引号”", "100%", ""])
def test_an_ordinary_text_stays_as_it_is(text):
    assert plain(text) == text


def test_what_can_not_be_printed_is_left_out():
    assert plain("学\x00校\x1b规\ud800划") == "学校规划"


@pytest.mark.parametrize("text", EVIL)
def test_a_title_with_a_formula_is_text_in_the_workbook(city, case, download, text):
    CaseSummary.objects.update(title=text, title_en="")
    with translation.override("zh-hans"):
        cells = [
            cell for sheet in download(city.office).worksheets for row in sheet.iter_rows() for cell in row
        ]
    assert [cell.data_type for cell in cells if cell.data_type == "f"] == []
    assert plain(text) in {cell.value for cell in cells}


def test_dates_are_dates_and_numbers_are_numbers(city, case, download):
    book = download(city.office)
    (due,), (since,), (total,) = (
        column(book, name) for name in ("Deadline", "In this stage since", "Answers in all")
    )
    assert (due.is_date, due.value, since.value.date(), total.value) == (
        True,
        datetime.combine(case.due, datetime.min.time()),
        timezone.localdate(),
        3,
    )
    assert isinstance(case.due, date)


def test_the_head_stays_in_sight_and_columns_have_their_width(city, case, download):
    sheet = download(city.office).worksheets[0]
    assert (sheet.freeze_panes, sheet.column_dimensions["B"].width, sheet["A1"].font.bold) == ("C2", 44, True)


def test_a_workbook_says_by_which_filters_it_was_made(city, case, download):
    notes = download(city.office, q="=1", light="fine", year="all").worksheets[1]
    said = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert (said["Year"], said["Searched for"], said["Light"]) == ("All years", "'=1", "In time")


def test_a_workbook_names_nobody_who_is_not_of_the_office(city, case, download):
    notes = download(city.office, handler=str(city.expert_a.pk)).worksheets[1]
    assert str(city.expert_a) not in [cell.value for row in notes.iter_rows() for cell in row]


def test_a_workbook_holds_every_row_of_the_filters_and_no_others(city, tiny, download):
    units = [city.units["planning"], city.units["housing"]]
    make_cases(120, city=city.place, units=units, indicator_set=tiny, author=city.drafter)
    unit = str(city.units["housing"].pk)
    found = [len(column(download(user, **given), "Case number")) for user, given in (
        (city.office, {}), (city.office, {"unit": unit}), (city.outsider, {}), (city.drafter, {"unit": unit}),
    )]  # fmt: skip
    assert found == [120, 60, 60, 0]


@pytest.mark.parametrize("number", [5, 120, 1200])
def test_a_workbook_asks_as_often_for_few_cases_as_for_many(city, tiny, as_user, count_queries, number):
    units = [city.units["planning"]]
    make_cases(number, city=city.place, units=units, indicator_set=tiny, author=city.drafter)
    browser, where = as_user(city.office), reverse("workflows:export_ledger")
    b"".join(browser.get(where).streaming_content)
    assert count_queries(lambda: b"".join(browser.get(where).streaming_content)) == 7


def test_the_file_has_a_name_and_is_no_page(city, case, as_user):
    response = as_user(city.office).get(reverse("workflows:export_ledger"))
    response.close()
    name = f"Case ledger-{timezone.localdate():%Y%m%d}.xlsx"
    assert (response["Content-Disposition"], response["Content-Type"].rpartition(".")[2]) == (
        f'attachment; filename="{name}"',
        "sheet",
    )


def test_a_workbook_of_nothing_has_its_head(city, download):
    assert len(list(download(city.office).worksheets[0].iter_rows())) == 1


def test_the_unit_s_own_words_are_in_the_reader_s_language(city, tiny, download):
    factories.make_case(city, tiny, title="学校布局", title_en="Schools")
    assert [cell.value for cell in column(download(city.office), "Title")] == ["Schools"]
