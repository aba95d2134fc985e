"""Opening a link: which questions, for how long, and when the children are told."""

from collections.abc import Sequence
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.bank import PICTOGRAMS
from participation.operations.collecting import LONGEST, LONGEST_QUESTION, SHORTEST
from participation.sheets import FACE, WORDS, Question

USUAL_MINUTES, USUAL_PROMISE = 45, timedelta(days=30)
OWN = (FACE, WORDS)


class CollectionForm(forms.Form):
    minutes = forms.IntegerField(
        label=_("Open for how many minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=USUAL_MINUTES,
        help_text=_("Then it closes by itself. What still waits on the telephone may come in for a day."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    promise = forms.DateField(
        label=_("Children are told by"),
        help_text=_("The telephone promises this day to every child."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: object, drafts: Sequence[Question], **kwargs: object) -> None:
        """`drafts`: the questions of the bank; after them come empty rows for questions of one's own."""
        super().__init__(*args, **kwargs)
        self.fields["promise"].initial = timezone.localdate() + USUAL_PROMISE
        own = [{"kind": kind, "pictogram": PICTOGRAMS[0], "text": "", "text_en": ""} for kind in OWN]
        data = args[0] if args else None
        self.rows = [
            QuestionForm(data, prefix=f"q{number}", draft=draft)
            for number, draft in enumerate([*drafts, *own])
        ]

    def is_valid(self) -> bool:
        rows = [row.is_valid() for row in self.rows]
        return super().is_valid() and all(rows)

    def questions(self) -> list[Question]:
        """Those that were chosen, in the order of the page."""
        return [row.question() for row in self.rows if row.cleaned_data["asked"]]


class QuestionForm(forms.Form):
    """One question. Its kind and its drawing are the bank's, its words the facilitator's."""

    asked = forms.BooleanField(label=_("Ask this"), required=False)
    text = forms.CharField(label=_("Question"), required=False, max_length=LONGEST_QUESTION)
    text_en = forms.CharField(label=_("Question in English"), required=False, max_length=LONGEST_QUESTION)

    def __init__(self, *args: object, draft: Question, **kwargs: object) -> None:
        own = not draft["text"]
        kwargs["initial"] = {"asked": not own, "text": draft["text"], "text_en": draft["text_en"]}
        super().__init__(*args, **kwargs)
        self.draft, self.is_own = draft, own

    def clean(self) -> dict[str, object]:
        if self.cleaned_data.get("asked") and not self.cleaned_data.get("text", "").strip():
            self.add_error("text", _("Please write the question, or do not ask it."))
        return self.cleaned_data

    def question(self) -> Question:
        return {**self.draft, "text": self.cleaned_data["text"], "text_en": self.cleaned_data["text_en"]}
