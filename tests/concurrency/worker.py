"""One process of a race: it receives its part, says it is ready, waits for the word, does the part and says how it
went; then it waits for the next.

"locked" is the code as it is; "unlocked" takes every row lock away, so that the races can be seen to need them; "chain"
leaves the lock of the ledger's chain alone, so that they can be seen to need their own.
"""

import os
from datetime import date

import django
from django.apps import apps

if not apps.ready:  # the server from which the workers are forked has nothing but this module
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django_fsm import ConcurrentTransition

from accounts.models import Organisation, User
from assessments.models import Evidence, Proposal
from assessments.operations import accept_proposal, cite_evidence, remove_evidence
from assessments.operations.proposals import Taken
from committees.models import Fulfilment, Session
from committees.operations import agenda, sessions
from committees.operations.followup import close_follow_up
from committees.operations.fulfilling import report_fulfilment, verify_fulfilment
from committees.operations.reviewing import save_review
from indicators.editor import parts
from indicators.models import DraftSet, IndicatorSet
from indicators.operations import change_part
from ledger.errors import Conflict, Refused, Undone
from ledger.models import ChainHead
from ledger.operations import record
from panels.models import Score
from panels.operations import seal_seat, seat_experts
from plans.models import PlanItem
from plans.operations import FIELDS, accept_matters, change_matter
from reports.documents.operations import accept_template
from tests import factories
from tests.concurrency import participation_parts
from tests.reports.documents.small import template
from tests.workflows.asking import ask
from workflows.carrying import carry_over
from workflows.clock import extend_deadline
from workflows.enums import Action
from workflows.models import Case
from workflows.operations import advance, decide, hand_over


def save(case, actor, text, line):
    return str(factories.answer(case, "A1", actor, version=1, facts=text).version)


def seal(case, actor, text, line):
    seal_seat(panel=case.panel, actor=actor)
    return "sealed"


def score_one(case, actor, text, line):
    """A1 with other words, on whatever version is stored."""
    stored = Score.objects.get(seat__panel=case.panel, seat__expert=actor, indicator__code="A1")
    return str(factories.score(case, "A1", actor, "1", text, version=stored.version).version)


def score_slowly(case, actor, text, line):
    """The same, and commit only when told."""
    with transaction.atomic():
        version = score_one(case, actor, text, line)
        line.send("holding")
        line.recv()
    return version


def seal_slowly(case, actor, text, line):
    with transaction.atomic():
        seal(case, actor, text, line)
        line.send("holding")
        line.recv()
    return "sealed"


def hand_in(case, actor, text, line):
    return advance(case=case, action=Action.HAND_IN, actor=actor).state


def accept(case, actor, text, line):
    return advance(case=case, action=Action.ACCEPT, actor=actor).state


def open_scores(case, actor, text, line):
    return advance(case=case, action=Action.OPEN_SCORES, actor=actor).state


def issue(case, actor, text, line):
    return advance(case=case, action=Action.ISSUE, actor=actor).state


def decide_case(case, actor, text, line):
    return decide(case=case, note=text, obligations=[], actor=actor).outcome


def cast(case, actor, text, line):
    """The actor's vote, as `text` says."""
    return factories.vote(case, actor, text).choice


def put_on_agenda(case, actor, text, line):
    """On that of the session that `text` names."""
    session = Session.objects.get(pk=text)
    return agenda.put_on_agenda(session=session, meeting=case.meeting, actor=actor).session_id


def put_on_agenda_slowly(case, actor, text, line):
    """The same, and commit only when told."""
    with transaction.atomic():
        session = put_on_agenda(case, actor, text, line)
        line.send("holding")
        line.recv()
    return session


def change_chair(case, actor, text, line):
    """Of the session of the case, as it was before anybody changed it."""
    session = case.meeting.session
    chair = User.objects.get(username=text)
    facts = {"held_at": session.held_at, "place": session.place, "chair": chair}
    return sessions.change_session(session=session, version=0, actor=actor, **facts).chair


def change_chair_slowly(case, actor, text, line):
    with transaction.atomic():
        chair = change_chair(case, actor, text, line)
        line.send("holding")
        line.recv()
    return chair


def report(case, actor, text, line):
    condition = case.meeting.decision.conditions.get()
    return report_fulfilment(condition=condition, text=text, actor=actor).text


def verify(case, actor, text, line):
    """The only report, with the finding that `text` says."""
    found = Fulfilment.objects.get(condition__decision__meeting=case.meeting)
    return verify_fulfilment(report=found, verdict=text, remark="已核。", actor=actor).verdict


def close_following(case, actor, text, line):
    told = {"version": 0, "reason": text, "unfinished": True}
    return close_follow_up(follow_up=case.meeting.decision.follow_up, actor=actor, **told).reason


def review(case, actor, text, line):
    content = {"summary": text, "effects": {"A1": {"measured": "0", "words": ""}}}
    found = case.meeting.decision.reviews.get()
    return save_review(review=found, version=0, content=content, actor=actor).summary


def write_events(case, actor, text, line):
    for number in range(20):
        record(name="race.event", subject=text, actor=actor, data={"number": number})
    return "written"


def empty_an_answer(case, actor, text, line):
    """Make an answer incomplete, and commit only when told."""
    with transaction.atomic():
        factories.answer(case, "A1", actor, rating="")
        line.send("holding")
        line.recv()
    return "emptied"


def unseat(case, actor, text, line):
    """Take experts off the panel, and commit only when told."""
    with transaction.atomic():
        seat_experts(
            panel=case.panel, experts=list(User.objects.filter(seats__panel=case.panel)[:2]), actor=actor
        )
        line.send("holding")
        line.recv()
    return "unseated"


def carry(case, actor, text, line):
    """Move the file to the newest edition of its set."""
    edition = IndicatorSet.objects.newest().get(code=case.assessment.indicator_set.code)
    return carry_over(case=case, edition=edition, actor=actor).assessment.indicator_set.edition


def carry_slowly(case, actor, text, line):
    """The same, and commit only when told."""
    with transaction.atomic():
        edition = carry(case, actor, text, line)
        line.send("holding")
        line.recv()
    return edition


def hand_in_slowly(case, actor, text, line):
    """Hand the file in, and commit only when told."""
    with transaction.atomic():
        state = hand_in(case, actor, text, line)
        line.send("holding")
        line.recv()
    return state


def edit_draft(case, actor, text, line):
    """Save another question in a part of a draft: `text` has the draft, the part, its fingerprint and the words."""
    pk, part, before, words = text.split("|")
    draft = DraftSet.objects.get(pk=pk)
    content = parts.read(draft.data, part) | {"question": {"zh": words}}
    change_part(draft=draft, part=part, before=int(before), content=content, actor=actor)
    return "changed"


def extend(case, actor, text, line):
    """Three days more than the deadline that was read."""
    due = date.fromisoformat(text)
    return extend_deadline(case=case, days=3, reason="等数据。", due=due, actor=actor).due_at > timezone.now()


def bring_in(case, actor, text, line):
    """Take the facts of a proposal."""
    taken = {"answer:A1": Taken(0, frozenset({"facts"}))}
    accept_proposal(proposal=Proposal.objects.get(pk=text), taken=taken, actor=actor)
    return "brought in"


def ask_unit(case, actor, text, line):
    return len(ask(case, None, "A1", unit=Organisation.objects.get(code=text), actor=actor))


def entrust(case, actor, text, line):
    return hand_over(
        case=case, to=User.objects.get(username=text), note="", actor=actor
    ).assessment.responsible


def cite_slowly(case, actor, text, line):
    """Rest B1 on a file, and commit only when told."""
    with transaction.atomic():
        found = {"evidence": Evidence.objects.get(pk=text), "indicator": factories.indicator(case, "B1")}
        cite_evidence(**found, page="", actor=actor)
        line.send("holding")
        line.recv()
    return "cited"


def remove_file(case, actor, text, line):
    remove_evidence(evidence=Evidence.objects.get(pk=text), actor=actor)
    return "removed"


def bring_template(case, actor, text, line):
    """A Word template of the city that says this."""
    city = case.assessment.drafting_unit.city
    content = template(f"{text}{{{{标题}}}}")
    return accept_template(city=city, name=text, content=content, actor=actor).sha256


def bring_template_slowly(case, actor, text, line):
    with transaction.atomic():
        fingerprint = bring_template(case, actor, text, line)
        line.send("holding")
        line.recv()
    return fingerprint


def change_planned_slowly(case, actor, text, line):
    """Hold the row of a planned matter, and change it only when told."""
    with transaction.atomic():
        item = PlanItem.objects.select_for_update().get(pk=text)
        line.send("holding")
        line.recv()
        facts = {name: getattr(item, name) for name in FIELDS} | {"title": "改过的"}
        return change_matter(item=item, version=0, facts=facts, actor=actor).version


def accept_planned(case, actor, text, line):
    items = list(PlanItem.objects.filter(pk__in=text.split()))
    return len(accept_matters(items=items, versions=[0] * len(items), actor=actor))


PARTS = participation_parts.PARTS | {
    part.__name__: part
    for part in (
        save,
        seal,
        seal_slowly,
        score_one,
        score_slowly,
        hand_in,
        accept,
        open_scores,
        issue,
        decide_case,
        cast,
        put_on_agenda,
        put_on_agenda_slowly,
        change_chair,
        change_chair_slowly,
        report,
        verify,
        close_following,
        review,
        edit_draft,
        carry,
        carry_slowly,
        hand_in_slowly,
        write_events,
        empty_an_answer,
        unseat,
        extend,
        bring_in,
        ask_unit,
        entrust,
        cite_slowly,
        remove_file,
        bring_template,
        bring_template_slowly,
        change_planned_slowly,
        accept_planned,
    )
}


def perform(line, part, case, actor, text):
    """What happened, in one line: the result, or which "no" was heard."""
    case, actor = Case.objects.get(assessment__code=case), User.objects.get(username=actor)
    line.send("ready")
    line.recv()
    try:
        return f"done: {PARTS[part](case, actor, text, line)}"
    except Refused as refusal:
        return f"refused: {refusal}"
    except Conflict as conflict:
        return f"conflict: {conflict.theirs}"
    except PermissionDenied as denial:
        return f"denied: {denial}"
    except Undone as failure:
        return f"undone: {type(failure).__name__}"
    except (DatabaseError, ConcurrentTransition) as error:
        return f"crashed: {type(error).__name__}"


def work(line, database, locks):
    connection.settings_dict["NAME"] = database
    if locks != "locked":
        lock, kept = QuerySet.select_for_update, {"unlocked": (), "chain": (ChainHead,)}[locks]
        QuerySet.select_for_update = lambda self, **options: (
            lock(self, **options) if self.model in kept else self
        )
    with translation.override("en"), connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
        while part := line.recv():
            line.send(perform(line, *part))
    connection.close()
