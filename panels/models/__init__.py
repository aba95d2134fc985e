from panels.models.opinions import Opinion
from panels.models.panel import Panel, PanelGroupPermission, PanelUserPermission, Seat
from panels.models.pool import Draw, Expert
from panels.models.scores import PanelFigures, Remark, Revision, Score

__all__ = [
    "Draw",
    "Expert",
    "Opinion",
    "Panel",
    "PanelFigures",
    "PanelGroupPermission",
    "PanelUserPermission",
    "Remark",
    "Revision",
    "Score",
    "Seat",
]
