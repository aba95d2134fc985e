"""The only file that reads the process environment."""

import contextlib
import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR = Path(env("TONGPING_VAR", default=str(ROOT / "var"))).resolve()
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEMO = env.bool("TONGPING_DEMO", default=False)
HOSTS = env.list("TONGPING_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}
if DEMO and not LOOPBACK.issuperset(HOSTS):
    raise ImproperlyConfigured(
        "A demonstration signs anybody in with one click: it answers on this machine only."
    )
HTTPS = env.bool("TONGPING_HTTPS", default=False)
PDF = env("TONGPING_PDF", default="on") != "off"
FONTS = env("TONGPING_FONTS", default="")
LIBRARIES = env("LD_LIBRARY_PATH", default="")
SIGNING_KEY = env("TONGPING_SIGNING_KEY", default="")
if SIGNING_KEY and not os.access(SIGNING_KEY, os.R_OK):
    raise ImproperlyConfigured(f"TONGPING_SIGNING_KEY names {SIGNING_KEY}, which cannot be read.")
SCANNER = env("TONGPING_SCANNER", default="")
EMAIL_URL = env("EMAIL_URL", default="consolemail://" if DEMO else "")
MAIL_FROM = env("TONGPING_MAIL_FROM", default="Tongping <tongping@localhost>")
SITE_URL = env("TONGPING_SITE_URL", default=f"http{'s' if HTTPS else ''}://{HOSTS[0]}")
DATABASE_URL = env("DATABASE_URL", default="")
REDIS_URL = env("REDIS_URL", default="")
BROKER = env("TONGPING_BROKER", default="")


def secret_key() -> str:
    """SECRET_KEY from the environment, else one made once and kept, readable by the owner only, under VAR."""
    if given := env("SECRET_KEY", default=""):
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        made = VAR / f"secret_key.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):  # another process was first: its key is everybody's
            os.link(made, kept)
        made.unlink()
    return kept.read_text()


def databases() -> dict[str, dict[str, object]]:
    """PostgreSQL when DATABASE_URL names it; else SQLite under VAR, write-locked from BEGIN so that readers turned
    writers never fail with "database is locked"."""
    if DATABASE_URL:
        return {"default": {**env.db_url("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(VAR / "db.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
            },
        }
    }


def mail() -> dict[str, object]:
    """Django's settings of the mail server that EMAIL_URL names; without one no mail is sent. A demonstration writes
    its mails into the worker's log."""
    if not EMAIL_URL:
        return {}
    given = env.email_url_config(EMAIL_URL)
    return {name: value for name, value in given.items() if name.startswith("EMAIL_") and value is not None}


def broker() -> dict[str, object]:
    """Celery settings for the broker at hand: Redis protocol over TCP or a unix socket, a folder, or memory (tests)."""
    if REDIS_URL.startswith("unix://"):
        path, _, query = REDIS_URL.removeprefix("unix://").partition("?")
        number = query.removeprefix("db=") or "0"
        url = f"redis+socket://{path}?virtual_host={number}"
    elif REDIS_URL:
        url = REDIS_URL
    elif BROKER == "filesystem":
        folder = VAR / "broker"
        (folder / "queue").mkdir(parents=True, exist_ok=True)
        (folder / "control").mkdir(exist_ok=True)
        options = {
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "control_folder": str(folder / "control"),
        }
        return {"BROKER_URL": "filesystem://", "BROKER_TRANSPORT_OPTIONS": options}
    else:
        return {"BROKER_URL": "memory://"}
    limits: dict[str, object] = {"visibility_timeout": 300, "unacked_restore_interval": 10}
    return {"BROKER_URL": url, "BROKER_TRANSPORT_OPTIONS": limits}


def caches() -> dict[str, dict[str, object]]:
    if REDIS_URL:
        return {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
