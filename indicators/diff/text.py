"""A difference as plain text, for a terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from indicators.diff.changes import Change, Difference
from indicators.diff.words import Mark

_SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def lines(difference: Difference) -> Iterator[str]:
    """The counts, then each part with what changed in it."""
    if not difference:
        yield _("Nothing differs")
        return
    yield _(", ").join(f"{kind.label} {count}" for kind, count in difference.counts)
    for each in difference.parts:
        yield ""
        yield str(each.part.label)
        for subject in each.subjects:
            if subject.code:
                yield f"  {subject.code} {subject.name}"
            for change in subject.changes:
                yield from _told(change)


def signed(marks: list[Mark]) -> str:
    return "".join(_SIGNS[mark.kind].format(mark.text) for mark in marks)


def _told(change: Change) -> Iterator[str]:
    for wording in change.wordings:
        what = f"{change.kind.label} · {change.label}" if change.label else str(change.kind.label)
        language = f" ({wording.language})" if not wording.is_readers else ""
        yield f"    {what}{language}" + _(": ") + signed(wording.marks)
