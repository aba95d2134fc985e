"""An error is told in the log with its place and its kind, and without a word of what was typed or read."""

import logging
import sys
from io import StringIO

import pytest
from django.conf import settings as configured
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter, get_exception_reporter_filter

from privacy.logs import WITHHELD, MapFilter
from tests.privacy import said
from tests.privacy.said import WORDS
from tests.privacy.views_that_break import quote

PARTS = [WORDS[start : start + 3] for start in range(len(WORDS) - 2)]


@pytest.fixture
def log():
    """What the handler of the settings writes."""
    handler = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def browser(settings):
    settings.ROOT_URLCONF = "tests.privacy.views_that_break"
    return Client(raise_request_exception=False)


def spelt(log):
    """Which parts of the words are in the log, as they are or escaped."""
    text = log.getvalue()
    return [part for part in PARTS if part in text or part.encode("unicode_escape").decode() in text]


def test_every_handler_takes_words_out():
    handlers = configured.LOGGING["handlers"].values()
    assert [each["filters"] for each in handlers] == [["without_words", "discreet"]]


@pytest.mark.parametrize("where", ["quote", "second-hand"])
def test_what_was_typed_is_not_in_the_log(browser, log, where):
    assert browser.post(f"/{where}/", {"text": WORDS}).status_code == 500
    assert spelt(log) == []
    assert f"Internal Server Error: /{where}/" in log.getvalue()
    assert f"builtins.ValueError: {WITHHELD}" in log.getvalue()
    assert ", in quote\n" in log.getvalue()


def test_what_was_sent_as_json_is_not_in_the_log(browser, log):
    assert browser.post("/parse/", {"words": WORDS}, content_type="application/json").status_code == 500
    assert spelt(log) == []
    assert f"builtins.KeyError: {WITHHELD}" in log.getvalue()


def test_what_was_read_is_not_in_the_log(browser, log, case, city):
    remark = said.remark(said.session(case, city.drafter))
    assert browser.get(f"/load/{remark.pk}/").status_code == 500
    assert spelt(log) == []
    assert f"builtins.ValueError: {WITHHELD}" in log.getvalue()


def test_what_stands_in_a_variable_named_like_a_column_is_not_in_the_log(log):
    def digest(sheets):
        raise ValueError(f"not {sheets}")

    try:
        digest([{"said": "x", "remarks": [{"quote": WORDS}]}])
    except ValueError:
        logging.getLogger("a.job").exception("Job %r failed", sys.exc_info()[1])
    assert spelt(log) == []
    assert f"Job {WITHHELD} failed" in log.getvalue()


def test_an_error_without_anything_protected_keeps_its_words(browser, log):
    assert browser.get("/plain/").status_code == 500
    assert "builtins.ValueError: the disk is full" in log.getvalue()


def test_a_token_in_an_address_is_not_in_the_log(browser, log):
    assert browser.get("/v/Zk3vY0pR7q/").status_code == 410
    assert log.getvalue().split(" ", 2)[2] == f"WARNING django.request Gone: /v/{WITHHELD}/\n"


@pytest.mark.parametrize("debugging", [True, False])
def test_an_error_report_shows_no_word(settings, debugging):
    settings.DEBUG = debugging
    request = RequestFactory().post("/", {"text": WORDS, "said": "更多树荫"})
    assert isinstance(get_exception_reporter_filter(request), MapFilter)
    try:
        quote(request)
    except ValueError:
        reporter = ExceptionReporter(request, *sys.exc_info())
        shown = dict(reporter.get_traceback_data()["filtered_POST_items"])
        seen = dict(reporter.get_traceback_frames()[-1]["vars"])
    assert shown == {"text": MapFilter.cleansed_substitute, "said": "更多树荫"}
    assert "django.core.handlers.wsgi.WSGIRequest" in seen["request"]


def test_of_variables_a_report_shows_figures_and_what_the_map_lets_be_seen():
    def view(text, said, other, rows):
        raise ValueError

    try:
        view(WORDS, "更多树荫", WORDS, 3)
    except ValueError:
        frame = sys.exc_info()[2].tb_next.tb_frame
    assert dict(MapFilter().get_traceback_frame_variables(None, frame)) == {
        "text": "<builtins.str>",
        "said": "更多树荫",
        "other": "<builtins.str>",
        "rows": 3,
    }
