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
from indicators.rules import EACH, Fault, Place, Ruled, find, repeated

Kind = Literal["self_assessment", "office_check", "expert_panel", "committee", "publication"]
ORDER: tuple[Kind, ...] = get_args(Kind)
# The office seats a panel while it checks; a panel advises a committee; what is published is a decision.
NEEDS: dict[Kind, tuple[Kind, ...]] = {
    "expert_panel": ("office_check", "committee"),
    "publication": ("committee",),
}


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
    """`quorum`: at least this share of the members takes part. `majority`: more than this share agrees,
    so the whole would be out of reach."""

    kind: Literal["committee"]
    quorum: Share
    majority: Annotated[Share, Field(lt=1)]


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
        for number, (place, kind) in enumerate(known):
            later = [other for _place, other in known[:number] if ORDER.index(other) > ORDER.index(kind)]
            if later:
                yield Fault("stage_out_of_order", place, {"kind": kind, "other": later[0]})
        # A stage of an unknown kind may be the very one that seems to be missing.
        if known and all(len(stages) == len(known) for _place, stages in find(data, "stages")):
            yield from _incomplete(known)

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


def _incomplete(known: list[tuple[Place, Any]]) -> Iterator[Fault]:
    (first_place, first), (last_place, last) = known[0], known[-1]
    if first != ORDER[0]:
        yield Fault("first_stage", first_place, {"kind": ORDER[0]})
    if last != ORDER[-1]:
        yield Fault("last_stage", last_place, {"kind": ORDER[-1]})
    kinds = {kind for _place, kind in known}
    for place, kind in known:
        if kind == "expert_panel":
            for needed in sorted({"office_check", "committee"} - kinds):
                yield Fault("stage_missing", place, {"kind": kind, "needed": needed})
