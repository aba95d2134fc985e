"""Which numbers of linked tables must not be published, so that no small one can be worked out. Pure.

Tables whose margins are published too are a flow: each number runs along an arc, and what comes into a node goes out of
it. To hide a small number, a whole cycle through it is hidden: along the cycle more or less could flow, and everything
that is published would stay as it is. That is how a reader who adds and subtracts sees it, too, so that the test is
exact (Cox 1995; Castro 2012).
"""

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

# Fewer children than this could be told from one another; domain practice for published tables.
FEWEST_PUBLISHED = 5
# By how much a hidden number could be another one at least: three values fit what is published.
ROOM = 2
Node = Hashable
Key = Hashable


@dataclass(frozen=True)
class Arc:
    """A number on its way. `published` False: a rest that stands in no table, and may be nothing. `given`: public by
    itself, so that it cannot be hidden here."""

    key: Key
    tail: Node
    head: Node
    number: int
    published: bool = True
    given: bool = False

    @property
    def least(self) -> int:
        """What a reader knows of a number that is hidden: nothing is published as nothing, so that it is something."""
        return 1 if self.published else 0

    @property
    def is_small(self) -> bool:
        return self.published and not self.given and 0 < self.number < FEWEST_PUBLISHED


class Exposed(ValueError):
    """Whatever is left out of these tables, a small number can be worked out of what is given."""


def hidden(arcs: Iterable[Arc]) -> set[Key]:
    """Keys of the numbers that stay unpublished: the small ones, and as many others as keep them secret.

    ValueError where the numbers do not add up; Exposed where nothing helps.
    """
    arcs = [each for each in arcs if each.number or not each.published]
    _balanced(arcs)
    kept = {each.key for each in arcs if each.is_small or not each.published}
    for each in sorted(
        (arc for arc in arcs if arc.key in kept and arc.published), key=lambda arc: arc.number
    ):
        kept |= _cycle(each, arcs, kept)
    return {each.key for each in arcs if each.key in kept and each.published}


def _balanced(arcs: Iterable[Arc]) -> None:
    flow: dict[Node, int] = defaultdict(int)
    for each in arcs:
        flow[each.tail] -= each.number
        flow[each.head] += each.number
    if any(flow.values()):
        raise ValueError("tables that do not add up")


def _cycle(arc: Arc, arcs: Iterable[Arc], kept: set[Key]) -> set[Key]:
    """The cheapest way for a little more to flow through the arc: what it hides that was not hidden yet counts."""
    ways: dict[Node, list[tuple[Node, Arc]]] = defaultdict(list)
    for each in arcs:
        if each.key == arc.key or each.given:
            continue
        ways[each.tail].append((each.head, each))
        if each.number - each.least >= ROOM:
            ways[each.head].append((each.tail, each))
    return _cheapest(arc.head, arc.tail, ways, kept)


def _cheapest(
    start: Node, goal: Node, ways: Mapping[Node, list[tuple[Node, Arc]]], kept: set[Key]
) -> set[Key]:
    found: dict[Node, tuple[int, int]] = {start: (0, 0)}
    came: dict[Node, tuple[Node, Key]] = {}
    waiting: list[tuple[tuple[int, int], int, Node]] = [((0, 0), 0, start)]
    count = 0
    while waiting:
        cost, _count, node = heapq.heappop(waiting)
        if node == goal:
            break
        if cost > found[node]:
            continue
        for target, arc in ways[node]:
            dear = (cost[0], cost[1] + 1) if arc.key in kept else (cost[0] + arc.number, cost[1] + 1)
            if target not in found or dear < found[target]:
                found[target], came[target] = dear, (node, arc.key)
                count += 1
                heapq.heappush(waiting, (dear, count, target))
    keys: set[Key] = set()
    node = goal
    while node != start:
        if node not in came:
            raise Exposed("a small number can be worked out")
        node, key = came[node]
        keys.add(key)
    return keys
