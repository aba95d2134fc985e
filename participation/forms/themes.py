"""What children said, in the department's sentences, and what it does with it."""

from django import forms
from django.utils.translation import gettext_lazy

from assessments.enums import Uptake
from assessments.forms.fields import ChosenOf, LongText, VersionedForm
from participation.models import Theme
from participation.operations.themes import LONGEST_REASON, LONGEST_SAID

_SAID = {
    "label": gettext_lazy("What several children said, in one sentence"),
    "max_length": LONGEST_SAID,
    "help_text": gettext_lazy("In your own words and without names: it is read by everybody and published."),
    "widget": forms.TextInput(attrs={"autocomplete": "off"}),
}


class NewThemeForm(forms.Form):
    said = forms.CharField(**_SAID)


class ThemeForm(VersionedForm):
    said = forms.CharField(**_SAID)
    uptake = ChosenOf(gettext_lazy("What you do with it"), Uptake)
    reason = LongText(
        gettext_lazy("What you do, or why not"),
        rows=3,
        longest=LONGEST_REASON,
        help_text=gettext_lazy("So that a child of ten understands it; the children get to read it."),
    )

    def __init__(self, *args: object, theme: Theme, **kwargs: object) -> None:
        initial = theme.content() | {"version": theme.version}
        super().__init__(*args, initial=initial, prefix=f"theme-{theme.number}", **kwargs)

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in Theme.CONTENT}
