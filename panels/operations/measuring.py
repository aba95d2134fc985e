"""Working out, once, what a panel's opened scores amount to: how far it agrees, and whether its conclusion is firm."""

from django.db import transaction

from panels.agreement.scopes import agreement
from panels.enums import Phase
from panels.models import Panel, PanelFigures
from panels.queries.results import ratings_by_mark, results
from panels.robustness import robustness


@transaction.atomic
def store_figures(*, panel: Panel, phase: Phase) -> PanelFigures:
    """From the scores as they stand: as sealed when they are opened, with what was revised after the discussion. Worked
    out a second time, they replace the first. The caller records why."""
    resolution = results(panel.assessment, panel)
    given = ratings_by_mark(panel)
    figures, _created = PanelFigures.objects.update_or_create(
        panel=panel,
        phase=phase,
        defaults={
            "agreement": agreement(resolution, given),
            "robustness": robustness(resolution, given).plain(),
        },
    )
    return figures


def is_divided(panel: Panel, figures: PanelFigures) -> bool:
    """Judgements lie apart somewhere, or another reading of the scores would change the conclusion."""
    resolution = results(panel.assessment, panel)
    return bool(resolution.proposal.disputed) or figures.robustness["fragile"]
