"""Shapes of declarations, of what is decided of them, and of changes to a panel that has begun."""

from collections.abc import Sequence

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.forms import LongText
from panels.enums import Declared, Ruling

MEANT: dict[Declared, Promise] = {
    Declared.NONE: _("The file opens, and you can score."),
    Declared.DOUBTFUL: _("Somebody else decides whether you judge; until then the file stays closed to you."),
    Declared.CONFLICT: _("You give up your seat at once. Others do not learn that it was you, or why."),
}
LONGEST_RELATION = 2000
LONGEST_REASON = 1000


class DeclarationForm(forms.Form):
    """The expert's own word; `explained` are the choices with what each of them leads to."""

    declared = forms.ChoiceField(
        label=_("Your declaration"),
        choices=Declared.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the three.")},
    )
    relation = LongText(
        _("Which relation there is"),
        rows=3,
        longest=LONGEST_RELATION,
        help_text=_("Needed unless there is none. Only the panel’s chair and the committee office read it."),
    )

    @property
    def explained(self) -> list[tuple[BoundWidget, Promise]]:
        return [(option, MEANT[Declared(option.data["value"])]) for option in self["declared"]]


class RulingForm(forms.Form):
    """What the chair, or the office, decides of a doubtful declaration."""

    ruling = forms.ChoiceField(label=_("Decision"), choices=Ruling.choices, widget=forms.RadioSelect)
    reason = LongText(
        _("Reason"), rows=2, longest=LONGEST_REASON, help_text=_("The expert reads what you write here.")
    )


class ExcuseForm(forms.Form):
    reason = LongText(_("Why the expert cannot go on"), rows=2, longest=LONGEST_REASON)


class AnotherForm(forms.Form):
    """Who comes onto the panel, of those who may."""

    expert = forms.ModelChoiceField(
        label=_("Expert"), queryset=User.objects.none(), empty_label=_("Please choose")
    )

    def __init__(self, *args: object, experts: Sequence[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = User.objects.filter(pk__in=[each.pk for each in experts])
