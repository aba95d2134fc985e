"""The panel's numbered opinions."""

from panels.models import Panel


def has_opinions(panel: Panel) -> bool:
    """Whether anything asks for a reply."""
    return panel.opinions.exists()


def unanswered_opinions(panel: Panel | None) -> list[int]:
    """The numbers of those without a complete reply."""
    return list(panel.opinions.filter(complete=False).values_list("number", flat=True)) if panel else []
