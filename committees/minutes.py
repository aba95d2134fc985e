"""会议纪要: the minutes of a session, drafted as a Word document for the office to finish.

An internal paper, for the file and for those who were called. It names who was there, who was on leave and who chaired,
and in which order people spoke, because that order is a rule. It does not say who said what, who voted how, whose
opinion differs or who was recused: opinions stand without names, as in the report, in the order of their words, and
votes and recusals as numbers. Nothing of a vote that is still open is in it.
"""

from collections.abc import Iterator
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.offline.docx_parts import packed, paragraph, paragraphs
from assessments.offline.spelling import normal
from committees.enums import CHOICES, Presence
from committees.models import Condition, Decision, Meeting, Session
from committees.queries import dissents, majority_in_words, quorum_in_words, tally_of, together

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes_name(session: Session) -> str:
    return _("Minutes") + f"-{session.city.code}-{session.year}-{session.number}.docx"


def minutes(session: Session) -> bytes:
    title = _("Minutes of the committee’s session %(number)s of %(year)s") % {
        "number": session.number,
        "year": session.year,
    }
    name = _("Minutes")
    running = f"{session.city} · {name} {session.year}-{session.number}"
    sittings = session.sittings.select_related(
        "assessment__drafting_unit", "assessment__indicator_set", "decision"
    ).prefetch_related("ballots", "speeches__member", "decision__conditions__indicator")
    body = [paragraph(str(session.city), style="Running"), paragraph(title, style="Title")]
    body += [paragraph(normal(line)) for line in _head(session)]
    for place, sitting in enumerate(sittings.order_by("position", "pk"), start=1):
        body += _item(session, sitting, place)
    if session.closed_at is None:
        body.append(paragraph(_("The session is not closed yet: this is a draft."), style="Note"))
    return packed("".join(body), title=title, running=normal(running))


def _head(session: Session) -> Iterator[str]:
    yield _("Time: %(time)s") % {"time": _moment(session)}
    yield _("Place: %(place)s") % {"place": session.place or "—"}
    yield _("Chair: %(name)s") % {"name": session.chair}
    attended = list(session.attendances.select_related("member"))
    for presence in Presence:
        names = [str(each.member) for each in attended if each.presence == presence]
        if names or presence == Presence.PRESENT:
            yield _("%(presence)s (%(count)s): %(names)s") % {
                "presence": presence.label,
                "count": len(names),
                "names": _(", ").join(names) or "—",
            }


def _moment(session: Session) -> str:
    return date_format(timezone.localtime(session.held_at), "DATETIME_FORMAT")


def _item(session: Session, sitting: Meeting, place: int) -> Iterator[str]:
    file = sitting.assessment
    yield paragraph(normal(f"{place}. {file.local.title}"), style="Heading1")
    facts = [file.code, str(file.drafting_unit), str(file.indicator_set.local.name)]
    if file.illustrative:
        facts.append(_("Sample data"))
    yield paragraph(normal(" · ".join(facts)), style="Guidance")
    yield paragraph(_("The matter"), style="Heading2")
    yield paragraphs(normal(file.local.summary))
    yield paragraph(_("Proposed conclusion: %(outcome)s") % {"outcome": sitting.get_proposed_display()})
    yield from _opinions(session, sitting)
    yield paragraph(_("Vote and result"), style="Heading2")
    decision = getattr(sitting, "decision", None)
    if decision is None:
        yield paragraph(_("Not decided yet."))
    else:
        yield from _result(sitting, decision)


def _opinions(session: Session, sitting: Meeting) -> Iterator[str]:
    speeches = list(sitting.speeches.all())
    yield paragraph(_("Opinions"), style="Heading2")
    if not speeches:
        yield paragraph(_("No speech is recorded."))
        return
    names = [
        _("%(name)s (chair)") % {"name": each.member}
        if each.member_id == session.chair_id
        else str(each.member)
        for each in speeches
    ]
    yield paragraph(_("Order of speaking: %(names)s.") % {"names": _(", ").join(names)})
    for gist in sorted(each.gist for each in speeches if each.gist):
        yield paragraphs(normal(f"— {gist}"))


def _result(sitting: Meeting, decision: Decision) -> Iterator[str]:
    votes = tally_of(decision)
    counts = [f"{label} {votes.counts[code]}" for code, label in CHOICES if votes.counts.get(code)]
    yield paragraph(together(quorum_in_words(votes), majority_in_words(votes, Fraction(sitting.majority))))
    yield paragraph(_("Votes: %(counts)s.") % {"counts": _(", ").join(counts)})
    yield paragraph(_("Result: %(outcome)s") % {"outcome": decision.get_outcome_display()}, style="Label")
    if decision.supersedes_id:
        yield paragraph(_("This decision supersedes the earlier one of this round."))
    if decision.deviation:
        yield paragraphs(
            _("Why it differs from the proposal: %(words)s") % {"words": normal(decision.deviation)}
        )
    if decision.lapses_on:
        yield paragraph(_("The approval lapses on %(day)s.") % {"day": date_format(decision.lapses_on)})
    if decision.note:
        yield paragraphs(normal(decision.note))
    conditions = list(decision.conditions.all())
    if conditions:
        yield paragraph(_("Conditions"), style="Heading2")
        for each in conditions:
            yield paragraphs(normal(_condition(each)))
    others = dissents(sitting)
    if others:
        yield paragraph(_("Other opinions"), style="Heading2")
        for ballot in others:
            yield paragraphs(normal("— " + ballot.get_choice_display() + _(": ") + (ballot.opinion or "—")))


def _condition(condition: Condition) -> str:
    facts = [
        condition.indicator.code if condition.indicator else "",
        _("responsible: %(owner)s") % {"owner": condition.owner},
        _("due %(date)s") % {"date": date_format(condition.due)},
        _("shown by: %(proof)s") % {"proof": condition.proof} if condition.proof else "",
    ]
    return _("%(number)s. %(text)s (%(facts)s)") % {
        "number": condition.position,
        "text": condition.text,
        "facts": _("; ").join(filter(None, facts)),
    }
