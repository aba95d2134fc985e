"""Who would complete a panel best, and why: a proposal to a person, without chance."""

from collections.abc import Sequence
from dataclasses import dataclass

from panels.drawing import Candidate, Rules, districts


@dataclass(frozen=True)
class Suggested:
    """`brings`: required fields that nobody before brought; `new_district`: nobody before came from there, and the
    rules ask for more districts."""

    candidate: Candidate
    open_seats: int
    brings: tuple[str, ...]
    new_district: bool


def suggest(rules: Rules, candidates: Sequence[Candidate], open_seats: dict[str, int]) -> list[Suggested]:
    """One after the other whoever brings most of what the panel still lacks: required fields before districts, then the
    fewest open seats, then the lowest mark. Ends when the rules are met or nobody is left who helps."""
    panel = [each for each in candidates if each.seated]
    free = [each for each in candidates if not each.seated and not each.left_out]
    chosen: list[Suggested] = []
    while free:
        offers = [_offer(rules, panel, each, open_seats) for each in free]
        best = min(
            offers,
            key=lambda each: (-len(each.brings), not each.new_district, each.open_seats, each.candidate.mark),
        )
        if len(panel) >= rules.experts and not best.brings and not best.new_district:
            break
        chosen.append(best)
        panel.append(best.candidate)
        free.remove(best.candidate)
    return chosen


def _offer(
    rules: Rules, panel: Sequence[Candidate], each: Candidate, open_seats: dict[str, int]
) -> Suggested:
    known = {field for other in panel for field in other.fields}
    there = districts(panel)
    return Suggested(
        candidate=each,
        open_seats=open_seats[each.mark],
        brings=tuple(field for field in rules.fields if field in each.fields and field not in known),
        new_district=len(there) < rules.districts and bool(each.district) and each.district not in there,
    )
