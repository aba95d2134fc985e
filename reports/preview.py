"""The picture that stands beside a link to a report in messages: what was assessed and how it ended. A pure function of
the record and a language; the same bytes each time."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pylopdf_fonts_zh_cn as fonts
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from reports.glyphs import printable
from reports.templatetags.record import choice_word, concluded, local, result, verdict_look

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
INK, QUIET, PAPER, TEAL, APRICOT = "#17252a", "#3f4f55", "#ffffff", "#0b5351", "#fdf0e2"
TONES = {"pass": "#134a8a", "changes": "#0b5351", "return": "#3a474b", "reject": "#9a2a10"}
TITLES = ((68, 2), (56, 3), (46, 4))  # size and lines that there is room for
CLOSING = "，。、；：！？”’）》」』】,.;:!?)%"


def draw(record: dict[str, Any], language: str) -> bytes:
    """A PNG of the size that messengers and search engines ask for."""
    with translation.override(language):
        image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        _paint(ImageDraw.Draw(image), record)
    stream = BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _paint(page: ImageDraw.ImageDraw, record: dict[str, Any]) -> None:
    tone = TONES[verdict_look(result(record))]
    page.rectangle((0, 0, WIDTH, 18), fill=tone)
    page.text((MARGIN, 62), _("Child impact assessment"), font=_sans(30), fill=QUIET)
    if record.get("illustrative"):
        _tag(page, _("Sample data"))
    lines, font = _fitted(printable(local(record["title"])))
    y = 128.0
    for line in lines:
        page.text((MARGIN, y), line, font=font, fill=INK)
        y += font.size * 1.36
    _stamp(page, choice_word(result(record)), tone)
    day = date_format(concluded(record), "DATE_FORMAT", use_l10n=True)
    unit = _cut(printable(local(record["drafting_unit"])), _sans(28), WIDTH - 2 * MARGIN)
    page.text((MARGIN, 520), unit, font=_sans(28), fill=QUIET)
    name = _("Tongping")
    page.text((MARGIN, 564), f"{name} · {record['code']} · {day}", font=_sans(28), fill=TEAL)


def _stamp(page: ImageDraw.ImageDraw, words: str, tone: str) -> None:
    """The verdict in its double frame, as on the page."""
    font = _serif(48)
    wide = page.textlength(words, font=font)
    box = (MARGIN, 402, MARGIN + wide + 56, 490)
    page.rectangle(box, outline=tone, width=3)
    page.rectangle((box[0] + 7, box[1] + 7, box[2] - 7, box[3] - 7), outline=tone, width=2)
    page.text((MARGIN + 28, 444), words, font=font, fill=tone, anchor="lm")


def _tag(page: ImageDraw.ImageDraw, words: str) -> None:
    font = _sans(26)
    left = WIDTH - MARGIN - page.textlength(words, font=font) - 32
    page.rounded_rectangle((left, 56, WIDTH - MARGIN, 104), radius=8, fill=APRICOT)
    page.text((left + 16, 80), words, font=font, fill="#6b3706", anchor="lm")


def _fitted(title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """In the largest type in which there is room for all of it; in the smallest one cut."""
    room = WIDTH - 2 * MARGIN
    for size, most in TITLES:
        font = _serif(size)
        lines = list(_lines(title, font, room))
        if len(lines) <= most:
            return lines, font
    return [*lines[: most - 1], _cut("".join(lines[most - 1 :]), font, room)], font


def _lines(text: str, font: ImageFont.FreeTypeFont, room: float) -> Iterator[str]:
    """Broken between Chinese characters or Latin words; no line begins with a closing mark."""
    line = ""
    for part in _parts(text, font, room):
        if line and font.getlength(line + part.rstrip()) > room and part[0] not in CLOSING:
            yield line.rstrip()
            line = ""
        line += part
    if line.strip():
        yield line.rstrip()


def _parts(text: str, font: ImageFont.FreeTypeFont, room: float) -> Iterator[str]:
    """What is not broken: a character, a Latin word with the blank behind it. A word too long for a line is."""
    word = ""
    for character in text.replace("\n", " "):
        latin = character.isascii() or character in "’–"
        if word and (not latin or word.endswith(" ") or font.getlength(word + character) > room):
            yield word
            word = ""
        if latin:
            word += character
        else:
            yield character
    if word:
        yield word


def _cut(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _serif(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.serif_path()), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _sans(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.sans_path()), size, layout_engine=ImageFont.Layout.BASIC)
