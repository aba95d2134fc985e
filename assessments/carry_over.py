"""What becomes of a file's answers when it moves to a newer edition. Pure: two editions and the answers in, a plan
out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from indicators.localised import Language, Text
from indicators.resolver.applicability import asked_of
from indicators.schema import IndicatorText, SetFile


class Reason(TextChoices):
    """Why an answer cannot stay as it is."""

    QUESTION = "question", pgettext_lazy("answer again", "The question reads differently.")
    EVIDENCE = "evidence", pgettext_lazy("answer again", "Other evidence is expected.")
    ANSWER = "answer", pgettext_lazy("answer again", "Another kind of answer is asked for.")
    GROUPS = "groups", pgettext_lazy("answer again", "It looks at other groups of children.")
    SCALE = "scale", pgettext_lazy("answer again", "The impact scale is another one.")
    REFERENCE = (
        "reference",
        pgettext_lazy("answer again", "The rule for naming clauses or drawings is another one."),
    )
    CHOSEN = "chosen", pgettext_lazy("answer again", "Something chosen in the answer is no longer there.")


class Chosen(Protocol):
    rating: str
    groups: list[str]
    numbers: dict[str, int]


@dataclass(frozen=True)
class Plan:
    """Codes of indicators, in the order of the newer edition, the archived ones in that of the older.

    `counts_differently`: kept answers that weigh more or less, or stand at a red line that was set or lifted.
    """

    kept: list[str]
    again: dict[str, list[Reason]]
    new: list[str]
    archived: list[str]
    counts_differently: list[str]


def plan_carry_over(
    old: SetFile,
    new: SetFile,
    *,
    matter_class: str,
    ages: Iterable[str],
    depth: str = "",
    answers: Mapping[str, Chosen],
) -> Plan:
    """An answer is kept when nothing has changed of what it answers; `answers` has the file's answers by code.

    Names, guidance, words for levels, translations, weights, red lines and places do not change what was asked.
    StopIteration when the newer edition does not know the matter's class.
    """
    ages = [age for age in ages if age in {each.code for each in new.age_groups}]
    texts = asked_of(new, matter_class=matter_class, ages=ages, depth=depth)
    asked = {text.code: text for text in texts}
    reasons = {
        code: list(_reasons(old, new, text, answers[code])) for code, text in asked.items() if code in answers
    }
    kept = [code for code, found in reasons.items() if not found]
    return Plan(
        kept=kept,
        again={code: found for code, found in reasons.items() if found},
        new=[code for code in asked if code not in answers],
        archived=[code for code in old.indicators if code in answers and code not in asked],
        counts_differently=[code for code in kept if _figure(old, code) != _figure(new, code)],
    )


def same_scale(old: SetFile, new: SetFile) -> bool:
    """Whether the answers to choose from are the same in value and in words."""
    return _scale(old, old.language) == _scale(new, old.language)


def same_depth(old: SetFile, new: SetFile, code: str) -> bool:
    """Whether the depth of this code is still there and called the same."""
    before, after = (
        next((each.name for each in file.depths if each.code == code), None) for file in (old, new)
    )
    return after is not None and same_words(before, after, old.language)


def same_words(old: Text | None, new: Text | None, language: Language) -> bool:
    """In the language in which it was answered; the other one is a translation."""
    return _words(old, language) == _words(new, language)


def _reasons(old: SetFile, new: SetFile, text: IndicatorText, answer: Chosen) -> Iterator[Reason]:
    before, language = old.indicators[text.code], old.language
    if not same_words(before.question, text.question, language):
        yield Reason.QUESTION
    if not same_words(before.evidence, text.evidence, language):
        yield Reason.EVIDENCE
    if before.answer != text.answer:
        yield Reason.ANSWER
    if {*before.groups} != {*text.groups}:
        yield Reason.GROUPS
    if text.answer == "impact":
        if not same_scale(old, new):
            yield Reason.SCALE
        if old.reference != new.reference:
            yield Reason.REFERENCE
    gone = {*answer.groups, *answer.numbers} - {group.code for group in new.groups}
    if gone or (answer.rating and answer.rating not in new.scale.codes):
        yield Reason.CHOSEN


def _scale(file: SetFile, language: Language) -> list[tuple[str, str]]:
    return [(code, _words(file.scale.label(code), language)) for code in file.scale.codes]


def _words(text: Text | None, language: Language) -> str:
    if text is None:
        return ""
    return text.en if language == "en" else text.zh


def _figure(file: SetFile, code: str) -> tuple[bool, int, int]:
    """What the figures take from an edition about one indicator."""
    text = file.indicators[code]
    return text.red_line, text.weight, file.aspect_of[code].weight
