"""Steps in plain words, in the active language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from indicators.resolver.proposal import APPROVE, APPROVE_WITH_CHANGES
from indicators.resolver.steps import Step
from indicators.scale import figure
from indicators.schema import SetFile


@dataclass(frozen=True)
class Names:
    """What the codes in the steps are called, in the reader's language; `levels` are the answers of the scale."""

    items: Mapping[str, object]
    aspects: Mapping[str, object]
    groups: Mapping[str, object]
    levels: Mapping[str, object]


def names_of(file: SetFile) -> Names:
    """From the edition itself. Its texts pick their language when they are put into words."""
    return Names(
        items={code: text.name for code, text in file.indicators.items()},
        aspects={aspect.code: aspect.name for aspect in file.aspects},
        groups={group.code: group.name for group in file.groups},
        levels={code: file.scale.label(code) for code in file.scale.codes},
    )


def worded(step: Step, names: Names) -> str:
    """One step as a sentence."""
    if step.kind == "mean":
        return _mean(step.facts, names)
    told = {key: _TELL[key](value, names) if key in _TELL else value for key, value in step.facts.items()}
    return str(_SENTENCES[step.kind] % told)


def outcome_name(code: str) -> str:
    """The proposed conclusion in words."""
    if code == APPROVE:
        return _("Approve")
    return _("Approve with changes") if code == APPROVE_WITH_CHANGES else _("Return for a new assessment")


_SENTENCES: dict[str, Any] = {
    "all_asked": gettext_lazy("All %(all)s indicators of the set are asked of this matter."),
    "asked": gettext_lazy("%(asked)s of the set’s %(all)s indicators are asked of this matter."),
    "not_asked": gettext_lazy(
        "Not asked, because they concern other matters or ages, so in no figure: %(items)s."
    ),
    "in_words": gettext_lazy("Answered in words, so in no figure: %(items)s."),
    "complete": gettext_lazy("All %(all)s answers are complete."),
    "not_complete": gettext_lazy(
        "%(complete)s of %(all)s answers are complete. What is empty is no zero and enters no figure."
    ),
    "own": gettext_lazy("The department’s rating is %(value)s (%(rating)s)."),
    "own_empty": gettext_lazy("The department has not rated it yet. Empty is no zero."),
    "own_no_level": gettext_lazy(
        "The department’s answer is “%(rating)s”. That is no zero and enters no figure."
    ),
    "median": gettext_lazy(
        "The experts’ scores in order: %(values)s. The middle one is %(median)s; it counts."
    ),
    "no_level": gettext_lazy(
        "%(scores)s of %(all)s experts gave no level. That is no zero and enters no figure."
    ),
    "score_mean": gettext_lazy(
        "The experts’ scores in order: %(values)s. Their mean is %(figure)s; it counts. The middle one is %(median)s."
    ),
    "trimmed_mean": gettext_lazy(
        "The experts’ scores in order: %(values)s. Without one lowest and one highest, their mean is %(figure)s; it "
        "counts. The middle one is %(median)s."
    ),
    "cannot_judge": ngettext_lazy(
        "%(scores)s of %(all)s experts says that it lies outside what they know. That is no zero and enters no figure.",
        "%(scores)s of %(all)s experts say that it lies outside what they know. That is no zero and enters no figure.",
        "scores",
    ),
    "revised": ngettext_lazy(
        "%(scores)s of %(all)s experts judged anew in the discussion: first the middle score was %(before)s, after it "
        "%(after)s.",
        "%(scores)s of %(all)s experts judged anew in the discussion: first the middle score was %(before)s, after it "
        "%(after)s.",
        "scores",
    ),
    "revised_mean": ngettext_lazy(
        "%(scores)s of %(all)s experts judged anew in the discussion: first the figure was %(before)s, after it "
        "%(after)s.",
        "%(scores)s of %(all)s experts judged anew in the discussion: first the figure was %(before)s, after it "
        "%(after)s.",
        "scores",
    ),
    "revised_level": ngettext_lazy(
        "%(scores)s of %(all)s experts judged anew in the discussion.",
        "%(scores)s of %(all)s experts judged anew in the discussion.",
        "scores",
    ),
    "agreed": gettext_lazy("The experts’ scores agree."),
    "close": gettext_lazy(
        "From %(lowest)s to %(highest)s the scores lie %(spread)s apart; they are discussed from %(limit)s on."
    ),
    "apart": gettext_lazy(
        "From %(lowest)s to %(highest)s the scores lie %(spread)s apart. From %(limit)s on they are discussed: "
        "so they are."
    ),
    "far": gettext_lazy(
        "The experts’ %(median)s and the department’s %(own)s lie %(distance)s apart. From %(limit)s on that is "
        "discussed: so it is."
    ),
    "far_from_mean": gettext_lazy(
        "The experts’ figure, %(figure)s, and the department’s %(own)s lie %(distance)s apart. From %(limit)s on that "
        "is discussed: so it is."
    ),
    "no_expert_level": gettext_lazy(
        "The department gave %(own)s and no expert gave a level. That is discussed, so that it does not go unheard."
    ),
    "gravest_score": ngettext_lazy(
        "%(scores)s expert gave the gravest level, %(gravest)s, which the middle score does not show.",
        "%(scores)s experts gave the gravest level, %(gravest)s, which the middle score does not show.",
        "scores",
    ),
    "gravest_score_in_mean": ngettext_lazy(
        "%(scores)s expert gave the gravest level, %(gravest)s, which the mean does not show.",
        "%(scores)s experts gave the gravest level, %(gravest)s, which the mean does not show.",
        "scores",
    ),
    "no_figure": gettext_lazy("So there is no figure here, and nothing enters a mean."),
    "gravest": gettext_lazy("%(figure)s is the gravest level of the scale: a red line is touched."),
    "red_line": gettext_lazy(
        "On a red-line indicator any negative figure touches the red line; %(figure)s does."
    ),
    "red_line_kept": gettext_lazy(
        "On a red-line indicator any negative figure touches the red line; %(figure)s does not."
    ),
    "mitigated": gettext_lazy("The department has written how the effect is mitigated."),
    "unmitigated": gettext_lazy("Nothing is written on how the effect is mitigated."),
    "no_mean": gettext_lazy("Nothing here has a figure yet, so there is no mean."),
    "left_out": ngettext_lazy(
        "%(left)s of %(asked)s indicators has no level; it is left out, not taken for zero.",
        "%(left)s of %(asked)s indicators have no level; they are left out, not taken for zero.",
        "left",
    ),
    "lowest": gettext_lazy("The lowest figure is %(figure)s: %(items)s."),
    "lowest_harm": gettext_lazy(
        "The lowest figure is %(figure)s: %(items)s. A mean may hide this, so it always stands beside it."
    ),
    "lowest_own": gettext_lazy(
        "Lower still, but judged otherwise by the experts, is the department’s %(figure)s: %(items)s."
    ),
    "group": gettext_lazy("%(group)s: %(value)s (%(rating)s)."),
    "group_no_level": gettext_lazy("%(group)s: “%(rating)s”. That is no zero."),
    "group_empty": gettext_lazy("%(group)s: not answered yet."),
    "worst_off": gettext_lazy("Worst off, with %(figure)s: %(groups)s."),
    "none_worse_off": gettext_lazy("For no special group is the answer negative."),
    "red_lines": gettext_lazy("Red lines touched: %(items)s."),
    "without_mitigation": gettext_lazy("Of these, without mitigation: %(items)s."),
    "negative": gettext_lazy("Negative: %(items)s."),
    "uncertain": gettext_lazy("Could not be judged: %(items)s."),
    "disputed": gettext_lazy("Experts apart from the department or from each other: %(items)s."),
    "harmed_groups": gettext_lazy("Special groups worse off: %(groups)s."),
    "gravely_harmed_groups": gettext_lazy("Of these, on the gravest level, which is a red line: %(groups)s."),
    "uncertain_groups": gettext_lazy("Special groups for which it could not be judged: %(groups)s."),
    "nothing_against": gettext_lazy("No red line is touched; nothing is negative, uncertain or disputed."),
    "proposes_return": gettext_lazy(
        "A red line without mitigation sends the file back. Proposed: %(outcome)s."
    ),
    "proposes_approve_with_changes": gettext_lazy(
        "Any one of these asks for changes before approval. Proposed: %(outcome)s."
    ),
    "proposes_approve": gettext_lazy("So nothing stands in the way. Proposed: %(outcome)s."),
    "barred": gettext_lazy("While a red line is touched, this cannot be chosen: %(outcomes)s."),
    "as_it_stands": gettext_lazy(
        "So it stands with %(complete)s of %(all)s answers complete; the rest may still change it."
    ),
}


def _figures(exact: Sequence[str], names: Names) -> str:
    return _(", ").join(_figure(each, names) for each in exact)


def _figure(exact: str, names: Names) -> str:
    return figure(Fraction(exact))


def _items(codes: Sequence[str], names: Names) -> str:
    return _(", ").join(f"{code} {names.items[code]}" for code in codes)


def _groups(codes: Sequence[str], names: Names) -> str:
    return _(", ").join(str(names.groups[code]) for code in codes)


_TELL: dict[str, Callable[[Any, Names], str]] = {
    **dict.fromkeys(
        ("after", "before", "figure", "gravest", "highest", "lowest", "median", "own", "value"), _figure
    ),
    "values": _figures,
    "items": _items,
    "groups": _groups,
    "group": lambda code, names: str(names.groups[code]),
    "rating": lambda code, names: str(names.levels[code]),
    "outcome": lambda code, names: outcome_name(code),
    "outcomes": lambda codes, names: _(", ").join(outcome_name(code) for code in codes),
    "distance": lambda exact, names: figure(Fraction(exact)).removeprefix("+"),
}


def _mean(facts: Mapping[str, Any], names: Names) -> str:
    """The sum as one would write it down. Equal weights are not mentioned; "≈" where one decimal does not say all."""
    parts = facts["parts"]
    weighted = len({part["weight"] for part in parts}) > 1
    titles = names.aspects if facts["of"] == "aspects" else {}
    told = {
        "sum": _(", ").join(
            f"{titles.get(part['code'], part['code'])} {figure(Fraction(part['value']))}"
            + (f" × {part['weight']}" if weighted else "")
            for part in parts
        ),
        "total": figure(Fraction(facts["total"]) / (1 if weighted else parts[0]["weight"])),
        "weights": facts["weights"] if weighted else len(parts),
        "equals": "=" if (Fraction(facts["mean"]) * 10).denominator == 1 else "≈",
        "mean": figure(Fraction(facts["mean"])),
    }
    return str(_MEANS[facts["series"], weighted]) % told


_MEANS = {
    ("own", False): gettext_lazy(
        "Mean of the self-ratings: %(total)s ÷ %(weights)s %(equals)s %(mean)s, from %(sum)s."
    ),
    ("own", True): gettext_lazy(
        "Weighted mean of the self-ratings: %(total)s ÷ weights %(weights)s %(equals)s %(mean)s, from %(sum)s."
    ),
    ("experts", False): gettext_lazy(
        "Mean of the experts’ middle scores: %(total)s ÷ %(weights)s %(equals)s %(mean)s, from %(sum)s."
    ),
    ("experts", True): gettext_lazy(
        "Weighted mean of the experts’ middle scores: %(total)s ÷ weights %(weights)s %(equals)s %(mean)s, "
        "from %(sum)s."
    ),
    ("experts_by_mean", False): gettext_lazy(
        "Mean of the experts’ figures: %(total)s ÷ %(weights)s %(equals)s %(mean)s, from %(sum)s."
    ),
    ("experts_by_mean", True): gettext_lazy(
        "Weighted mean of the experts’ figures: %(total)s ÷ weights %(weights)s %(equals)s %(mean)s, from %(sum)s."
    ),
}
