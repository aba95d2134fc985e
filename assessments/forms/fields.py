"""What the forms of a case file are made of."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from django import forms
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.limits import LONGEST_TEXT, MOST_CHILDREN
from assessments.merging import merged
from indicators.models import IndicatorSet
from indicators.scale import figure
from ledger.errors import Conflict, Refused


class LongText(forms.CharField):
    """Free text whose refusal says how long it is, and never cuts it."""

    def __init__(
        self, label: str | Promise, rows: int = 4, longest: int = LONGEST_TEXT, **options: object
    ) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "data-autosize": True})
        super().__init__(label=label, required=False, max_length=longest, widget=widget, **options)
        self.error_messages |= {
            "max_length": _(
                "This text has %(show_value)d characters; at most %(limit_value)d fit. "
                "Please shorten it or attach a file."
            )
        }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """No maxlength in the page: a browser would cut a pasted text in silence."""
        return {}


class ChosenOf(forms.ChoiceField):
    """One of a few fixed words, or none of them yet."""

    def __init__(self, label: str | Promise, words: type[Choices], **options: object) -> None:
        super().__init__(
            label=label, choices=words.choices, required=False, widget=forms.RadioSelect, **options
        )


class GroupRow(NamedTuple):
    """One group of children as the form shows it; `name` and `number` are those of its number's field."""

    code: str
    label: str
    ticked: bool
    name: str
    number: str


class _OneForEach(forms.Widget):
    """One input for each group, posted as `<name>-<code>`; the page draws them beside the groups."""

    codes: Sequence[str] = ()

    def value_from_datadict(self, data: Mapping[str, str], files: object, name: str) -> dict[str, str]:
        typed = {code: data.get(f"{name}-{code}", "").strip() for code in self.codes}
        return {code: number for code, number in typed.items() if number}


class GroupNumbers(forms.Field):
    """Whole numbers of children by the codes of their groups; a group without a number is left out."""

    widget = _OneForEach
    codes = property(lambda self: self.widget.codes, lambda self, codes: setattr(self.widget, "codes", codes))

    def clean(self, value: Mapping[str, str]) -> dict[str, int]:
        number = forms.IntegerField(min_value=0, max_value=MOST_CHILDREN)
        return {code: number.clean(typed) for code, typed in value.items()}


class VersionedForm(forms.Form):
    """A form on content that two people may write at once. Its `content()` is what was typed, by the names that the
    operation knows. `saved` is what the operation gave back, `unsaved` says that nobody has stored what it holds."""

    content: Callable[[], dict[str, object]]
    saved: object = None
    unsaved = False

    version = forms.IntegerField(widget=forms.HiddenInput)

    def save(self, operation: Callable[..., object], **where: object) -> tuple[int, Conflict | None]:
        """Hand the content to the operation; HTTP status, and for 409 the conflict. The form says what was refused."""
        if not self.is_valid():
            return 422, None
        try:
            self.saved = operation(version=self.cleaned_data["version"], content=self.content(), **where)
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return 422, None
        except Conflict as conflict:
            self.adopt_version(conflict.version)
            self.add_error(None, self.told(conflict))
            return 409, conflict
        return 200, None

    def merged_with(self, theirs: Mapping[str, object]) -> dict[str, object]:
        """What was typed together with what is stored, for a form in which neither is lost; once it is valid."""
        texts = [name for name, field in self.fields.items() if isinstance(field, LongText)]
        return merged(self.content(), theirs, texts=texts)

    def told(self, conflict: Conflict) -> str:
        """What the form says of it; the page shows the two texts side by side."""
        return str(conflict)

    def adopt_version(self, version: int) -> None:
        """Let the next sending of what is on the page replace the version stored now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)

    def in_words(self, name: str, value: object) -> str:
        """A field's value as a reader knows it, for showing two texts side by side."""
        if choices := getattr(self.fields[name], "choices", None):
            words = dict(choices)
            codes = value if isinstance(value, list) else [value]
            return _(", ").join(str(words.get(code, code)) for code in codes if code) or "—"
        if isinstance(value, dict):
            words = dict(self.fields["groups"].choices)
            told = (f"{words.get(code, code)} {number}" for code, number in value.items())
            return _(", ").join(told) or "—"
        return str(value) if value not in (None, "") else "—"


def rating_choices(indicator_set: IndicatorSet) -> list[tuple[str, str]]:
    scale = indicator_set.scale
    return [(code, str(scale.label(code))) for code in scale.codes]


def level_choices(indicator_set: IndicatorSet) -> list[tuple[str, str]]:
    """The levels alone, with their figures."""
    return [(level.code, f"{figure(level.value)} {level.name}") for level in indicator_set.scale.levels]
