"""What this room asks before a report is issued."""

from typing import Any

from reports.queries.preparing import unprepared
from workflows.guards import before_issuing


@before_issuing
def prepared(case: Any) -> str:
    return " ".join(unprepared(case))
