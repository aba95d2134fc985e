"""How many things of a kind are left for somebody, said in the language of whoever reads it."""

from collections.abc import Callable

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = Promise | str


def later(say: Callable[[int], str], number: int) -> Words:
    return lazy(say, str)(number)


def items_returned(count: int) -> str:
    if not count:
        return str(_("Sent back: read why, and hand in again"))
    return ngettext("%(count)s returned item", "%(count)s returned items", count) % {"count": count}


def indicators_left(count: int) -> str:
    return ngettext("%(count)s indicator left to answer", "%(count)s indicators left to answer", count) % {
        "count": count
    }


def groups_left(count: int) -> str:
    return ngettext(
        "%(count)s special group left to consider", "%(count)s special groups left to consider", count
    ) % {"count": count}


def assigned_left(count: int) -> str:
    return ngettext(
        "%(count)s indicator assigned to your unit", "%(count)s indicators assigned to your unit", count
    ) % {"count": count}


def replies_left(count: int) -> str:
    if not count:
        return str(_("All opinions are replied to: hand in"))
    return ngettext("%(count)s opinion left to reply to", "%(count)s opinions left to reply to", count) % {
        "count": count
    }


def declarations_left(count: int) -> str:
    return ngettext("%(count)s declaration to decide on", "%(count)s declarations to decide on", count) % {
        "count": count
    }


def comments_left(count: int) -> str:
    return ngettext("%(count)s comment waits to be read", "%(count)s comments wait to be read", count) % {
        "count": count
    }


def comment_groups_left(count: int) -> str:
    return ngettext(
        "%(count)s group of comments to be answered", "%(count)s groups of comments to be answered", count
    ) % {"count": count}


def scores_left(count: int) -> str:
    if not count:
        return str(_("All scored: seal"))
    return ngettext("%(count)s indicator left to score", "%(count)s indicators left to score", count) % {
        "count": count
    }
