"""Visitors are counted without being known."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from redis.exceptions import RedisError

from participation import visitors

pytestmark = pytest.mark.usefixtures("still")

NOON = "2026-09-01 12:00:00+08:00"


def visit(address="203.0.113.7", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def allowed(request, times=3, kind="comment"):
    return [visitors.allow(kind, request, 2, 60) for _time in range(times)]


def test_one_visitor_may_so_often_and_no_more_and_others_are_not_counted_with_it():
    assert allowed(visit()) == [True, True, False]
    assert allowed(visit("203.0.113.8"), 1) == [True]
    assert allowed(visit(), 1, kind="guess") == [True]


def test_a_header_makes_no_other_visitor_and_neither_does_another_address_of_one_home():
    assert [allowed(visit(**{"X-Forwarded-For": f"198.51.100.{number}"}), 1)[0] for number in range(3)] == [
        True,
        True,
        False,
    ]
    assert [allowed(visit(f"2001:db8::{number}"), 1)[0] for number in range(3)] == [True, True, False]
    assert allowed(visit("2001:db8:0:1::1"), 1) == [True]


def test_the_window_passes():
    with time_machine.travel(NOON, tick=False) as clock:
        assert allowed(visit()) == [True, True, False]
        clock.shift(61)
        assert allowed(visit(), 1) == [True]


def test_the_address_is_in_no_key_and_the_same_visitor_has_another_key_in_the_next_window():
    with time_machine.travel(NOON, tick=False) as clock:
        first = visitors._key("comment", visit(), 60)  # noqa: SLF001
        assert first == visitors._key("comment", visit(), 60)  # noqa: SLF001
        clock.shift(61)
        cache.clear()
        later = visitors._key("comment", visit(), 60)  # noqa: SLF001
    assert "203.0.113.7" not in first + later
    assert first.rpartition(":")[2] != later.rpartition(":")[2]


def test_without_a_cache_nobody_is_turned_away(monkeypatch):
    def gone(*args, **kwargs):
        raise RedisError

    for name in ("get", "add", "incr", "get_or_set"):
        monkeypatch.setattr(cache, name, gone)
    assert allowed(visit()) == [True] * 3


@pytest.mark.parametrize("address", ["", "unix:"])
def test_whoever_comes_without_an_address_is_counted_too(address):
    assert allowed(visit(address)) == [True, True, False]
