"""The QR code as it is drawn."""

import re

import pytest
import segno
from django.template import Context, Template

from assessments.templatetags.qr import QUIET, qr

ADDRESS = "https://tongping.example/verify/7K2M-9QXD-4TPA/"


def drawn(picture):
    """The modules of the drawing, one text a row."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', picture)[1])
    rows = [["0"] * side for _ in range(side)]
    for x, y, length, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", picture):
        assert length == back
        for place in range(int(x), int(x) + int(length)):
            assert rows[int(y)][place] == "0"
            rows[int(y)][place] = "1"
    return ["".join(row) for row in rows]


@pytest.mark.parametrize("address", [ADDRESS, "http://127.0.0.1:8000/verify/0000-0000-0000/"])
def test_it_is_the_code_of_the_address_with_its_quiet_zone(address):
    code = segno.make(address, error="m", micro=False, boost_error=False)
    expected = ["".join(map(str, row)) for row in code.matrix_iter(border=QUIET)]
    assert drawn(qr(address)) == expected


def test_it_is_one_drawing_without_styles_that_says_what_it_is(english):
    picture = Template("{% load qr %}{% qr address %}").render(Context({"address": ADDRESS + '"><script>'}))
    assert picture.count("<path") == 1
    assert "style" not in picture
    assert f'aria-label="QR code of the address {ADDRESS}&quot;&gt;&lt;script&gt;"' in picture


def test_the_same_address_gives_the_same_drawing():
    assert qr(ADDRESS) == qr(ADDRESS)
