from django.core.management.base import BaseCommand, CommandError

from ledger.queries import verify_chain


class Command(BaseCommand):
    help = "Recompute the chain of events and say whether it is whole."

    def handle(self, *args: object, **options: object) -> None:
        verdict = verify_chain()
        if not verdict.intact:
            raise CommandError(f"The chain breaks at position {verdict.broken_at} of the ledger.")
        self.stdout.write(f"{verdict.events} events, chain intact, head {verdict.head}")
