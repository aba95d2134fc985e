import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandParser, call_command


class Command(BaseCommand):
    help = "Bring database, static files and demo data up to date; prints the demo's logins. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--set", default="quzhou")

    def handle(self, *, set: str, **options: object) -> None:  # noqa: A002 — named by the command line
        call_command("migrate", verbosity=0)
        _collect_static_files(Path(settings.STATIC_ROOT) / "collected.sha256")
        call_command("seed_demo", set=set, stdout=self.stdout)


def _collect_static_files(stamp: Path) -> None:
    """Compressing them takes seconds; so it is left out while no file has changed."""
    fingerprint = hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(fingerprint)


def _static_files() -> list[str]:
    found = [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    return [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in found]
