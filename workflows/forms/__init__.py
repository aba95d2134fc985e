"""Shape of what somebody writes to a move, to a deadline and in the calendar."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.forms import LongText
from workflows.clock import LONGEST_EXTENSION
from workflows.day_list import read_days
from workflows.days import Word


class MoreTimeForm(forms.Form):
    days = forms.IntegerField(label=_("Working days to add"), min_value=1, max_value=LONGEST_EXTENSION)
    reason = forms.CharField(label=_("Reason"), max_length=400)
    due = forms.DateField(widget=forms.HiddenInput)


class DayForm(forms.Form):
    """What the office says of a day: that people work, that they do not, or nothing."""

    AS_PUBLISHED, WORKS, FREE = "published", "works", "free"

    says = forms.ChoiceField(
        label=_("This day"),
        choices=[
            (AS_PUBLISHED, _("As published")),
            (WORKS, pgettext_lazy("day", "Working day")),
            (FREE, pgettext_lazy("day", "Day off")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), max_length=100, required=False)

    def word(self) -> Word | None:
        says = self.cleaned_data["says"]
        return None if says == self.AS_PUBLISHED else Word(says == self.WORKS, self.cleaned_data["note"])


class DayListForm(forms.Form):
    table = LongText(_("Days"), rows=8)

    def clean_table(self) -> dict[date, Word]:
        days, wrong = read_days(self.cleaned_data["table"])
        if wrong:
            raise forms.ValidationError(wrong)
        return days


class NoteForm(forms.Form):
    note = LongText(_("Note"), rows=3)


class ReminderForm(forms.Form):
    note = LongText(_("Note to those who are reminded"), rows=3, longest=1000)
