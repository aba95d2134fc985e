"""The committee office's work on the next edition of the city's set."""

from typing import Any

from accounts.enums import Role
from accounts.models import Organisation, User
from indicators.editor import parts
from indicators.models import DraftSet, IndicatorSet
from indicators.operations import change_part, start_draft


def seed_draft(city: Organisation, current: IndicatorSet, changes: dict[str, Any]) -> None:
    """A draft after the current edition, with some parts changed; only where the city never had one."""
    if DraftSet.objects.filter(owner=city).exists():
        return
    office = User.objects.holding(Role.OFFICE, city).earliest("pk")
    draft = start_draft(owner=city, based_on=current, actor=office)
    for part, change in changes.items():
        stored = parts.read(draft.data, part)
        before = parts.fingerprint(stored)
        draft = change_part(draft=draft, part=part, before=before, content=stored | change, actor=office)
