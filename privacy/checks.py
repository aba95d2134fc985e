"""A column that nobody has classified fails the build, and so does one of minors' data that nobody ever erases."""

from typing import Any

from django.core.checks import CheckMessage, Error

from privacy.data_map import Class, Fields, classes, columns_of, tables
from privacy.erasing import kept, rules


def check_data_map(**_asked: Any) -> list[CheckMessage]:
    """privacy.E001: every column has a class, and every class a column."""
    return faults(classes(), {model._meta.label: columns_of(model) for model in tables()})


def check_retention(**_asked: Any) -> list[CheckMessage]:
    """privacy.E002: what minors said has a rule that erases it, or a reason to stay; and rules name columns."""
    return unruled(classes(), [name for rule in rules() for name in rule.columns], list(kept()))


def unruled(said: dict[str, Fields], erased: list[str], staying: list[str]) -> list[CheckMessage]:
    all_columns = {f"{table}.{name}": kind for table, names in said.items() for name, kind in names.items()}
    forgotten = [
        name for name, kind in all_columns.items() if kind == Class.MINOR and name not in {*erased, *staying}
    ]
    gone = [name for name in dict.fromkeys([*erased, *staying]) if name not in all_columns]
    both = [name for name in staying if name in erased]
    hint = "Name it in a rule or in keep(), in erasing.py of a room."
    return [
        *(_retention(name, "is of minors, and no rule erases it", hint) for name in forgotten),
        *(_retention(name, "has a rule, and is no column", hint) for name in gone),
        *(_retention(name, "is both erased and kept", hint) for name in both),
    ]


def _retention(name: str, fault: str, hint: str) -> CheckMessage:
    return Error(f"{name} {fault}.", hint=hint, id="privacy.E002")


def faults(said: dict[str, Fields], there: dict[str, list[str]]) -> list[CheckMessage]:
    unclassified = [
        f"{table}.{name}"
        for table, names in there.items()
        for name in names
        if name not in said.get(table, {})
    ]
    gone = [
        f"{table}.{name}"
        for table, names in said.items()
        for name in names
        if name not in there.get(table, [])
    ]
    strange = [
        f"{table}.{name}"
        for table, names in said.items()
        for name, kind in names.items()
        if not isinstance(kind, Class)
    ]
    return [
        *(
            _error(name, "has no class in the data map", "Name it in data_map.py of its room.")
            for name in unclassified
        ),
        *(
            _error(name, "is in the data map, and is no column", "Take it out of data_map.py.")
            for name in gone
        ),
        *(
            _error(name, "has a class that there is none of", "Use privacy.data_map.Class.")
            for name in strange
        ),
    ]


def _error(name: str, fault: str, hint: str) -> CheckMessage:
    return Error(f"{name} {fault}.", hint=hint, id="privacy.E001")
