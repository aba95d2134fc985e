"""What a workbook says of itself: when, for whom and by which filters it was made."""

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from workflows.enums import Stage
from workflows.lights import Light
from workflows.queries.ledger import ALL, NOBODY, PLANNED, TRIGGERED, Filters, Reach


def said_of(user: User, given: Mapping[str, str]) -> list[tuple[str, str]]:
    filters, reach = Filters.read(given), Reach(user)
    said = [
        (_("Made for"), f"{user} · {user.post.organisation if user.post else reach.city}"),
        (_("Made at"), f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        (_("Year"), _("All years") if filters.year == ALL else filters.year),
        (_("Searched for"), filters.q),
        (_("Stage"), str(Stage(filters.stage).label) if filters.stage else ""),
        (_("Drafting unit"), _named(reach.units(), filters.unit)),
        (_("Light"), str(Light(filters.light).label) if filters.light else ""),
        (
            _("Handled by"),
            _("Nobody") if filters.handler == NOBODY else _named(reach.handlers(), filters.handler),
        ),
        (_("Running or ended"), {"yes": _("Running"), "no": _("Ended")}.get(filters.open, "")),
        (_("Intake"), str({"plan": PLANNED, "triggered": TRIGGERED}.get(filters.intake, ""))),
    ]
    return [(label, value) for label, value in said if value]


def _named(rows: Sequence[Organisation | User], key: str) -> str:
    """The name of a row, if it is one of these."""
    return next((str(row) for row in rows if str(row.pk) == key), "")
