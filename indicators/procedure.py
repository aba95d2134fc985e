"""A profile in words: who acts, by which rule, which way a case may go besides forward, and where tiers part."""

from itertools import product
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.enums import Role
from indicators.expertise import NAMES
from indicators.profile import (
    Aggregation,
    Committee,
    Discussion,
    ExpertPanel,
    Kind,
    Profile,
    Publication,
    PublicNoticeStage,
    Reply,
    Stage,
)
from indicators.schema import Coded, SetFile, Terms

BODIES: dict[str, Role | Promise] = {
    "drafter": pgettext_lazy("who acts", "Drafting unit"),
    "head": Role.HEAD,
    "office": Role.OFFICE,
    "expert": pgettext_lazy("who acts", "Experts"),
    "member": pgettext_lazy("who acts", "Committee"),
}
RETURNS: dict[Kind, Promise] = {
    "sign_off": gettext_lazy("may hand back to: %(stage)s"),
    "office_check": gettext_lazy("may send back to: %(stage)s"),
    "committee": gettext_lazy("may return to: %(stage)s"),
}


SKIPPED: dict[Kind, Promise] = {
    "discussion": gettext_lazy("if it agrees, on to: %(stage)s"),
    "reply": gettext_lazy("without an opinion, on to: %(stage)s"),
}
# Which figure stands for all scores of an indicator, by the rule.
COUNTS: dict[Aggregation, Promise] = {
    "median": gettext_lazy("the median counts"),
    "mean": gettext_lazy("the average counts"),
    "trimmed_mean": gettext_lazy("the average without the lowest and the highest score counts"),
}


class Lane(NamedTuple):
    """One way through the procedure, and the tiers and depths whose cases take it; no title when it is everybody's."""

    title: str
    profile: Profile


class Way(NamedTuple):
    """Where a case may go other than to the next stage."""

    origin: Kind
    target: Kind
    words: str


def lanes(file: SetFile) -> list[Lane]:
    """The different ways through the procedure; tiers and depths with the same stages share one."""
    stages = file.workflow.stages
    tiers: list[Coded | None] = [*file.tiers] if any(stage.tiers for stage in stages) else [None]
    depths: list[Coded | None] = [*file.depths] if any(stage.depths for stage in stages) else [None]
    if tiers == depths == [None]:
        return [Lane("", file.workflow)]
    found: list[tuple[Profile, list[str]]] = []
    for tier, depth in product(tiers, depths):
        path = file.workflow.on_path(tier.code if tier else "", depth.code if depth else "")
        title = " · ".join(str(each.name) for each in (tier, depth) if each)
        same = next((names for other, names in found if other.stages == path.stages), None)
        if same is None:
            found.append((path, [title]))
        else:
            same.append(title)
    return [Lane(_(", ").join(names), path) for path, names in found]


def acting(stage: Stage, terms: Terms) -> str:
    """Who acts in the stage, as the city calls it."""
    if stage.body:
        return str(stage.body)
    if stage.by == "drafter" and terms.drafting_unit:
        return str(terms.drafting_unit)
    body = BODIES[stage.by]
    return str(body.label if isinstance(body, Role) else body)


def days(stage: Stage) -> str:
    return ngettext("%(days)s working day", "%(days)s working days", stage.days) % {"days": stage.days}


def rules(stage: Stage) -> list[str]:
    """What decides the stage, in sentences without a full stop."""
    match stage:
        case ExpertPanel():
            return _panel_rules(stage)
        case Discussion():
            return [_("only where judgements lie apart, or the conclusion hangs on one of them")]
        case Reply():
            return [_("every opinion is adopted, adopted in part or not adopted, with the reason")]
        case Committee():
            shares = {"quorum": stage.quorum, "majority": stage.majority}
            said = _("at least %(quorum)s of the members take part; more than %(majority)s agree") % shares
            voter = _("no result without the vote of: %(post)s") % {"post": stage.required_voter}
            return [said, voter] if stage.required_voter else [said]
        case PublicNoticeStage():
            return [_("the draft conclusion lies open for everybody to comment; every comment is answered")]
        case Publication(by="head"):
            return [_("the head of the unit publishes")]
    return []


def _panel_rules(stage: ExpertPanel) -> list[str]:
    said = [
        ngettext("at least %(experts)s expert", "at least %(experts)s experts", stage.experts)
        % {"experts": stage.experts},
        str(COUNTS[stage.aggregation]),
    ]
    if stage.fields:
        fields = _(", ").join(str(NAMES[code]) for code in stage.fields)
        said.append(_("among them somebody for: %(fields)s") % {"fields": fields})
    if stage.districts > 1:
        said.append(_("from at least %(districts)s districts") % {"districts": stage.districts})
    return said


def reviews(profile: Profile) -> str:
    """When what came is compared with what was foreseen; nothing where it never is."""
    months = _(", ").join(str(each) for each in profile.follow_up)
    said = _("After publication, what was foreseen is compared with what came: after %(months)s months.")
    return said % {"months": months} if months else ""


def ways(profile: Profile) -> list[Way]:
    """Back to the department or to the committee, past everything when no assessment is needed, past a discussion or a
    reply that is not needed; in the order of the stages."""
    found = []
    for kind in profile.kinds:
        if kind == "screening":
            target: Kind = "sign_off" if profile.has("sign_off") else "publication"
            words: Promise = gettext_lazy("if no assessment is needed, on to: %(stage)s")
        elif kind in RETURNS:
            target, words = "self_assessment", RETURNS[kind]
        elif kind in ("public_notice", "publication") and profile.has("committee"):
            target, words = "committee", gettext_lazy("until issued, may go back to: %(stage)s")
        elif onward := next((each for each in SKIPPED if _before(profile, each) == kind), None):
            target, words = _after(profile, onward), SKIPPED[onward]
        else:
            continue
        found.append(Way(kind, target, str(words) % {"stage": profile.stage(target).name}))
    return found


def _before(profile: Profile, kind: Kind) -> Kind | None:
    """The stage that another follows, where both have one after them."""
    around = zip(profile.kinds, profile.kinds[1:], profile.kinds[2:], strict=False)
    return next((before for before, each, _after in around if each == kind), None)


def _after(profile: Profile, kind: Kind) -> Kind:
    return profile.kinds[profile.kinds.index(kind) + 1]


def participation(profile: Profile, kind: str) -> list[str]:
    """How children take part during a stage, and where it is a gate."""
    gate = _("%(link)s (a gate)")
    return [
        gate % {"link": link.name} if link.gate else str(link.name)
        for link in profile.participation
        if link.stage == kind
    ]


def told(lane: Lane, terms: Terms, current: str = "") -> str:
    """The whole way in words, for those who do not see the picture."""
    stages = [
        _stage_told(number, stage, lane.profile, terms, current)
        for number, stage in enumerate(lane.profile.stages, start=1)
    ]
    said = _("; ").join(stages)
    return lane.title + _(": ") + said if lane.title else said


def _stage_told(number: int, stage: Stage, profile: Profile, terms: Terms, current: str) -> str:
    facts = [acting(stage, terms), days(stage)]
    facts += [way.words for way in ways(profile) if way.origin == stage.kind]
    if links := participation(profile, stage.kind):
        facts.append(_("children take part: %(links)s") % {"links": _(", ").join(links)})
    if stage.kind == current:
        facts.append(_("the case is here"))
    return f"{number} {stage.name}" + _(": ") + _(", ").join(facts)
