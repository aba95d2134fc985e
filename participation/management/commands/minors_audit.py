from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Level
from accounts.models import Organisation
from indicators.localised import LOCALES
from participation.queries.audit import Audit, audit


class Command(BaseCommand):
    help = "Print the figures for the yearly audit of how minors' data were handled, city by city."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--language", choices=LOCALES, help="of the output; without it the one in force")

    def handle(self, *args: object, year: int, language: str | None, **options: object) -> None:
        with translation.override(LOCALES[language] if language else translation.get_language()):
            for city in Organisation.objects.filter(level=Level.CITY).order_by("code"):
                for line in lines(audit(city, year)):
                    self.stdout.write(line)


def lines(found: Audit) -> Iterator[str]:
    yield _("%(city)s: minors’ data in %(year)s") % {"city": found.city.local.name, "year": found.year}
    yield ""
    yield from table([(name, str(number)) for name, number in figures(found)])
    yield ""
    if found.opened:
        heads = (
            pgettext("reading", "Who"),
            pgettext("reading", "Post"),
            pgettext("reading", "What"),
            pgettext("reading", "Why"),
            pgettext("reading", "Times"),
            pgettext("reading", "Rows"),
        )
        rows = [
            (each.who, each.posts, each.what, each.why, str(each.times), str(each.rows))
            for each in found.opened
        ]
        yield from table([heads, *rows])
    else:
        yield _("Nobody opened raw words.")
    yield ""
    if found.erased:
        heads = (pgettext("reading", "Rule"), pgettext("reading", "Times"), pgettext("reading", "Rows"))
        yield from table([heads, *((each.rule, str(each.times), str(each.rows)) for each in found.erased)])
    else:
        yield _("Nothing was due to be erased.")
    yield ""


def figures(found: Audit) -> list[tuple[str, int]]:
    handled = [
        (_("Signs of harm: %(handling)s") % {"handling": handling.label}, number)
        for handling, number in found.concerns.items()
    ]
    return [
        (_("Sessions held"), found.sessions),
        (_("Remarks written down"), found.remarks),
        (_("Remarks taken back"), found.taken_back),
        (_("Sheets taken back"), found.sheets_taken_back),
        (_("Comments on public notices"), found.comments),
        (_("Openings of raw words"), sum(each.times for each in found.opened)),
        (_("Rows erased by rule"), sum(each.rows for each in found.erased)),
        (_("Erasures that the ledger does not prove"), found.unproved),
        *handled,
        (_("Copies of questionnaires taken out (without children’s words)"), found.copies),
        (_("Evidence files downloaded"), found.downloads),
    ]


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell; a Chinese character is two wide."""
    widths = [max(map(wide, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - wide(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def wide(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
