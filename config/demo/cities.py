"""The cities that have a demonstration: one folder each under fixtures/demo, with its people and its cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from ruamel.yaml import YAML

FIXTURES = settings.BASE_DIR / "fixtures"


@dataclass(frozen=True)
class DemoCity:
    """`editions` of its indicator set, oldest first; `published` is the case that is walked to its PDF; `plan` is what
    stands in the annual plan beside the cases; `cases` are the others, in the order they are opened; `draft` has what
    the office changes for the next edition, part by part."""

    people: Path
    editions: tuple[Path, ...]
    published: Path
    plan: Path
    cases: tuple[Path, ...]
    draft: dict[str, Any]


def names() -> list[str]:
    return sorted(file.parent.name for file in _descriptions())


def demo_city(name: str) -> DemoCity:
    """KeyError for a city without a demonstration."""
    for file in _descriptions():
        if file.parent.name == name:
            told = YAML(typ="safe").load(file)
            return DemoCity(
                people=file.with_name("people.yaml"),
                editions=tuple(FIXTURES / edition for edition in told["editions"]),
                published=file.with_name(f"{told['published']}.yaml"),
                plan=file.with_name("plan.yaml"),
                cases=tuple(file.with_name(f"{case}.yaml") for case in told["cases"]),
                draft=told.get("draft", {}),
            )
    raise KeyError(name)


def _descriptions() -> Iterator[Path]:
    return (FIXTURES / "demo").glob("*/demo.yaml")
