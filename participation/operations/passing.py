"""Lines that suggest harm go to the officer for the protection of minors, whatever becomes of the lines beside them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import override

from accounts.models import User
from participation.models import Concern, Session
from participation.operations.concerns import raise_concern
from participation.operations.doors import hearing, locked_session
from privacy.harm import suggests_harm

Lines = Mapping[int, Sequence[str]]


class Passed(NamedTuple):
    """`rest`: the lines that suggest no harm, by their theme; `lines`: how many went to the officer, now or when they
    were sent before; `version`: with which the rest is sent on."""

    rest: Lines
    lines: int
    version: int | None


def pass_on_harm(*, session: Session, version: int | None, lines: Lines, actor: User) -> Passed:
    """Raise a concern for each line that suggests harm, at once and by itself: no missing consent, no name in another
    line and no version holds it back. The rest is for `add_remarks`, which may refuse it.

    Sent again (with a version that is not the stored one), lines that the same person has raised here are not raised
    twice.
    """
    rest: dict[int, list[str]] = {}
    harmful: list[str] = []
    for theme, texts in lines.items():
        rest[theme] = []
        for text in texts:
            (harmful if suggests_harm(text) else rest[theme]).append(text)
    told = [text.strip() for text in harmful]
    return Passed(rest, len(told), _raise(session, version, told, actor) if told else version)


@transaction.atomic
def _raise(session: Session, version: int | None, harmful: Sequence[str], actor: User) -> int | None:
    """The file's lock makes one of two sendings the second, and the version tells it so."""
    assessment = hearing(session.assessment, actor)
    session = locked_session(session, assessment)
    context, known = where_said(session), Counter[str]()
    if session.version != version:
        mine = Concern.objects.filter(case=assessment.code, context=context, raised_by=actor)
        known = Counter(mine.values_list("text", flat=True))
    new = list((Counter(harmful) - known).elements())
    for text in new:
        raise_concern(assessment=assessment, context=context, text=text, actor=actor)
    if session.version != version:
        return version
    session.version += 1
    session.save(update_fields=["version"])
    return session.version


def where_said(session: Session) -> str:
    """For the officer: where a concern was raised, without a word of who said it."""
    with override("zh-hans"):
        told = (session.held_on.isoformat(), session.get_place_display(), session.get_method_display())
        return " · ".join((f"{session.assessment.code} #{session.number}", *map(str, told)))
