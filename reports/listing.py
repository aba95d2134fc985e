"""What the register lists and searches of a record: pure functions of it."""

import unicodedata
from datetime import date
from typing import Any

Data = dict[str, Any]


def listed(record: Data) -> Data:
    """Columns of a publication, from a record of any format."""
    area = record.get("matter_class") or {}
    decision = record.get("decision") or {}
    concluded = record.get("concluded") or decision.get("date")
    return {
        "area": area.get("code", ""),
        "area_name": area.get("zh") or area.get("en", ""),
        "area_name_en": area.get("en", ""),
        "concluded": date.fromisoformat(concluded) if concluded else None,
        "search": searchable(*_texts(record)),
    }


def searchable(*texts: str) -> str:
    """Folded alike on both sides of a search: width, case and blanks make no difference."""
    plain = unicodedata.normalize("NFKC", "\n".join(texts)).casefold()
    return "\n".join(" ".join(line.split()) for line in plain.splitlines() if line.strip())


def _texts(record: Data) -> list[str]:
    """The matter, who is responsible for it, and what was decided. What experts and the indicators say is not listed:
    the words of a city's indicators are the same in every report."""
    decision = record.get("decision") or {}
    pairs = [record.get(key) for key in ("title", "summary", "city", "drafting_unit", "matter_class", "tier")]
    pairs += [each.get("unit") for each in record.get("contributors", [])]
    found = [record.get("code", "")]
    found += [each.get(language, "") for each in pairs if each for language in ("zh", "en")]
    found += [decision.get("note", "")]
    found += [f"{each['text']} {each['owner']}" for each in decision.get("conditions", [])]
    return list(dict.fromkeys(text for text in found if text))
