"""A worker that cannot make PDFs does not start."""

import pytest

from reports import cage
from reports.checks import try_the_typesetter
from tests.needs import needs


def test_a_worker_that_can_make_pdfs_starts():
    needs("pdf")
    try_the_typesetter()


def test_a_worker_whose_city_s_face_is_no_font_says_so_and_ends(settings, tmp_path, english):
    needs("pdf")
    (tmp_path / "text.ttf").write_text("not a font")
    settings.PDF_FONTS = str(tmp_path)
    with pytest.raises(SystemExit, match=r"cannot make PDFs.*text\.ttf"):
        try_the_typesetter()


def test_a_face_for_nothing_that_a_report_has_is_named(settings, tmp_path, english):
    (tmp_path / "LICENCE.txt").write_text("of the faces")
    (tmp_path / "titel.otf").write_text("whatever")
    settings.PDF_FONTS = str(tmp_path)
    with pytest.raises(SystemExit, match=r"titel: text / title / heading / subheading\?"):
        try_the_typesetter()


def test_a_folder_of_faces_that_is_not_there_is_named(settings, tmp_path, english):
    settings.PDF_FONTS = str(tmp_path / "nowhere")
    with pytest.raises(SystemExit, match=r"fonts cannot be read: .*nowhere"):
        try_the_typesetter()


HIDING = """
import cffi
whole = cffi.FFI.dlopen
def without(self, name, flags=0):
    if "harfbuzz-subset" in str(name):
        raise OSError(name)
    return whole(self, name, flags)
cffi.FFI.dlopen = without
"""


def test_a_worker_without_the_subsetter_says_what_to_do_and_ends(monkeypatch, english):
    """WeasyPrint itself goes on without it, five times as slow."""
    needs("pdf")
    monkeypatch.setattr(cage, "INSIDE", HIDING + cage.INSIDE)
    with pytest.raises(SystemExit, match=r"cannot make PDFs.*tongping doctor.*libharfbuzz-subset"):
        try_the_typesetter()


LOSING = """
import pylopdf_fonts_zh_cn as fonts
fonts.serif_path = lambda: "/nowhere/serif.otf"
"""


def test_a_worker_without_a_chinese_face_says_so_and_ends(monkeypatch, english):
    """WeasyPrint itself goes on and prints boxes."""
    needs("pdf")
    monkeypatch.setattr(cage, "INSIDE", LOSING + cage.INSIDE)
    with pytest.raises(SystemExit, match=r"cannot make PDFs.*font.*serif\.otf"):
        try_the_typesetter()


def test_switched_off_nothing_is_tried(settings):
    settings.PDF_ENABLED = False
    try_the_typesetter()
