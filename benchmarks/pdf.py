"""A report on paper: what the cage costs, what fixed tables save, how it stands beside a browser, what a second worker
brings.

python -m benchmarks.pdf

The report is the sample of 25 indicators, signed and with its record inside. `pipeline` is a worker's way from the
frozen record to the sealed bytes; `bare` a fresh process that sets the same page in the same style by WeasyPrint and
nothing else. `tables` are the same page with tables that find their own widths, both in one warm process. `browser` is
a headless Chromium that prints the same page. Processor time is counted with that of the processes that were started;
against the browser and for two workers it is the clock that counts, so both say something on a quiet machine only.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import django

from benchmarks.pairs import PAIRS, Ratios, compare, family_time

COST = {"pipeline": 1.15, "tables": 0.6, "browser": 2.0}  # at most, in times of the other way
TWO_WORKERS = 1.7  # at least, in times of one
REPORTS = 2  # for one worker or two
BARE = """
import json, sys
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
order, faces = json.load(sys.stdin), FontConfiguration()
sheet = CSS(string=order["style"], font_config=faces)
made = HTML(string=order["page"]).write_pdf(stylesheets=[sheet], font_config=faces, pdf_variant="pdf/a-3a")
sys.stdout.buffer.write(made)
"""
AUTOMATIC = "table { table-layout: auto !important }"
BROWSER = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer")


class Figures(NamedTuple):
    """Each in times of the other way; `browser` where there is one. `control` is `bare` beside itself."""

    pipeline: Ratios
    tables: Ratios
    browser: Ratios | None
    workers: Ratios
    control: Ratios


def measure(*, pairs: int = PAIRS, record: dict[str, Any] | None = None) -> Figures:
    from launcher.parts import program  # noqa: PLC0415
    from reports import pdf  # noqa: PLC0415
    from tests.reports.proofs import signed_publication  # noqa: PLC0415

    publication = signed_publication(record=record)
    page, chromium = pdf.page_of(publication), program("chromium")
    with tempfile.TemporaryDirectory(prefix="tongping-pdf-") as folder:
        bare, ours = _bare(page), _pipeline(publication)
        return Figures(
            pipeline=compare(ours, bare, pairs=pairs, clock=family_time),
            tables=compare(_warm(page), _warm(page, AUTOMATIC), pairs=pairs),
            browser=compare(bare, _browser(page, chromium, Path(folder)), pairs=pairs, clock=perf_counter)
            if chromium
            else None,
            workers=compare(_workers(ours, 1), _workers(ours, 2), pairs=pairs, clock=perf_counter),
            control=compare(bare, _bare(page), pairs=pairs, clock=family_time),
        )


def _pipeline(publication: Any) -> Callable[[], object]:
    from reports import pdf  # noqa: PLC0415
    from reports.seal import sealed  # noqa: PLC0415
    from tests.reports.proofs import KEY  # noqa: PLC0415

    return lambda: sealed(pdf.render(publication), publication.record_hash, KEY)


def _bare(page: str) -> Callable[[], object]:
    from reports.cage import FONTS  # noqa: PLC0415

    order = json.dumps({"page": page, "style": _style()}).encode()
    known = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    command = [sys.executable, "-I", "-B", "-W", "ignore", "-c", BARE]
    return lambda: subprocess.run(command, input=order, env=known, capture_output=True, check=True)


def _warm(page: str, more: str = "") -> Callable[[], object]:
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    faces = FontConfiguration()
    sheet = CSS(string=_style() + more, font_config=faces)
    return lambda: HTML(string=page).write_pdf(stylesheets=[sheet], font_config=faces)


def _browser(page: str, chromium: str, folder: Path) -> Callable[[], object]:
    source, made = folder / "page.html", folder / "page.pdf"
    source.write_text(page.replace("</head>", f"<style>{_style()}</style></head>"))
    command = [chromium, *BROWSER, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}"]

    def print_it() -> None:
        made.unlink(missing_ok=True)
        subprocess.run([*command, source.as_uri()], capture_output=True, check=True)
        if made.stat().st_size < 100_000:
            raise RuntimeError("the browser printed next to nothing")

    return print_it


def _workers(work: Callable[[], object], number: int) -> Callable[[], object]:
    """Each waits for its own cage, as workers do."""

    def all_done() -> None:
        with ThreadPoolExecutor(number) as workers:
            for done in [workers.submit(work) for _report in range(REPORTS)]:
                done.result()

    return all_done


def _style() -> str:
    """The report's own, with its fonts and drawings where they lie."""
    from reports.typesetting import BASE, FACES, HERE  # noqa: PLC0415

    folder = HERE / "pdf_style"
    text = "".join(sheet.read_text() for sheet in sorted(folder.glob("*.css")))
    for name, path in (FACES | {mark.name: mark for mark in folder.glob("marks/*.svg")}).items():
        text = text.replace(f"{BASE}{name}", path.as_uri())
    return text


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    figures = measure()
    print(f"pipeline, in times of WeasyPrint alone:          {figures.pipeline} (at most {COST['pipeline']})")
    print(f"fixed tables, in times of automatic ones:        {figures.tables} (at most {COST['tables']})")
    if figures.browser:
        print(
            f"WeasyPrint, in times of a browser (clock):       {figures.browser} (at most {COST['browser']})"
        )
    print(f"one worker, in times of two (clock):             {figures.workers} (at least {TWO_WORKERS})")
    print(f"WeasyPrint alone, in times of itself:            {figures.control}")
    if not figures.control.steady:
        print("The machine was too restless for this to mean anything.")


if __name__ == "__main__":
    main()
