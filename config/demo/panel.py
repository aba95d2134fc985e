"""What happens on the panel of a demonstration case: seats, declarations, scores, discussion, replies."""

from collections.abc import Iterator
from typing import Any

from accounts.models import User
from indicators.models import Indicator
from panels.enums import Declared, Ruling, Source
from panels.operations import seal_seat, seat_experts
from panels.operations.discussing import remark, revise
from panels.operations.replying import add_opinion, reply
from panels.operations.scoring import Judgement, record_scores
from panels.operations.seating import appoint_chair
from workflows.declaring import declare, rule
from workflows.models import Case

Script = dict[str, Any]
NOTHING = {"confidence": "", "reason": "", "suggestion": "", "reference": ""}


def seat(case: Case, script: Script, office: User) -> None:
    """Those who are named, or else those who score."""
    told = script.get("panel", {})
    names = told.get("seated") or list(script.get("scores", {}))
    if case.panel is None or not names:
        return
    seat_experts(panel=case.panel, experts=[_user(name) for name in names], actor=office)
    if "chair" in told:
        appoint_chair(panel=case.panel, expert=_user(told["chair"]), actor=office)


def declare_all(case: Case, script: Script) -> None:
    """Everybody but those who are `undeclared` still; then what the chair rules of the doubtful ones."""
    told = script.get("panel", {})
    for place in case.panel.seats.select_related("expert").order_by("pk"):
        name = place.expert.username
        if name in told.get("undeclared", []):
            continue
        said = told.get("declared", {}).get(name, {"declared": Declared.NONE, "relation": ""})
        declare(case=case, **said, actor=place.expert)
    for name, ruling in told.get("rulings", {}).items():
        rule(
            case=case,
            seat=case.panel.seats.get(expert__username=name),
            ruling=Ruling(ruling["ruling"]),
            reason=ruling["reason"],
            actor=_user(told["chair"]),
        )


def score(case: Case, script: Script, indicators: dict[str, Indicator]) -> None:
    """Enter the scores; who has judged everything seals."""
    own = dict(case.assessment.answers.values_list("indicator__code", "rating"))
    for name, scores in script.get("scores", {}).items():
        judged = {code: told for code, told in scores.items() if code in indicators}
        if scores.get("as_self"):
            judged = {code: {"rating": rating} for code, rating in own.items()} | judged
        judgements = [Judgement(code, 0, NOTHING | told) for code, told in judged.items()]
        if judgements:
            record_scores(panel=case.panel, judgements=judgements, actor=_user(name))
        if judged.keys() == own.keys():
            seal_seat(panel=case.panel, actor=_user(name))


def discuss(case: Case, script: Script, indicators: dict[str, Indicator], office: User) -> None:
    """What nobody is named for is said by the office, which leads the discussion."""
    told = script.get("discussion", {})
    for each in told.get("remarks", []):
        speaker = _user(each["by"]) if "by" in each else office
        remark(panel=case.panel, indicator=indicators[each["indicator"]], text=each["text"], actor=speaker)
    for name, revisions in told.get("revisions", {}).items():
        for code, content in revisions.items():
            revise(
                panel=case.panel, indicator=indicators[code], version=0, content=content, actor=_user(name)
            )


def pass_on(case: Case, script: Script, indicators: dict[str, Indicator], office: User) -> None:
    """Opinions of children, of other departments or of the public, for the department to reply to."""
    for each in script.get("opinions", []):
        add_opinion(
            panel=case.panel,
            source=Source(each["source"]),
            indicator=indicators[each["indicator"]],
            text=each["text"],
            reference=each.get("reference", ""),
            actor=office,
        )


def answer(case: Case, script: Script, drafter: User) -> None:
    """Reply to the opinions that the file has a reply for."""
    replies = script.get("replies", {})
    for opinion in case.panel.opinions.select_related("indicator").order_by("number"):
        for key in _keys(opinion.indicator.code, opinion.reference):
            if key in replies:
                content = {"reason": "", "clause": ""} | replies[key]
                reply(opinion=opinion, version=opinion.version, content=content, actor=drafter)
                break


def _keys(code: str, reference: str) -> Iterator[str]:
    yield f"{code} {reference}"
    yield code


def _user(name: str) -> User:
    return User.objects.get(username=name)
