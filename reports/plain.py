"""Values as the record writes them: plain data, the same whatever the reader's language."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from indicators.localised import Text
from indicators.schema import Coded

Data = dict[str, object]


def pair(row: object, field: str) -> Data:
    chinese = getattr(row, field)
    return {"zh": chinese, "en": getattr(row, f"{field}_en") or chinese}


def text(text: Text) -> Data:
    return {language: words for language, words in (("zh", text.zh), ("en", text.en)) if words}


def named(entries: Sequence[Coded], code: str) -> Data | None:
    """The entry with this code; None for no code."""
    found = next((each for each in entries if each.code == code), None)
    return None if found is None else {"code": found.code, **text(found.name)}


def day(moment: datetime | None) -> str | None:
    """The day in the city's own time."""
    return None if moment is None else timezone.localdate(moment).isoformat()
