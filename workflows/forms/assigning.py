"""Which indicators another unit is asked for, and by when."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from assessments.forms import LongText
from assessments.operations.assigning import LONGEST_NOTE
from assessments.queries import Questionnaire
from indicators.models import Indicator


class AssignForm(forms.Form):
    """`chosen` are the indicators ticked, by themselves or with their whole aspect."""

    indicator = forms.MultipleChoiceField(required=False)
    aspect = forms.MultipleChoiceField(required=False)
    unit = forms.ModelChoiceField(
        label=_("Department"), queryset=Organisation.objects.none(), empty_label=_("Please choose")
    )
    due = forms.DateField(label=_("By"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = LongText(_("What is asked"), rows=3, help_text=_("What the department should look at, or know."))

    def __init__(self, *args: object, board: Questionnaire, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._sections = board.sections
        self.fields["indicator"].choices = [(card.code, card.code) for card in self._cards()]
        self.fields["aspect"].choices = [(each.aspect.code, each.aspect.code) for each in board.sections]
        self.fields["unit"].queryset = units_beside(board.assessment.drafting_unit)
        self.fields["note"].max_length = LONGEST_NOTE
        self.fields["note"].validators.append(forms.CharField(max_length=LONGEST_NOTE).validators[0])

    def clean_due(self) -> object:
        due = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise forms.ValidationError(_("Please give a day that is still to come."))
        return due

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not {"indicator", "aspect"} & self.errors.keys() and not self.chosen():
            raise forms.ValidationError(_("Please tick at least one indicator."))
        return cleaned

    def chosen(self) -> list[Indicator]:
        indicators, aspects = self.cleaned_data["indicator"], self.cleaned_data["aspect"]
        return [
            card.indicator
            for section in self._sections
            for card in section.cards
            if card.code in indicators or section.aspect.code in aspects
        ]

    def _cards(self) -> list[object]:
        return [card for section in self._sections for card in section.cards]


def units_beside(unit: Organisation) -> "forms.models.QuerySet":
    """Departments of the same city with somebody who drafts."""
    drafts = {"posts__role": Role.DRAFTER, "posts__group__user__is_active": True}
    return Organisation.objects.filter(parent=unit.city, **drafts).exclude(pk=unit.pk).distinct()
