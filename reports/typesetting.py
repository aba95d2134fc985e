"""The typesetter. It fetches nothing but the report's own fonts and drawings, whatever the text asks for.

Done in the cage (`reports.cage`), by an order: the page as HTML, the folder of its style, the city's faces, what is
attached, the date the file carries.
"""

import atexit
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import pylopdf_fonts_zh_cn as fonts
from fontTools.ttLib import TTFont, TTLibError
from weasyprint import CSS, HTML, Attachment
from weasyprint.css.counters import CounterStyle
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.claims import Claims
from reports.confinement import Ending
from reports.glyphs import printable
from reports.inside import Unfit
from reports.numbering import by_place

HERE = Path(__file__).parent
BASE = "tongping:"
KINDS = {".otf": "font/otf", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
FACES = {"serif.otf": Path(fonts.serif_path()), "sans.otf": Path(fonts.sans_path())}
DEEPEST, MOST_ROWS = 60, 2000
NOT_TO_BE_EMBEDDED = 2  # in a font's own table of rights

if harfbuzz_subset is None:
    raise ImportError(
        "libharfbuzz-subset"
    )  # without it a report takes five times as long, and nobody would know why


class Enclosed(TypedDict):
    """A file that travels inside the PDF."""

    name: str
    description: str
    text: str
    relationship: str


class Order(TypedDict):
    page: str
    style: NotRequired[str]
    fonts: NotRequired[dict[str, str]]
    enclosed: NotRequired[list[Enclosed]]
    dated: NotRequired[str]


class Refusing(URLFetcher):
    """Knows the report's assets by name. No network, no files, no data: a report contains what we put into it."""

    def __init__(self, assets: dict[str, Path]) -> None:
        super().__init__()
        self.assets = assets

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix(BASE)
        if not url.startswith(BASE) or name not in self.assets:
            raise ValueError(f"{url[:80]} is no part of the report")
        path, kind = self.assets[name], self.assets[name].suffix.lower()
        content = by_place(path.read_bytes()) if kind == ".otf" else path.read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": KINDS[kind]})


def work(order: Order) -> bytes:
    """A PDF that claims PDF/A-3a and PDF/UA-1 at once, with its enclosures."""
    worn = dress(order.get("style", "pdf_style"), tuple(sorted(order.get("fonts", {}).items())))
    html = HTML(string=printable(order["page"]), base_url=BASE, url_fetcher=worn["fetcher"])
    _measure(html.etree_element)
    document = html.render(stylesheets=[worn["sheet"]], **worn["faces"])
    document.metadata = Claims(**vars(document.metadata))
    attachments = [_attachment(each, order.get("dated", ""), worn) for each in order.get("enclosed", [])]
    content: bytes = document.write_pdf(pdf_variant="pdf/a-3a", attachments=attachments)
    return content


def _attachment(enclosed: Enclosed, dated: str, worn: dict[str, Any]) -> Attachment:
    moment = datetime.fromisoformat(dated or "2000-01-01")
    return Attachment(
        string=enclosed["text"],
        name=enclosed["name"],
        description=enclosed["description"],
        relationship=enclosed["relationship"],
        created=moment,
        modified=moment,
        url_fetcher=worn["fetcher"],
    )


def _measure(root: Any) -> None:
    """Bounds on what is set, seen before it is begun: how deep parts lie in parts, how long a table is."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > DEEPEST:
            raise Unfit(Ending.DEEP, f"more than {DEEPEST} levels")
        if element.tag == "tbody" and len(element) > MOST_ROWS:
            raise Unfit(Ending.ROWS, f"a table of {len(element)} rows")
        waiting += [(child, depth + 1) for child in element]


@cache
def dress(style: str, faces: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Style and fonts, loaded once in a process; a face that is missing is told, not replaced."""
    folder = HERE / style
    city = {f"{role}{Path(path).suffix.lower()}": _usable(Path(path)) for role, path in faces}
    marks = {mark.name: mark for mark in sorted(folder.glob("marks/*.svg"))}
    own = {name: _usable(path) for name, path in FACES.items()}
    fetcher = Refusing(own | marks | city)
    text = "".join(_face(name) for name in city)
    text += "".join(sheet.read_text() for sheet in sorted(folder.glob("*.css")))
    known = {"font_config": FontConfiguration(), "counter_style": CounterStyle()}
    sheet = CSS(string=text, base_url=BASE, url_fetcher=fetcher, **known)
    return {"fetcher": fetcher, "sheet": sheet, "faces": known}


def _usable(path: Path) -> Path:
    """A face whose maker lets it be put into documents; what is none would leave its text to another, unnoticed."""
    try:
        with TTFont(path, lazy=True) as font:
            rights = font["OS/2"].fsType
    except (TTLibError, OSError, KeyError) as fault:
        raise Unfit(Ending.FONT, f"{path.name}: {fault}") from fault
    if rights & NOT_TO_BE_EMBEDDED == NOT_TO_BE_EMBEDDED:
        raise Unfit(Ending.FONT, f"{path.name}: its maker does not let it be embedded")
    return path


def _face(name: str) -> str:
    family = f"City {Path(name).stem.title()}"
    return f'@font-face {{ font-family: "{family}"; src: url("{BASE}{name}") }}\n'


atexit.register(dress.cache_clear)  # the fonts' copies in the temporary folder go with it
