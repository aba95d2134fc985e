from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Level
from accounts.models import Organisation, User
from indicators.errors import InvalidFile
from indicators.operations import load_set
from indicators.reading import MAX_BYTES
from ledger.errors import Refused


class Command(BaseCommand):
    help = "Check an indicator set (YAML or XLSX) and publish it as an edition; on any problem nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--city", metavar="CODE", help="the city that owns the set; without one all may use it"
        )
        parser.add_argument("--note", default="", help="what is new in this edition")

    def handle(self, *args: object, file: Path, city: str | None, note: str, **options: object) -> None:
        try:
            with file.open("rb") as source:
                raw = source.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        try:
            owner = _city(city) if city else None
            loaded = load_set(raw=raw, file=str(file), actor=User.objects.system(), owner=owner, note=note)
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


def _city(code: str) -> Organisation:
    cities = Organisation.objects.filter(level=Level.CITY)
    found = cities.filter(code=code).first()
    if found is None:
        known = _(", ").join(city.code for city in cities) or _("none")
        raise CommandError(_("There is no city %(code)s. Known: %(known)s.") % {"code": code, "known": known})
    return found
