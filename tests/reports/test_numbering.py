from io import BytesIO
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from reports.numbering import by_place


def characters(face):
    return TTFont(BytesIO(face))["CFF "].cff.topDictIndex[0].charset


def outline(face, glyph):
    font, pen = TTFont(BytesIO(face)), RecordingPen()
    font.getGlyphSet()[font.getGlyphName(glyph)].draw(pen)
    return pen.value


def small(*, name_keyed):
    pen = T2CharStringPen(500, None)
    builder = FontBuilder(1000, isTTF=not name_keyed)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    if name_keyed:
        builder.setupCFF("Small", {}, dict.fromkeys([".notdef", "A"], pen.getCharString()), {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupPost()
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


@pytest.mark.parametrize("path", [fonts.serif_path(), fonts.sans_path()], ids=["serif", "sans"])
def test_a_character_s_number_is_its_place_and_its_shape_stays(path):
    face = Path(path).read_bytes()
    changed, last = by_place(face), len(characters(face)) - 1
    assert characters(face)[last] != f"cid{last:05}"
    assert characters(changed) == [".notdef", *(f"cid{place:05}" for place in range(1, last + 1))]
    assert outline(changed, 12820) == outline(face, 12820)
    assert by_place(changed) == changed


@pytest.mark.parametrize("name_keyed", [True, False])
def test_a_face_without_such_a_list_stays_as_it_is(name_keyed):
    face = small(name_keyed=name_keyed)
    assert by_place(face) == face
