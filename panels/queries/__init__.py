"""What a panel's pages, guards and reports read. Everything about others' scores is empty until they are opened."""

from panels.queries.opinions import has_opinions, unanswered_opinions
from panels.queries.results import opened_reasons, proposal_for, results
from panels.queries.seating import panel_lacks, seating_page, unsealed_count
from panels.queries.sheet import ScoreCard, ScoreSection, ScoreSheet, score_sheet

__all__ = [
    "ScoreCard",
    "ScoreSection",
    "ScoreSheet",
    "has_opinions",
    "opened_reasons",
    "panel_lacks",
    "proposal_for",
    "results",
    "score_sheet",
    "seating_page",
    "unanswered_opinions",
    "unsealed_count",
]
