"""Shape of what an expert says of an indicator."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.forms import LongText, VersionedForm, rating_choices
from assessments.forms.fields import ChosenOf
from indicators.models import IndicatorSet
from indicators.scale import CANNOT_JUDGE
from panels.enums import Confidence
from panels.models import Score


class ScoreForm(VersionedForm):
    """One expert's judgement of the indicator with this code; without a stored score it is for what was sent."""

    rating = forms.ChoiceField(label=_("Your judgement"), required=False, widget=forms.RadioSelect)
    confidence = ChosenOf(_("How sure are you?"), Confidence)
    reason = LongText(
        _("Reason"), rows=3, help_text=_("Two or three sentences: what speaks for this judgement?")
    )
    suggestion = LongText(
        _("Suggested change"),
        rows=2,
        help_text=_("It becomes a numbered opinion that the department must answer."),
    )
    reference = forms.CharField(
        label=_("Clause or drawing"),
        required=False,
        max_length=500,
        help_text=_("Which place of the draft the suggestion is about."),
    )

    def __init__(
        self,
        *args: object,
        edition: IndicatorSet,
        code: str,
        score: Score | None = None,
        **kwargs: object,
    ) -> None:
        if score is not None:
            kwargs.setdefault("initial", score.content() | {"version": score.version})
        super().__init__(*args, prefix=code, **kwargs)
        cannot = (CANNOT_JUDGE, pgettext_lazy("rating", "Cannot judge"))
        self.fields["rating"].choices = [*rating_choices(edition), cannot]
        self.edition, self.code = edition, code

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in Score.CONTENT}

    @property
    def suggests(self) -> bool:
        """Whether the fields of a suggestion have something to show."""
        names = ("suggestion", "reference")
        return any(self[name].value() or self[name].errors for name in names)

    def with_theirs(self, score: Score) -> "ScoreForm":
        """The form as somebody goes on from who wants to lose neither text; nothing is stored."""
        both = self.merged_with(score.content()) | {"version": score.version}
        form = ScoreForm(edition=self.edition, code=self.code, initial=both)
        form.unsaved = True
        return form
