"""Personal data in free text, found by their form. It does not understand the text: what it finds stops or warns, and a
person decides; what it does not find is no proof."""

import re
from collections.abc import Collection

from django.utils.translation import gettext as _

from ledger.errors import Refused
from privacy.digits import is_id_number, numbers
from privacy.names import names
from privacy.personal import Found, Personal
from privacy.places import places
from privacy.plain import plain

__all__ = ["CHILDREN", "OFFICERS", "Found", "Personal", "found_in", "is_id_number", "refuse_personal"]

# What stops a save where minors' words or themes are written.
CHILDREN = frozenset(Personal)
# What stops elsewhere: no reader of a file needs it and no chance makes it (a check digit, the form of a mobile).
OFFICERS = frozenset({Personal.ID_NUMBER, Personal.MOBILE})


# As many as anybody leaves between two words; more would only cost time.
_BLANKS = re.compile(r"[^\S\n]{3,}")


def found_in(text: str) -> list[Found]:
    """Every piece, whichever width its digits have and however they are grouped."""
    read = _BLANKS.sub("  ", plain(text))
    return [*numbers(read), *names(read), *places(read)]


def refuse_personal(*texts: str, kinds: Collection[Personal] = CHILDREN) -> None:
    """Refused where one of the texts holds such a piece; the sentence names the first one."""
    for found in (found for text in texts for found in found_in(text) if found.kind in kinds):
        raise Refused(_REFUSED[found.kind]() % {"excerpt": found.excerpt})


_REFUSED = {
    Personal.ID_NUMBER: lambda: _(
        "An identity card number seems to stand in the text (%(excerpt)s). Please take it out; nothing was saved."
    ),
    Personal.MOBILE: lambda: _(
        "A mobile phone number seems to stand in the text (%(excerpt)s). Please take it out; nothing was saved."
    ),
    Personal.NAME: lambda: _(
        "A person seems to be named (“%(excerpt)s”). Please write without the name; nothing was saved."
    ),
    Personal.SCHOOL_CLASS: lambda: _(
        "School and class seem to be named (“%(excerpt)s”). Please write without them; nothing was saved."
    ),
    Personal.PHONE: lambda: _(
        "A telephone number seems to stand in the text (%(excerpt)s). Please take it out; nothing was saved."
    ),
    Personal.ACCOUNT: lambda: _(
        "An account or a number in a messenger seems to stand in the text (“%(excerpt)s”)."
        " Please take it out; nothing was saved."
    ),
    Personal.EMAIL: lambda: _(
        "An e-mail address stands in the text (“%(excerpt)s”). Please take it out; nothing was saved."
    ),
    Personal.CLASS: lambda: _(
        "A single class seems to be named (“%(excerpt)s”). Please write only the year; nothing was saved."
    ),
    Personal.BIRTH: lambda: _(
        "A day of birth seems to stand in the text (“%(excerpt)s”)."
        " Please write only the age; nothing was saved."
    ),
    Personal.ADDRESS: lambda: _(
        "A home address seems to stand in the text (“%(excerpt)s”). Please take it out; nothing was saved."
    ),
}
