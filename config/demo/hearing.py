"""How children were heard in a demonstration case, from its file: themes, sessions, words, what came of them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from assessments.enums import Link
from assessments.models import Assessment
from participation.models import Session
from participation.operations.absences import sign_absence, write_absence
from participation.operations.passing import pass_on_harm
from participation.operations.remarks import add_remarks, quote_remark
from participation.operations.sessions import CONSENTS, record_session, tell_back
from participation.operations.themes import add_theme, save_theme

Script = dict[str, Any]
FACTS = ("link", "place", "method", "facilitator")


def hear(assessment: Assessment, script: Script, drafter: User, office: User) -> None:
    """Themes first, so that what is written down of a session can be sorted as it is written."""
    told = script.get("heard", {})
    for theme in told.get("themes", []):
        _theme(assessment, theme, drafter)
    for session in told.get("sessions", []):
        _session(assessment, session, drafter, office)


def excuse(assessment: Assessment, script: Script, drafter: User, head: User) -> None:
    """By link, why no children are heard there, signed so many days ago."""
    for link, told in script.get("excused", {}).items():
        content = {"reason": told["reason"]}
        absence = write_absence(
            assessment=assessment, link=Link(link), version=0, content=content, actor=drafter
        )
        absence = sign_absence(assessment=assessment, link=Link(link), version=absence.version, actor=head)
        absence.signed_at -= timedelta(days=told["days_ago"])
        absence.save(update_fields=["signed_at"])


def _theme(assessment: Assessment, told: Script, drafter: User) -> None:
    theme = add_theme(assessment=assessment, said=told["said"], actor=drafter)
    content = {name: told[name] for name in ("uptake", "reason") if name in told}
    save_theme(theme=theme, version=theme.version, content=content, actor=drafter)


def _session(assessment: Assessment, told: Script, drafter: User, office: User) -> None:
    """Held on a day, or so many days ago. `children` has rows of age, group and number; `said` remarks by their theme's
    number, 0 for none; `quotes` the quoted words by the remark's number."""
    consents = told.get("consents", [])
    content = {name: told[name] for name in FACTS} | {name: name in consents for name in CONSENTS}
    content["held_on"] = told.get("held_on") or timezone.localdate() - timedelta(days=told["days_ago"])
    content["quality"] = {code: _answer(said) for code, said in told.get("quality", {}).items()}
    rows = {(age, group): number for age, group, number in told["children"]}
    session = record_session(assessment=assessment, content=content, attendance=rows, actor=drafter)
    if "said" in told:
        passed = pass_on_harm(session=session, version=session.version, lines=told["said"], actor=drafter)
        add_remarks(session=session, version=passed.version, lines=passed.rest, actor=drafter)
    for number, quote in told.get("quotes", {}).items():
        quote_remark(remark=session.remarks.get(number=number), quote=quote, actor=office)
    if "told" in told:
        session = Session.objects.select_related("assessment").get(pk=session.pk)
        tell_back(
            session=session,
            version=session.version,
            told_back=told["told"],
            told_back_on=told["told_on"],
            actor=drafter,
        )


def _answer(said: str | list[str]) -> dict[str, str]:
    verdict, note = (said, "") if isinstance(said, str) else said
    return {"verdict": verdict, "note": note}
