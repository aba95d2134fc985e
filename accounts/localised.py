"""Texts that are data, not interface: Chinese and English side by side, shown in the reader's language."""

from typing import Annotated, Any

from django.utils.translation import get_language
from pydantic import Field

from indicators.rules import Ruled


def english_is_active() -> bool:
    return (get_language() or "").startswith("en")


class Text(Ruled):
    zh: Annotated[str, Field(min_length=1, max_length=1000)]
    en: Annotated[str, Field(min_length=1, max_length=2000)]

    def __str__(self) -> str:
        return self.local

    @property
    def local(self) -> str:
        return self.en if english_is_active() else self.zh


class Name(Text):
    zh: Annotated[str, Field(min_length=1, max_length=80)]
    en: Annotated[str, Field(min_length=1, max_length=160)]


class Local:
    """A row's texts in the reader's language: `indicator.local.name` is `name_en`, or `name` where that is empty."""

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
