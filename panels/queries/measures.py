"""What was worked out from a panel's opened scores, as far as a reader may know it. Nothing is worked out here."""

from dataclasses import dataclass
from typing import Any

from accounts.enums import Role
from accounts.models import User
from panels.enums import Phase
from panels.models import Panel, PanelFigures
from panels.robustness import Kind


@dataclass(frozen=True)
class Measures:
    """The latest figures. `severity` and the marks of single experts are for the office alone: everybody else is told
    how many there are, not which."""

    phase: Phase
    agreement: dict[str, Any]
    robustness: dict[str, Any]
    severity: list[dict[str, Any]]

    def plain(self) -> dict[str, Any]:
        """As programs read it; the office's own knowledge stays on its page."""
        return {
            "phase": self.phase.value,
            "agreement": {key: value for key, value in self.agreement.items() if key != "severity"},
            "robustness": self.robustness,
        }


def measures_of(panel: Panel | None, reader: User) -> Measures | None:
    """None before the scores are opened, and for panels that opened them before figures were kept."""
    if panel is None or panel.opened_scores_at is None:
        return None
    row = PanelFigures.objects.filter(panel=panel).order_by("-pk").first()
    if row is None:
        return None
    city = panel.assessment.drafting_unit.city
    office = User.objects.holding(Role.OFFICE, city).filter(pk=reader.pk).exists()
    return Measures(
        phase=Phase(row.phase),
        agreement=row.agreement,
        robustness=row.robustness if office else _without_marks(row.robustness),
        severity=row.agreement["severity"] if office else [],
    )


def _without_marks(robustness: dict[str, Any]) -> dict[str, Any]:
    flips = [flip | {"what": ""} if flip["kind"] == Kind.EXPERT else flip for flip in robustness["flips"]]
    return robustness | {"flips": flips}
