"""The commands behind `./tongping`."""

import os
import sys
from collections.abc import Callable

from launcher import demo, doctor, lint, running, testing
from launcher.console import Stop, say, show, step
from launcher.paths import MANAGE, PYTHON, ROOT, STATE, var
from launcher.setup import prepare
from launcher.system import run_logged

HELP = """\
童评 / Tongping

  ./tongping demo [--port N]      准备一切并启动演示 / set everything up and run the demo
  ./tongping demo --once          走完一个案例，生成 PDF / walk one case to its PDF under out/
  ./tongping demo [--once] --set quzhou|harbin|dongguan
                                  换一座城市的指标体系 / the same with another city's indicator set
  ./tongping test [pytest …]      全部测试 / all tests
  ./tongping test --services [pytest …]
                                  同上，用 PostgreSQL 和 Redis / the same on PostgreSQL and Redis
  ./tongping lint                 代码检查 / linters
  ./tongping verify FILE.pdf      离线核验一份报告 / check a report, offline
  ./tongping doctor               检查本机，说明缺什么 / what is there, what is missing, how to mend it
  ./tongping manage …             Django 管理命令 / Django's own commands
  ./tongping help                 本说明 / this text
"""
USAGE, CANNOT_USE = 64, 73


def help_(arguments: list[str]) -> int:
    print(HELP, end="")
    return 0


def manage(arguments: list[str]) -> int:
    """Django's commands on the demo's data, with the broker of the demo that runs on it. The caller's
    folder stays current: file names in the arguments are the caller's."""
    prepare("runtime", ("pdf",))
    if not (os.environ.get("DATABASE_URL") or (var() / "db.sqlite3").exists()):
        with step("建立数据库", "creating the database"):
            migrate = [str(PYTHON), str(MANAGE), "migrate"]
            run_logged(migrate, STATE / "logs" / "database.log", "数据库没有建成", "that failed")
    if not os.environ.get("REDIS_URL"):
        os.environ.update(running.broker(var()))
    return os.execv(PYTHON, [str(PYTHON), str(MANAGE), *arguments])


def verify(arguments: list[str]) -> int:
    """The program that readers download, with nothing installed; file names are the caller's."""
    python = [sys.executable, "-I", "-X", "utf8"]
    return os.execv(sys.executable, [*python, str(ROOT / "verify.py"), *arguments])


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo.main,
    "doctor": doctor.main,
    "help": help_,
    "lint": lint.main,
    "manage": manage,
    "test": testing.main,
    "verify": verify,
}
ALIASES = {"-h": "help", "--help": "help"}


def main(arguments: list[str]) -> int:
    name, *rest = arguments or ["help"]
    command = COMMANDS.get(ALIASES.get(name, name))
    if command is None:
        say(f"没有命令 {name}，见 ./tongping help", "no such command; see ./tongping help")
        return USAGE
    try:
        return command(rest)
    except Stop as stop:
        show(stop)
        return stop.status
    except OSError as error:
        # Somebody else's clone, a full disk: no reason for a traceback.
        say(f"✗ {error.filename or error}：{error.strerror}", "this cannot be used")
        return CANNOT_USE
    except KeyboardInterrupt:
        say("已中断", "interrupted")
        return 130
