"""A record's facts under their names (`names.FACTS`), in the active language: what place-holders of a Word template
stand for, and what the workbook lists. Figures stay figures and dates dates; `said` puts them into words."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from html import unescape
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.localised import english_is_active
from indicators.scale import Scale, figure
from indicators.templatetags.ratings import rating_of
from reports.documents.filling import Words
from reports.enums import Ground
from reports.models import Publication
from reports.templatetags.affected import (
    children_words,
    effect_words,
    grade_word,
    link_words,
    plan_words,
    source_words,
    timing_words,
)
from reports.templatetags.panel_record import (
    agreement_words,
    discussed,
    judged,
    majority_words,
    months_words,
    robustness_words,
    source_word,
    uptake_word,
)
from reports.templatetags.record import (
    ballots,
    choice_word,
    concluded,
    day,
    exact,
    explained,
    finding_word,
    grouped,
    local,
    named,
    need_word,
    other,
    quorum_words,
    rated,
    result,
    scale_of,
    worst_off,
)

Data = dict[str, Any]
Fact = str | int | Fraction | date | None | list["Facts"]
Facts = dict[str, Fact]


def facts_of(publication: Publication) -> Facts:
    """Everything that a document may say. Records of earlier formats say less: there a fact is empty."""
    record = publication.content
    indicators = [
        _indicator(each, aspect, record) for aspect in record["aspects"] for each in aspect["indicators"]
    ]
    return (
        _matter(record)
        | _conclusion(record)
        | _decision(record["decision"] or {})
        | _origin(publication, record)
        | {
            "aspects": [_aspect(each, indicators) for each in record["aspects"] if each["indicators"]],
            "indicators": indicators,
            "evidence": _evidence(record),
            "withheld": _withheld(record),
        }
        | _affected(record)
        | _screening(record.get("screening") or {})
        | _panel(record)
    )


def worded(facts: Facts) -> Words:
    """All of them in words."""
    return {
        key: [worded(each) for each in fact] if isinstance(fact, list) else said(fact)
        for key, fact in facts.items()
    }


def said(fact: Fact) -> str:
    """In words, as a document says it."""
    match fact:
        case None:
            return ""
        case date():
            return date_format(fact)
        case Fraction():
            return figure(fact)
        case int():
            return grouped(fact)
    return str(fact)


def _withheld(record: Data) -> Fact:
    """Which passages are blacked, and on what ground; records of the first four formats withhold nothing."""
    return [
        {
            "number": each["number"],
            "what": _("A file") if each["kind"] == "file" else _("A passage"),
            "ground": str(Ground(each["ground"]).label),
        }
        for each in record.get("redactions", [])
    ]


def _matter(record: Data) -> Facts:
    started, handed_in, signed = (record.get(key) for key in ("drafting_started", "handed_in", "signed"))
    contributors = [
        f"{local(each['unit'])} ({_(', ').join(each['indicators'])})"
        for each in record.get("contributors", [])
    ]
    return {
        "title": local(record["title"]),
        "other_title": other(record["title"]),
        "kind": _rendered("reports/_kind.html", record),
        "case_number": record["code"],
        "city": local(record["city"]),
        "unit_term": _rendered("reports/_unit_term.html", record),
        "drafting_unit": local(record["drafting_unit"]),
        "contributors": _("; ").join(contributors),
        "matter_class": _coded(record["matter_class"]),
        "tier": _named(record.get("tier")),
        "depth": _named(record.get("depth")),
        "gate": _named(record.get("gate")),
        "ages": _(", ").join(local(each) for each in record.get("ages", [])),
        "plan": str(record.get("plan_year") or record.get("trigger") or ""),
        "started": day(started) if started else None,
        "screened": timing_words(record),
        "handed_in": day(handed_in) if handed_in else None,
        "signed": day(signed) if signed else None,
        "round": record["round"],
        "summary": local(record["summary"]),
        "sample": _(
            "This report shows sample data: its answers, evidence, scores, votes and conditions are made up for "
            "demonstration."
        )
        if record["illustrative"]
        else "",
    }


def _conclusion(record: Data) -> Facts:
    proposal = record["proposal"] or {}
    months = record.get("follow_up")
    follow_up = _("Foreseen and measured effects are compared %(months)s months after publication.")
    return {
        "result": choice_word(result(record)),
        "basis": _rendered("reports/_basis.html", record),
        "concluded_term": _rendered("reports/_concluded_term.html", record),
        "concluded": concluded(record),
        **{
            key: _("; ").join(" ".join(each) for each in named(proposal.get(key, ()), record))
            for key in ("red_lines", "negative", "uncertain", "disputed")
        },
        "worst_off": _(", ").join(worst_off(record)) if proposal.get("worst_off") else "",
        "follow_up": follow_up % {"months": months_words(months)} if months else "",
        "steps": [{"about": about, "text": "\n".join(sentences)} for about, sentences in explained(record)]
        if record.get("steps")
        else [],
    }


def _decision(decision: Data) -> Facts:
    """Nothing but empty facts where no committee decided."""
    lapses = decision.get("lapses_on")
    voter = decision.get("required_voter")
    vote = [quorum_words(decision), majority_words(decision)] if decision else []
    if voter:
        cast = _("The vote of the %(voter)s, without which there is no result, was cast.")
        vote.append(cast % {"voter": local(voter)})
    return {
        "vote": _joined(vote),
        "votes": [{"choice": str(each.label), "count": each.count} for each in ballots(decision)]
        if decision
        else [],
        "note": decision.get("note", ""),
        "deviation": decision.get("deviation", ""),
        "lapses": day(lapses) if lapses else None,
        "superseded": _("; ").join(
            f"{choice_word(each['outcome'])}, {said(day(each['date']))}"
            for each in decision.get("superseded", [])
        ),
        "conditions": [
            {
                "number": number,
                "due": day(each["due"]),
                "proof": each.get("proof", ""),
                **{key: each[key] for key in ("text", "indicator", "owner")},
            }
            for number, each in enumerate(decision.get("conditions", []), start=1)
        ],
        "dissents": [
            {"choice": choice_word(each["choice"]), "opinion": each["opinion"]}
            for each in decision.get("dissents", [])
        ],
    }


def _origin(publication: Publication, record: Data) -> Facts:
    the_set, code = record["set"], publication.spaced_code
    provenance = the_set["provenance"]
    return {
        "set_name": local(the_set["name"]),
        "set_edition": the_set["edition"],
        "set_hash": the_set["hash"],
        "provenance": local(provenance["statement"]),
        "reconstruction": _("Reconstructed indicator set; not an official text")
        if provenance["status"] == "reconstruction"
        else "",
        "code": code,
        "checking_page": f"/verify/{code}/",
        "record_hash": publication.record_hash,
        "ledger_place": str(publication.ledger_position),
        "sources": [{"text": local(each)} for each in provenance["sources"]],
    }


def _aspect(aspect: Data, indicators: list[Facts]) -> Facts:
    codes = {each["code"] for each in aspect["indicators"]}
    means = {key: exact(aspect[key]) if rated(aspect) else None for key in ("own", "experts", "lowest")}
    within: list[Facts] = [each for each in indicators if each["number"] in codes]
    return {"name": local(aspect["name"]), **means, "indicators": within}


def _indicator(indicator: Data, aspect: Data, record: Data) -> Facts:
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


def _evidence(record: Data) -> Fact:
    return [
        {
            "indicator": indicator["code"],
            "name": piece["name"],
            "page": piece.get("page", ""),
            "dated": day(piece["dated"]) if piece.get("dated") else None,
            "access": pgettext("access", "on request")
            if piece.get("on_request")
            else pgettext("access", "public"),
            "hash": piece["sha256"],
        }
        for aspect in record["aspects"]
        for indicator in aspect["indicators"]
        for piece in indicator["evidence"]
    ]


def _affected(record: Data) -> Facts:
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


def _screening(screening: Data) -> Facts:
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


def _panel(record: Data) -> Facts:
    panel = record["panel"] or {}
    full = bool(panel.get("aggregation"))
    return {
        "panel": _rendered("reports/_panel_line.html", record) if panel else "",
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


def _coded(entry: Data | None) -> str:
    return f"{entry['code']} {local(entry)}" if entry else ""


def _named(entry: Data | None) -> str:
    return local(entry) if entry else ""


def _joined(sentences: Iterable[str]) -> str:
    """Sentences in a row: with a blank where the language has one."""
    return (" " if english_is_active() else "").join(filter(None, sentences))


def _rendered(template: str, record: Data) -> str:
    """What the report's pages say in the same place, as plain text."""
    return " ".join(unescape(render_to_string(template, {"record": record})).split())
