"""Which items of a list have moved, told in as few moves as possible."""

from bisect import bisect_left
from collections.abc import Sequence


def moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Of the items in both lists, the fewest that must be moved to turn one order into the other: all but a longest
    run that kept its order."""
    place = {item: number for number, item in enumerate(old)}
    common = [item for item in new if item in place]
    lowest: list[int] = []  # for each length of a run, the old place at which it may end at the lowest
    ending: list[str] = []  # the items that stand there
    before: dict[str, str | None] = {}
    for item in common:
        length = bisect_left(lowest, place[item])
        before[item] = ending[length - 1] if length else None
        if length == len(lowest):
            lowest.append(place[item])
            ending.append(item)
        else:
            lowest[length], ending[length] = place[item], item
    staying: set[str] = set()
    item_back = ending[-1] if ending else None
    while item_back is not None:
        staying.add(item_back)
        item_back = before[item_back]
    return {*common} - staying
