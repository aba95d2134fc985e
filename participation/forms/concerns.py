"""Shapes of what is passed to the officer for the protection of minors, and of what that officer writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms import LongText, VersionedForm
from participation.enums import Handling
from participation.models import Concern
from participation.operations.concerns import NEXT


class RaiseForm(forms.Form):
    text = LongText(
        _("What you have heard or seen"),
        rows=5,
        longest=2000,
        help_text=_(
            "As it was said, with what the officer needs to find the child. Only the officer reads it."
        ),
    )
    context = forms.CharField(
        label=_("Where and when"),
        required=False,
        max_length=200,
        help_text=_("Such as: a workshop in the library on Saturday."),
    )


class HandlingForm(VersionedForm):
    """`content()` is what `handle_concern` takes; only steps that are possible from here are offered."""

    handling = forms.ChoiceField(label=_("How far it is"), widget=forms.RadioSelect)
    note = LongText(
        _("What was done"),
        rows=4,
        longest=2000,
        help_text=_("To whom it was reported and when, or why no report is needed."),
    )

    def __init__(self, *args: object, concern: Concern, **kwargs: object) -> None:
        initial = concern.content() | {"version": concern.version}
        super().__init__(*args, initial=initial, **kwargs)
        before = Handling(concern.handling)
        self.fields["handling"].choices = [(each.value, each.label) for each in (before, *NEXT[before])]

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in Concern.CONTENT}
