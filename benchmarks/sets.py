"""Sets of any size, made of the indicators of Quzhou's set under new codes: the same text, as often as it takes."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from indicators.exchange import exported
from indicators.reading import read

PATTERN = Path(__file__).parents[1] / "fixtures" / "editions" / "quzhou_25_2026-01.yaml"
PER_ASPECT = 100


def set_of(number: int, *, edition: str = "1") -> bytes:
    """The YAML of a set with this many indicators, at most 2 000."""
    return exported(data_of(number, edition=edition), "yaml")


def data_of(number: int, *, edition: str = "1") -> dict[str, Any]:
    """The same as plain data, in the shape of a set file."""
    pattern = read(PATTERN.read_bytes()).data
    return pattern | {
        "code": f"made-of-{number}",
        "edition": edition,
        "aspects": list(_aspects(pattern, number)),
    }


def _aspects(pattern: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    texts = cycle(text for aspect in pattern["aspects"] for text in aspect["indicators"])
    made = [text | {"code": f"N-{place:04}"} for place, text in enumerate(islice(texts, number), start=1)]
    for place, start in enumerate(range(0, number, PER_ASPECT), start=1):
        name = {"zh": f"方面{place}", "en": f"Aspect {place}"}
        yield {"code": f"A{place}", "name": name, "indicators": made[start : start + PER_ASPECT]}
