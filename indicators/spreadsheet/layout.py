"""Which sheets and columns a set takes, read off the models of its file: a new field is a new column by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Literal, get_args, get_origin

from django.utils import translation
from django.utils.functional import Promise

from indicators.editor.wording import LABELS
from indicators.localised import Text
from indicators.schema import SetFile
from indicators.shape import bare, fields, item, models

ABOUT = "about"
README = "readme"
LANGUAGES = ("zh-hans", "en")
LONGEST_TITLE = 31

# text: kept as it is; code, choice and share: one word; truth: yes or no; codes and wholes: lists in one cell.
Kind = Literal["text", "code", "choice", "share", "whole", "truth", "codes", "wholes"]
SCALARS: dict[Any, Kind] = {bool: "truth", int: "whole", Fraction: "share", str: "code"}


@dataclass(frozen=True)
class Column:
    """`path` leads from the row's item to the value; `key` is what identifies the column in a file."""

    path: tuple[str, ...]
    kind: Kind
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def key(self) -> str:
        return ".".join(self.path)

    @property
    def field(self) -> tuple[str, ...]:
        """Without the language, so that a text's two columns have this in common."""
        return self.path[:-1] if self.path[-1] in {"zh", "en"} else self.path


@dataclass(frozen=True)
class Sheet:
    """A list: `path` leads to it from the set, or from an item of the `parent` list, whose code every row repeats."""

    key: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool
    parent: "Sheet | None" = None

    @property
    def title(self) -> str:
        return title(LABELS[self.key], self.key)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        above = (Column((self.parent.key,), "code", required=True),) if self.parent else ()
        return above + self.columns


def title(name: Promise, key: str) -> str:
    """A sheet's name for people, as long as a workbook allows, and the key that identifies it."""
    with translation.override("zh-hans"):
        return f"{str(name)[: LONGEST_TITLE - len(key) - 1]} {key}"


def label(column: Column) -> str:
    """The column's name for people: in Chinese, and below it in English."""
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(" · ".join(str(LABELS[step]) for step in column.path))
    return "\n".join(dict.fromkeys(said))


@cache
def about() -> tuple[Column, ...]:
    """What there is one of: a row each on the first sheet."""
    return tuple(_leaves(SetFile, (), required=True))


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every list of the format, a parent before the lists within its items."""
    return tuple(_lists(SetFile, (), None))


def _leaves(annotation: Any, path: tuple[str, ...], *, required: bool) -> Iterator[Column]:
    if _is_text(annotation):
        yield Column((*path, "zh"), "text", required=required)
        yield Column((*path, "en"), "text", required=required)
        return
    for name, choices in fields(annotation).items():
        needed = required and all(
            name in model.model_fields and model.model_fields[name].is_required()
            for model in models(annotation)
        )
        yield from _column(choices, (*path, name), required=needed)


def _column(annotations: list[Any], path: tuple[str, ...], *, required: bool) -> Iterator[Column]:
    found = bare(annotations[0])
    within = item(found)
    if within is not None:
        if not models(within):
            yield Column(path, "wholes" if bare(within) is int else "codes", required=required)
    elif models(found):
        yield from _leaves(found, path, required=required)
    elif get_origin(found) is Literal:
        known = dict.fromkeys(value for each in annotations for value in get_args(bare(each)))
        yield Column(path, "choice", tuple(known), required=required)
    else:
        yield Column(path, SCALARS[found], required=required)


def _lists(annotation: Any, path: tuple[str, ...], parent: Sheet | None) -> Iterator[Sheet]:
    for name, annotations in fields(annotation).items():
        found = bare(annotations[0])
        within = item(found)
        if within is not None and models(within):
            columns = tuple(_leaves(within, (), required=True))
            sheet = Sheet(name, (*path, name), columns, _is_required(annotation, name), parent)
            yield sheet
            yield from _lists(within, (), sheet)
        elif within is None and models(found) and not _is_text(found):
            yield from _lists(found, (*path, name), parent)


def _is_text(annotation: Any) -> bool:
    return any(issubclass(model, Text) for model in models(annotation))


def _is_required(annotation: Any, name: str) -> bool:
    return all(model.model_fields[name].is_required() for model in models(annotation))
