"""Shape of what members and the office send about a sitting."""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.forms import LongText
from committees.operations import Obligation
from indicators.models import Indicator


class VoteForm(forms.Form):
    choice = forms.ChoiceField(label=_("Your vote"), widget=forms.RadioSelect)
    opinion = LongText(
        _("Opinion"),
        rows=3,
        help_text=_("Kept in the record; if the result differs from your vote, it is your dissent."),
    )

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = choices


class DecisionForm(forms.Form):
    deviation = LongText(
        _("Why the result differs from the proposal"),
        rows=3,
        help_text=_("Needed when it differs; left out of the decision otherwise."),
    )
    lapses_on = forms.DateField(
        label=_("The approval lapses on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Empty: it holds without end."),
    )
    note = LongText(_("Note"), rows=2)


class ConditionForm(forms.Form):
    """One condition; an empty row is none."""

    text = forms.CharField(
        label=_("Condition"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "data-autosize": True})
    )
    indicator = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(), required=False
    )
    unit = forms.ModelChoiceField(
        label=_("Responsible unit"), queryset=Organisation.objects.none(), required=False
    )
    owner = forms.CharField(label=_("Who there, or who else is responsible"), max_length=80, required=False)
    due = forms.DateField(label=_("Due"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    proof = forms.CharField(
        label=_("Shown by"),
        max_length=500,
        required=False,
        help_text=_("Such as a certificate of acceptance, a photograph, a published text."),
    )

    def __init__(
        self, *args: object, indicators: list[Indicator], units: list[Organisation], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in units])
        self.fields["unit"].choices = [("", "—"), *((each.pk, str(each)) for each in units)]
        self.fields["indicator"].queryset = Indicator.objects.filter(pk__in=[each.pk for each in indicators])
        self.fields["indicator"].choices = [
            ("", "—"),
            *((each.pk, f"{each.code} {each.local.name}") for each in indicators),
        ]

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean()
        if not found.get("unit") and not found.get("owner"):
            self.add_error("unit", _("Please choose a unit, or write who is responsible."))
        due = found.get("due")
        if due and due < timezone.localdate():
            self.add_error("due", _("This day has passed. Please choose one on which it can still be done."))
        return found


ConditionFormSet = formset_factory(ConditionForm, extra=3, max_num=30, absolute_max=60)


def obligations(formset: BaseFormSet) -> list[Obligation]:
    """The rows that were filled in, in order."""
    return [Obligation(**form.cleaned_data) for form in formset if form.has_changed()]
