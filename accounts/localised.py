"""Texts that are data, not interface: Chinese always, English where someone wrote it."""

from typing import Any

from django.utils.translation import get_language


def english_is_active() -> bool:
    return (get_language() or "").startswith("en")


class Local:
    """A row's texts in the reader's language: `row.local.name` is `name_en`, or `name` if that is empty."""

    def __init__(self, row: object) -> None:
        self._row = row

    def __getattr__(self, field: str) -> Any:
        if field.startswith("_"):
            raise AttributeError(field)
        text = getattr(self._row, field)
        return getattr(self._row, f"{field}_en", "") or text if english_is_active() else text


class Localised:
    """Gives a model with fields `x` and `x_en` its `.local`."""

    @property
    def local(self) -> Local:
        return Local(self)
