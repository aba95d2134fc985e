"""How the children might be distributed otherwise, with every number that is shown the same: what keeps a withheld
number from being worked out. Integers only; a number counts as safe only once such a distribution has been found."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from enum import Enum
from heapq import heappop, heappush
from typing import Final, Generic, Literal, TypeVar

FEWEST = 5  # the smallest number that is published, zero aside
WIDTH = 4  # between the smallest and the largest value that a withheld number might have
_STEPS = 12  # cells in one move
_CANDIDATES = 8  # numbers of which it is asked whether one alone would do
_TRIED = 3_000  # moves begun, before a number counts as not safe


class Suppressed(Enum):
    SUPPRESSED = "suppressed"

    def __repr__(self) -> str:
        return "SUPPRESSED"


SUPPRESSED: Final = Suppressed.SUPPRESSED
Shown = int | Literal[Suppressed.SUPPRESSED]
Move = dict[int, int]
Cell = TypeVar("Cell", bound=Hashable)


class TooLarge(Exception):
    """More work than the caller has patience for; fewer numbers have to be published."""


class Withholding(Generic[Cell]):
    """Of linked tables: numbers by their place in `published`, and atoms, which are all cells in the same numbers."""

    def __init__(
        self,
        counts: Mapping[Cell, int],
        published: Mapping[Hashable, Collection[Cell]],
        patience: int | None = None,
    ) -> None:
        self.patience = patience  # steps, not seconds: the same tables are published the same way anywhere
        self.names = list(published)
        inside: dict[Cell, list[int]] = defaultdict(list)
        for number, cells in enumerate(published.values()):
            for cell in dict.fromkeys(cells):
                inside[cell].append(number)
        joined: dict[tuple[int, ...], int] = defaultdict(int)
        for cell, held in inside.items():
            joined[tuple(held)] += counts.get(cell, 0)
        self.of = list(joined)  # atom → its numbers
        self.true = list(joined.values())
        self.atoms: list[list[int]] = [[] for _ in self.names]
        for atom, numbers in enumerate(self.of):
            for number in numbers:
                self.atoms[number].append(atom)
        self.values = [sum(self.true[atom] for atom in atoms) for atoms in self.atoms]
        self.empty = {
            atom for atoms, value in zip(self.atoms, self.values, strict=True) if not value for atom in atoms
        }
        self.found: dict[int, list[dict[int, int]]] = {}  # by how much numbers differ in other distributions
        self.hidden = {number for number, value in enumerate(self.values) if 0 < value < FEWEST}

    def shown(self) -> dict[Hashable, Shown]:
        first = set(self.hidden)
        while (
            exposed := next((number for number in sorted(self.hidden) if not self._safe(number)), None)
        ) is not None:
            self.hidden.add(self._cover(exposed))
        self._give_back(first)
        return {
            name: SUPPRESSED if number in self.hidden else self.values[number]
            for number, name in enumerate(self.names)
        }

    def _give_back(self, first: set[int]) -> None:
        """What was withheld on the way and turns out not to be needed, the largest first."""
        for number in sorted(self.hidden - first, key=lambda each: -self.values[each]):
            self.hidden.discard(number)
            if not all(self._safe(each) for each in sorted(self.hidden)):
                self.hidden.add(number)

    def _cover(self, exposed: int) -> int:
        """Another number to withhold: one that alone makes this one safe, else one that stands beside it in a sum."""
        around = self._around(exposed)
        alone = [sum_ for sum_ in self._sums(exposed) if not self._beside(exposed, sum_) & self.hidden]
        near = [self._beside(exposed, sum_) | {sum_} for sum_ in alone]
        parts = [each for each in around if set(self.atoms[each]) < set(self.atoms[exposed])]
        likely = (
            [each for each in around if all(each in some for some in near)] if near else [*parts, *around]
        )
        for number in likely[:_CANDIDATES]:
            self.hidden.add(number)
            safe = self._safe(exposed)
            self.hidden.discard(number)
            if safe:
                return number
        for sum_ in alone or self._sums(exposed):
            beside = [each for each in around if each in self._beside(exposed, sum_)]
            if beside:
                return max(
                    beside, key=lambda each: (self._linked(each), -len(self.atoms[each]), -self.values[each])
                )
            return sum_
        return around[0]

    def _around(self, exposed: int) -> list[int]:
        """Numbers that might be withheld, the finest and smallest first."""
        left = [number for number, value in enumerate(self.values) if value and number not in self.hidden]
        return sorted(left, key=lambda each: (len(self.atoms[each]), self.values[each], each))

    def _sums(self, exposed: int) -> list[int]:
        """Shown numbers of which this one is a part, the smallest first."""
        own = set(self.atoms[exposed])
        over = [each for each in self._around(exposed) if own <= set(self.atoms[each])]
        return sorted(over, key=lambda each: len(self.atoms[each]))

    def _beside(self, exposed: int, sum_: int) -> set[int]:
        self._spend(len(self.names) // 8)
        own, whole = set(self.atoms[exposed]), set(self.atoms[sum_])
        return {
            each
            for each, atoms in enumerate(self.atoms)
            if each not in (exposed, sum_)
            and own.isdisjoint(atoms)
            and whole.issuperset(atoms)
            and self.values[each]
        }

    def _linked(self, number: int) -> int:
        """In how many shown sums another part is withheld already, so that this one needs no further cover there."""
        return sum(bool(self._beside(number, sum_) & self.hidden) for sum_ in self._sums(number))

    def _safe(self, number: int) -> bool:
        """Whether the number might be five or more and has room, both found by moving children about. What was found
        before is kept as long as it still holds."""
        self._spend(len(self.names) // 8)  # it takes longer the more numbers there are
        if number in self.found and all(self._holds(other) for other in self.found[number]):
            return True
        value = self.values[number]
        high, above = self._reach(number, 1, max(FEWEST, value + WIDTH))
        if high < FEWEST:
            return False
        below: dict[int, int] = {}
        low = value
        if high - value < WIDTH:
            low, below = self._reach(number, -1, high - WIDTH)
        if high - low < WIDTH:
            return False
        self.found[number] = [above, below]
        return True

    def _holds(self, changed: dict[int, int]) -> bool:
        """Whether readers could not tell this distribution from the true one."""
        return all(
            self.values[number] + by > 0 if number in self.hidden else not by
            for number, by in changed.items()
        )

    def _reach(self, number: int, sign: int, wanted: int) -> tuple[int, dict[int, int]]:
        """The value nearest to the wanted one that was found, and by how much numbers differ then. A move is repeated
        as long as it can be."""
        at, value = list(self.true), self.values[number]
        while (wanted - value) * sign > 0:
            move = self._move(number, sign, at)
            if move is None:
                break
            by = self._changed(number, move)
            while (wanted - value) * sign > 0 and self._allowed(move, at):
                for atom, step in move.items():
                    at[atom] += step
                value += by
        changed: dict[int, int] = defaultdict(int)
        for atom, children in enumerate(at):
            if children != self.true[atom]:
                for other in self.of[atom]:
                    changed[other] += children - self.true[atom]
        return value, changed

    def _move(self, number: int, sign: int, at: list[int]) -> Move | None:
        """Children who go from cell to cell so that this number changes in the direction and no shown one does, found
        by mending one shown number after another."""
        begun: list[
            tuple[int, int, int, Move, dict[int, int]]
        ] = []  # by how much is off, and how long the move is
        count = 0
        seen: set[tuple[object, ...]] = set()
        for move, off in self._steps({}, {}, self.atoms[number], sign, at):
            count += 1
            heappush(begun, (len(off), len(move), count, move, off))
        tried = 0
        while begun and tried < _TRIED:
            *_, move, off = heappop(begun)
            if not off:
                if self._changed(number, move) * sign > 0 and self._allowed(move, at):
                    return move
                continue
            if len(move) >= _STEPS:
                continue
            mended, amount = min(off.items(), key=lambda each: (len(self.atoms[each[0]]), each[0]))
            for further in self._steps(move, off, self.atoms[mended], -1 if amount > 0 else 1, at):
                tried += 1
                self._spend()
                key = (self._changed(number, further[0]), *sorted(further[1].items()))
                if not further[1] or key not in seen:
                    seen.add(key)
                    count += 1
                    heappush(begun, (len(further[1]), len(further[0]), count, *further))
        return None

    def _spend(self, steps: int = 1) -> None:
        if self.patience is not None:
            self.patience -= steps
            if self.patience < 0:
                raise TooLarge

    def _changed(self, number: int, move: Move) -> int:
        return sum(step for atom, step in move.items() if number in self.of[atom])

    def _steps(
        self, move: Move, off: dict[int, int], atoms: list[int], step: int, at: list[int]
    ) -> Iterator[tuple[Move, dict[int, int]]]:
        """The move with one child more or fewer in one of the cells, and by how much shown numbers are off then."""
        for atom in atoms:
            if atom in self.empty or move.get(atom, 0) * step < 0 or at[atom] + move.get(atom, 0) + step < 0:
                continue
            changed = dict(off)
            for number in self.of[atom]:
                if number not in self.hidden:
                    changed[number] = changed.get(number, 0) + step
            yield {**move, atom: move.get(atom, 0) + step}, {each: by for each, by in changed.items() if by}

    def _allowed(self, move: Move, at: list[int]) -> bool:
        """No cell may come to less than nothing, no withheld number to zero: zero would have been shown."""
        if any(at[atom] + step < 0 for atom, step in move.items()):
            return False
        touched = {number for atom in move for number in self.of[atom]} & self.hidden
        return all(sum(at[atom] + move.get(atom, 0) for atom in self.atoms[number]) > 0 for number in touched)
