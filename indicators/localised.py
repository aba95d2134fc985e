"""Texts of an indicator set: always in Chinese and in English."""

from typing import Annotated

from pydantic import Field

from accounts.localised import english_is_active
from indicators.rules import Ruled


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
