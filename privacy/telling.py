"""The data map as a page to read, in both languages."""

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from privacy.data_map import Class, classes, columns_of, tables
from privacy.erasing import kept, rules

LANGUAGES = ("zh-hans", "en")
MEANINGS: dict[Class, str | Promise] = {
    Class.PUBLIC: _("May stand in the public record, as it is."),
    Class.INTERNAL: _("For those who work on the case."),
    Class.PERSONAL: _("About an adult who can be told from it."),
    Class.MINOR: _("What minors said, and what tells of a single child."),
    Class.SECRET: _("Keys, passwords, tokens, salts, the originals of what is withheld."),
}
STAYS: dict[Class, str | Promise] = {
    Class.PUBLIC: _("Stays with the record."),
    Class.INTERNAL: _("Stays with what it belongs to."),
    Class.PERSONAL: _("Stays with what it belongs to: it says who answers for it."),
    Class.SECRET: _("Stays as long as what it opens or seals."),
}


def data_map() -> str:
    """Markdown, made from the code alone: the same on every machine and every day."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    title = _("Data map")
    yield f"# {_both(title)}"
    yield ""
    yield _both(_("Printed by `manage.py data_map`; the tests compare. Nobody edits it."))
    yield ""
    yield from _head(_("Class"), _("What it means"))
    yield from (f"| {_both(kind.label)} | {_both(MEANINGS[kind])} |" for kind in Class)
    rooms: dict[str, list[type[models.Model]]] = defaultdict(list)
    for model in tables():
        rooms[model._meta.app_label].append(model)
    for room, there in sorted(rooms.items()):
        yield from ("", f"## {room}: {_both(apps.get_app_config(room).verbose_name)}", "")
        yield from _head(_("Table"), _("Columns"), _("Class"), _("How long"))
        for model in sorted(there, key=lambda each: each.__name__):
            yield from _rows(model)


def _rows(model: type[models.Model]) -> Iterator[str]:
    """One for the columns that are alike."""
    label, terms = model._meta.label, _terms()
    said = classes()[label]
    alike: dict[tuple[Class, str | Promise], list[str]] = defaultdict(list)
    for name in columns_of(model):
        kind = said[name]
        alike[kind, terms.get(f"{label}.{name}") or STAYS[kind]].append(name)
    for kind in Class:
        for (its, term), names in alike.items():
            if its == kind:
                columns = ", ".join(f"`{name}`" for name in names)
                yield f"| {model.__name__} | {columns} | {_both(kind.label)} | {_both(term)} |"


def _terms() -> dict[str, str | Promise]:
    """By column, what a rule says; a column that two rules touch has the one that erases it first."""
    found = kept()
    for rule in rules():
        for column in rule.columns:
            found.setdefault(column, rule.term)
    return found


def _head(*titles: str | Promise) -> Iterator[str]:
    yield f"| {' | '.join(_both(title) for title in titles)} |"
    yield f"|{'---|' * len(titles)}"


def _both(text: str | Promise) -> str:
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(str(text))
    return " / ".join(dict.fromkeys(said))
