"""The page on which a group answers: bytes over the wire with everything it asks for, and how soon the first answer is
possible in a browser on a slow line.

python -m benchmarks.collecting

Chromium has the line that its tools call Slow 4G: 1.44 Mbit/s down, 0.68 up, 562.5 ms on each request. The time runs
from the beginning of the navigation, presses “Start” as soon as it is there, and ends with the frame in which the faces
of the first question can be chosen. What the server took for the page, measured without the slow line, is taken off.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

RUNS = 7
MOST_BYTES, MOST_SECONDS = 60_000, 1.0
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1000 * 1000 / 8 * 0.9,
    "uploadThroughput": 750 * 1000 / 8 * 0.9,
}
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
AS_SOON_AS_POSSIBLE = """
new MutationObserver((_seen, watching) => {
  const start = document.querySelector("#screen .foot button.main");
  if (!start) return;
  watching.disconnect();
  start.click();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.querySelector(".face input:not([disabled])")) window.firstAnswer = performance.now();
  }));
}).observe(document, { childList: true, subtree: true });
"""

SIZES = """['navigation', 'resource'].flatMap(kind =>
  performance.getEntriesByType(kind).map(each => each.transferSize))"""


class Visit(NamedTuple):
    """`page`: bytes of the document alone; `bytes`: with the worker and its copy of the page."""

    page: int
    bytes: int
    requests: int
    seconds: float


class Figures(NamedTuple):
    visits: list[Visit]
    server: float

    @property
    def bytes(self) -> int:
        return max(visit.bytes for visit in self.visits)

    @property
    def seconds(self) -> float:
        return median(visit.seconds for visit in self.visits) - self.server


def measure(*, runs: int = RUNS) -> Figures:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from benchmarks.telephones import served  # noqa: PLC0415
    from launcher.parts import program  # noqa: PLC0415

    with served(1) as room, sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = playwright.chromium.launch(
            executable_path=program("chromium"), args=[*FLAGS, f"--crash-dumps-dir={Path(home)}"]
        )
        _visit(browser, room.page(), slow=False)  # the server's first page is compiled for everybody
        waits = [_server_time(browser, room.page()) for _run in range(runs)]
        visits = [_visit(browser, room.page(), slow=True) for _run in range(runs)]
        browser.close()
    return Figures(visits, median(waits))


def _visit(browser: Any, address: str, *, slow: bool) -> Visit:
    """As somebody who has never been here."""
    return _fresh(browser, lambda page, line: _read(page, line, address, slow=slow))


def _read(page: Any, line: Any, address: str, *, slow: bool) -> Visit:
    line.send("Network.enable")
    if slow:
        line.send("Network.emulateNetworkConditions", SLOW_4G)
    page.add_init_script(AS_SOON_AS_POSSIBLE)
    page.goto(address)
    page.wait_for_function("window.firstAnswer")
    seconds = page.evaluate("window.firstAnswer") / 1000
    page.wait_for_function("caches.match(location.pathname, {ignoreVary: true}).then(Boolean)")
    sizes = page.evaluate(SIZES)
    worker = page.request.get(f"{address.partition('/v/')[0]}/v/worker.js")
    heads = sum(len(name) + len(value) + 4 for name, value in worker.headers.items())
    return Visit(sizes[0], sum(sizes) + heads + len(worker.body()), len(sizes) + 1, seconds)


def _server_time(browser: Any, address: str) -> float:
    """From the request to the first byte, without the slow line."""

    def ask(page: Any, _line: Any) -> float:
        page.goto(address)
        entry = "performance.getEntriesByType('navigation')[0]"
        return page.evaluate(f"({entry}.responseStart - {entry}.requestStart) / 1000")

    return _fresh(browser, ask)


def _fresh(browser: Any, visit: Callable[[Any, Any], Any]) -> Any:
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    try:
        return visit(page, context.new_cdp_session(page))
    finally:
        context.close()


def main() -> None:
    figures = measure()
    page = max(visit.page for visit in figures.visits)
    print(f"the page alone: {page} bytes in one request")
    requests = max(visit.requests for visit in figures.visits)
    print(
        f"with the worker and its copy of the page: {figures.bytes} bytes in {requests} requests (at most {MOST_BYTES})"
    )
    times = "  ".join(f"{visit.seconds:.2f}" for visit in figures.visits)
    print(f"first answer possible after: {times} s")
    print(
        f"median without the server's {figures.server:.3f} s: {figures.seconds:.2f} s (wanted: at most {MOST_SECONDS})"
    )


if __name__ == "__main__":
    main()
