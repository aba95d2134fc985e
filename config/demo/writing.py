"""What people write into a demonstration case, from its file."""

from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from assessments.enums import Confidentiality
from assessments.models import Assessment
from assessments.operations import (
    attach_evidence,
    cite_evidence,
    save_answer,
    save_count,
    save_finding,
    save_plan,
    save_screening,
)
from config.demo.papers import paper
from indicators.models import Indicator

Script = dict[str, Any]


def screen(assessment: Assessment, script: Script, actor: User) -> None:
    """Answers in short, as {S1: yes} or {S1: [yes, a remark]}."""
    told = script["screening"]
    answers = {code: _finding(said) for code, said in told["answers"].items()}
    given = {name: told[name] for name in ("conclusion", "depth", "grounds") if name in told}
    save_screening(assessment=assessment, version=0, content={"answers": answers, **given}, actor=actor)


def assess(assessment: Assessment, script: Script, indicators: dict[str, Indicator], actor: User) -> None:
    """The scope, the answers, the special groups, then the files that are cited."""
    for row in script.get("children", []):
        blank = {"age": "", "number": None, "source": "", "year": None, "basis": "", "gap": ""}
        save_count(assessment=assessment, row=None, version=0, content=blank | row, actor=actor)
    for link, content in script.get("participation", {}).items():
        save_plan(assessment=assessment, link=link, version=0, content=content, actor=actor)
    for code, content in script["answers"].items():
        save_answer(
            assessment=assessment, indicator=indicators[code], version=0, content=content, actor=actor
        )
    for group, content in script.get("groups", {}).items():
        save_finding(assessment=assessment, group=group, version=0, content=content, actor=actor)
    for entry in script.get("evidence", []):
        _attach(assessment, entry, indicators, actor)


def correct(assessment: Assessment, script: Script, indicators: dict[str, Indicator], actor: User) -> None:
    """What of a returned file has been written anew."""
    for code, content in script.get("corrected", {}).items():
        answer = assessment.answers.get(indicator=indicators[code])
        save_answer(
            assessment=assessment,
            indicator=indicators[code],
            version=answer.version,
            content=content,
            actor=actor,
        )


def _attach(assessment: Assessment, entry: Script, indicators: dict[str, Indicator], actor: User) -> None:
    """`also` are further indicators that rest on the same file, each with its page."""
    evidence = attach_evidence(
        assessment=assessment,
        indicator=indicators[entry["indicator"]],
        file=ContentFile(paper(entry["name"], entry["title"], entry["body"])),
        name=entry["name"],
        page=entry.get("page", ""),
        dated=entry.get("dated"),
        confidentiality=entry.get("confidentiality", Confidentiality.INTERNAL),
        actor=actor,
    )
    for code, page in entry.get("also", {}).items():
        cite_evidence(evidence=evidence, indicator=indicators[code], page=page, actor=actor)


def _finding(said: str | list[str]) -> dict[str, str]:
    answer, remark = (said, "") if isinstance(said, str) else said
    return {"answer": answer, "remark": remark}
