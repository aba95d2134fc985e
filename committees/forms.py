"""Shape of what members and the office send about a sitting."""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

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
    note = LongText(
        _("Note"), rows=3, help_text=_("Needed when the result differs from the proposed conclusion.")
    )


class ConditionForm(forms.Form):
    """One condition; an empty row is none."""

    text = forms.CharField(
        label=_("Condition"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "data-autosize": True})
    )
    indicator = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(), required=False
    )
    owner = forms.CharField(label=_("Responsible"), max_length=80)
    due = forms.DateField(label=_("Due"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: object, indicators: list[Indicator], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.filter(pk__in=[each.pk for each in indicators])
        self.fields["indicator"].choices = [
            ("", "—"),
            *((each.pk, f"{each.code} {each.local.name}") for each in indicators),
        ]


ConditionFormSet = formset_factory(ConditionForm, extra=3, max_num=30, absolute_max=60)


def obligations(formset: BaseFormSet) -> list[Obligation]:
    """The rows that were filled in, in order."""
    return [Obligation(**form.cleaned_data) for form in formset if form.has_changed()]
