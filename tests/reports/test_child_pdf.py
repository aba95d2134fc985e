"""The child edition: two sheets on paper, a page on the screen, both from the record alone."""

import subprocess

import pytest
from django.urls import reverse

from reports import child_pdf
from reports.child import PARTS
from reports.editions import kinds_of
from reports.enums import EditionKind
from tests.needs import needs
from tests.reports import paper
from tests.reports.sample import CHILD, fourth_format, sample_publication, sample_record
from tests.reports.test_views import with_record

FULL = {
    "decided": "操场上大家一起跑步做操。" * 38,
    "said": "我们想多玩一会儿。" * 51,
    "changes": "\n".join(["操场放学以后也开门。" * 3] * 12),
    "stays": "这件事要由上级来定。" * 44,
}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """The sample's child edition, and one whose sheets are full."""
    needs("pdf")
    folder = tmp_path_factory.mktemp("child")
    found = {}
    for name, words in (("sample", CHILD), ("full", FULL)):
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(child_pdf.render(sample_publication(sample_record(child=words))))
    return found


@pytest.mark.parametrize("name", ["sample", "full"])
def test_it_has_two_sheets_and_all_its_words(sheets, name):
    pages = paper.words(sheets[name])
    words = {"sample": CHILD, "full": FULL}[name]
    assert len(pages) == 2
    text = paper.flowing(sheets[name])
    assert [part for part in PARTS if "".join(words[part].split()) not in text] == []
    assert [word for page in pages for word in page if word.bottom > 292 or word.right > 200] == []


def test_it_is_whole_and_small(sheets):
    checked = subprocess.run(
        ["qpdf", "--check", sheets["sample"]], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, "No syntax or stream encoding errors" in checked.stdout) == (0, True)
    assert sheets["sample"].stat().st_size < 400_000
    assert all(embedded == "yes" for _name, embedded in paper.fonts(sheets["sample"]))


def test_the_same_record_gives_the_same_bytes(sheets):
    assert child_pdf.render(sample_publication()) == sheets["sample"].read_bytes()


def test_words_are_text_and_never_markup():
    page = child_pdf.page_of(sample_publication(sample_record(child=CHILD | {"decided": "<b>好</b>"})))
    assert ("&lt;b&gt;好&lt;/b&gt;" in page, "<b>好" in page) == (True, False)


def test_what_children_said_stands_in_bubbles():
    page = child_pdf.page_of(
        sample_publication(sample_record(child=CHILD | {"said": "我们问过。\n“想去操场。”"}))
    )
    assert ('<p class="voice">“想去操场。”</p>' in page, "<p>我们问过。</p>" in page) == (True, True)


def test_earlier_records_have_no_child_edition():
    earlier = sample_publication(fourth_format(sample_record()))
    assert EditionKind.CHILD not in kinds_of(earlier)
    assert EditionKind.CHILD in kinds_of(sample_publication())


def test_the_page_tells_children_in_the_record_s_words(published, as_user):
    with_record(published, sample_record(child=CHILD | {"stays": ""}))
    page = as_user().get(reverse("reports:show_children", args=[published.assessment.code]))
    text = page.content.decode()
    assert (page.status_code, "课间大家可以到操场上去。" in text, "What will not change" in text) == (
        200,
        True,
        False,
    )
    report = as_user().get(reverse("reports:show_report", args=[published.assessment.code])).content.decode()
    assert f"/register/{published.assessment.code}/children/" in report


def test_an_earlier_record_has_no_page_for_children(published, as_user):
    with_record(published, fourth_format(sample_record()))
    code = published.assessment.code
    assert as_user().get(reverse("reports:show_children", args=[code])).status_code == 404
    assert "/children/" not in as_user().get(reverse("reports:show_report", args=[code])).content.decode()


def test_what_is_not_public_is_told_to_no_child(frozen, as_user):
    assert as_user().get(reverse("reports:show_children", args=[frozen.assessment.code])).status_code == 404
