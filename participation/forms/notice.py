"""What the public writes of a draft conclusion, and what the office writes of that."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.enums import Uptake
from assessments.forms.fields import LongText, VersionedForm
from participation.models import CommentGroup
from participation.operations.comments import LONGEST

TRAP = "website"  # nobody sees this field; programs fill it in


class CommentForm(forms.Form):
    """`website` is a trap for programs: people do not see it, and leave it empty."""

    text = LongText(
        _("Your comment"),
        rows=6,
        longest=LONGEST,
        help_text=_("Please name nobody: no names, no school with its class, no phone number."),
    )
    is_child = forms.BooleanField(label=_("I am under 18"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["max_length"] = _(
            "This text has %(show_value)d characters; at most %(limit_value)d fit. Please shorten it."
        )

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get(TRAP))


class SortForm(forms.Form):
    """Ticked comments: to a group, or to a new one in the office's words."""

    group = forms.ChoiceField(label=pgettext_lazy("comments", "Group"), required=False)
    said = forms.CharField(
        label=_("Or a new group: what they say, in your words"), max_length=300, required=False
    )

    def __init__(self, *args: Any, groups: list[CommentGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(each.pk): each for each in groups}
        named = ((key, f"{each.number} · {each.said}") for key, each in self.groups.items())
        self.fields["group"].choices = [("", _("A new group")), *named]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> CommentGroup | None:
        return self.groups.get(self.cleaned_data["group"])


class SetAsideForm(forms.Form):
    """It stands folded up beside `SortForm` under the same ticks: a browser that asks for the note there would never
    send the other."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("Why they are set aside"),
        max_length=300,
        help_text=_("Whoever wrote them reads this with the number of the comment."),
    )


class GroupForm(VersionedForm):
    said = forms.CharField(label=_("What they say"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    uptake = forms.ChoiceField(
        label=_("Uptake"), choices=[("", _("Not answered yet")), *Uptake.choices], required=False
    )
    reason = forms.CharField(
        label=_("Answer, in plain words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": True}),
    )

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in CommentGroup.CONTENT}


class OpeningForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you need to read them"),
        max_length=300,
        help_text=_("Your reason is kept with your name and the time, and the audit reads it."),
    )
