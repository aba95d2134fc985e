"""How children were heard in a demonstration, and what became of what they said."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from participation.enums import Quality, Verdict
from participation.operations.sessions import record_session
from participation.operations.themes import add_theme, save_theme


def hear(file: Assessment, script: dict[str, Any], actor: User) -> None:
    """The file's sessions, all of them as a gate asks; then the themes with their answers."""
    card = {question.value: {"verdict": Verdict.YES.value, "note": ""} for question in Quality}
    for told in script.get("heard", []):
        content = {name: told[name] for name in ("link", "place", "method", "facilitator")} | {
            "held_on": timezone.localdate() - timedelta(days=told["days_ago"]),
            "guardian_consent": True,
            "child_assent": True,
            "may_use": True,
            "quality": card,
        }
        attended = {(age, ""): number for age, number in told["attended"].items()}
        record_session(assessment=file, content=content, attendance=attended, actor=actor)
    for told in script.get("themes", []):
        theme = add_theme(assessment=file, said=told["said"], actor=actor)
        answer = {"uptake": told["uptake"], "reason": told["reason"]}
        save_theme(theme=theme, version=theme.version, content=answer, actor=actor)
