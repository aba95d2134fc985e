"""The `workflow:` section: which stages a case of this set goes through, who acts, and how long each may take.

The kinds are a fixed vocabulary, because rooms, forms and rights exist for them; a city chooses among them, names
and orders them, and may give its tiers stages of their own.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import Annotated, Any, Literal, get_args, overload

from pydantic import BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from indicators.codes import Code
from indicators.expertise import Expertise
from indicators.localised import Name
from indicators.rules import EACH, Fault, Place, Ruled, find, repeated

Kind = Literal[
    "screening",
    "self_assessment",
    "sign_off",
    "office_check",
    "expert_panel",
    "discussion",
    "reply",
    "committee",
    "public_notice",
    "publication",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What stands before each kind, where a procedure has both. The head signs before or after the office checks.
PRECEDING: dict[str, tuple[str, ...]] = {
    "screening": (),
    "self_assessment": ("screening",),
    "sign_off": ("screening", "self_assessment"),
    "office_check": ("screening", "self_assessment"),
    "expert_panel": ("screening", "self_assessment", "sign_off", "office_check"),
    "discussion": ("screening", "self_assessment", "sign_off", "office_check", "expert_panel"),
    "reply": ("screening", "self_assessment", "sign_off", "office_check", "expert_panel", "discussion"),
    "committee": (
        "screening",
        "self_assessment",
        "sign_off",
        "office_check",
        "expert_panel",
        "discussion",
        "reply",
    ),
    "public_notice": tuple(kind for kind in KINDS if kind not in ("public_notice", "publication")),
    "publication": tuple(kind for kind in KINDS if kind != "publication"),
}
# The office seats a panel while it checks; a panel advises a committee. Only its words are discussed or replied to.
# What lies open for comment is what a committee means to conclude.
NEEDS: dict[str, tuple[str, ...]] = {
    "expert_panel": ("office_check", "committee"),
    "discussion": ("expert_panel",),
    "reply": ("expert_panel",),
    "public_notice": ("committee",),
}
# What is published was decided by a committee or signed by the head of a unit.
DECIDING = ("committee", "sign_off")

Link = Literal["needs", "drafting", "notice", "feedback"]
LINKS: tuple[Link, ...] = get_args(Link)


def _exact(value: Any) -> Fraction:
    written = re.fullmatch(r"([1-9][0-9]{0,2})/([1-9][0-9]{0,2})", value) if isinstance(value, str) else None
    if not written or int(written[1]) > int(written[2]):
        raise PydanticCustomError("share_expected", "a share of the whole, such as 2/3")
    return Fraction(int(written[1]), int(written[2]))


_Written = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,2}/[1-9][0-9]{0,2}$")]
Share = Annotated[
    Fraction,
    BeforeValidator(_exact, json_schema_input_type=_Written),
    PlainSerializer(lambda share: f"{share.numerator}/{share.denominator}", return_type=str),
]


class _Stage(Ruled):
    """`body`: who acts, as the city calls it. `tiers`, `depths`: only cases of these tiers and of these depths have the
    stage; none is all."""

    name: Name
    days: Annotated[int, Field(ge=1, le=365, description="working days")]
    body: Name | None = None
    tiers: Annotated[list[Code], Field(max_length=20)] = []
    depths: Annotated[list[Code], Field(max_length=5)] = []


Aggregation = Literal["median", "mean", "trimmed_mean"]


class ScreeningStage(_Stage):
    kind: Literal["screening"]
    by: Literal["drafter"] = "drafter"


Asked = Literal["children", "participation", "effect", "evidence"]


class SelfAssessment(_Stage):
    """`asks`: what a file holds beside impacts and their grounds. `children`: how many are affected, by age and group;
    `participation`: a plan for each link; `effect`: direct or indirect, term, reversible, residual effect; `evidence`:
    a grade from A to D, without which a good impact cannot be handed in."""

    kind: Literal["self_assessment"]
    by: Literal["drafter"] = "drafter"
    asks: Annotated[list[Asked], Field(max_length=4)] = []


class SignOff(_Stage):
    kind: Literal["sign_off"]
    by: Literal["head"] = "head"


class OfficeCheck(_Stage):
    kind: Literal["office_check"]
    by: Literal["office"] = "office"


class ExpertPanel(_Stage):
    """`experts`: at least so many. `aggregation`: how their scores become one figure; the trimmed mean leaves out one
    lowest and one highest score where there are three or more. `fields`: somebody of each of these must be among them.
    `districts`: they come from at least so many districts."""

    kind: Literal["expert_panel"]
    by: Literal["expert"] = "expert"
    experts: Annotated[int, Field(ge=1, le=50)]
    aggregation: Aggregation
    fields: Annotated[list[Expertise], Field(max_length=12)] = []
    districts: Annotated[int, Field(ge=0, le=50)] = 0

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        yield from repeated(find(data, "fields", EACH))


class Discussion(_Stage):
    """Flagged items are discussed and may be scored anew; a panel that agrees skips it."""

    kind: Literal["discussion"]
    by: Literal["expert"] = "expert"


class Reply(_Stage):
    """The drafting unit answers every numbered opinion of the panel; without an opinion it is skipped."""

    kind: Literal["reply"]
    by: Literal["drafter"] = "drafter"


class Committee(_Stage):
    """`quorum`: at least this share of the members takes part. `majority`: more than this share agrees,
    so the whole would be out of reach. `required_voter`: the post of a member without whose vote there is no
    result, such as a planning committee's member for children's rights."""

    kind: Literal["committee"]
    by: Literal["member"] = "member"
    quorum: Share
    majority: Annotated[Share, Field(lt=1)]
    required_voter: Name | None = None


class PublicNoticeStage(_Stage):
    """公示: the draft conclusion lies open for so many working days; anybody may comment, and the office answers."""

    kind: Literal["public_notice"]
    by: Literal["office"] = "office"


class Publication(_Stage):
    kind: Literal["publication"]
    by: Literal["office", "head"] = "office"


Stage = Annotated[
    ScreeningStage
    | SelfAssessment
    | SignOff
    | OfficeCheck
    | ExpertPanel
    | Discussion
    | Reply
    | Committee
    | PublicNoticeStage
    | Publication,
    Field(discriminator="kind"),
]


class ParticipationLink(Ruled):
    """Where children take part: at one of the four links, during a stage. `gate`: a case does not leave the stage
    before children are heard at the link, or a signed and public reason says why not."""

    link: Link
    name: Name
    stage: Kind
    gate: bool = False


class Profile(Ruled):
    """`type`: a procedure of type `quzhou` has all four participation links. `intake`: with `annual_plan` a case
    says which year's plan it stands in, or why it was taken up outside of it. `follow_up`: so many months after
    publication, what was foreseen is compared with what came; none is no review."""

    type: Literal["general", "quzhou"] = "general"
    intake: Literal["any", "annual_plan"] = "any"
    stages: Annotated[list[Stage], Field(min_length=2, max_length=20)]
    participation: Annotated[list[ParticipationLink], Field(max_length=4)] = []
    follow_up: Annotated[list[Annotated[int, Field(ge=1, le=120)]], Field(max_length=6)] = []

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        links = list(find(data, "participation", EACH, "link"))
        yield from repeated(iter(links))
        yield from _not_rising([*find(data, "follow_up", EACH)])
        if isinstance(data, dict) and data.get("type") == "quzhou":
            for missing in sorted({*LINKS} - {link for _place, link in links if isinstance(link, str)}):
                place: Place = ("participation",) if "participation" in data else ("type",)
                yield Fault("participation_link_missing", place, {"link": missing, "where": ""})
        kinds = {kind for _place, kind in find(data, "stages", EACH, "kind") if isinstance(kind, str)}
        for place, kind in find(data, "participation", EACH, "stage"):
            if kind in KINDS and kind not in kinds:
                yield Fault("participation_without_stage", place, {"kind": kind})

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(stage.kind for stage in self.stages)

    def has(self, kind: str) -> bool:
        return kind in self.kinds

    def on_path(self, tier: str, depth: str = "") -> "Profile":
        """The procedure of the cases of one tier and depth: the stages of all and its own."""
        stages = [
            stage
            for stage in self.stages
            if (not stage.tiers or tier in stage.tiers) and (not stage.depths or depth in stage.depths)
        ]
        return self.model_copy(update={"stages": stages})

    @overload
    def stage(self, kind: Literal["self_assessment"]) -> SelfAssessment: ...
    @overload
    def stage(self, kind: Literal["expert_panel"]) -> ExpertPanel: ...
    @overload
    def stage(self, kind: Literal["committee"]) -> Committee: ...
    @overload
    def stage(self, kind: Literal["publication"]) -> Publication: ...
    @overload
    def stage(self, kind: str) -> Stage: ...
    def stage(self, kind: str) -> Stage:
        """KeyError when the profile does without it."""
        for stage in self.stages:
            if stage.kind == kind:
                return stage
        raise KeyError(kind)


def _not_rising(months: Sequence[tuple[Place, Any]]) -> Iterator[Fault]:
    for (_place, before), (place, each) in pairwise(months):
        if isinstance(before, int) and isinstance(each, int) and each <= before:
            yield Fault("months_not_rising", place, {"month": each})


def unwalkable(data: object, tiers: Sequence[str], depths: Sequence[str] = ()) -> Iterator[Fault]:
    """Why a case could get stuck or be published undecided: on the path of each tier and depth, or on the one path of a
    set whose stages are the same for all. `data` is the plain `workflow:` section."""
    stages = list(find(data, "stages", EACH, "kind"))
    whole = sum(1 for _each in find(data, "stages", EACH)) == len(stages)
    if not stages or not whole or any(kind not in KINDS for _place, kind in stages):
        return  # a stage of an unknown kind may be the very one that seems to be missing
    of_tiers, of_depths = _limits(data, "tiers"), _limits(data, "depths")
    for tier, depth in product(tiers if of_tiers else ("",), depths if of_depths else ("",)):
        path = [
            (place, kind)
            for place, kind in stages
            if tier in of_tiers.get(place[:-1], (tier,)) and depth in of_depths.get(place[:-1], (depth,))
        ]
        where = "".join(f" · {code}" for code in (tier, depth) if code)
        for kind, place, facts in (*_broken(path), *_without_children(data, {kind for _place, kind in path})):
            yield Fault(kind, place, facts | {"where": where})


def _limits(data: object, key: str) -> dict[Place, list[Any]]:
    """For which tiers or depths a stage is, where it is not for all."""
    return {
        place[:-1]: codes
        for place, codes in find(data, "stages", EACH, key)
        if isinstance(codes, list) and codes
    }


def _without_children(data: object, kinds: set[str]) -> Iterator[Fault]:
    """Links of a procedure of type `quzhou` during stages that other tiers have and this one does not."""
    if isinstance(data, dict) and data.get("type") == "quzhou":
        everywhere = {kind for _place, kind in find(data, "stages", EACH, "kind")}
        for place, link in find(data, "participation", EACH):
            stage = link.get("stage") if isinstance(link, dict) else None
            if stage in everywhere - kinds:
                yield Fault("participation_link_missing", (*place, "stage"), {"link": link.get("link")})


def _broken(path: list[tuple[Place, Any]]) -> Iterator[Fault]:
    kinds = [kind for _place, kind in path]
    first, last = (path[0][0], path[-1][0]) if path else (("stages",), ("stages",))
    if "self_assessment" not in kinds:
        yield Fault("first_stage", first, {"kind": "self_assessment"})
    if "publication" not in kinds:
        yield Fault("last_stage", last, {"kind": "publication"})
    for number, (place, kind) in enumerate(path):
        if kind in kinds[:number]:
            yield Fault("repeated_stage", place, {"code": kind})
        elif later := [other for other in kinds[:number] if kind in PRECEDING[other]]:
            yield Fault("stage_out_of_order", place, {"kind": kind, "other": later[0]})
        for needed in NEEDS.get(kind, ()):
            if needed not in kinds:
                yield Fault("stage_missing", place, {"kind": kind, "needed": needed})
        if kind == "publication" and not {*DECIDING} & {*kinds}:
            yield Fault("nobody_decides", place, {"kind": kind})
