"""A column that nobody has classified fails the build."""

from typing import Any

from django.core.checks import CheckMessage, Error

from privacy.data_map import Class, Fields, classes, columns_of, tables


def check_data_map(**_asked: Any) -> list[CheckMessage]:
    """privacy.E001: every column has a class, and every class a column."""
    return faults(classes(), {model._meta.label: columns_of(model) for model in tables()})


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
