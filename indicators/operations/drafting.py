"""Drafts of editions: begun, changed part by part, and published or discarded.

Editors never overwrite one another: who changes a part says by its fingerprint which text was read before, and where
another stands by now, both are shown.
"""

from copy import deepcopy

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from accounts.enums import Role
from accounts.models import Organisation, User
from indicators.codes import Code
from indicators.editor import parts
from indicators.editor.problems import check_data
from indicators.editor.skeleton import new_aspect, new_indicator, next_edition
from indicators.models import DraftSet, IndicatorSet
from indicators.operations.publishing import publish_edition
from indicators.reading import MAX_BYTES
from ledger.canonical import canonical_json
from ledger.errors import Conflict, Refused
from ledger.operations import record

_CODE: TypeAdapter[str] = TypeAdapter(Code)


@transaction.atomic
def start_draft(
    *,
    owner: Organisation,
    actor: User,
    based_on: IndicatorSet | None = None,
    data: parts.Data | None = None,
) -> DraftSet:
    """A draft with the content of an edition under the name of the next one, or with `data` of its own.

    `data` under the code of a set that the city owns become the next edition of that set.
    """
    if not User.objects.holding(Role.OFFICE, owner).filter(pk=actor.pk).exists():
        raise PermissionDenied("office")
    if based_on is None and data is not None:
        based_on = IndicatorSet.objects.newest().filter(code=data["code"], owner=owner).first()
    elif based_on is not None:
        data = based_on.content | {"edition": next_edition(based_on.edition, _editions(based_on.code))}
    if data is None:
        raise TypeError("a draft begins with an edition or with data")
    _refuse_foreign(owner, data["code"])
    draft = DraftSet.objects.create(
        owner=owner,
        based_on=based_on,
        data=data,
        created_by=actor,
        updated_by=actor,
        updated_at=timezone.now(),
    )
    record(
        name="draft.started",
        subject=draft.subject,
        actor=actor,
        data={
            "owner": owner.code,
            "set": data["code"],
            "edition": data["edition"],
            "based_on": str(based_on or ""),
        },
    )
    return draft


@transaction.atomic
def change_part(*, draft: DraftSet, part: str, before: int, content: parts.Data, actor: User) -> DraftSet:
    """Replace a part's content, which may still be faulty; the same content again changes nothing.

    Conflict when another text than the one read before is stored. Refused for a code under which nothing could be
    found again: misshapen, taken, or not that of the set which the draft continues.
    """
    draft = _open(draft, actor)
    stored = _stored(draft, part)
    if content == stored:
        return draft
    if parts.fingerprint(stored) != before:
        raise _conflict(stored, content)
    data = parts.written(draft.data, part, content)
    _refuse_lost_code(draft, data, part, content)
    places = parts.differing(stored, content)
    changed = {
        ".".join(map(str, place)): {
            "old": parts.value_at(stored, place),
            "new": parts.value_at(content, place),
        }
        for place in places
    }
    return _write(draft, data, actor, "draft.changed", {"part": part, "changed": changed})


@transaction.atomic
def add_aspect(*, draft: DraftSet, actor: User) -> str:
    """An empty aspect at the end; the part's name, by which it is opened."""
    draft = _open(draft, actor)
    data = deepcopy(draft.data)
    data["aspects"].append(added := new_aspect(parts.codes(data, "aspects")))
    part = f"aspects/{added['code']}"
    _write(draft, data, actor, "draft.part_added", {"part": part})
    return part


@transaction.atomic
def add_indicator(*, draft: DraftSet, aspect: str, actor: User) -> str:
    """An empty indicator at the end of an aspect; the part's name, by which it is opened."""
    draft = _open(draft, actor)
    data = deepcopy(draft.data)
    inside = parts.value_at(data, _place(draft, f"aspects/{aspect}"))
    inside["indicators"].append(added := new_indicator(inside, parts.codes(data, "indicators")))
    part = f"indicators/{added['code']}"
    _write(draft, data, actor, "draft.part_added", {"part": part})
    return part


@transaction.atomic
def move_part(*, draft: DraftSet, part: str, to: str, actor: User) -> DraftSet:
    """An aspect or indicator "up" or "down" among its like, or an indicator to the end of the aspect with code `to`.

    Past the first or the last of an aspect nothing changes.
    """
    draft = _open(draft, actor)
    *above, number = _place(draft, part)
    data = deepcopy(draft.data)
    siblings = parts.value_at(data, tuple(above))
    if to in {"up", "down"}:
        other = int(number) + (1 if to == "down" else -1)
        if not 0 <= other < len(siblings):
            return draft
        siblings[int(number)], siblings[other] = siblings[other], siblings[int(number)]
    else:
        target = parts.value_at(data, _place(draft, f"aspects/{to}"))
        target["indicators"].append(siblings.pop(int(number)))
    return _write(draft, data, actor, "draft.part_moved", {"part": part, "to": to})


@transaction.atomic
def remove_part(*, draft: DraftSet, part: str, before: int, actor: User) -> DraftSet:
    """Take out an aspect, with its indicators, or an indicator; the ledger keeps its words. What still refers to it is
    named by the check. Conflict when it has changed since it was read."""
    draft = _open(draft, actor)
    stored = _stored(draft, part)
    if parts.fingerprint(stored) != before:
        raise _conflict(stored, {})
    *above, number = _place(draft, part)
    data = deepcopy(draft.data)
    removed = parts.value_at(data, tuple(above)).pop(int(number))
    return _write(draft, data, actor, "draft.part_removed", {"part": part, "content": removed})


@transaction.atomic
def replace_draft(*, draft: DraftSet, before: int, data: parts.Data, actor: User) -> DraftSet:
    """Put a file's content in the place of all the draft has. Conflict when the draft has changed since it was read."""
    draft = _open(draft, actor)
    if data == draft.data:
        return draft
    if parts.fingerprint(draft.data) != before:
        raise _conflict(draft.data, data)
    _refuse_lost_code(draft, data, "about", data)
    _refuse_foreign(draft.owner, data["code"])
    return _write(draft, data, actor, "draft.replaced", {"old": draft.data})


@transaction.atomic
def discard_draft(*, draft: DraftSet, actor: User) -> DraftSet:
    """Put the draft away; its row stays. Doing it twice is doing it once."""
    draft = _mine(draft, actor)
    if draft.discarded_at is None:
        draft = _open(draft, actor)
        draft.discarded_at = timezone.now()
        draft.save(update_fields=["discarded_at"])
        record(name="draft.discarded", subject=draft.subject, actor=actor, data={})
    return draft


@transaction.atomic
def publish_draft(*, draft: DraftSet, before: int, note: str, actor: User) -> IndicatorSet:
    """The draft as an edition, which stands from then on. `before` is the fingerprint of the draft that was read.

    Conflict when the draft has changed since; Refused, with every problem by its place, while it has any, when its
    edition exists, and without a note.
    """
    draft = _open(draft, actor)
    if parts.fingerprint(draft.data) != before:
        raise _conflict(draft.data, {})
    if not note.strip():
        raise Refused(_("Say in the note what is new in this edition."))
    checked, problems = check_data(draft.data)
    if checked is None:
        raise Refused("\n".join(map(str, problems)))
    _refuse_foreign(draft.owner, checked.code)
    if checked.edition in _editions(checked.code):
        raise Refused(
            _("Edition %(edition)s exists already; give the draft another one.")
            % {"edition": checked.edition}
        )
    published = publish_edition(checked=checked, actor=actor, owner=draft.owner, note=note.strip())
    if DraftSet.objects.filter(published_as=published).exists():
        raise Refused(_("Another draft has just been published as this edition."))
    draft.published_as = published
    draft.save(update_fields=["published_as"])
    data: dict[str, object] = {"set": str(published), "content_hash": published.content_hash}
    record(name="draft.published", subject=draft.subject, actor=actor, data=data)
    return published


def _mine(draft: DraftSet, actor: User) -> DraftSet:
    """The draft's row, locked, of somebody who may see it."""
    locked: DraftSet | None = (
        DraftSet.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=draft.pk).first()
    )
    if locked is None:
        raise PermissionDenied("draft")
    return locked


def _open(draft: DraftSet, actor: User) -> DraftSet:
    draft = _mine(draft, actor)
    if draft.published_as_id is not None:
        raise Refused(_("This draft has been published; an edition is never changed. Begin a new one."))
    if draft.discarded_at is not None:
        raise Refused(_("This draft has been discarded."))
    return draft


def _write(draft: DraftSet, data: parts.Data, actor: User, event: str, facts: dict[str, object]) -> DraftSet:
    if len(canonical_json(data).encode()) > MAX_BYTES:
        raise Refused(_("The draft would become larger than a set can be. Shorten its texts."))
    draft.data, draft.updated_by, draft.updated_at = data, actor, timezone.now()
    draft.save(update_fields=["data", "updated_by", "updated_at"])
    record(name=event, subject=draft.subject, actor=actor, data=facts)
    return draft


def _place(draft: DraftSet, part: str) -> tuple[str | int, ...]:
    try:
        return parts.place_of(draft.data, part)
    except KeyError:
        raise _gone(part) from None


def _stored(draft: DraftSet, part: str) -> parts.Data:
    try:
        return parts.read(draft.data, part)
    except KeyError:
        raise _gone(part) from None


def _gone(part: str) -> Refused:
    return Refused(
        _("“%(code)s” is no longer in the draft: somebody removed it or gave it another code.")
        % {"code": part.partition("/")[2]}
    )


def _conflict(stored: parts.Data, mine: parts.Data) -> Conflict:
    places = parts.differing(mine, stored)
    return Conflict(
        _("Someone else changed this part of the draft while you were writing."),
        theirs={".".join(map(str, place)): parts.value_at(stored, place) for place in places},
        mine={".".join(map(str, place)): parts.value_at(mine, place) for place in places},
        version=parts.fingerprint(stored),
    )


def _refuse_lost_code(draft: DraftSet, data: parts.Data, part: str, content: parts.Data) -> None:
    if part == "about":
        if draft.based_on is not None and content.get("code") != draft.based_on.code:
            raise Refused(
                _("A new edition keeps the code of its set, %(code)s.") % {"code": draft.based_on.code}
            )
    elif part not in parts.SECTIONS:
        code = content.get("code", "")
        try:
            _CODE.validate_python(code, strict=True)
        except ValidationError:
            raise Refused(
                _("“%(code)s” cannot be a code: write capital letters, digits and hyphens, such as QZ-A1.")
                % {"code": code}
            ) from None
        if parts.codes(data, part.partition("/")[0]).count(code) > 1:
            raise Refused(
                _("The code %(code)s is taken; every aspect and indicator has its own.") % {"code": code}
            )


def _refuse_foreign(owner: Organisation, code: object) -> None:
    taken = IndicatorSet.objects.newest().filter(code=code).first()
    if taken is not None and taken.owner_id != owner.pk:
        raise Refused(_("The code %(code)s is that of a set of others; choose your own.") % {"code": code})


def _editions(code: str) -> set[str]:
    return set(IndicatorSet.objects.filter(code=code).values_list("edition", flat=True))
