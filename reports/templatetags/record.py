"""A published record as pages and the PDF read it: names looked up, figures exact, texts in the reader's language."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.localised import english_is_active
from assessments.enums import Finding, Need
from committees.enums import CHOICES, Outcome
from committees.models import Decision
from committees.queries import quorum_in_words
from committees.voting import Tally
from indicators.charts import Axis, radar, spread_strip
from indicators.resolver.steps import Step, steps_about
from indicators.resolver.wording import Names, worded
from indicators.scale import Scale
from indicators.schema import Provenance
from reports.enums import NOT_NEEDED, RESULTS, SIGNED
from workflows.templatetags.meeting import Part, vote_parts

register = template.Library()
Data = dict[str, Any]
LONGEST_PRINTED = 3000
FEWEST_AXES = 3
ONE_LINE = 35  # a short line takes a whole one on paper
LOOKS: dict[str, str] = {
    Outcome.APPROVE: "pass",
    Outcome.APPROVE_WITH_CHANGES: "changes",
    Outcome.RETURN: "return",
    Outcome.REJECT: "reject",
    SIGNED: "pass",
    NOT_NEEDED: "pass",
}


@register.filter
def local(text: dict[str, str]) -> str:
    """In the reader's language; in the other one where a set has only that."""
    chinese, english = text.get("zh", ""), text.get("en", "")
    return english or chinese if english_is_active() else chinese or english


@register.filter
def other(text: dict[str, str]) -> str:
    """In the language that the reader has not chosen, where it says something else; for a second line."""
    words = text.get("zh" if english_is_active() else "en", "")
    return "" if words == local(text) else words


@register.filter
def result(record: Data) -> str:
    """How the case ended. Records of the first format have a committee's decision and say no more."""
    return record.get("result") or record["decision"]["outcome"]


@register.filter
def concluded(record: Data) -> date:
    return day(record.get("concluded") or record["decision"]["date"])


@register.filter
def rated(aspect: Data) -> list[Data]:
    """The aspect's indicators that carry a figure, without those answered in words."""
    return [each for each in aspect["indicators"] if each.get("answer") != "text"]


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
def worst_off(record: Data) -> list[str]:
    """Names of the special groups for which the matter is worst; nobody where none is harmed."""
    codes = record["proposal"]["worst_off"]
    return [local(group["name"]) for group in record["groups"] if group["code"] in codes]


@register.filter
def provenance_of(record: Data) -> Provenance:
    return Provenance.model_validate(record["set"]["provenance"])


@register.filter
def choice_word(choice: str) -> str:
    """The words of a result or of a vote."""
    return str(dict([*CHOICES, *RESULTS])[choice])


@register.filter
def finding_word(answer: str) -> str:
    """The words of an answer to a screening question."""
    return str(Finding(answer).label)


@register.filter
def need_word(conclusion: str) -> str:
    return str(Need(conclusion).label)


@register.filter
def role_word(role: str) -> str:
    return str(Role(role).label)


@register.filter
def verdict_look(outcome: str) -> str:
    return LOOKS[outcome]


@register.filter
def ballots(decision: Data) -> list[Part]:
    return vote_parts(Decision(outcome=decision["outcome"], tally=decision["tally"]))


@register.filter
def quorum_words(decision: Data) -> str:
    return quorum_in_words(Tally(**decision["tally"], winner=decision["outcome"]))


@register.filter
def explained(record: Data) -> list[tuple[str, list[str]]]:
    """How the figures of the aspects, the special groups and the conclusion came about: (what, sentences)."""
    titles = {"scope": _("What was asked")}
    titles |= {f"aspect:{each['code']}": local(each["name"]) for each in record["aspects"] if rated(each)}
    titles |= {"overall": _("All aspects together"), "groups": _("Special groups of children")}
    titles |= {"conclusion": _("Proposed conclusion")}
    told = [Step(**step) for step in record["steps"]]
    names = _names(record)
    found = [
        (title, [worded(step, names) for step in steps_about(about, told)]) for about, title in titles.items()
    ]
    return [(title, sentences) for title, sentences in found if sentences]


def _names(record: Data) -> Names:
    scale = scale_of(record)
    return Names(
        items={each["code"]: local(each["name"]) for part in record["aspects"] for each in part["indicators"]}
        | {each["code"]: local(each["name"]) for each in record["not_asked"]},
        aspects={part["code"]: local(part["name"]) for part in record["aspects"]},
        groups={each["code"]: local(each["name"]) for each in record["groups"]},
        levels={code: scale.label(code) for code in scale.codes},
    )


@register.simple_tag
def gap() -> str:
    """What stands between two sentences: in Chinese nothing."""
    return " " if english_is_active() else ""


@register.simple_tag
def record_radar(record: Data, font_family: str = "") -> SafeString | str:
    """Nothing where fewer than three aspects have a figure: they span no area."""
    axes = []
    for aspect in filter(rated, record["aspects"]):
        series = {_("Self-rating"): exact(aspect["own"])}
        if record["panel"]:
            series[_("Experts")] = exact(aspect["experts"])
        axes.append(Axis(label=local(aspect["name"]), series=series))
    if len(axes) < FEWEST_AXES:
        return ""
    scale = record["scale"]
    return radar(axes=axes, minimum=scale["minimum"], maximum=scale["maximum"], font_family=font_family)


@register.simple_tag
def record_spread(indicator: Data, scale: Scale, font_family: str = "") -> SafeString:
    values = [value for rating in indicator["ratings"] if (value := scale.value(rating)) is not None]
    return spread_strip(
        minimum=scale.minimum,
        maximum=scale.maximum,
        values=values,
        judged=exact(indicator.get("aggregate", indicator["median"])),
        own=scale.value(indicator["own"]) if indicator["own"] else None,
        font_family=font_family,
    )


def _name(text: Data) -> dict[str, str]:
    return {language: text[language] for language in ("zh", "en") if text.get(language)}
