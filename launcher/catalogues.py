"""Compile gettext catalogues with Babel, so that no system gettext is needed: `catalogues.py FILE.po …`."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def compile_catalogue(source: Path) -> None:
    """Write the .mo beside the .po in one move: a web process may be reading the old one."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parent.parent.name, abort_invalid=True)
    fresh = source.with_suffix(".mo.new")
    with fresh.open("wb") as compiled:
        write_mo(compiled, catalogue)
    fresh.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        try:
            compile_catalogue(Path(name))
        except PoFileError as error:
            sys.exit(f"{name}: {error}")
