from django.core.management.base import BaseCommand

from indicators.json_schema import schema_text


class Command(BaseCommand):
    help = "Print the JSON Schema of indicator set files, as docs/indicator-set.schema.json keeps it."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(schema_text(), ending="")
