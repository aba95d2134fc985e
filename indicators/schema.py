"""What an indicator set file may say; docs/indicator-sets.md shows it by example."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from indicators.enums import Origin
from indicators.localised import Name, Text
from indicators.profile import Profile
from indicators.rules import EACH, Fault, Ruled, find, repeated
from indicators.scale import Scale

_SLUG, _CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$", r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"
EXAMPLES = {_SLUG: "quzhou-25", _CODE: "QZ-A1"}

Slug = Annotated[str, Field(pattern=_SLUG, max_length=40)]
Edition = Annotated[str, Field(pattern=_SLUG, max_length=20)]
Code = Annotated[str, Field(pattern=_CODE, max_length=20)]
Article = Annotated[int, Field(ge=1, le=54)]


class Group(Ruled):
    code: Code
    name: Name


class MatterClass(Ruled):
    code: Code
    name: Name


class Provenance(Ruled):
    """Where the text comes from: shown on the set's page and in every report."""

    status: Literal["official", "reconstruction", "own"]
    statement: Text
    sources: Annotated[list[Text], Field(max_length=30)]

    @property
    def status_name(self) -> str:
        return str(Origin(self.status).label)


class IndicatorText(Ruled):
    code: Code
    name: Name
    question: Text
    evidence: Text
    crc: Annotated[list[Article], Field(min_length=1, max_length=54)]
    groups: Annotated[list[Code], Field(min_length=1, max_length=60)]
    red_line: bool = False


class AspectText(Ruled):
    code: Code
    name: Name
    indicators: Annotated[list[IndicatorText], Field(min_length=1, max_length=100)]


class SetFile(Ruled):
    code: Slug
    edition: Edition
    name: Name
    provenance: Provenance
    scale: Scale
    groups: Annotated[list[Group], Field(min_length=1, max_length=60)]
    matter_classes: Annotated[list[MatterClass], Field(min_length=1, max_length=60)]
    workflow: Profile
    aspects: Annotated[list[AspectText], Field(min_length=1, max_length=20)]

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        for section in ("groups", "matter_classes", "aspects"):
            yield from repeated(find(data, section, EACH, "code"))
        yield from repeated(find(data, "aspects", EACH, "indicators", EACH, "code"))
        for field in ("crc", "groups"):
            for place, items in find(data, "aspects", EACH, "indicators", EACH, field):
                yield from repeated(find(items, EACH, place=place))
        known = {code for _place, code in find(data, "groups", EACH, "code") if isinstance(code, str)}
        for place, code in find(data, "aspects", EACH, "indicators", EACH, "groups", EACH):
            if isinstance(code, str) and code not in known:
                yield Fault("unknown_group", place, {"code": code})
