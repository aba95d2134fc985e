import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from indicators.checking import check_set
from indicators.diff.compare import compare
from indicators.diff.text import lines
from indicators.errors import InvalidFile
from indicators.localised import LOCALES
from indicators.models import IndicatorSet
from indicators.reading import MAX_BYTES
from indicators.schema import SetFile


class Command(BaseCommand):
    help = (
        "Show what the second of two editions says differently; each is code@edition or a set file. Ends with 0 when "
        "both say the same, 1 when they differ, 2 when one cannot be read, as diff does."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", metavar="A", help="code@edition, or the name of a YAML or XLSX file")
        parser.add_argument("new", metavar="B", help="the same")
        parser.add_argument("--language", choices=LOCALES, help="of the output; without it the one in force")

    def handle(self, *args: object, old: str, new: str, language: str | None, **options: object) -> None:
        with translation.override(LOCALES[language] if language else translation.get_language()):
            difference = compare(self._edition(old), self._edition(new))
            for line in lines(difference):
                self.stdout.write(line)
        if difference:
            sys.exit(1)

    def _edition(self, name: str) -> SetFile:
        """A file where there is one of this name, otherwise an edition that has been loaded."""
        path = Path(name)
        if path.exists():
            return self._read(path)
        code, _at, edition = name.partition("@")
        loaded = IndicatorSet.objects.filter(code=code, edition=edition).first()
        if loaded is None:
            raise CommandError(
                _("%(name)s is neither a file nor an edition that has been loaded.") % {"name": name},
                returncode=2,
            )
        return loaded.file

    def _read(self, path: Path) -> SetFile:
        try:
            with path.open("rb") as source:
                return check_set(source.read(MAX_BYTES + 1), file=str(path))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        except InvalidFile as invalid:
            raise CommandError(str(invalid), returncode=2) from invalid
