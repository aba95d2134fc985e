"""What is left to be written in a file, and whether it may be handed in then; over many files, in constant queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.models import GroupFinding
from assessments.scope import unfinished_scopes
from participation.gates import holding_all
from workflows.enums import Stage
from workflows.queries.turn_words import (
    Words,
    groups_left,
    indicators_left,
    items_returned,
    later,
    replies_left,
)

WRITTEN = (Stage.SELF_ASSESSMENT, Stage.REPLY)


@dataclass
class WritingState:
    """`groups`: those of which nothing complete is said; `is_held`: a gate of children's part keeps the file here."""

    groups: set[str] = field(default_factory=set)
    lacks_scope: bool = False
    is_held: bool = False


def writing_states(rows: Iterable[Any]) -> dict[int, WritingState]:
    """Of the rows whose files are written in or replied for, by the file's key; their editions are at hand."""
    found: dict[int, WritingState] = defaultdict(WritingState)
    written = [row for row in rows if row.stage in WRITTEN]
    files = [row.case.assessment for row in written if row.stage == Stage.SELF_ASSESSMENT]
    unfinished = GroupFinding.objects.filter(assessment__in=[file.pk for file in files], complete=False)
    for key, group in unfinished.values_list("assessment", "group"):
        found[key].groups.add(group)
    for key in unfinished_scopes(files):
        found[key].lacks_scope = True
    for key, gates in holding_all([(row.case.assessment, row.stage) for row in written]).items():
        found[key].is_held = bool(gates)
    return found


def to_write(row: Any, state: WritingState) -> Words:
    """What came back; then indicators, the special groups of the file's edition, and the scope; then children's part,
    which is a line of its own as well."""
    if row.is_returned:
        return later(items_returned, row.items)
    if left := row.answers_total - row.answers_complete:
        return later(indicators_left, left)
    special = row.case.assessment.indicator_set.special_groups
    if left := sum(group.code in state.groups for group in special):
        return later(groups_left, left)
    if state.lacks_scope:
        return _("Scope to be completed")
    if state.is_held:
        return _("All answered: hand in once children’s part is settled")
    return _("All answered: hand in")


def to_reply(row: Any, state: WritingState) -> Words:
    if state.is_held and not row.unanswered:
        return _("All opinions are replied to: hand in once children’s part is settled")
    return later(replies_left, row.unanswered)
