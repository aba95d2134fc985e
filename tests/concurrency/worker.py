"""One process of a race: it reads its part as a line of JSON, says it is ready, waits for the word, does the part and
says how it went; then it waits for the next.

Usage: worker.py LOCKS. "locked" is the code as it is; "unlocked" takes every row lock away, so that the races can be
seen to need them.
"""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django

django.setup()

from django.core.exceptions import PermissionDenied  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.utils import translation  # noqa: E402
from django_fsm import ConcurrentTransition  # noqa: E402

from accounts.models import User  # noqa: E402
from ledger.errors import Conflict, Refused  # noqa: E402
from ledger.operations import record  # noqa: E402
from panels.operations import seal_seat, seat_experts  # noqa: E402
from tests import factories  # noqa: E402
from workflows.enums import Action  # noqa: E402
from workflows.models import Case  # noqa: E402
from workflows.operations import advance, decide  # noqa: E402


def save(case, actor, text):
    return str(factories.answer(case, "A1", actor, version=1, facts=text).version)


def seal(case, actor, text):
    seal_seat(panel=case.panel, actor=actor)
    return "sealed"


def hand_in(case, actor, text):
    return advance(case=case, action=Action.HAND_IN, actor=actor).state


def accept(case, actor, text):
    return advance(case=case, action=Action.ACCEPT, actor=actor).state


def open_scores(case, actor, text):
    return advance(case=case, action=Action.OPEN_SCORES, actor=actor).state


def issue(case, actor, text):
    return advance(case=case, action=Action.ISSUE, actor=actor).state


def decide_case(case, actor, text):
    return decide(case=case, note=text, obligations=[], actor=actor).outcome


def write_events(case, actor, text):
    for number in range(20):
        record(name="race.event", subject=text, actor=actor, data={"number": number})
    return "written"


def empty_an_answer(case, actor, text):
    """Make an answer incomplete, and commit only when told."""
    with transaction.atomic():
        factories.answer(case, "A1", actor, rating="")
        say("holding")
        sys.stdin.readline()
    return "emptied"


def unseat(case, actor, text):
    """Take experts off the panel, and commit only when told."""
    with transaction.atomic():
        seat_experts(
            panel=case.panel, experts=list(User.objects.filter(seats__panel=case.panel)[:2]), actor=actor
        )
        say("holding")
        sys.stdin.readline()
    return "unseated"


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
        write_events,
        empty_an_answer,
        unseat,
    )
}


def perform(part, case, actor, text):
    """What happened, in one line: the result, or which "no" was heard."""
    case, actor = Case.objects.get(assessment__code=case), User.objects.get(username=actor)
    say("ready")
    sys.stdin.readline()
    try:
        return f"done: {PARTS[part](case, actor, text)}"
    except Refused as refusal:
        return f"refused: {refusal}"
    except Conflict as conflict:
        return f"conflict: {conflict.theirs}"
    except PermissionDenied as denial:
        return f"denied: {denial}"
    except (DatabaseError, ConcurrentTransition) as error:
        return f"crashed: {type(error).__name__}"


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(locks):
    if locks == "unlocked":
        QuerySet.select_for_update = lambda self, **options: self
    with translation.override("en"), connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
        for line in sys.stdin:
            say(perform(**json.loads(line)))


main(*sys.argv[1:])
