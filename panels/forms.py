"""Shape of what the office and the experts send."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from panels.queries.seating import Nominee


class SeatsForm(forms.Form):
    """Who sits on the panel, chosen from those who may."""

    experts = forms.MultipleChoiceField(
        label=_("Experts"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, nominees: Sequence[Nominee], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {str(each.entry.user_id): each.entry.user for each in nominees}
        self.fields["experts"].choices = [(key, str(expert)) for key, expert in self._offered.items()]

    def clean_experts(self) -> list[User]:
        return [self._offered[key] for key in self.cleaned_data["experts"]]
