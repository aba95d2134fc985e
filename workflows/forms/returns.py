"""Shapes of what the office sends back, and of handing over."""

from collections.abc import Iterator, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.enums import ReturnReason
from assessments.forms import LongText
from assessments.operations.returning import LONGEST_NOTE, Flaw
from assessments.parts import FilePart


class CheckForm(forms.Form):
    """For each part of the file whether it goes back, why, and what is missing; `flaws()` are those that do."""

    note = LongText(_("To the department, about the file as a whole"), rows=3)

    def __init__(self, *args: object, parts: Sequence[FilePart], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._parts = parts
        for part in parts:
            self.fields[f"mark-{part.key}"] = forms.BooleanField(label=_("Send this back"), required=False)
            self.fields[f"reason-{part.key}"] = forms.ChoiceField(
                label=_("Reason"), required=False, choices=[("", _("Please choose")), *ReturnReason.choices]
            )
            note = LongText(_("What is missing"), rows=2, longest=LONGEST_NOTE)
            self.fields[f"note-{part.key}"] = note

    def clean(self) -> None:
        """What was written beside a part that is not marked is not thrown away in silence."""
        for part in self._parts:
            marked, reason, note = (
                self.cleaned_data.get(f"{name}-{part.key}") for name in ("mark", "reason", "note")
            )
            if (reason or note) and not marked:
                self.add_error(
                    f"mark-{part.key}", _("A reason or a note stands here: mark it, or empty both.")
                )
            if marked and not reason and f"reason-{part.key}" not in self.errors:
                self.add_error(f"reason-{part.key}", _("Please choose a reason."))
            if marked and reason == ReturnReason.OTHER and not note and f"note-{part.key}" not in self.errors:
                self.add_error(f"note-{part.key}", _("Please say what the other reason is."))

    def flaws(self) -> list[Flaw]:
        return list(self._flaws())

    def _flaws(self) -> Iterator[Flaw]:
        given = self.cleaned_data
        for part in self._parts:
            if given[f"mark-{part.key}"]:
                reason = ReturnReason(given[f"reason-{part.key}"])
                yield Flaw(part.part, part.code, reason, given[f"note-{part.key}"])


class HandOverForm(forms.Form):
    """To which colleague, and what that person should know."""

    to = forms.ModelChoiceField(label=_("To"), queryset=User.objects.none(), empty_label=_("Please choose"))
    note = LongText(_("What the colleague should know"), rows=3)

    def __init__(self, *args: object, colleagues: Sequence[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = User.objects.filter(pk__in=[each.pk for each in colleagues])
