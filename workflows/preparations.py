"""How far publications are prepared, as the room above tells it: for the desk and the case page, without a record."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Assessment


@dataclass(frozen=True)
class Preparation:
    """`preparers` are all who have had a hand in it since it was signed last, and do not sign it; `is_handed` says that
    somebody else has been asked to read it."""

    is_begun: bool = False
    preparers: frozenset[int] = frozenset()
    is_handed: bool = False
    is_signed: bool = False

    @property
    def lacks(self) -> str:
        """Why nothing can be published yet, or nothing. Whether the words are in order is asked when it is."""
        if not self.is_begun:
            return _("Nobody has reviewed yet what may be disclosed.")
        return "" if self.is_signed else _("A second person has not signed yet what is disclosed.")


Teller = Callable[[Iterable[Assessment]], Mapping[int, Preparation]]
_tellers: list[Teller] = []


def tells_preparations(tell: Teller) -> Teller:
    """Register who tells, by the key of each file; of one that nobody has begun to prepare nothing need be told."""
    _tellers.append(tell)
    return tell


def preparations(files: Iterable[Assessment]) -> dict[int, Preparation]:
    """In constant queries, and in none without files."""
    asked = list(files)
    found: dict[int, Preparation] = {file.pk: Preparation() for file in asked}
    if asked:
        for tell in _tellers:
            found |= tell(asked)
    return found


def preparation_of(file: Assessment) -> Preparation:
    return preparations([file])[file.pk]
