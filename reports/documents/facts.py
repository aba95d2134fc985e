"""A record's facts under their names (`names.FACTS`), in the active language: what place-holders of a Word template
stand for, and what the workbook lists. Figures stay figures and dates dates; `said` puts them into words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.localised import english_is_active
from reports.documents.fact import Data, Fact, Facts, rendered, said
from reports.documents.findings import (
    affected_facts,
    aspect_facts,
    evidence_facts,
    indicator_facts,
    panel_facts,
    screening_facts,
)
from reports.documents.heard import heard_facts, notice_facts
from reports.enums import Ground
from reports.models import Publication
from reports.templatetags.affected import (
    timing_words,
)
from reports.templatetags.panel_record import (
    majority_words,
    months_words,
)
from reports.templatetags.record import (
    ballots,
    choice_word,
    concluded,
    day,
    explained,
    local,
    named,
    other,
    quorum_words,
    result,
    worst_off,
)


def facts_of(publication: Publication) -> Facts:
    """Everything that a document may say. Records of earlier formats say less: there a fact is empty."""
    record = publication.content
    indicators = [
        indicator_facts(each, aspect, record) for aspect in record["aspects"] for each in aspect["indicators"]
    ]
    return (
        _matter(record)
        | _conclusion(record)
        | _decision(record["decision"] or {})
        | _origin(publication, record)
        | {
            "aspects": [aspect_facts(each, indicators) for each in record["aspects"] if each["indicators"]],
            "indicators": indicators,
            "evidence": evidence_facts(record),
            "withheld": _withheld(record),
        }
        | affected_facts(record)
        | heard_facts(record)
        | notice_facts(record)
        | screening_facts(record.get("screening") or {})
        | panel_facts(record)
    )


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
    comma = _(", ")
    contributors = [
        f"{local(each['unit'])} ({comma.join(each['indicators'])})" for each in record.get("contributors", [])
    ]
    return {
        "title": local(record["title"]),
        "other_title": other(record["title"]),
        "kind": rendered("reports/_kind.html", record),
        "case_number": record["code"],
        "city": local(record["city"]),
        "unit_term": rendered("reports/_unit_term.html", record),
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
        "basis": rendered("reports/_basis.html", record),
        "concluded_term": rendered("reports/_concluded_term.html", record),
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
        "votes": [{"choice": each["label"], "count": each["count"]} for each in ballots(decision)]
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
        "checking_page": publication.checking_url or f"/verify/{code}/",
        "record_hash": publication.record_hash,
        "ledger_place": str(publication.ledger_position),
        "sources": [{"text": local(each)} for each in provenance["sources"]],
    }


def _coded(entry: Data | None) -> str:
    return f"{entry['code']} {local(entry)}" if entry else ""


def _named(entry: Data | None) -> str:
    return local(entry) if entry else ""


def _joined(sentences: Iterable[str]) -> str:
    """Sentences in a row: with a blank where the language has one."""
    return (" " if english_is_active() else "").join(filter(None, sentences))
