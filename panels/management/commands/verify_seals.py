from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from assessments.models import Assessment
from ledger.queries import verify_chain
from panels.queries.seals import PanelSeals, SealCheck, seals_of


class Command(BaseCommand):
    help = "Check that the opened scores of a case are the ones that its experts sealed, and say what was checked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="the number of the case")

    def handle(self, *args: object, case: str, **options: object) -> None:
        assessment = Assessment.objects.filter(code=case).first()
        if assessment is None:
            raise CommandError(f"There is no case {case}.")
        panels = [*seals_of(assessment)]
        if not panels:
            self.stdout.write(f"{case} has had no panel.")
        for panel in panels:
            self._tell(panel)
        verdict = verify_chain()
        if not verdict.intact:
            raise CommandError(f"The chain breaks at position {verdict.broken_at} of the ledger.")
        self.stdout.write(f"Ledger: {verdict.events} events, chain intact, head {verdict.head}")
        if any(panel.differs for panel in panels):
            raise CommandError(f"The scores of {case} are not what was sealed.")

    def _tell(self, seals: PanelSeals) -> None:
        self.stdout.write(f"Panel of round {seals.panel.round}")
        if not seals.opened:
            self.stdout.write("  The scores are not opened; nothing of them was read. Commitments so far:")
            for each in seals.committed or ["none"]:
                self.stdout.write(f"  {each}")
            return
        self.stdout.write(f"  Scores opened at {seals.panel.opened_scores_at.isoformat()}")
        for check in seals.checks:
            self._tell_seat(check)
        for name in seals.without:
            self.stdout.write(f"  {name}: sealed before commitments existed; there is none to check")

    def _tell_seat(self, check: SealCheck) -> None:
        self.stdout.write(f"  {check.name}: commitment {check.commitment or 'none'}")
        for each in check.differs:
            self.stdout.write(f"    DIFFERS: {each}")
        if not check.differs:
            self.stdout.write(
                f"    as in the ledger at position {check.position}; recomputed from the stored scores; sealed before "
                "the scores were opened; no score recorded after the seal"
            )
