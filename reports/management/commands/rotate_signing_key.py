from django.core.management.base import BaseCommand, CommandError

from ledger.errors import Refused
from reports.signing import rotate_key


class Command(BaseCommand):
    help = "Sign from now on with a new key. What was signed before stays valid."

    def handle(self, *args: object, **options: object) -> None:
        try:
            old, new = rotate_key()
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"old key {old}\nnew key {new}")
