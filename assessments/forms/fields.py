"""What the forms of a case file are made of."""

from collections.abc import Callable

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.models import IndicatorSet
from ledger.errors import Conflict, Refused

LONGEST_TEXT = 10_000


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


class VersionedForm(forms.Form):
    """A form on content that two people may write at once. Its `content()` is what was typed, by the names that the
    operation knows."""

    content: Callable[[], dict[str, object]]

    version = forms.IntegerField(widget=forms.HiddenInput)

    def save(self, operation: Callable[..., object], **where: object) -> tuple[int, Conflict | None]:
        """Hand the content to the operation; HTTP status, and for 409 the conflict. The form says what was refused."""
        if not self.is_valid():
            return 422, None
        try:
            operation(version=self.cleaned_data["version"], content=self.content(), **where)
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return 422, None
        except Conflict as conflict:
            self.adopt_version(conflict.version)
            self.add_error(None, self.told(conflict))
            return 409, conflict
        return 200, None

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
        return str(value) if value not in (None, "") else "—"


def rating_choices(indicator_set: IndicatorSet) -> list[tuple[str, str]]:
    scale = indicator_set.scale
    return [(code, str(scale.label(code))) for code in scale.codes]
