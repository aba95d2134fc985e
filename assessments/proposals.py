"""The preview of a proposal: what of the file would change, part by part."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.comparing import Change, State, changes
from assessments.enums import Part
from assessments.models import Proposal
from assessments.offline.outline import Item, outline
from assessments.returns import Openings, openings


@dataclass(frozen=True)
class Entry:
    """One indicator or special group of which something would change or could not be understood. `shut` says why
    nothing of it can be taken."""

    item: Item
    changes: list[Change]
    remarks: list[Mapping[str, str]]
    shut: str

    @property
    def version(self) -> int:
        return self.item.row.version


@dataclass(frozen=True)
class Preview:
    """`remarks` are those that belong to no part of the file."""

    proposal: Proposal
    entries: list[Entry]
    remarks: list[Mapping[str, str]]
    unchanged: list[Item]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Fields by what would become of them."""
        states = [change.state for entry in self.entries for change in entry.changes]
        return {state.value: states.count(state) for state in State}

    @property
    def not_understood(self) -> int:
        return len(self.remarks) + sum(len(entry.remarks) for entry in self.entries)

    @property
    def can_be_taken(self) -> bool:
        return any(entry.changes and not entry.shut for entry in self.entries)


def preview(proposal: Proposal, only: Collection[str] | None = None) -> Preview:
    """As the file stands now; in as many queries for one answer as for a hundred. `only`: the indicators that another
    unit is asked."""
    assessment = proposal.assessment
    sent = proposal.copy.content if proposal.copy else None
    opened = openings(assessment)
    entries, unchanged = [], []
    for item in outline(assessment).items:
        found = list(
            changes(
                item.fields,
                sent=None if sent is None else sent.get(item.key, {}),
                here=item.row.content(),
                proposed=proposal.content.get(item.key, {}),
            )
        )
        remarks = [each for each in proposal.remarks if each["item"] == item.key]
        if not found and not remarks:
            unchanged.append(item)
            continue
        entries.append(Entry(item, found, remarks, _shut(item, opened, only)))
    general = [each for each in proposal.remarks if not each["item"]]
    return Preview(proposal, entries, general, unchanged)


def _shut(item: Item, opened: Openings, only: Collection[str] | None) -> str:
    if only is not None and (item.part != Part.ANSWER or item.code not in only):
        return _("Your unit is not asked this.")
    if not opened.are_open(item.part, item.code):
        return _("The office has not sent this back.")
    return ""
