"""Shape of the panel's opinions that the office adds, and of the department's replies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Uptake
from assessments.forms import LongText, VersionedForm
from assessments.forms.fields import ChosenOf
from indicators.models import Indicator
from panels.enums import Source
from panels.models import Opinion


class ReplyForm(VersionedForm):
    """What the department does with one opinion."""

    uptake = ChosenOf(_("Uptake"), Uptake)
    reason = LongText(
        _("What changes, or why not"),
        rows=3,
        help_text=_("Needed where the opinion is adopted in part or not at all."),
    )
    clause = forms.CharField(
        label=_("Changed clause"),
        required=False,
        max_length=500,
        help_text=_("Clause, drawing or page of the text as it now stands."),
    )

    def __init__(self, *args: object, opinion: Opinion, **kwargs: object) -> None:
        kwargs.setdefault("initial", opinion.content() | {"version": opinion.version})
        kwargs.setdefault("prefix", f"opinion-{opinion.number}")
        super().__init__(*args, **kwargs)

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in Opinion.CONTENT}

    def with_theirs(self, opinion: Opinion) -> "ReplyForm":
        """The form as somebody goes on from who wants to lose neither text; nothing is stored."""
        both = self.merged_with(opinion.content()) | {"version": opinion.version}
        form = ReplyForm(opinion=opinion, initial=both)
        form.unsaved = True
        return form


class OpinionForm(forms.Form):
    """An opinion that the office adds to the panel's; `asked` are the indicators it may be about."""

    source = forms.ChoiceField(
        label=_("Whose opinion"),
        choices=[each for each in Source.choices if each[0] != Source.EXPERT],
        widget=forms.RadioSelect,
    )
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    text = LongText(_("Opinion"), rows=3)
    reference = forms.CharField(label=_("Clause or drawing"), required=False, max_length=500)

    def __init__(self, *args: object, asked: list[Indicator], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {each.code: each for each in asked}
        whole = [("", _("The matter as a whole"))]
        self.fields["indicator"].choices = whole + [(each.code, str(each)) for each in asked]
        self.fields["text"].required = True

    def clean_indicator(self) -> Indicator | None:
        return self._asked.get(self.cleaned_data["indicator"])
