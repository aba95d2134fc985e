"""Where in a report something is, in a reader's words; and what it withholds there. Pure."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.enums import Ground
from reports.templatetags.affected import link_words
from reports.templatetags.record import local

Record = dict[str, Any]
FIELDS: dict[str, Promise] = {
    "facts": gettext_lazy("Facts and grounds"),
    "mitigation": gettext_lazy("Mitigation"),
    "reason": gettext_lazy("Reason"),
    "reference": gettext_lazy("Clause or drawing"),
    "clause": gettext_lazy("Changed clause"),
    "name": gettext_lazy("Evidence"),
    "grounds": gettext_lazy("Grounds"),
    "remark": gettext_lazy("Remark"),
    "source": gettext_lazy("Source"),
    "gap": gettext_lazy("Data gap"),
    "method": gettext_lazy("How"),
    "when": gettext_lazy("When"),
    "whom": gettext_lazy("Which children"),
    "reason_for_none": gettext_lazy("Why none took part"),
    "told_back": gettext_lazy("What the children were told"),
    "said": gettext_lazy("What was said"),
    "quotes": gettext_lazy("A child’s own words"),
    "text": gettext_lazy("Wording"),
    "owner": gettext_lazy("Responsible"),
    "proof": gettext_lazy("How it is shown"),
    "opinion": gettext_lazy("Dissenting opinion"),
    "note": gettext_lazy("Note of the decision"),
    "deviation": gettext_lazy("Why the decision differs from the proposal"),
    "zh": gettext_lazy("Chinese"),
    "en": gettext_lazy("English"),
}


class Withheld(NamedTuple):
    """One black box: its number in the texts, where it is, and on what ground."""

    number: int
    where: str
    ground: str


def withheld_rows(record: Record) -> list[Withheld]:
    """What the record withholds; nothing where it was frozen before anything could be."""
    return [
        Withheld(each["number"], where(record, each["place"]), str(Ground(each["ground"]).label))
        for each in record.get("redactions", [])
    ]


def where(record: Record, place: str) -> str:
    """As in “A1 Way to school, Facts and grounds”."""
    head, *rest = place.removeprefix("/").split("/")
    numbers = [int(part) for part in rest if part.isdigit()]
    names = [part for part in rest if not part.isdigit()]
    parts = [_HEADS[head](record, numbers, rest), FIELDS.get(names[-1]) if names else None]
    return _(", ").join(str(part) for part in parts if part)


def _indicator(record: Record, numbers: list[int], _rest: list[str]) -> str:
    found = record["aspects"][numbers[0]]["indicators"][numbers[1]]
    return f"{found['code']} {local(found['name'])}"


def _decision(_record: Record, numbers: list[int], rest: list[str]) -> str:
    if rest[0] == "conditions":
        return _("Condition %(number)s") % {"number": numbers[0] + 1}
    return "" if rest[0] == "dissents" else _("Decision")


def _opinion(record: Record, numbers: list[int], _rest: list[str]) -> str:
    return _("Opinion %(number)s") % {"number": record["opinions"][numbers[0]]["number"]}


def _heard(record: Record, numbers: list[int], rest: list[str]) -> str:
    if rest[0] == "themes":
        return _("What children said, %(number)s") % {
            "number": record["heard"]["themes"][numbers[0]]["number"]
        }
    link = record["heard"]["links"][numbers[0]]
    if "sessions" in rest:
        return _("Session %(number)s") % {"number": link["sessions"][numbers[1]]["number"]}
    return link_words(link)


_HEADS: dict[str, Callable[[Record, list[int], list[str]], str]] = {
    "summary": lambda _record, _numbers, _rest: _("Summary of the matter"),
    "trigger": lambda _record, _numbers, _rest: _("Why it is assessed outside the annual plan"),
    "screening": lambda _record, _numbers, _rest: _("Screening"),
    "children": lambda record, numbers, _rest: local(record["children"][numbers[0]]["group"]),
    "participation": lambda _record, _numbers, _rest: _("How children take part"),
    "heard": _heard,
    "notice": lambda _record, _numbers, _rest: _("What the public said of the draft conclusion"),
    "aspects": _indicator,
    "groups": lambda record, numbers, _rest: local(record["groups"][numbers[0]]["name"]),
    "opinions": _opinion,
    "decision": _decision,
}
