"""`./tongping test`: the set-up plus test tools, then pytest; `--services` runs it all on PostgreSQL and Redis."""

import os
import signal
import subprocess
import tempfile
from pathlib import Path

from launcher import services
from launcher.console import Stop
from launcher.parts import PARTS, TEST_PARTS, program
from launcher.paths import PYTHON, ROOT
from launcher.setup import prepare
from launcher.supervisor import Supervisor, stop_on_signals


def main(arguments: list[str]) -> int:
    prepare("test", TEST_PARTS)
    os.chdir(ROOT)
    # Tests run on databases and brokers of their own, never on those of the caller's shell.
    for name in ("DATABASE_URL", "REDIS_URL", "TONGPING_VAR", "TONGPING_DEMO", "TONGPING_BROKER"):
        os.environ.pop(name, None)
    if "--services" in arguments:
        return _on_services([argument for argument in arguments if argument != "--services"])
    command = [str(PYTHON), "-m", "pytest", *arguments]
    os.execv(PYTHON, command)


def _on_services(arguments: list[str]) -> int:
    for name in ("postgresql", "redis"):
        if not PARTS[name].present():
            raise Stop(f"缺少 {name}：{PARTS[name].command}", "missing; run that command", status=69)
    stop_on_signals()
    with tempfile.TemporaryDirectory(prefix="tongping-") as logs, services.short_folder() as short:
        with Supervisor(Path(logs)) as servers:
            (short / "postgres").mkdir()
            os.environ["DATABASE_URL"] = services.start_postgres(servers, short / "postgres")
            os.environ["REDIS_URL"] = services.start_redis(servers, str(program("redis-server")), short)
            tests = subprocess.Popen([PYTHON, "-m", "pytest", *arguments])
            # In the same process group, so that pytest owns the terminal; Ctrl-C is then pytest's to answer.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            return tests.wait()
