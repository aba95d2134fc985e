from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from accounts.models import User
from accounts.queries import demo_people
from assessments.models import Assessment
from config.demo.people import PASSWORD, seed_people
from config.demo.walk import load_case_code, walk
from indicators.operations import load_set

FIXTURES = settings.BASE_DIR / "fixtures"
SETS = {"quzhou": "quzhou_25_indicators.yaml"}
CASES = ("qz-2021-01", "qz-bus", "qz-school", "qz-park")


class Command(BaseCommand):
    help = "Fill the demonstration: people, an indicator set, cases at every stage; prints the logins. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--set", default="quzhou", help=f"one of {', '.join(SETS)}")
        parser.add_argument("--people-only", action="store_true", help="leave the cases out")

    @translation.override("zh-hans")
    def handle(self, *, set: str, people_only: bool, **options: object) -> None:  # noqa: A002  named by the command line
        if not settings.DEMO:
            raise CommandError("Demonstration data belong into a demonstration: set TONGPING_DEMO=1.")
        if set not in SETS:
            raise CommandError(f"There is no set {set!r}; choose one of {', '.join(SETS)}.")
        system = User.objects.system()
        file = FIXTURES / SETS[set]
        load_set(raw=file.read_bytes(), file=file.name, actor=system)
        seed_people(FIXTURES / "demo" / "people.yaml", system)
        if not people_only:
            self._cases()
        for person in demo_people():
            self.stdout.write(f"{person.post}\t{person.username}\t{PASSWORD}")

    def _cases(self) -> None:
        for name in CASES:
            file = FIXTURES / "demo" / f"{name}.yaml"
            if not Assessment.objects.filter(code=load_case_code(file)).exists():
                with transaction.atomic():
                    walk(file, self.stderr.write)
