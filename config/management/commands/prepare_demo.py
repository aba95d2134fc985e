from django.core.management import BaseCommand, CommandParser, call_command


class Command(BaseCommand):
    help = "Bring database, demo data and static files up to date; prints the demo's logins. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--set", default="quzhou")

    def handle(self, *, set: str, **options: object) -> None:  # noqa: A002 — named by the command line
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("seed_demo", set=set, stdout=self.stdout)
