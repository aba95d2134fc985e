"""The demo itself — broker, worker, web server, sample data — and people who sit before browsers of their own."""

import os
import re
import subprocess
from pathlib import Path
from unittest import mock

import pylopdf_fonts_zh_cn
import pytest
from playwright.sync_api import sync_playwright

from benchmarks.sets import data_of
from indicators.exchange import exported
from launcher import demo, ports, services
from launcher.parts import program
from launcher.paths import MANAGE, PYTHON, ROOT
from launcher.supervisor import Supervisor
from tests.needs import needs

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir><dir>{chinese}</dir><cachedir>{cache}</cachedir>
<include ignore_missing="yes">/etc/fonts/conf.d/90-synthetic.conf</include></fontconfig>"""
# A refusal, or a network that is gone, is told to the console too; the page has to say it better.
NEWS = re.compile(
    "Failed to load resource|^htmx:(sendError|afterRequest|responseError)|^Response Status Error"
)
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 780}


OVER_SINCE_YESTERDAY = """
from config.demo.notice import run_out
from workflows.models import Case
run_out(Case.objects.get(assessment__code={code!r}))
"""


@pytest.fixture(scope="package")
def demonstration():
    """Where the demo answers, and its environment. Package scope: Playwright's event loop would trouble the database
    tests of others."""
    needs("chromium")
    needs("pdf")
    with (
        ports.listen(0) as door,
        services.short_folder() as short,
        Supervisor(short / "logs") as children,
    ):
        with mock.patch.dict(os.environ):
            demo.stand_alone()
            os.environ["TONGPING_VAR"] = str(short / "var")
            demo.start_broker(children, short)
            demo.fill(children, "quzhou")
            demo.fill(children, "harbin")
            load_set(children, "fixtures/examples/crwia_scotland.yaml")
            load_set(children, sixty(short / "sixty.yaml"))
            address = demo.start_web(children, door)
            demo.start_worker(children, short)
            environment = dict(os.environ)
        yield address, environment
        children.check()
        assert [
            trouble for name in ("web", "worker") if (trouble := error_in(children.logs / f"{name}.log"))
        ] == []


@pytest.fixture(scope="package")
def address(demonstration):
    return demonstration[0]


@pytest.fixture
def run_out(demonstration):
    """Nobody waits here for working days: the time for comments on a case is over since yesterday."""

    def end(code):
        command = [str(PYTHON), str(MANAGE), "shell", "--command", OVER_SINCE_YESTERDAY.format(code=code)]
        subprocess.run(command, env=demonstration[1], check=True, cwd=ROOT)

    return end


def load_set(children, file):
    """For Harbin alone: the other city's officers find one set. The English-first one has a screening."""
    command = [str(PYTHON), str(MANAGE), "load_set", str(file), "--city", "HRB"]
    status, said = children.wait_for(children.start("example", command, folder=ROOT))
    assert (status, said) == (0, "")


def sixty(file):
    """A set of sixty indicators on one page that begins with the self-assessment."""
    data = data_of(60)
    stages = [stage for stage in data["workflow"]["stages"] if stage["kind"] != "screening"]
    name = {"name": {"zh": "六十项", "en": "Sixty"}}
    whole = data | name | {"screening": [], "workflow": data["workflow"] | {"stages": stages}}
    file.write_bytes(exported(whole, "yaml"))
    return file


def error_in(log):
    """The first error that a server wrote down, and what follows it."""
    found = re.search(r"\bERROR\b.{,4000}", log.read_text(), re.DOTALL)
    return found and found.group()


@pytest.fixture(scope="package")
def chromium(tmp_path_factory):
    """A bare machine has no Chinese font, so the browser is shown the one that the reports use."""
    needs("chromium")
    folder = tmp_path_factory.mktemp("fonts")
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(chinese=Path(pylopdf_fonts_zh_cn.__file__).parent, cache=folder))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program("chromium"),
            args=FLAGS.split(),
            env={**os.environ, "FONTCONFIG_FILE": str(config)},
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """Seat somebody before a browser: `visit("office")` is signed in, `visit()` is anybody. At the end no page may
    have complained: no script error, nothing held back by the content security policy."""
    contexts, complaints = [], []

    def hear(message):
        if message.type in {"error", "warning"} and not NEWS.search(message.text):
            complaints.append(f"{message.text} ({message.location['url']})")

    def seat(username=None, *, language="en", viewport=DESK):
        context = chromium.new_context(base_url=address, viewport=viewport)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        context.on("console", hear)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        page.goto("/sign-in/" if username else "/")
        if language == "en":
            page.locator("button[name=language][value=en]").click()
            page.locator("html[lang=en]").wait_for()
            page.wait_for_load_state()
        if username:
            page.locator(f'form[action="/sign-in/{username}/"] button').click()
            page.wait_for_url("**/desk/")
        return page

    yield seat
    for context in contexts:
        context.close()
    assert complaints == []
