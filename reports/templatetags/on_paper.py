"""What the report on paper shows of a record besides what the public page shows."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from accounts.localised import english_is_active
from indicators.scale import Scale
from indicators.templatetags.ratings import rating_of
from reports import tables
from reports.enums import Ground
from reports.templatetags.record import choice_word, concluded, day

register = template.Library()
register.filter(tables.heat_map)
register.filter(tables.evidence_rows)
Data = dict[str, Any]
HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
TWO_LINES = 40
SIGNS = {"na": "／", "unsure": "?"}


@register.filter
def rating_rows(aspect: Data, scale: Scale) -> list[tables.RatingRow]:
    return tables.rating_rows(aspect, list(scale.codes))


@register.filter
def most_rows(rows: Sequence[object]) -> Sequence[object]:
    """As many as go on paper: a report must be set in seconds, however much there is. The public page has all."""
    return rows[: tables.MOST_ROWS]


@register.filter
def rows_left_out(rows: Sequence[object]) -> bool:
    return len(rows) > tables.MOST_ROWS


@register.filter
def is_chinese_in_english(text: str) -> bool:
    """What somebody wrote in Chinese, in an English report: to be set and read out as Chinese."""
    return english_is_active() and bool(HAN.search(text))


@register.filter
def phrases(title: str) -> list[str]:
    """A title in the parts between which a line is broken rather than elsewhere: what stands in brackets is one."""
    return [part for part in re.split(r"(?=（)", title) if part]


@register.filter
def is_long(title: str) -> bool:
    """More than two lines of the cover's large type; a Latin letter is half as wide as a character."""
    return sum(1 if HAN.match(each) else 0.5 for each in title) > TWO_LINES


@register.filter
def answer_sign(code: str, scale: Scale) -> str:
    """An answer as a table's cell has room for: the figure, a stroke for what does not apply, a question mark."""
    if not code:
        return "—"
    rating = rating_of(code, scale)
    return rating["figure"] or SIGNS[rating["level"]]


@register.simple_tag
def answer_head(code: str, scale: Scale) -> str:
    return answer_sign(code, scale)


@register.filter
def said_by_children(record: Data) -> list[Data]:
    return [opinion for opinion in record.get("opinions", []) if opinion["source"] == "children"]


@register.filter
def ground_word(ground: str) -> str:
    return str(Ground(ground).label)


@register.filter
def numbered_groups(indicator: Data) -> list[Data]:
    """The groups concerned, each with the number of children where one is given."""
    counts = indicator.get("numbers", [])
    return [
        {
            "name": group,
            "count": next((each for each in counts if group.items() <= each["group"].items()), None),
        }
        for group in indicator["groups"]
    ]


@register.filter
def course(record: Data) -> list[tuple[date, str]]:
    """When what happened, as far as the record says it, the first first."""
    timing, panel, decision = record.get("timing") or {}, record["panel"] or {}, record["decision"] or {}
    told = [
        (record["drafting_started"], _("Drafting of the matter began")),
        (timing.get("screened"), _("The matter was screened")),
        (record["handed_in"], _("The self-assessment was handed in")),
        (record.get("signed"), _("The head of the drafting unit signed")),
        (panel.get("opened"), _("All experts had sealed; their scores were opened")),
        *[
            (each["date"], _("Decided, and superseded later: %(choice)s") % _choice(each))
            for each in decision.get("superseded", [])
        ],
    ]
    dated = sorted(((day(when), what) for when, what in told if when), key=lambda step: step[0])
    if decision:
        return [*dated, (concluded(record), _("Decided: %(choice)s") % _choice(decision))]
    if concluded(record) != day(record.get("signed") or "0001-01-01"):
        dated.append((concluded(record), _("Concluded")))
    return dated


def _choice(decision: Data) -> dict[str, str]:
    return {"choice": choice_word(decision["outcome"])}
