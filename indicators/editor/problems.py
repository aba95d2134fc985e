"""Everything that stands in the way of publishing a draft, told by its place."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from pydantic import ValidationError

from indicators.checking import told
from indicators.editor import parts, wording
from indicators.messages import words
from indicators.rules import Place
from indicators.schema import SetFile


class PartProblem(NamedTuple):
    """`place` lies within `part`; `where` says both in words."""

    part: str
    place: Place
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return self.where + _(": ") + self.advice

    @property
    def advice(self) -> str:
        return f"{self.what} — {self.mend}"


def check_data(data: parts.Data) -> tuple[SetFile | None, list[PartProblem]]:
    """The set that a draft's data are, or all that is wrong with them, in the order of the parts."""
    try:
        return SetFile.model_validate(data), []
    except ValidationError as error:
        found = [_problem(data, dict(each)) for each in error.errors(include_url=False)]
    order = {part: number for number, part in enumerate(["", *parts.every_part(data)])}
    return None, sorted(found, key=lambda problem: order[problem.part])


def _problem(data: parts.Data, error: dict[str, Any]) -> PartProblem:
    kind, facts = told(error)
    place = _place(data, kind, error["loc"])
    part, within = parts.part_at(data, place)
    title, path = wording.part_title(data, part), wording.path_in_words(within)
    where = path if path.startswith(title) else " · ".join(filter(None, (title, path)))
    what, mend = words(kind, wording.facts_in_words(facts))
    return PartProblem(part, within, where, what, str(wording.MENDS.get(kind, mend)))


def _place(data: parts.Data, kind: str, location: Place) -> Place:
    """Without the names of alternatives, which pydantic also puts in; a missing key keeps its place."""
    place: Place = ()
    for number, step in enumerate(location):
        stands = parts.value_at(data, (*place, step)) is not None or _has(data, place, step)
        if stands or (kind == "missing" and number == len(location) - 1):
            place = (*place, step)
    return (*place, "kind") if kind == "union_tag_invalid" else place


def _has(data: parts.Data, place: Place, step: str | int) -> bool:
    above = parts.value_at(data, place) if place else data
    return isinstance(above, dict) and step in above
