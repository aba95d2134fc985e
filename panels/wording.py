"""Agreement and robustness in plain words, in the active language: what a figure means, and how little a small panel's
figures say."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.resolver.wording import outcome_name
from indicators.scale import MINUS, figure
from panels.agreement.table import Undefined
from panels.robustness import Kind

# Krippendorff's own bounds: from 0.8 on scores may be relied upon, from 2/3 on with caution.
GOOD, FAIR = Fraction(4, 5), Fraction(2, 3)
# With so few experts or indicators any coefficient is largely chance. These bounds are ours.
FEW_RATERS, FEW_ITEMS = 3, 4

COEFFICIENTS: dict[str, Promise] = {
    "alpha_ordinal": gettext_lazy("Krippendorff’s alpha, levels in order"),
    "alpha_interval": gettext_lazy("Krippendorff’s alpha, levels at equal distances"),
    "ac2": gettext_lazy("Gwet’s AC2, ordinal weights"),
    "icc_single": gettext_lazy("ICC(2,1), of one expert"),
    "icc_panel": gettext_lazy("ICC(2,k), of the panel’s mean"),
    "kendall_w": gettext_lazy("Kendall’s W, of the order of the indicators"),
}
UNDEFINED: dict[str, Promise] = {
    Undefined.ONE_RATER: gettext_lazy("no value: fewer than two experts gave a level"),
    Undefined.ONE_ITEM: gettext_lazy("no value: fewer than two indicators to compare"),
    Undefined.NO_VARIANCE: gettext_lazy("no value: the scores do not differ"),
    Undefined.NO_ORDER: gettext_lazy("no value: no expert puts one indicator above another"),
    Undefined.NO_DIVISOR: gettext_lazy("no value: with these scores its formula divides by zero"),
}


def coefficient(exact: str | None) -> str:
    """With two decimals and a true minus."""
    if exact is None:
        return "\N{EM DASH}"
    hundredths = round(Fraction(exact) * 100)
    whole, rest = divmod(abs(hundredths), 100)
    return f"{MINUS if hundredths < 0 else ''}{whole}.{rest:02}"


def agreement_in_words(scope: Mapping[str, Any]) -> list[str]:
    """Of a scope as `panels.agreement.scopes` keeps it."""
    return list(_agreement(scope))


def _agreement(scope: Mapping[str, Any]) -> Iterator[str]:
    found = {each["name"]: each for each in scope["coefficients"]}
    alpha, ac2 = found["alpha_ordinal"], found["ac2"]
    if alpha["value"] is None:
        yield _NOTHING_TO_SAY[alpha["undefined"]] % {"items": scope["items"]}
    else:
        yield _strength(Fraction(alpha["value"])) % {"alpha": coefficient(alpha["value"])}
        low, high = coefficient(alpha["low"]), coefficient(alpha["high"])
        if low != high:
            yield _(
                "Had other indicators been asked, alpha might have come out anywhere from %(low)s to %(high)s."
            ) % {"low": low, "high": high}
        if ac2["value"] is not None and Fraction(alpha["value"]) < FAIR and Fraction(ac2["value"]) >= GOOD:
            yield _(
                "Most scores lie close together, which makes alpha fall though the experts are near each other; AC2, "
                "%(ac2)s, allows for that."
            ) % {"ac2": coefficient(ac2["value"])}
    if scope["raters"] <= FEW_RATERS and scope["raters"]:
        yield ngettext(
            "%(count)s expert: this number says little.",
            "%(count)s experts: this number says little.",
            scope["raters"],
        ) % {"count": scope["raters"]}
    elif scope["items"] <= FEW_ITEMS:
        yield ngettext(
            "%(count)s indicator: this number says little.",
            "%(count)s indicators: this number says little.",
            scope["items"],
        ) % {"count": scope["items"]}


_NOTHING_TO_SAY: dict[str, Promise] = {
    Undefined.ONE_RATER: gettext_lazy(
        "Fewer than two experts gave levels, so there is no agreement to measure."
    ),
    Undefined.ONE_ITEM: gettext_lazy(
        "Fewer than two indicators have levels from several experts, so there is no agreement to measure."
    ),
    Undefined.NO_VARIANCE: gettext_lazy(
        "Wherever several experts gave a level it was the same one: they agree, and alpha, which compares differences, "
        "has no value."
    ),
}


def _strength(alpha: Fraction) -> str:
    if alpha >= GOOD:
        return _("The experts agree well (alpha = %(alpha)s).")
    if alpha >= FAIR:
        return _("The experts agree well enough for cautious conclusions (alpha = %(alpha)s).")
    if alpha > 0:
        return _(
            "The experts agree little (alpha = %(alpha)s): look at the single indicators, not at the mean."
        )
    return _("The experts agree no more than chance would have it (alpha = %(alpha)s).")


def robustness_in_words(robustness: Mapping[str, Any]) -> list[str]:
    """As `panels.robustness` keeps it."""
    return list(_robustness(robustness))


def _robustness(robustness: Mapping[str, Any]) -> Iterator[str]:
    tried = robustness["tried"]
    proposed = outcome_name(robustness["outcome"])
    if not robustness["fragile"]:
        yield _(
            "The proposed conclusion, “%(outcome)s”, stands under every other reading that was tried."
        ) % {"outcome": proposed}
    else:
        yield _(
            "The proposed conclusion, “%(outcome)s”, is fragile: another reading of the same scores changes it."
        ) % {"outcome": proposed}
        yield from _flips(robustness)
    yield _(
        "Tried: the other ways of bringing scores together, each weight of an indicator or aspect a fifth less and a "
        "fifth more (%(weights)s readings), and the panel without each one of its experts (%(experts)s readings)."
    ) % {"weights": tried[Kind.WEIGHT]["readings"], "experts": tried[Kind.EXPERT]["readings"]}
    yield from _means(robustness, tried)


def _flips(robustness: Mapping[str, Any]) -> Iterator[str]:
    flips = robustness["flips"]
    for flip in flips:
        told = {"outcome": outcome_name(flip["outcome"]), "what": flip["what"]}
        if flip["kind"] == Kind.RULE:
            yield _BY_RULE[flip["what"]] % told
        elif flip["kind"] == Kind.EXPERT and flip["what"]:
            yield _("Without expert %(what)s: “%(outcome)s”.") % told
        elif flip["kind"] == Kind.WEIGHT:
            yield _("With another weight (%(what)s): “%(outcome)s”.") % told
    unnamed = Counter(flip["outcome"] for flip in flips if flip["kind"] == Kind.EXPERT and not flip["what"])
    for outcome, count in unnamed.items():
        yield ngettext(
            "Without a certain one of the experts: “%(outcome)s”.",
            "Without any one of %(count)s of the experts: “%(outcome)s”.",
            count,
        ) % {"outcome": outcome_name(outcome), "count": count}


_BY_RULE: dict[str, Promise] = {
    "median": gettext_lazy("By the median of the scores: “%(outcome)s”."),
    "mean": gettext_lazy("By the mean of the scores: “%(outcome)s”."),
    "trimmed_mean": gettext_lazy("By the trimmed mean of the scores: “%(outcome)s”."),
}


def _means(robustness: Mapping[str, Any], tried: Mapping[str, Any]) -> Iterator[str]:
    """Weights enter no rule that proposes, which nobody should have to guess."""
    if robustness["mean"] is None:
        return
    mean = figure(Fraction(robustness["mean"]))
    low, high = _ends(tried[Kind.WEIGHT])
    if low == high:
        yield _(
            "The rule that proposes looks at single indicators, so no weight changes the conclusion; the experts’ mean "
            "of %(mean)s hardly moves with the weights."
        ) % {"mean": mean}
    else:
        yield _(
            "The rule that proposes looks at single indicators, so no weight changes the conclusion; the experts’ mean "
            "of %(mean)s moves between %(lowest)s and %(highest)s with the weights."
        ) % {"mean": mean, "lowest": low, "highest": high}
    if tried[Kind.EXPERT]["lowest"] is not None:
        low, high = _ends(tried[Kind.EXPERT])
        if low != high:
            yield _("Without one or another expert that mean lies between %(lowest)s and %(highest)s.") % {
                "lowest": low,
                "highest": high,
            }


def _ends(tried: Mapping[str, Any]) -> tuple[str, str]:
    return figure(Fraction(tried["lowest"])), figure(Fraction(tried["highest"]))


def severity_in_words(severity: Mapping[str, Any]) -> str:
    """How one expert judges beside the others."""
    if severity["mean"] is None:
        return _("no item judged together with others")
    mean = Fraction(severity["mean"])
    if not mean:
        return _("as the others on average")
    told = {"distance": coefficient(str(abs(mean)))}
    return (_("stricter by %(distance)s") if mean < 0 else _("milder by %(distance)s")) % told
