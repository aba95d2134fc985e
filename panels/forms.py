"""Shape of what the office and the experts send."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.forms import LongText, VersionedForm, rating_choices
from ledger.errors import Conflict
from panels.models import Score
from panels.queries.seating import Nominee


class SeatsForm(forms.Form):
    """Who sits on the panel, chosen from those who may."""

    experts = forms.MultipleChoiceField(
        label=_("Experts"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, nominees: Sequence[Nominee], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {str(each.entry.user_id): each.entry.user for each in nominees}
        self.fields["experts"].choices = [(key, str(expert)) for key, expert in self._offered.items()]

    def clean_experts(self) -> list[User]:
        return [self._offered[key] for key in self.cleaned_data["experts"]]


class ScoreForm(VersionedForm):
    """One expert's score for one indicator."""

    rating = forms.ChoiceField(label=_("Your judgement"), required=False, widget=forms.RadioSelect)
    reason = LongText(
        _("Reason"), rows=3, help_text=_("Two or three sentences: what speaks for this judgement?")
    )

    def __init__(self, *args: object, score: Score, **kwargs: object) -> None:
        kwargs.setdefault("initial", score.content() | {"version": score.version})
        kwargs.setdefault("prefix", score.indicator.code)
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = rating_choices(score.indicator.indicator_set)

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in Score.CONTENT}

    def told(self, conflict: Conflict) -> str:
        """With what is stored, for the sheet has no place for two texts."""
        stored = " · ".join(self.in_words(name, value) for name, value in conflict.theirs.items())
        return str(_("%(what)s Stored now: %(stored)s") % {"what": conflict, "stored": stored})
