"""Sorting and quoting all words of a session in one go, as the office does it on its page."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.errors import Refused
from participation.models import Session, Theme
from participation.operations.doors import locked_session, reading_words, refuse_stale
from participation.operations.remarks import UNSORTED, quote_remark, sort_remark


@transaction.atomic
def sort_and_quote(
    *, session: Session, version: int, words: Mapping[int, tuple[int, str]], actor: User
) -> Session:
    """By the number of a remark the number of its theme and its quote; the same again changes nothing. All of it or
    nothing is stored. Conflict when somebody wrote in the session meanwhile."""
    assessment = reading_words(session.assessment, actor)
    session = locked_session(session, assessment)
    remarks = {
        each.number: each for each in session.remarks.live().filter(erased_at=None).select_related("theme")
    }
    themes = {each.number: each for each in Theme.objects.filter(assessment=assessment)}
    changed = {
        number: said
        for number, said in words.items()
        if number not in remarks
        or said
        != (remarks[number].theme.number if remarks[number].theme else UNSORTED, remarks[number].quote)
    }
    if not changed:
        return session
    refuse_stale(session, version)
    if changed.keys() - remarks.keys() or any(
        theme not in {UNSORTED, *themes} for theme, _q in changed.values()
    ):
        raise Refused(_("A theme or a remark has gone meanwhile. Please look once more; nothing was saved."))
    session.version += 1
    session.save(update_fields=["version"])
    for number, (theme, quote) in sorted(changed.items()):
        remark = remarks[number]
        remark.session = session
        sort_remark(remark=remark, theme=themes.get(theme), actor=actor)
        quote_remark(remark=remark, quote=quote, actor=actor)
    return session
