"""Two wordings of one text, marked word by word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal, NamedTuple

from rjieba import cut

# Pairs of equal words are what comparing takes its time for: “的的的…” against itself would take minutes.
_MOST_PAIRS = 100_000
_ISLAND = 3  # bytes of UTF-8: one Chinese character, or a Latin word as short as “the”


class Mark(NamedTuple):
    kind: Literal["same", "removed", "added"]
    text: str


class _Piece(NamedTuple):
    """A stretch of both texts; where they agree, `old` is `new`."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        return self.old == self.new

    @property
    def replaced(self) -> bool:
        return not self.same and bool(self.old) and bool(self.new)


def word_marks(old: str, new: str) -> list[Mark]:
    """What was taken out and what was put in; the marks that are not added make up the old text, those that are not
    removed the new one. Texts that repeat few words too often are told apart as wholes."""
    before, after = cut(old), cut(new)
    counted = Counter(after)
    if sum(count * counted[word] for word, count in Counter(before).items()) > _MOST_PAIRS:
        return _marks([_Piece(old, new)])
    return _marks(_without_islands(_aligned(before, after)))


def item_marks(old: Sequence[str], new: Sequence[str], separator: str) -> list[Mark]:
    """The same for two lists, item by item."""
    marks: list[Mark] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            marks += [Mark("same", item) for item in old[i1:i2]]
        else:
            marks += [Mark("removed", item) for item in old[i1:i2]]
            marks += [Mark("added", item) for item in new[j1:j2]]
    parted = [part for mark in marks for part in (Mark("same", separator), mark)]
    return parted[1:]


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[_Piece]:
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield _Piece("".join(old[i1:i2]), "".join(new[j1:j2]))
        else:
            yield from _trimmed(old[i1:i2], new[j1:j2])


def _trimmed(old: Sequence[str], new: Sequence[str]) -> Iterator[_Piece]:
    """A change without what both sides begin and end with: the same words may have been cut differently."""
    before, after = "".join(old), "".join(new)
    head = _shared(before, after, old, new)
    before, after = before[head:], after[head:]
    tail = _shared(before[::-1], after[::-1], old[::-1], new[::-1])
    shared = "".join(old)[:head], before[len(before) - tail :]
    for piece in (
        _Piece(shared[0], shared[0]),
        _Piece(before[: len(before) - tail], after[: len(after) - tail]),
        _Piece(shared[1], shared[1]),
    ):
        if piece.old or piece.new:
            yield piece


def _shared(before: str, after: str, old: Sequence[str], new: Sequence[str]) -> int:
    """How far both agree from the start, up to where a word ends in either of them; a Latin word stays whole."""
    pairs = enumerate(zip(before, after, strict=False))
    agreed = next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))
    ends = {*accumulate(map(len, old)), *accumulate(map(len, new))}
    whole = (end for end in ends if end <= agreed and not (_inside(before, end) or _inside(after, end)))
    return max(whole, default=0)


def _inside(text: str, place: int) -> bool:
    around = text[max(place - 1, 0) : place + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _without_islands(pieces: Iterable[_Piece]) -> list[_Piece]:
    """A word too short to hold on to, between two replacements, is part of one replacement."""
    merged: list[_Piece] = []
    for piece in pieces:
        if len(merged) > 1 and piece.replaced and _tiny(merged[-1]) and merged[-2].replaced:
            island, before = merged.pop(), merged.pop()
            merged.append(_Piece(before.old + island.old + piece.old, before.new + island.new + piece.new))
        else:
            merged.append(piece)
    return merged


def _tiny(piece: _Piece) -> bool:
    return piece.same and len(piece.old.strip().encode()) <= _ISLAND


def _marks(pieces: Iterable[_Piece]) -> list[Mark]:
    """Neighbours of one kind as one mark."""
    marks: list[Mark] = []
    for piece in pieces:
        found = (
            [Mark("same", piece.old)]
            if piece.same
            else [Mark("removed", piece.old), Mark("added", piece.new)]
        )
        for mark in found:
            if marks and marks[-1].kind == mark.kind:
                marks[-1] = Mark(mark.kind, marks[-1].text + mark.text)
            elif mark.text:
                marks.append(mark)
    return marks
