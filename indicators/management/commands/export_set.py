from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from indicators.exchange import KINDS, exported
from indicators.models import IndicatorSet


class Command(BaseCommand):
    help = "Write an edition as YAML or as a workbook (XLSX); loading the file gives the same edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("edition")
        parser.add_argument("--format", choices=sorted(KINDS), default="yaml", dest="kind")
        parser.add_argument("--out", type=Path, metavar="FILE")

    def handle(
        self, *args: object, code: str, edition: str, kind: str, out: Path | None, **options: object
    ) -> None:
        try:
            found = IndicatorSet.objects.get(code=code, edition=edition)
        except IndicatorSet.DoesNotExist as error:
            known = _(", ").join(map(str, IndicatorSet.objects.all())) or _("none")
            said = _("There is no edition %(set)s. Loaded: %(known)s.")
            raise CommandError(said % {"set": f"{code}@{edition}", "known": known}) from error
        if out is None and kind != "yaml":
            raise CommandError(_("A workbook is not for a terminal: add --out FILE."))
        raw = exported(found.content, kind)
        if out is None:
            self.stdout.write(raw.decode(), ending="")
        else:
            _write(out, raw)
            self.stdout.write(_("%(set)s is written to %(file)s.") % {"set": found, "file": out})


def _write(out: Path, raw: bytes) -> None:
    try:
        out.write_bytes(raw)
    except OSError as error:
        raise CommandError(f"{out}: {error.strerror}") from error
