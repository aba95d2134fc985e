"""What the report looks like on the sheet: geometry, faces, words, structure."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pypdf
import pytest

from reports import pdf
from reports.templatetags.record import eights
from tests.needs import needs
from tests.reports import paper
from tests.reports.sample import brief_record, sample_publication, sample_record

LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
PITCH = 225 / 22
REPORTS = Path(pdf.__file__).parent
TEMPLATES = sorted((REPORTS / "templates" / "reports" / "pdf").glob("*.html"))
STYLES = "".join(sheet.read_text() for sheet in sorted((REPORTS / "pdf_style").glob("*.css")))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """The sample report, whose account of the matter runs over several pages of plain text."""
    needs("pdf")
    needs("poppler")
    path = tmp_path_factory.mktemp("paper") / "report.pdf"
    path.write_bytes(pdf.render(sample_publication(sample_record(summary={"zh": "童" * 1400, "en": ""}))))
    return path


@pytest.fixture(scope="module")
def pages(sheet):
    return paper.words(sheet)


@pytest.fixture(scope="module")
def reader(sheet):
    return pypdf.PdfReader(sheet)


def test_every_page_is_a4(reader):
    sizes = {tuple(round(float(side) / paper.MM) for side in page.mediabox[2:]) for page in reader.pages}
    assert sizes == {(210, 297)}


def test_text_keeps_inside_the_type_area(pages):
    outside = [
        word
        for page in pages
        for word in page
        if word.top < BOTTOM
        and not (
            word.left + 0.1 >= LEFT
            and word.right <= RIGHT + 0.2
            and word.top >= TOP
            and word.bottom <= BOTTOM
        )
    ]
    assert outside == []


def test_a_page_of_text_has_22_lines_of_28_characters(pages):
    body = [word for word in pages[3] if word.top < BOTTOM]
    assert [len(word.text) for word in body] == [28] * 22
    assert {round(below.top - above.top, 2) for above, below in pairwise(body)} == {round(PITCH, 2)}


def test_paragraphs_begin_two_characters_in(pages):
    first = next(word for word in pages[2] if "童" in word.text)
    assert len(first.text) == 26
    assert first.left == pytest.approx(LEFT + 2 * 156 / 28, abs=0.1)


def test_page_numbers_stand_at_the_outer_edge_one_character_in(pages):
    assert [word for word in pages[0] if word.top > BOTTOM] == []
    for number, page in enumerate(pages[1:], start=2):
        foot = [word for word in page if word.top > BOTTOM and word.text in {"—", str(number)}]
        assert [word.text for word in foot] == ["—", str(number), "—"]
        if number % 2:
            assert foot[-1].right == pytest.approx(RIGHT - 14 / paper.MM, abs=0.3)
        else:
            assert foot[0].left == pytest.approx(LEFT + 14 / paper.MM, abs=0.3)


def test_the_dash_of_the_page_number_is_seven_millimetres_under_the_type_area(sheet):
    assert paper.first_ink(sheet, page=3, left=175, right=180, top=BOTTOM) == pytest.approx(
        BOTTOM + 7, abs=0.2
    )
    assert paper.first_ink(sheet, page=4, left=32, right=36, top=BOTTOM) == pytest.approx(BOTTOM + 7, abs=0.2)


def test_every_sheet_says_which_document_it_belongs_to(pages):
    publication = sample_publication(sample_record(summary={"zh": "童" * 1400, "en": ""}))
    for page in pages[1:]:
        foot = "".join(word.text for word in page if word.top > BOTTOM)
        assert "QZ-2021-01" in foot
        assert publication.spaced_code in foot


def test_two_faces_are_embedded_and_no_other(sheet):
    assert paper.fonts(sheet) == {("Tongping-Serif", "yes"), ("Tongping-Sans", "yes")}


def test_all_names_are_in_the_text_and_no_replacement_character(sheet):
    said, record = paper.flowing(sheet), sample_record()
    names = [each["name"]["zh"] for aspect in record["aspects"] for each in aspect["indicators"]]
    assert len(names) == 25
    assert [name for name in names if name not in said] == []
    assert [aspect["name"]["zh"] for aspect in record["aspects"] if aspect["name"]["zh"] not in said] == []
    assert "\ufffd" not in said


def test_the_record_can_be_found_again(sheet):
    publication = sample_publication(sample_record(summary={"zh": "童" * 1400, "en": ""}))
    said = paper.flowing(sheet)
    assert [part for part in eights(publication.record_hash) if part not in said] == []
    assert f"/verify/{publication.spaced_code}/" in said


def test_the_document_names_itself_and_is_tagged(reader):
    root = reader.trailer["/Root"]
    assert reader.metadata.title.startswith("衢州市儿童发展“十四五”规划")
    assert reader.metadata.author == "市儿童发展规划起草专班（示例）"
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.xmp_metadata is None, "a file that claims no standard carries no claim"


def test_bookmarks_lead_from_parts_to_indicators(reader):
    parts = [each for each in reader.outline if not isinstance(each, list)]
    numbers = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
    assert [part.title.partition("、")[0] for part in parts] == [*numbers]
    aspects = next(each for each in reader.outline if isinstance(each, list))
    assert [each.title for each in aspects if not isinstance(each, list)] == [
        "（一）公共服务",
        "（二）权益保障",
        "（三）成长空间",
        "（四）社会环境",
    ]
    assert sum(len(each) for each in aspects if isinstance(each, list)) == 25


def test_the_summary_is_one_page_however_much_there_is_to_name(tmp_path):
    needs("pdf")
    needs("poppler")
    record = sample_record()
    codes = [each["code"] for aspect in record["aspects"] for each in aspect["indicators"]]
    proposal = dict.fromkeys(("red_lines", "negative", "uncertain", "disputed"), codes)
    counts = {"approve": 3, "approve_with_changes": 9, "return": 4, "reject": 1, "abstain": 2}
    tally = {"roll": 25, "cast": 19, "needed_for_quorum": 17, "counts": counts}
    decision = record["decision"] | {"proposed": "return", "tally": tally}
    path = tmp_path / "full.pdf"
    path.write_bytes(
        pdf.render(
            sample_publication(record | {"proposal": {"outcome": "return", **proposal}, "decision": decision})
        )
    )
    second, third = (paper.lines(page) for page in paper.words(path)[1:3])
    assert next(iter(second.values())).startswith("一、")
    assert next(iter(third.values())).startswith("二、")


def test_the_longest_title_leaves_the_cover_legible(tmp_path):
    needs("pdf")
    needs("poppler")
    path = tmp_path / "long.pdf"
    title = {"zh": "很长的标题" * 40, "en": "A long title " * 15}
    path.write_bytes(pdf.render(sample_publication(brief_record() | {"title": title})))
    cover, second = paper.words(path)[:2]
    assert [(one.text, other.text) for one, other in combinations(cover, 2) if overlap(one, other)] == []
    assert next(iter(paper.lines(second).values())).startswith("一、")


def overlap(one, other, slack=0.3):
    return (
        one.left < other.right - slack
        and other.left < one.right - slack
        and one.top < other.bottom - slack
        and other.top < one.bottom - slack
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_class_on_paper_has_a_style(template):
    named = " ".join(re.findall(r'class="((?:[^"{]|{{.*?}}|{%.*?%})*)"', template.read_text()))
    used = set(re.sub(r"\S*{{.*?}}\S*|{%.*?%}", " ", named).split())
    assert used - set(re.findall(r"\.([a-z][\w-]*)", STYLES)) == set()


def test_strong_text_is_a_face_and_never_a_weight():
    assert set(re.findall(r"font-weight: (\w+)", STYLES)) == {"normal"}
    assert "bold" not in STYLES
