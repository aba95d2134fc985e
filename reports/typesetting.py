"""The typesetter. It fetches nothing but the report's own fonts and drawings, whatever the text asks for."""

import atexit
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.glyphs import printable

STYLE = Path(__file__).parent / "pdf_style"
BASE = "tongping:"
ASSETS = {
    f"{BASE}serif.otf": fonts.serif_path(),
    f"{BASE}sans.otf": fonts.sans_path(),
    **{f"{BASE}{mark.name}": mark for mark in sorted((STYLE / "marks").glob("*.svg"))},
}
KINDS = {".otf": "font/otf", ".svg": "image/svg+xml"}


class Refusing(URLFetcher):
    """Knows the report's assets by name. No network, no files, no data: a report contains what we put into it."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in ASSETS:
            raise ValueError(f"{url[:80]} is no part of the report")
        path = ASSETS[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": KINDS[path.suffix]})


def typeset(page: str) -> bytes:
    """A tagged PDF of the page."""
    document = HTML(string=printable(page), base_url=BASE, url_fetcher=Refusing())
    content: bytes = document.write_pdf(**_dress(), pdf_tags=True)
    return content


@cache
def _dress() -> dict[str, object]:
    """Style and fonts, loaded once in a process."""
    fetcher, faces, counters = Refusing(), FontConfiguration(), CounterStyle()
    text = "".join(sheet.read_text() for sheet in sorted(STYLE.glob("*.css")))
    sheet = CSS(string=text, base_url=BASE, url_fetcher=fetcher, font_config=faces, counter_style=counters)
    return {"stylesheets": [sheet], "font_config": faces, "counter_style": counters}


atexit.register(_dress.cache_clear)  # the fonts' copies in the temporary folder go with it
