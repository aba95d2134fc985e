"""Days of a calendar as people paste them, one or a span a line: `2027-10-01 至 2027-10-07 休 国庆节`."""

import re
from datetime import date

from django.utils.translation import gettext as _

from workflows.calendar import DAY
from workflows.days import Word

MOST_LINES, MOST_DAYS, MOST_WRONG, LONGEST_NOTE = 400, 31, 10, 100
FREE = ("休", "休息", "放假", "off", "free")
WORKED = ("班", "上班", "补班", "work", "working")
_DATE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_LINE = re.compile(
    rf"{_DATE}(?:\s*(?:~|\uff5e|至|到|–|—|\.\.|\bto\b)\s*{_DATE})?[\s,，;；:：]*([^\s\d,，;；:：]+)[\s,，;；:：]*(.*)",
    re.ASCII,
)


def read_days(table: str) -> tuple[dict[date, Word], list[str]]:
    """What the lines say, and in sentences what is wrong with them; nothing is left out silently."""
    days: dict[date, Word] = {}
    wrong: list[str] = []
    lines = [
        (number, line.strip()) for number, line in enumerate(table.splitlines(), start=1) if line.strip()
    ]
    if len(lines) > MOST_LINES:
        return {}, [_("At most %(most)s lines are read at once.") % {"most": MOST_LINES}]
    for number, line in lines:
        try:
            span, word = _read(line)
        except ValueError as fault:
            wrong.append(_("Line %(number)s: %(fault)s.") % {"number": number, "fault": fault})
            continue
        if twice := next((day for day in span if day in days), None):
            wrong.append(
                _("Line %(number)s: %(day)s is there twice.") % {"number": number, "day": twice.isoformat()}
            )
        days |= dict.fromkeys(span, word)
    if not lines:
        wrong.append(_("There is no day in it."))
    return days, wrong[:MOST_WRONG]


def _read(line: str) -> tuple[list[date], Word]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(_("not a date, then 休 or 班, then a note"))
    *parts, what, note = found.groups()
    first = _day(parts[:3])
    last = _day(parts[3:]) if parts[3] else first
    if not 0 <= (last - first).days < MOST_DAYS:
        raise ValueError(_("a span goes forward and has at most %(most)s days") % {"most": MOST_DAYS})
    if what.lower() not in FREE + WORKED:
        raise ValueError(_("“%(word)s” is neither 休 nor 班") % {"word": what[:20]})
    if len(note) > LONGEST_NOTE:
        raise ValueError(_("the note is longer than %(most)s characters") % {"most": LONGEST_NOTE})
    span = [first + DAY * n for n in range((last - first).days + 1)]
    return span, Word(what.lower() in WORKED, note)


def _day(parts: list[str]) -> date:
    try:
        return date(*map(int, parts))
    except ValueError:
        raise ValueError(_("there is no day %(day)s") % {"day": "-".join(parts)}) from None
