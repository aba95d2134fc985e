"""How children were heard and what the public said, as facts; nothing in records that do not tell of it."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from participation.enums import Face
from reports.documents.fact import Data, Fact, Facts, said
from reports.templatetags.affected import children_words, link_words
from reports.templatetags.heard import (
    asked_faces,
    attendance_words,
    ending_word,
    held_sessions,
    kind_words,
    quality_words,
    quotes_of,
    remarks_words,
    setting_words,
    state_word,
)
from reports.templatetags.panel_record import uptake_word
from reports.templatetags.record import day, local

NOTHING: Data = {"links": [], "themes": [], "attendance": []}


def heard_facts(record: Data) -> Facts:
    heard = record.get("heard") or NOTHING
    known = record | {"heard": heard}
    return {
        "heard": [_link(each) for each in heard["links"]],
        "themes": [_theme(each) for each in heard["themes"]],
        "sessions": [_session(link, session) for link, session in held_sessions(known)],
        "attendance": _attendance(heard),
        "faces": [
            {
                "link": link_words(link),
                "question": local(question["text"]),
                "face": str(Face(each["face"]).label),
                "children": _number(each),
            }
            for link, question in asked_faces(known)
            for each in question["faces"]
        ],
    }


def notice_facts(record: Data) -> Facts:
    notices = (record.get("notice") or {"notices": []})["notices"]
    return {
        "notices": [
            {
                "opened": day(each["opened"]),
                "closed": day(each["closed"]),
                "ending": ending_word(each["ending"]),
                **{key: each[key] for key in ("comments", "under_18", "set_aside")},
            }
            for each in notices
        ],
        "comments": [
            {
                "said": group["said"],
                "comments": group["comments"],
                "uptake": _uptake(group["uptake"]),
                "reply": group["reason"],
            }
            for each in notices
            for group in each["groups"]
        ],
    }


def _link(link: Data) -> Facts:
    return {
        "link": link_words(link),
        "state": state_word(link),
        "children": _number(link["children"]) if link["sessions"] else None,
        "sessions": len(link["sessions"]),
        "reason": _reason(link),
    }


def _reason(link: Data) -> str:
    """Why nobody was heard, and when a second person signed that."""
    if not link["reason"]:
        return "—"
    return f"{link['reason']} ({said(day(link['signed']))})"


def _theme(theme: Data) -> Facts:
    return {
        "number": theme["number"],
        "said": theme["said"],
        "quotes": "\n".join(quotes_of(theme)),
        "remarks": theme["remarks"]["number"] or remarks_words(theme),
        "uptake": _uptake(theme["uptake"]),
        "reply": theme["reason"],
    }


def _session(link: Data, session: Data) -> Facts:
    told = session["told_back_on"]
    return {
        "number": session["number"],
        "date": day(session["date"]),
        "link": link_words(link),
        "setting": " · ".join(setting_words(session)),
        "children": _number(session["children"]),
        "attendance": attendance_words(session),
        "quality": quality_words(session),
        "told": day(told) if told else None,
        "told_back": session["told_back"],
    }


def _attendance(heard: Data) -> Fact:
    """Each table of the record: all together, by link, by session."""
    every = pgettext("sessions", "all")
    parts: list[tuple[str, Fact, Data]] = [(_("Together"), every, heard)]
    for link in heard["links"]:
        parts.append((link_words(link), every, link))
        parts += [(link_words(link), each["number"], each) for each in link["sessions"]]
    return [
        {"link": words, "session": number, "kind": kind_words(row), "children": _number(row)}
        for words, number, part in parts
        for row in part["attendance"]
    ]


def _number(cell: Data) -> Fact:
    return children_words(cell) if cell["number"] is None else int(cell["number"])


def _uptake(uptake: str) -> str:
    return uptake_word(uptake) if uptake else _("Not answered")
