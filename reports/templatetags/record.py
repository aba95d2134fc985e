"""A published record as pages and the PDF read it: names looked up, figures exact, texts in the reader's language."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.localised import english_is_active
from committees.enums import CHOICES, Outcome
from committees.models import Decision
from committees.voting import Tally
from indicators.charts import Axis, radar, spread_strip
from indicators.scale import Scale
from indicators.schema import Provenance
from workflows.templatetags.meeting import Part, quorum_in_words, vote_parts

register = template.Library()
Data = dict[str, Any]
LONGEST_PRINTED = 3000
ONE_LINE = 35  # a short line takes a whole one on paper
LOOKS = {
    Outcome.APPROVE: "pass",
    Outcome.APPROVE_WITH_CHANGES: "changes",
    Outcome.RETURN: "return",
    Outcome.REJECT: "reject",
}


@register.filter
def local(text: dict[str, str]) -> str:
    return text["en"] if english_is_active() else text["zh"]


@register.filter
def day(written: str) -> date:
    return date.fromisoformat(written)


@register.filter
def exact(written: str | None) -> Fraction | None:
    return None if written is None else Fraction(written)


@register.filter
def grouped(number: int) -> str:
    """In thousands, alike in every language."""
    return f"{number:,}"


@register.filter
def paragraphs(text: str) -> list[str]:
    """Its lines, without the empty ones."""
    return [line for line in text.splitlines() if line.strip()]


@register.filter
def printed(text: str) -> tuple[list[str], bool]:
    """As much of a text as goes on paper, in paragraphs, and whether some was left out: a report must be set in
    seconds, whatever was pasted into it. The public page has the whole."""
    lines: list[str] = []
    room = LONGEST_PRINTED
    for line in paragraphs(text):
        kept = line[:room]
        if kept:
            lines.append(kept)
        if kept != line:
            return lines, True
        room = max(0, room - max(len(line), ONE_LINE))
    return lines, False


@register.filter
def eights(digits: str) -> list[str]:
    """In groups that an eye can compare."""
    return [digits[start : start + 8] for start in range(0, len(digits), 8)]


@register.filter
def scale_of(record: Data) -> Scale:
    scale = record["scale"]
    return Scale.model_validate(
        {
            "levels": [{"value": level["value"], "name": _name(level)} for level in scale["levels"]],
            "not_applicable": _name(scale["not_applicable"]),
            "uncertain": _name(scale["uncertain"]),
        }
    )


@register.filter
def unplaced(ratings: Iterable[str], scale: Scale) -> list[tuple[str, int]]:
    """The ratings that have no place on a strip, for they carry no figure, and how many of each."""
    return list(Counter(rating for rating in ratings if scale.value(rating) is None).items())


@register.filter
def named(codes: Iterable[str], record: Data) -> list[tuple[str, str]]:
    """Each code with the indicator's name, for readers who know no codes."""
    names = {
        each["code"]: local(each["name"]) for aspect in record["aspects"] for each in aspect["indicators"]
    }
    return [(code, names[code]) for code in codes]


@register.filter
def provenance_of(record: Data) -> Provenance:
    return Provenance.model_validate(record["set"]["provenance"])


@register.filter
def choice_word(choice: str) -> str:
    """The words of an outcome or of a vote."""
    return str(dict(CHOICES)[choice])


@register.filter
def verdict_look(outcome: str) -> str:
    return LOOKS[Outcome(outcome)]


@register.filter
def ballots(decision: Data) -> list[Part]:
    return vote_parts(Decision(outcome=decision["outcome"], tally=decision["tally"]))


@register.filter
def quorum_words(decision: Data) -> str:
    return quorum_in_words(Tally(**decision["tally"], winner=decision["outcome"]))


@register.simple_tag
def record_radar(record: Data, font_family: str = "") -> SafeString:
    axes = []
    for aspect in record["aspects"]:
        series = {_("Self-rating"): exact(aspect["own"])}
        if record["panel"]:
            series[_("Experts")] = exact(aspect["experts"])
        axes.append(Axis(label=local(aspect["name"]), series=series))
    scale = record["scale"]
    return radar(axes=axes, minimum=scale["minimum"], maximum=scale["maximum"], font_family=font_family)


@register.simple_tag
def record_spread(indicator: Data, scale: Scale, font_family: str = "") -> SafeString:
    values = [value for rating in indicator["ratings"] if (value := scale.value(rating)) is not None]
    return spread_strip(
        minimum=scale.minimum,
        maximum=scale.maximum,
        values=values,
        median=exact(indicator["median"]),
        own=scale.value(indicator["own"]) if indicator["own"] else None,
        font_family=font_family,
    )


def _name(text: Data) -> dict[str, str]:
    return {"zh": text["zh"], "en": text["en"]}
