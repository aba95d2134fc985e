"""From what a returned document holds to what it proposes: every text understood as a value, and whatever cannot be
taken with its reason."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import OfflineCopy
from assessments.offline.outline import Item, Outline
from assessments.offline.returned import Found, Returned, told_twice
from assessments.offline.spelling import normal, plain
from assessments.offline.words import NotUnderstood, in_words, nothing, understood

MOST_REMARKS, LONGEST_TYPED = 200, 200


@dataclass
class Proposed:
    """`content` and `remarks` as `Proposal` keeps them."""

    content: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: list[dict[str, str]] = field(default_factory=list)

    def remark(
        self, reason: str, *, item: str = "", field: str = "", where: str = "", typed: str = ""
    ) -> None:
        if len(self.remarks) < MOST_REMARKS:
            typed = "" if typed and plain(typed) in reason else typed
            typed = typed if len(typed) <= LONGEST_TYPED else f"{typed[:LONGEST_TYPED]}…"
            self.remarks.append(
                {"item": item, "field": field, "where": where, "typed": normal(typed), "reason": reason}
            )


def proposed(returned: Returned, outline: Outline, copy: OfflineCopy | None) -> Proposed:
    """What was touched since it went out; without a copy, what is not blank."""
    items = {item.key: item for item in outline.items}
    result = Proposed()
    twice = told_twice(returned.found)
    for (key, name), places in twice.items():
        reason = _("This row is there twice: %(places)s.") % {"places": _(", ").join(places)}
        result.remark(reason, item=key if key in items else "", field=_label(items.get(key), name))
    for found in returned.found:
        if (found.item, found.field) not in twice:
            _take(found, items.get(found.item), result, copy)
    for key, content in result.content.items():
        _keep_numbers_to_groups(key, items[key], content, result)
    there = {found.item for found in returned.found}
    if missing := [item.shown_code or item.name for item in items.values() if item.key not in there]:
        codes = _(", ").join(missing)
        result.remark(_("Not in the document, and left as they are: %(codes)s.") % {"codes": codes})
    for typed, where in returned.extra:
        result.remark(_("This row belongs to no question."), where=where, typed=typed)
    return result


def _take(found: Found, item: Item | None, result: Proposed, copy: OfflineCopy | None) -> None:
    where, typed = found.where, found.typed
    if item is None:
        code = found.item.partition(":")[2]
        reason = _("%(code)s is not asked in this case.") % {"code": code}
        result.remark(reason, where=where, typed=typed)
        return
    asked = next((each for each in item.fields if each.name == found.field), None)
    if asked is None:
        if normal(typed):
            result.remark(_("This is not asked here."), item=item.key, where=where, typed=typed)
        return
    if found.problem:
        result.remark(found.problem, item=item.key, field=asked.label, where=where, typed=typed)
        return
    before = nothing(asked)
    if copy is not None:
        before = copy.content.get(item.key, {}).get(asked.name, before)
    if normal(typed) == in_words(asked, before):
        return  # to the letter what went out, even if it could not be understood
    try:
        value = understood(asked, typed)
    except NotUnderstood as trouble:
        result.remark(str(trouble), item=item.key, field=asked.label, where=where, typed=typed)
        return
    if in_words(asked, value) != in_words(asked, before):
        result.content.setdefault(item.key, {})[asked.name] = value


def _keep_numbers_to_groups(key: str, item: Item, content: dict[str, Any], result: Proposed) -> None:
    """A number belongs to a group that is chosen."""
    groups, numbers = content.get("groups", item.row.content().get("groups", [])), content.get("numbers")
    if not numbers:
        return
    asked = next(each for each in item.fields if each.name == "numbers")
    beside = [code for code in numbers if code not in groups]
    for code in beside:
        reason = _("“%(group)s” has a number but is not among the groups chosen.") % {
            "group": asked.choices.get(code, code)
        }
        result.remark(reason, item=key, field=asked.label, typed=str(numbers[code]))
    content["numbers"] = {code: number for code, number in numbers.items() if code not in beside}


def _label(item: Item | None, name: str) -> str:
    return next((each.label for each in item.fields if each.name == name), name) if item else ""
