"""Writing down what children said, and what the office does with their words."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy

from assessments.forms.fields import VersionedForm
from participation.models import Remark, Session, Theme
from participation.operations.remarks import LONGEST_QUOTE, UNSORTED
from privacy.reading import LONGEST, SHORTEST, too_short

LONGEST_LINES = 20_000


class RemarksForm(VersionedForm):
    """A box for each theme, and one for what has none yet; one remark a line. `passed`: how many lines have been taken
    out, because they suggest harm."""

    passed = 0

    def __init__(self, *args: object, session: Session, themes: Sequence[Theme], **kwargs: object) -> None:
        super().__init__(*args, initial={"version": session.version}, prefix="remarks", **kwargs)
        for theme in themes:
            self.fields[f"lines-{theme.number}"] = _lines(theme.said)
        for name in self._orphans():
            self.fields[name] = _lines(gettext_lazy("Under a theme that was removed meanwhile"))
        self.fields[f"lines-{UNSORTED}"] = _lines(gettext_lazy("Under no theme yet"))

    def typed(self) -> dict[int, list[str]]:
        """All lines by their theme, also where the form is not valid."""
        names = [name for name in self.fields if name != "version"]
        return {
            int(name.removeprefix("lines-")): self.data.get(self.add_prefix(name), "").splitlines()
            for name in names
        }

    def typed_version(self) -> int | None:
        field = self.fields["version"]
        try:
            return field.clean(self.data.get(self.add_prefix("version")))  # type: ignore[no-any-return]
        except forms.ValidationError:
            return None

    def keep(self, rest: Mapping[int, Sequence[str]], *, passed: int, version: int | None) -> None:
        """Leave only these lines in the boxes; before the form is looked through."""
        self.passed, self.data = passed, self.data.copy()
        for theme, texts in rest.items():
            self.data[self.add_prefix(f"lines-{theme}")] = "\n".join(texts)
        if version is not None:
            self.data[self.add_prefix("version")] = str(version)

    def _orphans(self) -> list[str]:
        """Boxes in which somebody wrote before their theme was removed."""
        sent = (re.fullmatch(rf"{self.prefix}-(lines-[1-9][0-9]{{0,4}})", name) for name in self.data)
        names = {found[1] for found in sent if found and self.data[found[0]].strip()}
        return sorted(names - self.fields.keys())

    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "version"]

    def content(self) -> dict[str, object]:
        return {
            name.removeprefix("lines-"): self.cleaned_data[name].splitlines()
            for name in self.fields
            if name != "version"
        }


class ReasonForm(forms.Form):
    """Why somebody needs to read words of children."""

    reason = forms.CharField(
        label=gettext_lazy("Why you need to read them"),
        min_length=SHORTEST,
        max_length=LONGEST,
        help_text=gettext_lazy("Your reason is kept with your name and the time, and the audit reads it."),
        error_messages={"min_length": lazy(too_short, str)()},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class WordRow(NamedTuple):
    """One remark with its fields; `theirs`: where somebody else has sorted or quoted it otherwise meanwhile."""

    remark: Remark
    theme: forms.BoundField
    quote: forms.BoundField | None
    theirs: bool


class WordsForm(VersionedForm):
    """Every remark of a session with its theme, and its quote where the session allows one. The reason for which the
    words were opened travels along."""

    reason = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        session: Session,
        remarks: Sequence[Remark],
        themes: Sequence[Theme],
        reason: str = "",
        **kwargs: object,
    ) -> None:
        initial: dict[str, object] = {"version": session.version, "reason": reason}
        for remark in remarks:
            initial[f"theme-{remark.number}"] = remark.theme.number if remark.theme else UNSORTED
            initial[f"quote-{remark.number}"] = remark.quote
        super().__init__(*args, initial=initial, **kwargs)
        self.remarks = remarks
        choices = [
            (UNSORTED, gettext_lazy("Under no theme yet")),
            *((each.number, each.said) for each in themes),
        ]
        for remark in remarks:
            self.fields[f"theme-{remark.number}"] = forms.TypedChoiceField(
                label=gettext_lazy("Theme"), choices=choices, coerce=int
            )
            if session.may_quote and session.may_publish:
                self.fields[f"quote-{remark.number}"] = forms.CharField(
                    label=gettext_lazy("Quote, as it may be published"),
                    required=False,
                    max_length=LONGEST_QUOTE,
                )

    def rows(self) -> list[WordRow]:
        return [self._row(remark) for remark in self.remarks]

    def content(self) -> dict[str, object]:
        """By the number of the remark its theme's number and its quote."""
        return {
            str(remark.number): (
                self.cleaned_data[f"theme-{remark.number}"],
                self.cleaned_data.get(f"quote-{remark.number}", remark.quote),
            )
            for remark in self.remarks
        }

    def _row(self, remark: Remark) -> WordRow:
        names = [name for name in (f"theme-{remark.number}", f"quote-{remark.number}") if name in self.fields]
        differs = any(str(self[name].value()) != str(self.initial[name]) for name in names)
        quote = self[names[1]] if len(names) > 1 else None
        return WordRow(remark, self[names[0]], quote, self.is_bound and differs)


def _lines(label: object) -> forms.CharField:
    """Never kept in the browser: the machine is somebody else's tomorrow."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_LINES,
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": True, "autocomplete": "off"}),
    )
