"""Hearing children in tests."""

from datetime import date

from participation.enums import Quality
from participation.operations.remarks import add_remarks
from participation.operations.sessions import record_session
from participation.operations.themes import add_theme, save_theme
from tests.kept import kept

CARD = {each.value: {"verdict": "yes", "note": ""} for each in Quality}
HELD = {
    "link": "needs",
    "held_on": date(2026, 3, 9),
    "place": "school",
    "method": "talk",
    "facilitator": "teacher",
    "guardian_consent": True,
    "child_assent": True,
    "may_use": True,
    "quality": CARD,
}
QUOTABLE = {"may_quote": True, "may_publish": True}


@kept
def hear(case, actor, *, attendance=None, **changes):
    """A session as a gate asks for it, with twelve children of any age."""
    return record_session(
        assessment=case.assessment,
        content=HELD | changes,
        attendance={("", ""): 12} if attendance is None else attendance,
        actor=actor,
    )


@kept
def theme(case, actor, said="天黑后乘车害怕。", **answer):
    added = add_theme(assessment=case.assessment, said=said, actor=actor)
    return save_theme(theme=added, version=added.version, content=answer, actor=actor) if answer else added


@kept
def say(session, actor, *texts, under=0):
    """One remark each, the last one given back."""
    session.refresh_from_db()
    add_remarks(session=session, version=session.version, lines={under: texts}, actor=actor)
    return session.remarks.last()
