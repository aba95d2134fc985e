"""Shape of what the department types; whether it may be stored is the operations' business."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Answer
from indicators.models import IndicatorSet

LONGEST_TEXT = 10_000
MOST_CHILDREN = 100_000_000


class LongText(forms.CharField):
    """Free text whose refusal says how long it is, and never cuts it."""

    def __init__(self, label: str | Promise, rows: int = 4, **options: object) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "data-autosize": True})
        super().__init__(label=label, required=False, max_length=LONGEST_TEXT, widget=widget, **options)
        self.error_messages |= {
            "max_length": _(
                "This text has %(show_value)d characters; at most %(limit_value)d fit. "
                "Please shorten it or attach a file."
            )
        }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """No maxlength in the page: a browser would cut a pasted text in silence."""
        return {}


class AnswerForm(forms.Form):
    """One indicator's answer. `content()` is what `save_answer` takes: all that was typed, whatever the impact."""

    rating = forms.ChoiceField(label=_("Impact"), required=False, widget=forms.RadioSelect)
    reach = forms.IntegerField(
        label=_("Children reached"),
        required=False,
        min_value=0,
        max_value=MOST_CHILDREN,
        help_text=_("An estimate will do; leave it empty if unknown."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    groups = forms.MultipleChoiceField(
        label=_("Groups of children affected"), required=False, widget=forms.CheckboxSelectMultiple
    )
    facts = LongText(
        _("Facts and grounds"),
        help_text=_("What changes, for whom, by how much, and where that is known from."),
    )
    mitigation = LongText(
        _("Mitigation"),
        rows=3,
        help_text=_("How a negative effect is avoided, lessened or made good, by whom and when."),
    )
    reason = LongText(_("Why it does not apply"), rows=3)
    file = forms.FileField(
        label=_("Add evidence"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 20 MB"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, answer: Answer, **kwargs: object) -> None:
        kwargs.setdefault("initial", answer.content() | {"version": answer.version})
        kwargs.setdefault("prefix", answer.indicator.code)
        super().__init__(*args, **kwargs)
        indicator_set = answer.indicator.indicator_set
        self.fields["rating"].choices = rating_choices(indicator_set)
        self.fields["groups"].choices = [(group.code, str(group.name)) for group in indicator_set.groups]

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in Answer.CONTENT if name in self.fields}

    def adopt_version(self, version: int) -> None:
        """Let the next sending of what is on the page replace the version stored now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)

    def in_words(self, name: str, value: object) -> str:
        """A field's value as a reader knows it, for showing two texts side by side."""
        if name in {"rating", "groups"}:
            words = dict(self.fields[name].choices)
            codes = value if isinstance(value, list) else [value]
            return _(", ").join(words[code] for code in codes if code) or "—"
        return str(value) if value not in (None, "") else "—"


class MatterForm(forms.Form):
    """The matter a new case is opened for, within one edition of an indicator set."""

    title = forms.CharField(label=_("Title of the matter"), max_length=200)
    title_en = forms.CharField(label=_("English title"), max_length=200, required=False)
    matter_class = forms.ChoiceField(label=_("Class of matter"))
    drafting_started = forms.DateField(
        label=_("Date drafting began"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    summary = forms.CharField(
        label=_("What it is about, in a few sentences"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "data-autosize": True}),
    )

    def __init__(self, *args: object, indicator_set: IndicatorSet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter_class"].choices = [
            (each.code, str(each.name)) for each in indicator_set.matter_classes
        ]


def rating_choices(indicator_set: IndicatorSet) -> list[tuple[str, str]]:
    scale = indicator_set.scale
    return [(code, str(scale.label(code))) for code in scale.codes]
