from django.core.management.base import BaseCommand

from privacy.telling import data_map


class Command(BaseCommand):
    help = "Print the data map as docs/data-map.md has it: every column, its class, and how long it is kept."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(data_map(), ending="")
