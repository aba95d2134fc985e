"""The promises of docs/design.md that can be read off the files."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "config" / "static" / "tongping"
# paper has a style of its own, see tests/reports/test_paper.py
TEMPLATES = sorted(page for page in ROOT.glob("*/templates/**/*.html") if page.parent.name != "pdf")
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STATIC / "tokens.css").read_text()))
SHEETS = sorted(STATIC.glob("*.css"))
STYLES = "".join(sheet.read_text() for sheet in SHEETS)
# names that a reader or a script holds on to, without a look of their own
HANDLES = {
    "stepper",
    "consequence",
    "indicator-main",
    "rating-word",
    "is-theirs",
    "is-unsaved",
    "is-empty",
    "is-todo",
}
GROUNDS = ("paper", "ground", "sunk")

TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "teal", "teal-strong") for ground in GROUNDS),
    *((f"{kind}-ink", f"{kind}-soft") for kind in ("info", "warn", "bad", "good", "apricot")),
    *((f"{level}-ink", f"{level}-soft") for level in ("minus-1", "zero", "plus-1")),
    *((f"{level}-ink", level) for level in ("minus-2", "plus-2")),
    ("minus-2", "paper"),
    ("plus-2", "paper"),
    ("teal-strong", "teal-soft"),
    ("bad-ink", "paper"),
    ("paper", "teal"),
]
CONTROLS = [
    *(("edge", ground) for ground in GROUNDS),
    *(
        (colour, "paper")
        for colour in ("teal", "minus-1", "zero", "plus-1", "bad", "good", "warn", "info", "apricot")
    ),
]


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_seven_to_one(ink, ground):
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 7


@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_controls_stand_out_three_to_one(edge, ground):
    assert contrast(TOKENS[edge], TOKENS[ground]) >= 3


def test_raw_colours_are_tokens():
    painted = [
        sheet.name for sheet in STATIC.glob("*.css") if re.search(r"#[0-9a-f]{3,8}\b", sheet.read_text())
    ]
    assert painted == ["tokens.css"]


def test_every_token_used_is_defined():
    assert set(re.findall(r"var\(--([\w-]+)", STYLES)) - set(re.findall(r"--([\w-]+):", STYLES)) == set()


@pytest.mark.parametrize("page", [ROOT / "docs" / "design.md", *TEMPLATES], ids=lambda page: page.name)
def test_every_class_has_a_style(page):
    named = " ".join(re.findall(r'class="((?:[^"{]|{{.*?}}|{%.*?%})*)"', page.read_text()))
    used = set(re.sub(r"\S*{{.*?}}\S*|{%.*?%}", " ", named).split())
    assert used - set(re.findall(r"\.([a-z][\w-]*)", STYLES)) - HANDLES == set()


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: page.name)
def test_page_holds_no_inline_style_or_script(page):
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|hx-on", page.read_text()) == []


def test_every_icon_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    named = {
        name
        for page in TEMPLATES
        for name in re.findall(r'_icon.html" with name="([\w-]+)"', page.read_text())
    }
    assert named - drawn == set()


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
