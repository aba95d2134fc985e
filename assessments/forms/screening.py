"""The questions asked before anything else."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Finding, Need
from assessments.forms.fields import LongText, VersionedForm
from assessments.models import Screening
from indicators.schema import ScreeningQuestion


class ScreeningForm(VersionedForm):
    """Two fields for each question, as `<code>-answer` and `<code>-remark`; then the conclusion with its grounds."""

    conclusion = forms.ChoiceField(
        label=_("Conclusion"), required=False, choices=Need.choices, widget=forms.RadioSelect
    )
    grounds = LongText(
        _("Grounds"), rows=3, help_text=_("Why this conclusion; without an assessment they are required.")
    )

    def __init__(
        self, *args: object, screening: Screening, questions: list[ScreeningQuestion], **kwargs: object
    ) -> None:
        initial = {"version": screening.version, "conclusion": screening.conclusion}
        initial["grounds"] = screening.grounds
        for question in questions:
            for part, value in screening.answers.get(question.code, {}).items():
                initial[f"{question.code}-{part}"] = value
        super().__init__(*args, initial=initial, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"{question.code}-answer"] = forms.ChoiceField(
                label=_("Answer"), required=False, choices=Finding.choices, widget=forms.RadioSelect
            )
            self.fields[f"{question.code}-remark"] = LongText(
                _("Remark"), rows=2, help_text=_("What is unclear must be named here.")
            )

    def asked(self) -> Iterator[tuple[ScreeningQuestion, forms.BoundField, forms.BoundField]]:
        """Each question with its two fields."""
        for question in self.questions:
            yield question, self[f"{question.code}-answer"], self[f"{question.code}-remark"]

    def content(self) -> dict[str, object]:
        answers = {
            question.code: {
                part: self.cleaned_data[f"{question.code}-{part}"] for part in ("answer", "remark")
            }
            for question in self.questions
        }
        said = {code: given for code, given in answers.items() if any(given.values())}
        return {
            "answers": said,
            "conclusion": self.cleaned_data["conclusion"],
            "grounds": self.cleaned_data["grounds"],
        }

    def said(self, content: dict[str, object]) -> list[tuple[str, str]]:
        """Every line of a content with its words, in the order of the form, for showing two of them side by side."""
        lines = []
        for question in self.questions:
            given = content["answers"].get(question.code, {})
            words = [
                self.in_words(f"{question.code}-answer", given.get("answer", "")),
                given.get("remark", ""),
            ]
            lines.append((f"{question.code} {question.question}", " · ".join(word for word in words if word)))
        ends = [
            (str(self.fields[name].label), self.in_words(name, content[name]))
            for name in ("conclusion", "grounds")
        ]
        return lines + ends
