"""Every write to indicator sets: publishing editions, and the drafts that become editions."""

from indicators.operations.drafting import (
    add_aspect,
    add_indicator,
    change_part,
    discard_draft,
    move_part,
    publish_draft,
    remove_part,
    replace_draft,
    start_draft,
)
from indicators.operations.publishing import load_set, publish_edition, rows_of

__all__ = [
    "add_aspect",
    "add_indicator",
    "change_part",
    "discard_draft",
    "load_set",
    "move_part",
    "publish_draft",
    "publish_edition",
    "remove_part",
    "replace_draft",
    "rows_of",
    "start_draft",
]
