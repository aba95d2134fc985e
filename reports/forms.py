"""Shapes of what is told to the office and by it."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from assessments.forms import LongText


class TipForm(forms.Form):
    """A matter that was not assessed."""

    city = forms.ChoiceField(label=_("City"))
    matter = forms.CharField(
        label=_("Plan, policy or project"),
        max_length=200,
        help_text=_("For example: two village schools are to be merged."),
    )
    where = forms.CharField(label=_("Department or place"), max_length=200, required=False)
    note = LongText(
        _("What it does to children"),
        rows=4,
        longest=2000,
        help_text=_("Please name no child and nobody else: no names, addresses or telephone numbers."),
    )

    def __init__(self, *args: object, cities: Iterable[Organisation], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._cities = {each.code: each for each in cities}
        field = self.fields["city"]
        field.choices = [(code, str(city)) for code, city in self._cities.items()]
        if len(self._cities) > 1:  # nobody tells a city that they have not named
            field.choices = [("", _("Please choose")), *field.choices]
        self.fields["note"].error_messages["max_length"] = _(
            "This text has %(show_value)d characters; at most %(limit_value)d fit. Please shorten it."
        )

    def facts(self) -> dict[str, object]:
        return self.cleaned_data | {"city": self._cities[self.cleaned_data["city"]]}


class AnswerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    answer = LongText(pgettext_lazy("a tip", "What became of it"), rows=3, longest=2000)


class RetractForm(forms.Form):
    reason = LongText(
        _("Reason"), rows=4, longest=2000, help_text=_("Stands on the public page in place of the report.")
    )
