"""What minors said is erased when its time is over, and the erasure can be proved.

A room registers its rules as it starts; the daily job and `manage.py erase_expired` carry all of them out. One
transaction erases the rows of one subject, writes their number and a hash over their keys into the ledger, and keeps an
`Erasure`: a crash leaves all of it or nothing, and whoever runs twice finds nothing the second time.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from ledger.canonical import canonical_json, sha256
from ledger.operations import record
from ledger.outbox import Payload, handles
from privacy.models import Erasure

logger = logging.getLogger(__name__)

ERASE_JOB = "privacy.erase"
ERASED = "words.erased"

Due = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Rule:
    """`columns` are "room.Model.column". `term` says how long they are kept and why, for the data map.

    `due` finds, for a moment, the keys of the rows whose time is over, by the ledger's name of what they belong to.
    `erase` locks these rows, erases those that are still due at that moment, and returns their keys.
    """

    name: str
    columns: tuple[str, ...]
    term: str | Promise
    due: Callable[[datetime], Due]
    erase: Callable[[Sequence[int], datetime], Iterable[int]]


@dataclass(frozen=True)
class Erased:
    """What one run of a rule did, or would do, to one subject."""

    rule: str
    subject: str
    rows: int


RULES: dict[str, Rule] = {}
KEPT: dict[str, str | Promise] = {}


def register(*rules: Rule) -> None:
    RULES.update({rule.name: rule for rule in rules})


def keep(column: str, why: str | Promise) -> None:
    """Say of a column of minors' data why it is not erased while its case file stands."""
    KEPT[column] = why


def by_subject(rows: Iterable[tuple[str, int]]) -> Due:
    """Pairs of a subject and a key, gathered."""
    found: dict[str, list[int]] = {}
    for subject, key in rows:
        found.setdefault(subject, []).append(key)
    return found


def rules() -> list[Rule]:
    return [RULES[name] for name in sorted(RULES)]


def kept() -> dict[str, str | Promise]:
    return dict(KEPT)


def due_now(now: datetime) -> list[Erased]:
    """What a run would erase."""
    return [
        Erased(rule=rule.name, subject=subject, rows=len(keys))
        for rule in rules()
        for subject, keys in sorted(rule.due(now).items())
    ]


def run_rules(*, actor: AbstractBaseUser, now: datetime) -> list[Erased]:
    """Carry out every rule. What fails of one subject stops none of the others; the last failure is raised at the
    end, so that the job is tried again."""
    done, failure = [], None
    for rule in rules():
        for subject, keys in sorted(rule.due(now).items()):
            try:
                rows = _carry_out(rule, subject, keys, now, actor)
            except Exception as problem:
                logger.exception("Rule %s failed for %s", rule.name, subject)
                failure = problem
                continue
            if rows:
                done.append(Erased(rule=rule.name, subject=subject, rows=rows))
    if failure is not None:
        raise failure
    return done


@handles(ERASE_JOB)
def erase_today(payload: Payload) -> None:
    """Of whatever day it was asked for: what is due stays due until it is done."""
    run_rules(actor=get_user_model().objects.system(), now=timezone.now())


@transaction.atomic
def _carry_out(rule: Rule, subject: str, keys: Sequence[int], now: datetime, actor: AbstractBaseUser) -> int:
    erased = sorted(rule.erase(keys, now))
    if erased:
        proof = keys_hash(rule, erased)
        data: dict[str, object] = {"rule": rule.name, "rows": len(erased), "keys": proof}
        event = record(name=ERASED, subject=subject, actor=actor, data=data)
        Erasure.objects.create(
            rule=rule.name,
            subject=subject,
            rows=len(erased),
            keys_hash=proof,
            ledger_position=event.position,
        )
    return len(erased)


def keys_hash(rule: Rule, keys: Iterable[int]) -> str:
    """SHA-256 over the columns and the sorted keys of what was erased: the rows stand, so that anyone with the database
    can work it out again."""
    return sha256(canonical_json({"columns": sorted(rule.columns), "keys": sorted(keys)}))
