"""The sample report looks as it did when somebody last looked at it."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from reports import pdf
from tests.needs import needs
from tests.reports import pictures
from tests.reports.proofs import signed_publication

REPORTS = Path(pdf.__file__).parent
MOST_APART = 0.005


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    needs("pdf")
    needs("poppler")
    path = tmp_path_factory.mktemp("pictures") / "report.pdf"
    path.write_bytes(pdf.render(signed_publication()))
    return path


@pytest.mark.parametrize("name", pictures.SHEETS)
def test_a_sheet_looks_as_it_was_kept(name, report):
    with Image.open(pictures.KEPT / f"{name}.png") as kept:
        assert pictures.apart(kept, pictures.drawn(report, pictures.SHEETS[name])) < MOST_APART


def test_what_moves_or_disappears_would_be_noticed():
    with Image.open(pictures.KEPT / "summary.png") as kept:
        assert pictures.apart(kept, ImageChops.offset(kept, 3, 0)) > MOST_APART
        without = kept.copy()
        ImageDraw.Draw(without).rectangle((0, 180, kept.width, 330), fill=255)
        assert pictures.apart(kept, without) > MOST_APART


def test_no_shade_of_the_heat_map_hides_its_figures():
    """Printed in black and white: what is written on a shade is at least four and a half times darker or lighter."""
    style = (REPORTS / "pdf_style" / "4_findings.css").read_text()
    shades = set(re.findall(r"\[data-heat=.*?background: (#\w+);", style, re.DOTALL))
    assert len(shades) == 4
    assert {shade for shade in shades if _contrast(shade, "#000000") < 4.5} == set()


def _contrast(one, other):
    lights = sorted((_light(one), _light(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
