"""What an indicator set file may say; docs/indicator-sets.md shows it by example."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field

from indicators.codes import Code, Edition, Slug
from indicators.enums import Origin
from indicators.localised import Language, Name, Text, untold
from indicators.profile import Profile, unwalkable
from indicators.references import unresolved
from indicators.rules import EACH, Fault, Ruled, find, repeated
from indicators.scale import Scale

Article = Annotated[int, Field(ge=1, le=54)]
Weight = Annotated[int, Field(ge=1, le=100)]


class Coded(Ruled):
    """Something with a code by which other parts of the file refer to it."""

    code: Code
    name: Name


class Group(Coded):
    """A group of children. `special`: the department has to answer for this group, even where nothing changes."""

    special: bool = False


class AgeGroup(Coded):
    pass


class Tier(Coded):
    """A depth or branch of the procedure with indicators and stages of its own. `gates`: the points of the matter's
    own procedure at which it is assessed."""

    gates: Annotated[list[Coded], Field(max_length=20)] = []


class Depth(Coded):
    """How deep an assessment goes, chosen by the screening. `guidance`: when to choose it."""

    guidance: Text | None = None


class MatterClass(Coded):
    tier: Code | None = None


class Provenance(Ruled):
    """Where the text comes from: shown on the set's page and in every report."""

    status: Literal["official", "reconstruction", "own"]
    statement: Text
    sources: Annotated[list[Text], Field(max_length=30)]

    @property
    def status_name(self) -> str:
        return str(Origin(self.status).label)


class Terms(Ruled):
    """What the city calls the assessment and those who take part, where it is not what Tongping calls them."""

    assessment: Name | None = None
    drafting_unit: Name | None = None


class Reference(Ruled):
    """Whether an answer names a place in the text or the plans. `clause`: as in 第三条第二款, checked in its form;
    `drawing`: the number of a drawing or a page, as it is."""

    kind: Literal["clause", "drawing"]
    required: bool = False


class ScreeningQuestion(Ruled):
    code: Code
    question: Text
    guidance: Text | None = None


class Applies(Ruled):
    """For which matters an indicator is asked; an empty list is all."""

    tiers: Annotated[list[Code], Field(max_length=20)] = []
    depths: Annotated[list[Code], Field(max_length=5)] = []
    classes: Annotated[list[Code], Field(max_length=60)] = []
    ages: Annotated[list[Code], Field(max_length=20)] = []


class IndicatorText(Ruled):
    """`answer`: an impact on the scale with its grounds, or words alone, which no figure counts. `definition`: what the
    indicator covers; `basis`: the rules it rests on; `examples`: what an impact can look like."""

    code: Code
    name: Name
    question: Text
    definition: Text | None = None
    guidance: Text | None = None
    basis: Annotated[list[Text], Field(max_length=10)] = []
    examples: Annotated[list[Text], Field(max_length=5)] = []
    evidence: Text | None = None
    answer: Literal["impact", "text"] = "impact"
    crc: Annotated[list[Article], Field(max_length=54)] = []
    groups: Annotated[list[Code], Field(max_length=60)] = []
    red_line: bool = False
    weight: Weight = 1
    applies: Applies = Applies()

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        if isinstance(data, dict) and data.get("answer") == "text":
            for key, plain in (("red_line", False), ("weight", 1)):
                if data.get(key, plain) != plain:
                    yield Fault("words_count_nothing", (key,), {"key": key})


class AspectText(Ruled):
    code: Code
    name: Name
    weight: Weight = 1
    indicators: Annotated[list[IndicatorText], Field(min_length=1, max_length=100)]


class SetFile(Ruled):
    """`language`: the one every text must have, and the one of the report; the other may be left out. `depths`: from
    the lightest to the deepest, which a case has until its screening chooses."""

    code: Slug
    edition: Edition
    name: Name
    language: Language = "zh"
    provenance: Provenance
    terms: Terms = Terms()
    scale: Scale
    reference: Reference | None = None
    groups: Annotated[list[Group], Field(min_length=1, max_length=60)]
    age_groups: Annotated[list[AgeGroup], Field(max_length=20)] = []
    tiers: Annotated[list[Tier], Field(max_length=20)] = []
    depths: Annotated[list[Depth], Field(max_length=5)] = []
    matter_classes: Annotated[list[MatterClass], Field(min_length=1, max_length=60)]
    screening: Annotated[list[ScreeningQuestion], Field(max_length=20)] = []
    workflow: Profile
    aspects: Annotated[list[AspectText], Field(min_length=1, max_length=20)]

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        for section in ("groups", "age_groups", "tiers", "depths", "matter_classes", "screening", "aspects"):
            yield from repeated(find(data, section, EACH, "code"))
        yield from repeated(find(data, "aspects", EACH, "indicators", EACH, "code"))
        language = data.get("language", "zh") if isinstance(data, dict) else ""
        if language in {"zh", "en"}:
            yield from untold(data, language)
        yield from unresolved(data)
        tiers = [code for _place, code in find(data, "tiers", EACH, "code") if isinstance(code, str)]
        depths = [code for _place, code in find(data, "depths", EACH, "code") if isinstance(code, str)]
        for place, workflow in find(data, "workflow"):
            for kind, within, facts in unwalkable(workflow, tiers, depths):
                yield Fault(kind, (*place, *within), facts)

    def content(self) -> dict[str, Any]:
        """The plain form in which it is stored and hashed: what equals its default is left out."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @property
    def deepest(self) -> str:
        """The depth of a case that no screening has weighed; nothing in a set without depths."""
        return self.depths[-1].code if self.depths else ""

    @cached_property
    def indicators(self) -> dict[str, IndicatorText]:
        """Every indicator by its code, in the order of the file."""
        return {each.code: each for aspect in self.aspects for each in aspect.indicators}

    @cached_property
    def aspect_of(self) -> dict[str, AspectText]:
        """The aspect of every indicator, by the indicator's code."""
        return {each.code: aspect for aspect in self.aspects for each in aspect.indicators}
