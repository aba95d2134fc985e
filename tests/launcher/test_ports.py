import socket

import pytest

from launcher import ports
from launcher.console import Stop


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_port_asked_for_is_opened_on_loopback_only(taken):
    with ports.listen(0) as door:
        assert door.getsockname()[0] == "127.0.0.1"


def test_a_taken_port_that_was_asked_for_is_refused(taken):
    with pytest.raises(Stop, match=str(taken)):
        ports.listen(taken)


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(Stop, match=str(port)):
        ports.listen(port)


def test_else_the_next_free_port_is_taken_and_said(taken, monkeypatch, capsys):
    monkeypatch.setattr(ports, "FIRST", taken)
    monkeypatch.setattr(ports, "LAST", taken + 20)
    with ports.listen(None) as door:
        assert taken < door.getsockname()[1] <= taken + 20
        assert f"{taken}" in capsys.readouterr().err


def test_when_all_are_taken_it_says_so(taken, monkeypatch):
    monkeypatch.setattr(ports, "FIRST", taken)
    monkeypatch.setattr(ports, "LAST", taken)
    with pytest.raises(Stop, match=f"{taken}–{taken}"):
        ports.listen(None)
