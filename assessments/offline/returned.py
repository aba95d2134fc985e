"""What a document that came back holds: text by text, each with its place, before anybody asks what it means."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.offline.stamp import CASE, COPY


class Unreadable(Exception):
    """The file cannot be read as a questionnaire; `str()` says why."""


class Found(NamedTuple):
    """One field as it was typed. `problem`: why its text cannot be read at all."""

    item: str
    field: str
    typed: str
    where: str
    problem: str = ""


@dataclass
class Returned:
    """`stamps`: what the document says of itself; `extra`: rows that somebody has put in, as text and place."""

    stamps: dict[str, str] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)

    @property
    def case(self) -> str:
        return self.stamps.get(CASE, "")

    @property
    def copy_number(self) -> int | None:
        number = self.stamps.get(COPY, "")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def refusal(kind: str) -> str:
    """What the checks of an office file's package have found, for whoever sent it."""
    match kind:
        case "macros":
            return _("The file holds macros. Please save it without them, as .docx or .xlsx.")
        case "too_much_inside":
            return _(
                "The file holds far more than a questionnaire. Please take out pictures and attachments, and "
                "attach them as evidence instead."
            )
        case "old_workbook":
            return _(
                "The file is of an old kind (.doc or .xls), or has a password. Please save it as .docx or .xlsx."
            )
    return _(
        "The file cannot be read as a Word document or a workbook. Please save it again, as .docx or .xlsx."
    )


def told_twice(found: list[Found]) -> dict[tuple[str, str], list[str]]:
    """The fields that stand in several places, with these places."""
    places: dict[tuple[str, str], list[str]] = {}
    for each in found:
        places.setdefault((each.item, each.field), []).append(each.where)
    return {key: where for key, where in places.items() if len(where) > 1}
