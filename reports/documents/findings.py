"""What was found, as facts: indicators, evidence, children, screening, panel."""

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.scale import Scale
from indicators.templatetags.ratings import rating_of
from reports.documents.fact import Data, Fact, Facts, rendered
from reports.templatetags.affected import (
    children_words,
    effect_words,
    grade_word,
    link_words,
    plan_words,
    source_words,
)
from reports.templatetags.panel_record import (
    agreement_words,
    discussed,
    judged,
    robustness_words,
    source_word,
    uptake_word,
)
from reports.templatetags.record import (
    day,
    exact,
    finding_word,
    local,
    need_word,
    other,
    rated,
    scale_of,
)


def aspect_facts(aspect: Data, indicators: list[Facts]) -> Facts:
    codes = {each["code"] for each in aspect["indicators"]}
    means = {key: exact(aspect[key]) if rated(aspect) else None for key in ("own", "experts", "lowest")}
    within: list[Facts] = [each for each in indicators if each["number"] in codes]
    return {"name": local(aspect["name"]), **means, "indicators": within}


def indicator_facts(indicator: Data, aspect: Data, record: Data) -> Facts:
    scale = scale_of(record)
    own, in_words = indicator["own"], indicator.get("answer") == "text"
    value = scale.value(own) if own else None
    counted = [f"{local(each['group'])} {children_words(each)}" for each in indicator.get("numbers", [])]
    grade, remaining = indicator.get("grade"), indicator.get("residual")
    return {
        "aspect": local(aspect["name"]),
        "number": indicator["code"],
        "name": local(indicator["name"]),
        "other_name": other(indicator["name"]),
        "question": local(indicator["question"]),
        "weight": None if in_words else indicator.get("weight"),
        "own": rating_words(own, scale),
        "own_figure": None if value is None else Fraction(value),
        "experts": judged(indicator),
        "spread": None if indicator["median"] is None else indicator["spread"],
        "scores": _(", ").join(rating_words(each, scale) for each in indicator["ratings"]),
        "flags": _(", ").join(_flags(indicator)),
        "groups": _(", ").join(local(each) for each in indicator["groups"]),
        "reach": indicator["reach"],
        "numbers": _("; ").join(counted),
        "effect": _("; ").join(effect_words(indicator)),
        "clause": indicator.get("reference", ""),
        "facts": indicator["facts"],
        "mitigation": indicator["mitigation"],
        "remaining": rating_words(remaining, scale),
        "grounds": indicator["reason"],
        "strength": grade_word(grade) if grade else "",
        "evidence_named": _("; ").join(
            " ".join(filter(None, (each["name"], each.get("page")))) for each in indicator["evidence"]
        ),
        "articles": ", ".join(str(each) for each in indicator["crc_articles"]),
    }


def _flags(indicator: Data) -> Iterable[str]:
    if indicator["red_line_touched"]:
        yield _("Red line touched")
    elif indicator["red_line"]:
        yield _("Red line")
    if indicator["far_from_self"]:
        yield _("Far from self")
    if indicator["wide_spread"]:
        yield _("Experts apart")


def evidence_facts(record: Data) -> Fact:
    return [
        {
            "indicator": indicator["code"],
            "name": piece["name"],
            "page": piece.get("page", ""),
            "dated": day(piece["dated"]) if piece.get("dated") else None,
            "access": _("on request") if piece.get("on_request") else pgettext("access", "public"),
            "hash": piece["sha256"],
        }
        for aspect in record["aspects"]
        for indicator in aspect["indicators"]
        for piece in indicator["evidence"]
    ]


def affected_facts(record: Data) -> Facts:
    scale = scale_of(record)
    return {
        "special_groups": [
            {
                "name": local(each["name"]),
                "impact": rating_words(each["rating"], scale),
                "grounds": each["grounds"],
            }
            for each in record.get("groups", [])
        ],
        "children": [
            {
                "group": local(each["group"]),
                "age": local(each["age"]) if each["age"] else _("every age"),
                "number": children_words(each) if each["number"] is None else each["number"],
                "source": source_words(each),
            }
            for each in record.get("children", [])
        ],
        "participation": [
            {"link": link_words(each), "plan": plan_words(each)} for each in record.get("participation", [])
        ],
    }


def screening_facts(screening: Data) -> Facts:
    conclusion = screening.get("conclusion")
    return {
        "screening_result": need_word(conclusion) if conclusion else "",
        "screening_grounds": screening.get("grounds", ""),
        "screening": [
            {
                "question": local(each["question"]),
                "answer": finding_word(each["answer"]) if each["answer"] else "",
                "remark": each["remark"],
            }
            for each in screening.get("questions", [])
        ],
    }


def panel_facts(record: Data) -> Facts:
    panel = record["panel"] or {}
    full = bool(panel.get("aggregation"))
    return {
        "panel": rendered("reports/_panel_line.html", record) if panel else "",
        "robustness": "\n".join(robustness_words(panel)) if full else "",
        "agreement": "\n".join(agreement_words(panel)) if full else "",
        "discussed": [
            {
                "number": each.code,
                "name": each.name,
                "first": each.first,
                "first_spread": each.first_spread,
                "second": each.second,
                "second_spread": each.second_spread,
            }
            for each in (discussed(record) if full else [])
        ],
        "opinions": [
            {
                "number": each["number"],
                "source": source_word(each["source"]),
                "uptake": uptake_word(each["uptake"]) if each["uptake"] else _("Not answered"),
                "reply": each["reason"],
                **{key: each[key] for key in ("indicator", "reference", "text", "clause")},
            }
            for each in record.get("opinions", [])
        ],
    }


def rating_words(code: str | None, scale: Scale) -> str:
    """A level with its figure, an answer that is no level in words alone."""
    if not code:
        return ""
    shown = rating_of(code, scale)
    return " ".join(filter(None, (shown["figure"], shown["word"])))
