"""Two people's words on one answer: side by side with their differences, or as one text that has both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from indicators.diff.words import Mark, word_marks


@dataclass(frozen=True)
class Difference:
    """One field in which they differ, as a reader knows its values."""

    label: str
    mine: str
    theirs: str

    @property
    def mine_marked(self) -> list[Mark]:
        return [mark for mark in self._marks if mark.kind != "removed"]

    @property
    def theirs_marked(self) -> list[Mark]:
        return [mark for mark in self._marks if mark.kind != "added"]

    @property
    def _marks(self) -> list[Mark]:
        return word_marks(self.theirs, self.mine)


def merged(
    mine: Mapping[str, object], theirs: Mapping[str, object], *, texts: Collection[str]
) -> dict[str, object]:
    """What somebody can go on from who wants to lose neither: texts with the words of both in their order, groups and
    numbers of both; of a choice mine, where I made one."""
    return {
        name: _joined(mine[name], theirs[name]) if name in texts else _either(mine[name], theirs[name])
        for name in mine
    }


def _joined(mine: object, theirs: object) -> object:
    if mine and theirs:
        return "".join(mark.text for mark in word_marks(str(theirs), str(mine)))
    return mine or theirs


def _either(mine: object, theirs: object) -> object:
    if isinstance(mine, list) and isinstance(theirs, list):
        return [*theirs, *(each for each in mine if each not in theirs)]
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return theirs | mine
    return theirs if mine in ("", None) else mine
