"""`./tongping test`: the set-up, test tools, then pytest; `--services` runs on PostgreSQL and Redis."""

import os
import signal
import subprocess

from launcher import services
from launcher.console import Stop
from launcher.parts import PARTS, TEST_PARTS, program
from launcher.paths import CONFIGURED, PYTHON, ROOT
from launcher.setup import prepare
from launcher.supervisor import Supervisor, stop_on_signals


def main(arguments: list[str]) -> int:
    prepare("test", TEST_PARTS)
    os.chdir(ROOT)
    # Tests run on databases and brokers of their own, never on those of the caller's shell.
    for name in [*CONFIGURED, "TONGPING_VAR", "TONGPING_DEMO"]:
        os.environ.pop(name, None)
    if "--services" in arguments:
        return _on_services([argument for argument in arguments if argument != "--services"])
    return os.execv(PYTHON, [str(PYTHON), "-m", "pytest", *arguments])


def _on_services(arguments: list[str]) -> int:
    for name in ("postgresql", "redis"):
        if not PARTS[name].present():
            raise Stop(f"缺少 {name}：{PARTS[name].command}", "missing; run that command", status=69)
    stop_on_signals()
    with services.short_folder() as folder, Supervisor(folder / "logs") as servers:
        os.environ["DATABASE_URL"] = services.start_postgres(servers, folder)
        os.environ["REDIS_URL"] = services.start_redis(servers, str(program("redis-server")), folder)
        tests = subprocess.Popen([PYTHON, "-m", "pytest", *arguments])
        # In our process group, so that pytest owns the terminal; Ctrl-C is then pytest's to answer.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return tests.wait()
