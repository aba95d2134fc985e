"""The `workflow:` section: which stages a case of this set goes through and how long each may take.

The kinds are a fixed vocabulary, because rooms, forms and rights exist for them; a city chooses among them.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args, overload

from pydantic import BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from indicators.localised import Name
from indicators.rules import EACH, Fault, Ruled, find, repeated

Kind = Literal["self_assessment", "office_check", "expert_panel", "committee", "publication"]
ORDER: tuple[Kind, ...] = get_args(Kind)
# The office seats a panel while it checks; a panel advises a committee; what is published is a decision.
NEEDS: dict[Kind, tuple[Kind, ...]] = {"expert_panel": ("office_check", "committee"), "publication": ("committee",)}


def _exact(value: Any) -> Fraction:
    written = re.fullmatch(r"([1-9][0-9]{0,2})/([1-9][0-9]{0,2})", value) if isinstance(value, str) else None
    if not written or int(written[1]) > int(written[2]):
        raise PydanticCustomError("share_expected", "a share of the whole, such as 2/3")
    return Fraction(int(written[1]), int(written[2]))


Share = Annotated[
    Fraction,
    BeforeValidator(_exact),
    PlainSerializer(lambda share: f"{share.numerator}/{share.denominator}", return_type=str),
]


class _Stage(Ruled):
    name: Name
    days: Annotated[int, Field(ge=1, le=365, description="working days")]


class SelfAssessment(_Stage):
    kind: Literal["self_assessment"]


class OfficeCheck(_Stage):
    kind: Literal["office_check"]


class ExpertPanel(_Stage):
    kind: Literal["expert_panel"]
    experts: Annotated[int, Field(ge=1, le=50)]
    aggregation: Literal["median"]


class Committee(_Stage):
    """`quorum`: at least this share of the members takes part. `majority`: more than this share agrees."""

    kind: Literal["committee"]
    quorum: Share
    majority: Share


class Publication(_Stage):
    kind: Literal["publication"]


Stage = Annotated[
    SelfAssessment | OfficeCheck | ExpertPanel | Committee | Publication,
    Field(discriminator="kind"),
]


class Profile(Ruled):
    stages: Annotated[list[Stage], Field(min_length=2, max_length=len(ORDER))]

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        found = list(find(data, "stages", EACH, "kind"))
        yield from repeated(iter(found), "repeated_stage")
        known = [(place, kind) for place, kind in found if kind in ORDER]
        if not known:
            return
        kinds = [kind for _place, kind in known]
        if kinds[0] != ORDER[0]:
            yield Fault("first_stage", known[0][0], {"kind": ORDER[0]})
        if kinds[-1] != ORDER[-1]:
            yield Fault("last_stage", known[-1][0], {"kind": ORDER[-1]})
        for number, (place, kind) in enumerate(known):
            later = [other for other in kinds[:number] if ORDER.index(other) > ORDER.index(kind)]
            if later:
                yield Fault("stage_out_of_order", place, {"kind": kind, "other": later[0]})
            for needed in NEEDS.get(kind, ()):
                if needed not in kinds:
                    yield Fault("stage_missing", place, {"kind": kind, "needed": needed})

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(stage.kind for stage in self.stages)

    def has(self, kind: str) -> bool:
        return kind in self.kinds

    @overload
    def stage(self, kind: Literal["expert_panel"]) -> ExpertPanel: ...
    @overload
    def stage(self, kind: Literal["committee"]) -> Committee: ...
    @overload
    def stage(self, kind: str) -> Stage: ...
    def stage(self, kind: str) -> Stage:
        """KeyError when the profile does without it."""
        for stage in self.stages:
            if stage.kind == kind:
                return stage
        raise KeyError(kind)

    def after(self, kind: str) -> Kind | None:
        """The stage that follows; None after the last. KeyError when the profile does without `kind`."""
        following = self.stages.index(self.stage(kind)) + 1
        return self.stages[following].kind if following < len(self.stages) else None
