"""Texts of an indicator set: in the set's first language, and in the other where someone wrote it."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from accounts.localised import english_is_active
from indicators.rules import Fault, Place, Ruled

Language = Literal["zh", "en"]
LOCALES: dict[str, str] = {"zh": "zh-hans", "en": "en"}  # as Django calls them


class Text(Ruled):
    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    zh: Annotated[str, Field(min_length=1, max_length=1000)] = ""
    en: Annotated[str, Field(min_length=1, max_length=2000)] = ""

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        if data == {}:
            yield Fault("text_missing", (), {})

    def __str__(self) -> str:
        return self.local

    @property
    def local(self) -> str:
        """In the reader's language; in the other one where that is all there is."""
        return self.en or self.zh if english_is_active() else self.zh or self.en


class Name(Text):
    zh: Annotated[str, Field(min_length=1, max_length=80)] = ""
    en: Annotated[str, Field(min_length=1, max_length=160)] = ""


def untold(data: object, language: str, place: Place = ()) -> Iterator[Fault]:
    """Every text below `data` that lacks the set's first language."""
    if isinstance(data, dict):
        if data.keys() & {"zh", "en"}:
            if language not in data:
                yield Fault("language_missing", place, {"language": language})
        else:
            for key, value in data.items():
                yield from untold(value, language, (*place, str(key)))
    elif isinstance(data, list | tuple):
        for number, item in enumerate(data):
            yield from untold(item, language, (*place, number))
