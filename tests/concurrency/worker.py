"""One process of a race: it receives its part, says it is ready, waits for the word, does the part and says how it
went; then it waits for the next.

"locked" is the code as it is; "unlocked" takes every row lock away, so that the races can be seen to need them.
"""

import os

import django
from django.apps import apps

if not apps.ready:  # the server from which the workers are forked has nothing but this module
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import translation
from django_fsm import ConcurrentTransition

from accounts.models import User
from indicators.editor import parts
from indicators.models import DraftSet, IndicatorSet
from indicators.operations import change_part
from ledger.errors import Conflict, Refused
from ledger.operations import record
from panels.operations import seal_seat, seat_experts
from tests import factories
from workflows.carrying import carry_over
from workflows.enums import Action
from workflows.models import Case
from workflows.operations import advance, decide


def save(case, actor, text, line):
    return str(factories.answer(case, "A1", actor, version=1, facts=text).version)


def seal(case, actor, text, line):
    seal_seat(panel=case.panel, actor=actor)
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


PARTS = {
    part.__name__: part
    for part in (
        save,
        seal,
        hand_in,
        accept,
        open_scores,
        issue,
        decide_case,
        edit_draft,
        carry,
        carry_slowly,
        hand_in_slowly,
        write_events,
        empty_an_answer,
        unseat,
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
    except (DatabaseError, ConcurrentTransition) as error:
        return f"crashed: {type(error).__name__}"


def work(line, database, locks):
    connection.settings_dict["NAME"] = database
    if locks == "unlocked":
        QuerySet.select_for_update = lambda self, **options: self
    with translation.override("en"), connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
        while part := line.recv():
            line.send(perform(line, *part))
    connection.close()
