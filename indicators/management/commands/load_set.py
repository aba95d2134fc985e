from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from indicators.errors import InvalidFile
from indicators.operations import load_set
from indicators.reading import MAX_BYTES
from ledger.errors import Refused


class Command(BaseCommand):
    help = "Check an indicator set file and load it; on any problem nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            with file.open("rb") as source:
                raw = source.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        try:
            loaded = load_set(raw=raw, file=str(file), actor=User.objects.system())
        except InvalidFile as invalid:
            for problem in invalid.problems:
                self.stderr.write(str(problem))
            number = len(invalid.problems)
            said = ngettext("%d problem; nothing was loaded.", "%d problems; nothing was loaded.", number)
            raise CommandError(said % number) from invalid
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        count = loaded.indicators.count()
        said = ngettext(
            "%(set)s is loaded: %(name)s, %(count)d indicator.",
            "%(set)s is loaded: %(name)s, %(count)d indicators.",
            count,
        )
        self.stdout.write(said % {"set": loaded, "name": loaded.local.name, "count": count})
        self.stdout.write(_("Content hash: %(hash)s") % {"hash": loaded.content_hash})
