"""What the office prepares before a demonstration case is published."""

from typing import Any

from accounts.models import User
from reports.child import PARTS
from reports.preparing import hand_to_second, save_child_text, sign_review
from workflows.models import Case


def write(case: Case, script: dict[str, Any], office: User) -> None:
    """The file's words for children; without any the draft stands."""
    if words := script.get("for_children"):
        content = {part: words.get(part, "") for part in PARTS}
        save_child_text(assessment=case.assessment, version=0, content=content, actor=office)


def sign(case: Case, office: User, second: User) -> None:
    """Nothing of sample data is withheld; somebody else reads it and signs."""
    review = hand_to_second(assessment=case.assessment, version=0, actor=office)
    sign_review(assessment=case.assessment, version=review.version, actor=second)
