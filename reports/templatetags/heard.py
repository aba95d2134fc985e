"""How children were heard and what the public said, in words, as a record has it."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from participation.enums import Ending, Facilitator, Method, PlaceType, Quality, Verdict
from reports.faces import face_bars
from reports.heard import EXCUSED, HEARD, NOT_HEARD
from reports.templatetags.affected import children_words
from reports.templatetags.record import day, local

register = template.Library()
Data = dict[str, Any]
STATES = {
    HEARD: pgettext_lazy("link", "Children were heard"),
    EXCUSED: pgettext_lazy("link", "Nobody was heard, with a reason"),
    NOT_HEARD: pgettext_lazy("link", "Nobody was heard"),
}
ICONS = {HEARD: "check", EXCUSED: "info", NOT_HEARD: "minus"}
SIGNS = {HEARD: "●", EXCUSED: "◐", NOT_HEARD: "○"}
MARKS = {Verdict.YES: "●", Verdict.PARTLY: "◐", Verdict.NO: "○"}
UPTAKE_ICONS = {"adopted": "check", "partly": "scale", "not_adopted": "cross", "": "clock"}
UPTAKE_SIGNS = {"adopted": "●", "partly": "◐", "not_adopted": "○", "": "—"}


@register.filter
def state_word(link: Data) -> str:
    return str(STATES[link["state"]])


@register.filter
def state_icon(link: Data) -> str:
    return ICONS[link["state"]]


@register.filter
def state_sign(link: Data) -> str:
    """For paper: full, half, empty."""
    return SIGNS[link["state"]]


@register.filter
def uptake_icon(uptake: str) -> str:
    return UPTAKE_ICONS[uptake]


@register.filter
def uptake_sign(uptake: str) -> str:
    return UPTAKE_SIGNS[uptake]


@register.filter
def setting_words(session: Data) -> list[str]:
    """How, where and by whom: kinds of them, never names."""
    return [
        str(kind(session[key]).label)
        for key, kind in (("method", Method), ("place", PlaceType), ("facilitator", Facilitator))
    ]


@register.filter
def kind_words(row: Data) -> str:
    """An age and a group, or children in general."""
    named = [local(row[key]) for key in ("age", "group") if row[key]]
    return _(", ").join(named) or _("every age")


@register.filter
def remarks_words(theme: Data) -> str:
    """How many remarks a theme has."""
    if theme["remarks"]["few"]:
        return pgettext("remarks", "fewer than 5")
    return children_words(theme["remarks"])


@register.filter
def attendance_words(part: Data) -> str:
    return _("; ").join(f"{kind_words(row)} {children_words(row)}" for row in part["attendance"])


@register.filter
def answered_quality(session: Data) -> list[tuple[str, str, str]]:
    """The questions of the quality card, each with its answer and the answer's sign."""
    return [
        (str(Quality(code).label), str(Verdict(verdict).label), MARKS[Verdict(verdict)])
        for code in Quality.values
        if (verdict := session["quality"].get(code))
    ]


@register.filter
def quality_words(session: Data) -> str:
    """How many of the card's questions got which answer."""
    counts = Counter(session["quality"].values())
    return _(", ").join(f"{each.label} {counts[each.value]}" for each in Verdict if counts[each.value])


@register.filter
def ending_word(ending: str) -> str:
    return str(Ending(ending).label) if ending else ""


class Held(NamedTuple):
    """A session with the link it was held at."""

    link: Data
    session: Data


@register.filter
def held_sessions(record: Data) -> list[Held]:
    heard = record.get("heard") or {"links": []}
    return [Held(link, session) for link in heard["links"] for session in link["sessions"]]


class Attended(NamedTuple):
    """An age and a group, with a number for each link where somebody was heard, and for all."""

    words: str
    cells: list[str]


@register.filter
def attended_links(record: Data) -> list[Data]:
    return [link for link in record["heard"]["links"] if link["sessions"]]


@register.filter
def attendance_table(record: Data) -> list[Attended]:
    """Ages × groups by links, and the last column and row for all."""
    heard, links = record["heard"], attended_links(record)
    found = [
        Attended(kind_words(row), [*(_at(link, row) for link in links), children_words(row)])
        for row in heard["attendance"]
    ]
    if not found:
        return []
    whole = [children_words(part["children"]) for part in (*links, heard)]
    return [*found, Attended(_("All children"), whole)]


def _at(link: Data, kind: Data) -> str:
    """Empty where none of them was there."""
    rows = (row for row in link["attendance"] if row["age"] == kind["age"] and row["group"] == kind["group"])
    return next((children_words(row) for row in rows), "")


@register.filter
def asked_faces(record: Data) -> list[tuple[Data, Data]]:
    """Each question of the five-face scale, with the link it was asked at."""
    return [(link, question) for link in record["heard"]["links"] for question in link["faces"]]


@register.filter
def is_silent(question: Data) -> bool:
    """Whether none of its numbers is told."""
    return all(each["hidden"] for each in question["faces"])


@register.filter
def quotes_of(theme: Data) -> list[str]:
    """In children's own words, without those that were taken back."""
    return [words for words in theme["quotes"] if words]


@register.filter
def said_anything(record: Data) -> bool:
    """Whether there is more to tell than that nothing is said of children's part."""
    heard = record.get("heard")
    return bool(heard and (heard["links"] or heard["themes"]))


@register.simple_tag
def face_scale(question: Data, font_family: str = "") -> SafeString:
    return face_bars(local(question["text"]), question["faces"], font_family)


@register.filter
def lay_open(notice: Data) -> tuple[date, date]:
    return day(notice["opened"]), day(notice["closed"])
