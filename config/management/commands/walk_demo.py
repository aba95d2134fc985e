import shutil
import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from config.demo.cities import demo_city
from config.demo.walk import load_case_code
from ledger.models import Job
from reports.enums import EditionKind
from reports.models import Publication

PATIENCE_SECONDS = 180


class Command(BaseCommand):
    help = "Wait until the worker has published the city's demonstration case; write its PDF and print where."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--set", default="quzhou")
        parser.add_argument("--out", default="out", type=Path)

    def handle(self, *, set: str, out: Path, **options: object) -> None:  # noqa: A002  named by the command line
        code = load_case_code(demo_city(set).published)
        publication = self._wait(code)
        out.mkdir(parents=True, exist_ok=True)
        target = (out / f"{code}.pdf").resolve()
        with (
            default_storage.open(publication.edition(EditionKind.FORMAL).path) as source,
            target.open("wb") as copy,
        ):
            shutil.copyfileobj(source, copy)
        self.stdout.write(str(target))

    def _wait(self, code: str) -> Publication:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            publication = Publication.objects.public().filter(assessment__code=code).first()
            if publication is not None:
                return publication
            time.sleep(0.2)
        errors = "; ".join(Job.objects.exclude(error="").values_list("error", flat=True))
        raise CommandError(f"The report of {code} was not published in {PATIENCE_SECONDS} s. {errors}")
