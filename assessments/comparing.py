"""What would change if somebody's words were taken: three texts of each field, as it went out, as it stands here now,
and as it is proposed. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assessments.offline.outline import Field
from assessments.offline.words import in_words, nothing
from indicators.diff.words import Mark, item_marks, word_marks

LONGEST_MARKED = 4000  # characters of both texts; beyond that marking words costs more than it tells


class State(StrEnum):
    """`BOTH`: written here and in the proposal since it went out, and not the same."""

    NEW = "new"
    CHANGED = "changed"
    EMPTIED = "emptied"
    BOTH = "both"


@dataclass(frozen=True)
class Change:
    """One field that would read differently, its texts in words; `sent` is None where nobody knows what went out."""

    field: Field
    state: State
    sent: str | None
    here: str
    proposed: str

    @property
    def marks(self) -> list[Mark]:
        """From what stands here to what is proposed."""
        return self._marked(self.here, self.proposed)

    @property
    def here_marks(self) -> list[Mark]:
        """What was changed here since it went out."""
        return self._marked(self.sent or "", self.here)

    @property
    def proposed_marks(self) -> list[Mark]:
        """What was changed in the proposal since it went out."""
        return self._marked(self.sent or "", self.proposed)

    def _marked(self, old: str, new: str) -> list[Mark]:
        """Texts word by word, lists item by item, whatever is chosen or counted as a whole."""
        match self.field.kind:
            case "choices":
                return item_marks(old.split("、"), new.split("、"), "、")
            case "numbers":
                return item_marks(old.split("\n"), new.split("\n"), "\n")
            case "text" | "line" if len(old) + len(new) <= LONGEST_MARKED:
                return word_marks(old, new)
        return [Mark("removed", old)] * bool(old) + [Mark("added", new)] * bool(new)


def changes(
    fields: tuple[Field, ...],
    *,
    sent: Mapping[str, Any] | None,
    here: Mapping[str, Any],
    proposed: Mapping[str, Any],
) -> Iterator[Change]:
    """In the order of the fields; what the proposal does not hold stays as it is, and so does what was not touched
    since it went out. Without `sent` nothing is ever emptied: what is blank may only not have been filled in."""
    for field in fields:
        if field.name not in proposed:
            continue
        empty = in_words(field, nothing(field))
        theirs, ours = in_words(field, proposed[field.name]), in_words(field, here[field.name])
        before = None if sent is None else in_words(field, sent.get(field.name, nothing(field)))
        if theirs in {ours, before} or (before is None and theirs == empty):
            continue
        if before is not None and ours != before:
            state = State.BOTH
        elif theirs == empty:
            state = State.EMPTIED
        else:
            state = State.NEW if ours == empty else State.CHANGED
        yield Change(field, state, before, ours, theirs)
