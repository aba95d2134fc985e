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
from tests.reports.proofs import signed_publication
from tests.reports.sample import brief_record, sample_publication, sample_record

LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
PITCH = 225 / 22
REPORTS = Path(pdf.__file__).parent
TEMPLATES = sorted((REPORTS / "templates" / "reports" / "pdf").glob("*.html"))
STYLES = "".join(sheet.read_text() for sheet in sorted(REPORTS.glob("*_style/*.css")))
PUBLICATION = signed_publication(record=sample_record(summary={"zh": "童" * 1400, "en": ""}))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """The sample report, whose account of the matter runs over several pages of plain text."""
    needs("pdf")
    needs("poppler")
    path = tmp_path_factory.mktemp("paper") / "report.pdf"
    path.write_bytes(pdf.render(PUBLICATION))
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
    body = [word for word in pages[4] if word.top < BOTTOM]
    assert [len(word.text) for word in body] == [28] * 22
    assert {round(below.top - above.top, 2) for above, below in pairwise(body)} == {round(PITCH, 2)}


def test_paragraphs_begin_two_characters_in(pages):
    first = next(word for word in pages[3] if "童" in word.text)
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
    for page in pages[1:]:
        foot = "".join(word.text for word in page if word.top > BOTTOM)
        assert "QZ-2021-01" in foot
        assert PUBLICATION.spaced_code in foot


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
    said = paper.flowing(sheet)
    assert [part for part in eights(PUBLICATION.record_hash) if part not in said] == []
    assert [part for part in eights(PUBLICATION.key) if part not in said] == []
    assert PUBLICATION.checking_url in said


PARTS = [
    "摘要",
    "一、事项概况",
    "二、受影响儿童",
    "三、逐项评价",
    "四、受影响的儿童群体",
    "五、儿童意见及采纳情况",
    "六、专家评分",
    "七、意见采纳情况",
    "八、审定结果",
    "九、结论的得出过程",
    "附件1 评分总表",
    "附件2 证据",
    "附件3 指标来源",
    "附件4 报告形成过程",
    "附件5 核验本文件",
]


def test_bookmarks_lead_from_parts_to_indicators(reader):
    assert [each.title for each in reader.outline if not isinstance(each, list)] == PARTS
    findings = reader.outline.index(
        next(each for each in reader.outline if "三、" in getattr(each, "title", ""))
    )
    aspects = reader.outline[findings + 1]
    assert [each.title for each in aspects if not isinstance(each, list)] == [
        "（一）公共服务",
        "（二）权益保障",
        "（三）成长空间",
        "（四）社会环境",
    ]
    assert sum(len(each) for each in aspects if isinstance(each, list)) == 25


def test_the_contents_say_on_which_sheet_each_part_begins(reader, pages):
    begins = {
        "".join(each.title.split()): reader.get_destination_page_number(each) + 1
        for each in reader.outline[1:]
        if not isinstance(each, list)
    }
    told = {}
    for line in paper.lines([word for word in pages[2] if word.top < BOTTOM]).values():
        name, dots, number = line.partition("..")
        if dots and not name.startswith("（"):
            told["".join(name.split())] = int(number.strip("."))
    assert told == begins


def test_every_annex_begins_a_sheet_with_its_number_at_the_upper_left(reader, pages):
    for each in reader.outline:
        if not isinstance(each, list) and each.title.startswith("附件"):
            first = min(
                pages[reader.get_destination_page_number(each)], key=lambda word: (word.top, word.left)
            )
            assert each.title.startswith(first.text)
            assert first.left == pytest.approx(LEFT, abs=0.3)


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
    assert next(iter(second.values())) == "摘要"
    assert next(iter(third.values())) == "目录"


def test_the_longest_title_leaves_the_cover_legible(tmp_path):
    needs("pdf")
    needs("poppler")
    path = tmp_path / "long.pdf"
    title = {"zh": "很长的标题" * 40, "en": "A long title " * 15}
    path.write_bytes(pdf.render(sample_publication(brief_record() | {"title": title})))
    cover, second = paper.words(path)[:2]
    assert [(one.text, other.text) for one, other in combinations(cover, 2) if overlap(one, other)] == []
    assert next(iter(paper.lines(second).values())) == "摘要"


FULL = "童" * (28 * 17 - 2)  # seventeen of the 22 lines


def test_few_facts_tie_no_indicator_to_the_next(tmp_path):
    facts = {"甲": 3, "乙": 4}
    indicators = "".join(
        f'<article class="indicator"><div class="indicator-head"><h3>{name}</h3></div>'
        f"{'<p class=field>事实</p>' * number}</article>"
        for name, number in facts.items()
    )
    first, second = set_on_paper(f'<p class="body">{FULL}</p>{indicators}', tmp_path)
    assert ("甲" in first, "乙" in first, second[0]) == (True, False, "乙")


def test_no_row_of_a_table_is_left_alone_on_a_sheet(tmp_path):
    tables = "".join(
        f'<section class="part"><p class="body">{FULL}</p>'
        f'<table class="lined"><tbody>{"<tr><td>行</td></tr>" * rows}</tbody></table></section>'
        for rows in range(5, 12)
    )
    counts = [page.count("行") for page in set_on_paper(tables, tmp_path)]
    assert (sum(counts), 1 in counts) == (sum(range(5, 12)), False)


def set_on_paper(inside, folder):
    """The words of each sheet."""
    page = f'<html lang="zh-CN"><head><title>样张</title></head><body>{inside}</body></html>'
    path = folder / "small.pdf"
    path.write_bytes(pdf.typeset(page))
    return [[word.text for word in words if word.top < BOTTOM] for words in paper.words(path)]


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
