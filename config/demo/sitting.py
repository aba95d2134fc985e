"""The committee's session in a demonstration: who comes, who speaks, who votes, and what is decided."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, User
from committees.enums import Presence
from committees.models import Session
from committees.operations import Obligation, cast_vote
from committees.operations.agenda import put_on_agenda
from committees.operations.sessions import close_session, open_session, record_attendance
from committees.operations.speaking import record_speech
from committees.queries.sessions import committee_of
from indicators.models import Indicator
from workflows.models import Case
from workflows.operations import decide
from workflows.sittings import recuse

Script = dict[str, Any]


def meet(case: Case, script: Script, office: User) -> None:
    """Up to the votes. Without a `session` the members vote in writing; one that is still to come has its agenda
    only."""
    if told := script.get("session"):
        _sit(case, told, office)
    for name, vote in script.get("votes", {}).items():
        member = User.objects.get(username=name)
        cast_vote(meeting=case.meeting, choice=vote["choice"], opinion=vote["dissent"], actor=member)


def conclude(case: Case, script: Script, indicators: dict[str, Indicator], office: User) -> None:
    """The decision, and the end of its session. Days are counted from today, so that no sample grows old."""
    told, today = script["decision"], timezone.localdate()
    session = case.meeting.session
    decide(
        case=case,
        note=told["note"],
        deviation=told.get("deviation", told["note"]),
        lapses_on=today + timedelta(told["lapses_in"]) if "lapses_in" in told else None,
        obligations=[_obligation(each, indicators) for each in told["conditions"]],
        actor=office,
    )
    if session is not None:
        close_session(session=session, actor=office)


def _sit(case: Case, told: Script, office: User) -> None:
    city = case.assessment.drafting_unit.city
    session = open_session(
        city=city,
        held_at=_held_at(told.get("in_days", 0)),
        place=told["place"],
        chair=User.objects.get(username=told["chair"]),
        actor=office,
    )
    put_on_agenda(session=session, meeting=case.meeting, actor=office)
    for name, reason in told.get("recused", {}).items():
        recuse(case=case, member=User.objects.get(username=name), reason=reason, actor=office)
    if told.get("in_days", 0) <= 0:
        _attend(session, city, told, office)
        for name, gist in told["speeches"].items():
            speaker = User.objects.get(username=name)
            record_speech(meeting=case.meeting, member=speaker, gist=gist, actor=office)


def _attend(session: Session, city: Organisation, told: Script, office: User) -> None:
    absent = told.get("absent", {})
    presences = {
        member: Presence(absent.get(member.username, Presence.PRESENT)) for member in committee_of(city)
    }
    record_attendance(session=session, version=session.version, presences=presences, actor=office)


def _obligation(told: Script, indicators: dict[str, Indicator]) -> Obligation:
    """One whose days are over already lay ahead when it was decided: `config.demo.clocks` puts it where it is told."""
    unit = Organisation.objects.get(code=told["unit"]) if "unit" in told else None
    return Obligation(
        text=told["text"],
        owner=told.get("owner", ""),
        due=timezone.localdate() + timedelta(days=told["due"]),
        indicator=indicators[told["indicator"]],
        unit=unit,
        proof=told.get("proof", ""),
    )


def _held_at(in_days: int) -> datetime:
    """Now, or on an afternoon to come."""
    now = timezone.localtime()
    return now.replace(hour=14, minute=30, second=0) + timedelta(days=in_days) if in_days > 0 else now
