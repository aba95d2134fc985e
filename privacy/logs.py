"""No word of minors, no personal data and no secret in a log: what is one, the data map says.

A log line is written by whoever writes code, but the message of an exception is written by libraries, which like to
quote what they could not digest. So a line keeps where it broke and the kind of error; the error's own words are left
out wherever something protected was within its reach: typed into the request, or held in a variable on the way.
"""

import logging
import traceback
from collections.abc import ItemsView, Iterator
from functools import cache
from itertools import islice
from types import FrameType, TracebackType
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

from privacy.data_map import PROTECTED, Class, classes, named_like

WITHHELD = "[withheld]"
DEPTH, WIDTH = 4, 500  # of what is looked through; what is larger counts as protected
BRINGING = ("POST", "PUT", "PATCH", "DELETE")


class WithoutWords(logging.Filter):
    """On a handler: rewrites a record before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        unsaid = list(_of_address(request))
        if record.exc_info and record.exc_info[1] is not None:
            chain = _chain(record.exc_info[1])
            silent = _is_silent(chain, request)
            record.exc_text = _told(chain, silent=silent)
            if silent:
                unsaid += [form(each) for each in chain for form in (repr, str)]
        if unsaid := sorted(filter(None, unsaid), key=len, reverse=True):
            said = record.getMessage()
            for words in unsaid:
                said = said.replace(words, WITHHELD)
            record.msg, record.args = said, ()
        return True


def _of_address(request: object) -> Iterator[str]:
    """What in an address opens something, as a token does."""
    match = getattr(request, "resolver_match", None)
    for name, value in (match.kwargs if match else {}).items():
        if name in named_like(Class.SECRET):
            yield str(value)


def _chain(problem: BaseException) -> list[BaseException]:
    """The error and what led to it."""
    found: list[BaseException] = []
    current: BaseException | None = problem
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def _is_silent(chain: list[BaseException], request: object) -> bool:
    return not apps.ready or _brings_words(request) or any(_reached(each.__traceback__) for each in chain)


def _told(chain: list[BaseException], *, silent: bool) -> str:
    """Like a traceback, each error with its own words or without."""
    lines = []
    for each in reversed(chain):
        words = WITHHELD if silent else str(each)
        lines += ["Traceback (most recent call last):\n", *traceback.format_tb(each.__traceback__)]
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}: {words}\n")
    return "".join(lines).rstrip("\n")


def _reached(trace: TracebackType | None) -> bool:
    """Whether a variable on the way held something protected."""
    while trace is not None:
        if any(_holds(value, name) for name, value in list(trace.tb_frame.f_locals.items())):
            return True
        trace = trace.tb_next
    return False


def _brings_words(request: object) -> bool:
    return isinstance(request, HttpRequest) and request.method in BRINGING


def _holds(value: object, name: str, depth: int = 0) -> bool:
    """Asked of its type, never of the value itself: a lazy one would go to the database."""
    kind = type(value)
    if issubclass(kind, str | bytes):
        return bool(value) and name in named_like(*PROTECTED)
    if issubclass(kind, Model):
        return any(vars(value).get(column) for column in _guarded(kind))
    if issubclass(kind, HttpRequest):
        return _brings_words(value)
    if issubclass(kind, dict):
        pairs: Iterator[tuple[object, object]] = iter(dict.items(value))  # type: ignore[arg-type]
        inside = [(each, str(key)) for key, each in islice(pairs, WIDTH + 1)]
    elif issubclass(kind, list | tuple | set | frozenset):
        inside = [(each, name) for each in islice(value, WIDTH + 1)]  # type: ignore[call-overload]
    else:
        return False
    if depth == DEPTH or len(inside) > WIDTH:
        return bool(inside)
    return any(_holds(each, key, depth + 1) for each, key in inside)


@cache
def _guarded(model: type[Model]) -> tuple[str, ...]:
    """Whoever is signed in stands in every request, and would silence every error; of minors and secrets nothing is
    chanced."""
    fields = classes().get(model._meta.label, {})
    return tuple(name for name, kind in fields.items() if kind in (Class.MINOR, Class.SECRET))


@cache
def _shown() -> frozenset[str]:
    """Names that are columns which may be shown, and in no table one that may not."""
    return named_like(Class.PUBLIC, Class.INTERNAL) - named_like(*PROTECTED)


class MapFilter(SafeExceptionReporterFilter):
    """For error reports that show variables and parameters, in an e-mail or on a page: values of columns that the map
    lets be seen, figures, and the bare type of everything else. Also where debugging is on."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        if request is None:
            return {}
        return {
            name: value if name in _shown() else self.cleansed_substitute
            for name, value in request.POST.items()
        }

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        return {name: self._seen(name, value) for name, value in tb_frame.f_locals.items()}.items()

    def _seen(self, name: str, value: object) -> object:
        kind = type(value)
        if value is None or issubclass(kind, bool | int):
            return value
        if issubclass(kind, str) and name in _shown():
            return value
        return f"<{kind.__module__}.{kind.__qualname__}>"
