"""The data map: every column of every table has a class. Exports, logs, the public record and retention read it.

A room says what its columns are in its own `data_map.py`; `privacy/checks.py` lets nobody forget one.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import models
from django.utils.translation import pgettext_lazy


class Class(models.TextChoices):
    """What a column may at worst hold decides its class, not what it mostly holds.

    PUBLIC may stand in the public record, as it is. INTERNAL is for those who work on the case. PERSONAL is about an
    adult who can be told from it: a name, an address, who wrote or signed or voted. MINOR is what minors said, and
    what tells of a single child: sensitive by law (个人信息保护法, article 28). SECRET opens or seals something: keys,
    passwords, tokens, salts, the originals of what is withheld.
    """

    PUBLIC = "public", pgettext_lazy("data class", "Public")
    INTERNAL = "internal", pgettext_lazy("data class", "Internal")
    PERSONAL = "personal", pgettext_lazy("data class", "Personal")
    MINOR = "minor", pgettext_lazy("data class", "Sensitive: of minors")
    SECRET = "secret", pgettext_lazy("data class", "Secret")


Fields = dict[str, Class]
PROTECTED = (Class.PERSONAL, Class.MINOR, Class.SECRET)


def columns(
    *, public: str = "", internal: str = "", personal: str = "", minor: str = "", secret: str = ""
) -> Fields:
    """One table's columns, named by class. A column named twice is a mistake."""
    named = {
        Class.PUBLIC: public,
        Class.INTERNAL: internal,
        Class.PERSONAL: personal,
        Class.MINOR: minor,
        Class.SECRET: secret,
    }
    found: Fields = {}
    for kind, names in named.items():
        for name in names.split():
            if name in found:
                raise ValueError(f"{name} is {found[name]} and {kind}")
            found[name] = kind
    return found


FIELDS = {
    "SensitiveReading": columns(internal="id subject what rows reason read_at", personal="reader"),
    "Erasure": columns(internal="id rule subject rows keys_hash ledger_position erased_at"),
}


@cache
def classes() -> dict[str, Fields]:
    """The whole map: "room.Model" → column → class, of what the rooms say and of what
    `data_map_of_libraries` says for those that cannot."""
    found: dict[str, Fields] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.data_map"
        if "." not in config.name and find_spec(name) is not None:
            said = import_module(name).FIELDS
            found |= {f"{config.label}.{model}": fields for model, fields in said.items()}
    others = import_module("privacy.data_map_of_libraries").FIELDS
    return found | others


def tables() -> Iterator[type[models.Model]]:
    """Every table that is one: proxies have none, and the rows between two tables belong to the column that makes
    them."""
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            yield model


def columns_of(model: type[models.Model]) -> list[str]:
    return [field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)]


@cache
def named_like(*kinds: Class) -> frozenset[str]:
    """The names of all columns of these classes, whatever their table."""
    return frozenset(name for fields in classes().values() for name, kind in fields.items() if kind in kinds)
