"""What the benchmark of PDFs sets beside one another: the report in its own style, wherever it is set."""

import re

import pytest

from benchmarks.pdf import _bare, _style, _workers
from tests.needs import needs

PAGE = '<html lang="zh-CN"><title>x</title><body><p>童评</p><table><tr><td>一</td></tr></table></body></html>'


def test_outside_the_cage_fonts_and_drawings_are_named_where_they_lie():
    style = _style()
    assert (re.findall(r"tongping:[\w.-]+", style), style.count("file://") >= 9) == ([], True)


@pytest.mark.once
def test_weasyprint_alone_sets_the_page():
    needs("pdf")
    assert _bare(PAGE)().stdout.startswith(b"%PDF")


def test_one_worker_and_two_do_as_much():
    done = []
    for number in (1, 2):
        _workers(lambda: done.append(1), number)()
    assert len(done) == 4
