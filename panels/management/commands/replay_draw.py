import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger.models import Event
from panels.drawing import METHOD, Impossible, draw, read_candidate, read_rules
from panels.models import Draw
from panels.operations.seating import drawn_data
from panels.queries.seating import field_names


class Command(BaseCommand):
    help = (
        "Draw a case's experts again from the recorded seed, rules and candidates, and compare with what was recorded "
        "and with the ledger. Ends with 0 when all draws are the same, 1 when one is not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="the case's number, such as QZ-2026-007")

    def handle(self, *args: object, case: str, **options: object) -> None:
        draws = Draw.objects.filter(panel__assessment__code=case).order_by("panel__round", "number")
        made = list(draws.select_related("panel__assessment"))
        if not made:
            raise CommandError(_("No experts were drawn for a case %(case)s.") % {"case": case})
        equal = [
            self._replayed(each) for each in made
        ]  # every draw is told, whatever became of the one before
        if not all(equal):
            sys.exit(1)

    def _replayed(self, each: Draw) -> bool:
        """Prints one draw; whether it comes out as recorded."""
        rules = read_rules(each.rules)
        candidates = [read_candidate(stored) for stored in each.candidates]
        self._line(_("Draw"), f"{each.panel} · {each.number} · {each.drawn_at:%Y-%m-%d %H:%M}Z")
        self._line(_("Seed"), each.seed)
        self._line(_("Method"), each.method)
        self._line(_("Experts"), str(rules.experts))
        self._line(_("Fields"), field_names(rules.fields) or "—")
        self._line(_("Districts"), str(rules.districts))
        for candidate in candidates:
            state = candidate.left_out or (_("seated already") if candidate.seated else _("could be drawn"))
            knows = [part for part in (field_names(candidate.fields), candidate.district) if part]
            self.stdout.write(f"  {candidate.mark}  {' · '.join(knows)}  {state}")
        again = self._drawn(each)
        self._line(_("Recorded"), " ".join(each.drawn))
        self._line(_("Drawn again"), " ".join(again))
        self._line(_("Seated by it"), " ".join(_kept(each)) or "—")
        verdicts = {
            _("The draw comes out as it was recorded."): list(again) == each.drawn,
            _("The ledger says the same of it."): self._in_ledger(each),
        }
        for words, holds in verdicts.items():
            self.stdout.write(("✓ " if holds else "✗ ") + (words if holds else _("Not so: %s") % words))
        return all(verdicts.values())

    def _drawn(self, each: Draw) -> tuple[str, ...]:
        if each.method != METHOD:
            raise CommandError(
                _("This version cannot draw by the method %(method)s.") % {"method": each.method}
            )
        try:
            return draw(
                each.seed, read_rules(each.rules), [read_candidate(stored) for stored in each.candidates]
            )
        except Impossible:
            return ()

    def _in_ledger(self, each: Draw) -> bool:
        """One event of exactly this draw, and none other under its number."""
        events = Event.objects.filter(name="panel.drawn", subject=each.panel.subject)
        told = [event.data for event in events if event.data.get("draw") == each.number]
        return told == [drawn_data(each)]

    def _line(self, label: str, words: str) -> None:
        self.stdout.write(f"{label}: {words}")


def _kept(each: Draw) -> list[str]:
    """The marks of those drawn who were not taken off again before the panel began."""
    seated = {seat.expert.expertise.mark for seat in each.seats.select_related("expert__expertise")}
    return [mark for mark in each.drawn if mark in seated]
