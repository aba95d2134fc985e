"""A PDF looked at from outside, with poppler's eyes."""

import re
import subprocess
from html import unescape
from typing import NamedTuple

MM = 72 / 25.4
WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


class Word(NamedTuple):
    """Place in millimetres from the upper left corner of the sheet."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def fonts(path):
    """(name without its subset's letters, embedded) of every font in the file."""
    rows = _run("pdffonts", path).splitlines()[2:]
    return {(row.split()[0].partition("+")[2], row.split()[-5]) for row in rows}


def text(path):
    return _run("pdftotext", "-layout", path, "-")


def flowing(path):
    """The text without any white space: names may stand on two lines."""
    return "".join(_run("pdftotext", path, "-").split())


def words(path):
    """For each page its words with their places."""
    pages = _run("pdftotext", "-bbox", path, "-").split("<page ")[1:]
    return [
        [
            Word(*(float(number) / MM for number in places), unescape(said))
            for *places, said in WORD.findall(page)
        ]
        for page in pages
    ]


def lines(page):
    """A page's words put together by the height they stand at: {top: text}."""
    found = {}
    for word in sorted(page, key=lambda word: (round(word.top, 1), word.left)):
        found[round(word.top, 1)] = found.get(round(word.top, 1), "") + word.text
    return found


def first_ink(path, *, page, left, right, top):
    """How far down the sheet the first dark point lies, in a strip from `top` on; millimetres."""
    dots = 300 / 25.4
    area = {"-x": left, "-y": top, "-W": right - left, "-H": 20}
    crop = [text for flag, size in area.items() for text in (flag, str(round(size * dots)))]
    command = ["pdftoppm", "-r", "300", "-gray", "-f", str(page), "-l", str(page), *crop, path]
    picture = subprocess.run(command, capture_output=True, check=True).stdout
    _kind, size, _depth, points = picture.split(b"\n", 3)
    width = int(size.split()[0])
    return top + next(place for place, point in enumerate(points) if point < 128) // width / dots


def _run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout
