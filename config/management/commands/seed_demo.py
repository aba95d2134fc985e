from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from accounts.models import User
from accounts.queries import demo_people
from assessments.models import Assessment
from config.demo.cities import demo_city, names
from config.demo.draft import seed_draft
from config.demo.following import follow
from config.demo.office import keep_calendar, tell_everybody
from config.demo.people import PASSWORD, seed_people
from config.demo.plans import seed_plan
from config.demo.walk import load_case_code, walk
from indicators.operations import load_set


class Command(BaseCommand):
    help = "Fill a city's demonstration: people, indicator set, cases at many stages; prints the logins. Repeatable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--set", default="quzhou", help=f"one of {', '.join(names())}")
        parser.add_argument("--people-only", action="store_true", help="leave the cases out")

    @translation.override("zh-hans")
    def handle(self, *, set: str, people_only: bool, **options: object) -> None:  # noqa: A002  named by the command line
        if not settings.DEMO:
            raise CommandError("Demonstration data belong into a demonstration: set TONGPING_DEMO=1.")
        if set not in names():
            raise CommandError(f"There is no set {set!r}; choose one of {', '.join(names())}.")
        demo, system = demo_city(set), User.objects.system()
        owner = seed_people(demo.people, system)
        *_earlier, current = [
            load_set(raw=edition.read_bytes(), file=edition.name, actor=system, owner=owner)
            for edition in demo.editions
        ]
        if not people_only:
            keep_calendar(owner)
            for file in (demo.published, *demo.cases):
                self._case(file)
            seed_plan(owner, current, demo.plan)
            if demo.draft:
                seed_draft(owner, current, demo.draft)
            tell_everybody(owner)
        for person in demo_people():
            post = person.post
            self.stdout.write(f"{post.organisation.city}\t{post}\t{person.username}\t{PASSWORD}")

    def _case(self, file: Path) -> None:
        if Assessment.objects.filter(code=load_case_code(file)).exists():
            return
        with transaction.atomic():
            case, script = walk(file, self.stderr.write)
        if "published_days_ago" in script:
            follow(case, script)
