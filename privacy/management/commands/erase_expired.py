from argparse import ArgumentParser

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils import timezone

from privacy.erasing import due_now, run_rules


class Command(BaseCommand):
    help = "Erase what minors said and whose time is over, and write the proof. The daily job does the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would be erased")

    def handle(self, *args: object, dry_run: bool, **options: object) -> None:
        now, system = timezone.now(), get_user_model().objects.system()
        found = due_now(now) if dry_run else run_rules(actor=system, now=now)
        for each in found:
            self.stdout.write(f"{each.rule}\t{each.subject}\t{each.rows}")
        verb = "would be erased" if dry_run else "erased"
        self.stdout.write(f"{sum(each.rows for each in found)} rows {verb}")
