from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Brings the zh-Hans catalogue up to date: no dates, no line numbers, no guessed translations."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["locale"] = ["zh_Hans"]
        options["no_location"] = options["no_obsolete"] = options["no_wrap"] = True
        options["ignore_patterns"] = [*options["ignore_patterns"], "out", "tests", "var"]
        super().handle(*args, **options)

    def build_potfiles(self) -> list[str]:
        potfiles = super().build_potfiles()
        for name in potfiles:
            template = Path(name)
            lines = template.read_text(encoding="utf-8").splitlines(keepends=True)
            template.write_text(
                "".join(line for line in lines if "POT-Creation-Date" not in line), encoding="utf-8"
            )
        return potfiles
