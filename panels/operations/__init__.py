"""Every write to a panel."""

from panels.operations.opening import open_panel, open_scores
from panels.operations.scoring import record_score, seal_seat
from panels.operations.seating import appoint_chair, draw_experts, prepare_panel, seat_experts

__all__ = [
    "appoint_chair",
    "draw_experts",
    "open_panel",
    "open_scores",
    "prepare_panel",
    "record_score",
    "seal_seat",
    "seat_experts",
]
