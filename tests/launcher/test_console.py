import io
import time

import pytest

from launcher import console
from launcher.console import Stop, show, step


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(console, "PATIENCE", 0.0)


def test_a_quick_step_says_nothing(capsys):
    with step("快", "quick"):
        pass
    assert capsys.readouterr().err == ""


def test_a_slow_step_is_named_at_once_and_timed_at_its_end(hasty, capsys):
    with step("慢", "slow"):
        until = time.monotonic() + 5
        while "…" not in (said := capsys.readouterr().err) and time.monotonic() < until:
            pass
        assert said == "… 慢 / slow\n"
    assert capsys.readouterr().err == "✓ 慢 / slow  0 s\n"


def test_a_step_that_fails_is_marked(hasty, capsys):
    with pytest.raises(KeyError), step("坏", "bad"):
        raise KeyError
    assert capsys.readouterr().err.splitlines()[-1] == "✗ 坏 / bad  0 s"


def test_on_a_terminal_the_line_is_overwritten(hasty, monkeypatch):
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)
    with step("慢", "slow"):
        pass
    assert terminal.getvalue().endswith("\r\033[K✓ 慢 / slow  0 s\n")


def test_a_stop_shows_the_end_of_its_log(tmp_path, capsys):
    log = tmp_path / "x.log"
    log.write_text("\n".join(map(str, range(100))))
    show(Stop("坏了", "broken", log=log))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "✗ 坏了 / broken"
    assert lines[1:13] == [f"  │ {number}" for number in range(88, 100)]
    assert lines[13] == f"  日志 / log: {log}"
