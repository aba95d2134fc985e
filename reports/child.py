"""What the child edition says: the office's words, or the record's own facts in ready sentences."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Uptake
from committees.enums import Outcome
from indicators.localised import LOCALES
from panels.enums import Source
from reports.enums import NOT_NEEDED, SIGNED
from reports.readability import Reading, read
from reports.templatetags.record import day, local
from reports.widths import columns

PARTS = ("decided", "said", "changes", "stays")
SHEETS = (PARTS[:2], PARTS[2:])
# Sizes of type on the two sheets: characters in a line, and lines for the two parts of a sheet together.
SIZES = {"huge": (21, 11), "large": (26, 14), "medium": (32, 18), "small": (40, 24)}
Record = Mapping[str, Any]
Said = dict[str, str]


def reading(said: Mapping[str, str], language: str) -> Reading:
    """Of all that the child edition says in words of its own."""
    return read([said[part] for part in PARTS], language)


def draft(record: Record) -> Said:
    """A first text, in the language of the record's set. It knows only what the record says, and withholds what the
    record withholds."""
    told: dict[str, Callable[[Record], Iterable[str]]] = {
        "decided": _decided,
        "said": _said,
        "changes": _changes,
        "stays": _stays,
    }
    with translation.override(LOCALES[record["language"]]):
        return {part: "\n".join(tell(record)) for part, tell in told.items()}


def _decided(record: Record) -> Iterable[str]:
    names = {"title": local(record["title"]), "unit": local(record["drafting_unit"])}
    yield _("%(unit)s has a plan: “%(title)s”.") % names
    yield _("Grown-ups read it carefully. They asked: is it good for children?")
    match record["result"]:
        case Outcome.APPROVE:
            yield _("A committee of the city voted. It said yes.")
        case Outcome.APPROVE_WITH_CHANGES:
            yield _("A committee of the city voted. It said yes, but some things must be made better.")
        case Outcome.REJECT:
            yield _("A committee of the city voted. It said no. The plan is not carried out.")
        case _other if _other == SIGNED:
            yield _("The head of the unit read everything, and said yes.")
        case _other if _other == NOT_NEEDED:
            yield _("They found that it changes little for children. So nobody had to look further.")
        case _:
            yield _("A committee of the city voted. It wants the plan to be written anew.")


def _said(record: Record) -> Iterable[str]:
    """What children said, by theme, and as the department had to reply to it; else how they were asked, or why not."""
    voices = [each["said"] for each in _themes(record)]
    voices += [each["text"] for each in record["opinions"] if each["source"] == Source.CHILDREN]
    asked = [each["whom"] for each in record["participation"] if each["whom"]]
    links = (record.get("heard") or {"links": []})["links"]
    sessions = sum(len(each["sessions"]) for each in links)
    why_not = [each["reason"] for each in links if each["reason"]]
    why_not += [each["reason_for_none"] for each in record["participation"] if each["reason_for_none"]]
    if sessions:
        yield ngettext(
            "Grown-ups sat down with children %(count)s time and listened.",
            "Grown-ups sat down with children %(count)s times and listened.",
            sessions,
        ) % {"count": sessions}
    else:
        for whom in asked:
            yield _("We asked: %(whom)s.") % {"whom": whom.rstrip("。.")}
    if voices:
        yield _("Children said:")
        yield from (f"“{each.rstrip('。.')}”" for each in voices)
    elif not (asked or sessions):
        yield _("This time no children were asked.")
        yield from (_("The reason: %(reason)s") % {"reason": reason} for reason in why_not[:1])


def _themes(record: Record) -> list[dict[str, Any]]:
    return list((record.get("heard") or {"themes": []})["themes"])


def _changes(record: Record) -> Iterable[str]:
    decision = record["decision"]
    conditions = decision["conditions"] if decision else []
    if conditions:
        yield ngettext(
            "%(count)s thing must be done now:", "%(count)s things must be done now:", len(conditions)
        ) % {"count": len(conditions)}
    for each in conditions:
        yield each["text"]
        date = date_format(day(each["due"]))
        yield _("This is the task of %(owner)s. It must be done by %(date)s.") % {
            "owner": each["owner"],
            "date": date,
        }
    for each in _themes(record):
        if each["uptake"] in _TAKEN:
            yield _("You said: “%(said)s” Grown-ups say: %(reason)s") % _answered(each)
    taken = [each for each in record["opinions"] if each["uptake"] in _TAKEN]
    if taken:
        yield ngettext(
            "%(count)s idea was good, and is taken up.",
            "%(count)s ideas were good, and are taken up.",
            len(taken),
        ) % {"count": len(taken)}
    if record["result"] == Outcome.REJECT:
        yield _("The plan stays a plan. Nothing is built or changed because of it.")
    elif not conditions and not taken and not any(each["uptake"] in _TAKEN for each in _themes(record)):
        yield _("The plan is carried out as it is.")


def _stays(record: Record) -> Iterable[str]:
    not_done = [each for each in _themes(record) if each["uptake"] == Uptake.NOT_ADOPTED]
    for each in not_done:
        yield _("You said: “%(said)s” That cannot be done now. The reason: %(reason)s") % _answered(each)
    refused = [each for each in record["opinions"] if each["uptake"] == Uptake.NOT_ADOPTED]
    for each in refused:
        yield _("Somebody had this idea: %(idea)s") % {"idea": each["text"]}
        yield _("It cannot be done now. The reason: %(reason)s") % {"reason": each["reason"]}
    if not (refused or not_done):
        yield _("Everything else in the plan stays as it was.")


_TAKEN = (Uptake.ADOPTED, Uptake.PARTLY)


def _answered(theme: Mapping[str, Any]) -> dict[str, str]:
    return {"said": theme["said"], "reason": theme["reason"]}


def roomy(said: Mapping[str, str]) -> str | None:
    """The largest type in which each sheet holds its two parts; None where not even the smallest does."""
    for size, (width, lines) in SIZES.items():
        sheets = [sum(_lines(said[part], width) for part in sheet) for sheet in SHEETS]
        if max(sheets) <= lines:
            return size
    return None


def _lines(text: str, width: int) -> int:
    """How many lines a text takes, and a little for the space after each paragraph."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    return sum(-(-columns(line) // width) for line in paragraphs)
