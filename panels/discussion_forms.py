"""Shape of what is said in a panel's discussion."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.forms import LongText, VersionedForm, rating_choices
from indicators.models import IndicatorSet
from indicators.scale import CANNOT_JUDGE
from panels.models import Revision, Score


class RemarkForm(forms.Form):
    """One contribution; `code` names the topic, so that each form of the page has names of its own."""

    text = LongText(pgettext_lazy("discussion", "Remark"), rows=2)

    def __init__(self, *args: object, code: str, **kwargs: object) -> None:
        super().__init__(*args, prefix=f"{code}-remark", **kwargs)
        self.fields["text"].required = True


class RevisionForm(VersionedForm):
    """A second judgement of one's own score; it begins as what counts now."""

    rating = forms.ChoiceField(label=_("Your second judgement"), widget=forms.RadioSelect)
    reason = LongText(
        _("Why you judge anew"), rows=2, help_text=_("Your first score stays, and both are reported.")
    )

    def __init__(
        self, *args: object, code: str, score: Score, indicator_set: IndicatorSet, **kwargs: object
    ) -> None:
        revision = getattr(score, "revision", None)
        held = revision or Revision(rating=score.rating)
        kwargs.setdefault("initial", held.content() | {"version": held.version})
        super().__init__(*args, prefix=f"{code}-second", **kwargs)
        self.fields["rating"].choices = [
            *rating_choices(indicator_set),
            (CANNOT_JUDGE, pgettext_lazy("rating", "Cannot judge")),
        ]
        self.fields["reason"].required = True

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in Revision.CONTENT}
