"""`./tongping demo`: the whole system on this machine, with demo data; `--once` makes the PDF and leaves."""

import argparse
import contextlib
import http.client
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path

from launcher import ports, running, services
from launcher.console import Stop, say, step
from launcher.paths import CONFIGURED, MANAGE, PYTHON, ROOT, var
from launcher.setup import prepare
from launcher.supervisor import Supervisor, stop_on_signals


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.set not in (known := sets()):
        listed = " ".join(known)
        raise Stop(
            f"没有指标体系 {options.set}，可用：{listed}",
            f"no such set; there are {listed}",
            status=os.EX_USAGE,
        )
    stop_on_signals()
    prepare("runtime", ("pdf",))
    stand_alone()
    return _once(options.set) if options.once else _serve(options.port, options.set)


def _parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="./tongping demo", description=__doc__)
    options.add_argument("--port", type=int, help="网页端口 / port of the web server (8000)")
    options.add_argument("--once", action="store_true", help="走完案例，生成 PDF / write the PDF and leave")
    options.add_argument("--set", default="quzhou", help=f"指标体系 / indicator set ({' | '.join(sets())})")
    return options


def sets() -> list[str]:
    """The cities that have a demonstration."""
    return sorted(file.parent.name for file in (ROOT / "fixtures" / "demo").glob("*/demo.yaml"))


def stand_alone() -> None:
    """A demo signs anybody in with one click: it never touches what somebody has set up to be real."""
    for name in CONFIGURED:
        if os.environ.pop(name, None):
            say(f"演示不使用 {name}", "ignored by the demo")
    os.environ["TONGPING_DEMO"] = "1"


def _serve(port: int | None, indicators: str) -> int:
    home = var()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        running.only_one(home) as announce,
        ports.listen(port) as door,
        services.short_folder() as short,
        Supervisor(home / "logs") as children,
    ):
        broker = start_broker(children, short)
        logins = fill(children, indicators)
        address = start_web(children, door)
        os.environ["TONGPING_SITE_URL"] = address  # for links in the mails that the worker writes
        # After the first page, so as not to fight it for the processor.
        start_worker(children, home)
        announce(address, broker)
        _welcome(address, logins)
        with contextlib.suppress(KeyboardInterrupt):
            children.watch()
    say("已停止", "stopped")
    return 0


def _once(indicators: str) -> int:
    """Beside a running demo, so in a folder of its own, which stays only when something went wrong."""
    if os.environ.get("TONGPING_PDF") == "off":
        raise Stop("缺少系统库，不能生成 PDF", "no PDF without the system libraries", status=69)
    home = Path(tempfile.mkdtemp(prefix="tongping-once-"))
    os.environ["TONGPING_VAR"] = str(home)
    with services.short_folder() as short, Supervisor(home / "logs") as children:
        start_broker(children, short)
        fill(children, indicators)
        start_worker(children, home)
        with step("走完示例案例", "walking the demo case"):
            command = [str(PYTHON), str(MANAGE), "walk_demo", "--set", indicators, "--out", "out"]
            walk = children.start("walk", command, folder=ROOT, output=subprocess.PIPE)
            status, said = children.wait_for(walk)
    if status:
        raise Stop("示例案例没有走完", "the demo case did not finish", log=walk.log)
    shutil.rmtree(home)
    sys.stdout.write(said)
    return 0


def start_broker(children: Supervisor, short: Path) -> dict[str, str]:
    """Valkey or Redis on a socket; where neither runs, a folder. Returns what makes others find it."""
    if program := services.redis_program():
        broker = {"REDIS_URL": services.start_redis(children, program, short)}
    else:
        say("没有 Valkey/Redis，任务经文件夹传递", "no Valkey or Redis: tasks travel through a folder")
        broker = {"TONGPING_BROKER": "filesystem"}
    os.environ.update(broker)
    return broker


def fill(children: Supervisor, indicators: str) -> list[list[str]]:
    """Database, demo data, static files; the logins as city, post, user name, password."""
    with step("准备数据库和示例数据", "preparing database and demo data"):
        command = [str(PYTHON), str(MANAGE), "prepare_demo", "--set", indicators]
        filling = children.start("prepare", command, folder=ROOT, output=subprocess.PIPE)
        status, said = children.wait_for(filling)
    if status:
        raise Stop("示例数据没有写成", "preparing the demo data failed", log=filling.log)
    return [line.split("\t") for line in said.splitlines()]


def start_worker(children: Supervisor, home: Path) -> None:
    """One process runs the tasks and, inside it, the clock."""
    options = (
        "--pool=solo --loglevel=INFO --without-gossip --without-mingle --without-heartbeat --beat --schedule"
    )
    command = [str(PYTHON), "-m", "celery", "-A", "config", "worker", *options.split(), str(home / "beat")]
    children.start("worker", command, folder=ROOT)


def start_web(children: Supervisor, door: socket.socket) -> str:
    """The address of the web server, once its first page has been seen."""
    options = (
        f"--bind=fd://{door.fileno()} --threads=4 --graceful-timeout=2 --no-control-socket --access-logfile=- "
        "--logger-class=config.discretion.Discreet"
    )
    command = [str(PYTHON), "-m", "gunicorn", "config.wsgi:application", *options.split()]
    web = children.start("web", command, folder=ROOT, keep=[door.fileno()])
    port = door.getsockname()[1]
    with step("启动网页服务", "starting the web server"):
        children.wait_until(lambda: _first_page(port) is not None, seconds=60, what="网页服务 / web server")
    status = _first_page(port)
    if status != HTTPStatus.OK:
        raise Stop(f"首页出错（{status}）", f"the first page fails ({status})", log=web.log)
    return f"http://127.0.0.1:{port}/"


def _first_page(port: int) -> int | None:
    """Its HTTP status. Asked directly: a proxy in the environment must not answer for us."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/")
        return connection.getresponse().status
    return None


def _welcome(address: str, logins: list[list[str]]) -> None:
    print(f"\n童评演示已就绪 / Tongping demo is ready\n\n  {address}")
    width = max((len(user) for _, _, user, _ in logins), default=0)
    for city, people in itertools.groupby(logins, key=lambda login: login[0]):
        print(f"\n  {city}")
        for _, post, user, password in people:
            print(f"  {user:<{width}}  {password}  {post}")
    print("\n按 Ctrl-C 停止 / Ctrl-C stops everything", flush=True)
