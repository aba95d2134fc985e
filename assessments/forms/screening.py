"""The questions asked before anything else."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Finding, Need
from assessments.forms.fields import LongText, VersionedForm
from assessments.models import Screening
from indicators.schema import ScreeningQuestion, SetFile


class ScreeningForm(VersionedForm):
    """Two fields for each question, as `<code>-answer` and `<code>-remark`; then the conclusion with its grounds. In a
    set with depths “needed” is chosen with one of them, as in `needed:FORM`."""

    conclusion = forms.ChoiceField(label=_("Conclusion"), required=False, widget=forms.RadioSelect)
    grounds = LongText(
        _("Grounds"), rows=3, help_text=_("Why this conclusion; without an assessment they are required.")
    )

    def __init__(self, *args: object, screening: Screening, file: SetFile, **kwargs: object) -> None:
        questions = file.screening
        initial = {"version": screening.version, "grounds": screening.grounds}
        initial["conclusion"] = _joined(screening.conclusion, screening.depth)
        for question in questions:
            for part, value in screening.answers.get(question.code, {}).items():
                initial[f"{question.code}-{part}"] = value
        super().__init__(*args, initial=initial, **kwargs)
        self.questions = questions
        self.fields["conclusion"].choices = _conclusions(file)
        self.weighs_depth = bool(file.depths)
        if self.weighs_depth:
            self.fields["grounds"].help_text = _(
                "Why this conclusion and this depth; without an assessment they are required."
            )
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
        conclusion, _colon, depth = self.cleaned_data["conclusion"].partition(":")
        grounds = self.cleaned_data["grounds"]
        return {"answers": said, "conclusion": conclusion, "depth": depth, "grounds": grounds}

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
        concluded = self._in_words(content["conclusion"], content["depth"])
        return [
            *lines,
            (str(self.fields["conclusion"].label), concluded),
            (str(self.fields["grounds"].label), self.in_words("grounds", content["grounds"])),
        ]

    def _in_words(self, conclusion: str, depth: str) -> str:
        """As it is chosen; what an edition with depths cannot offer any more is at least told."""
        words = dict(self.fields["conclusion"].choices).get(_joined(conclusion, depth), "")
        return str(words or (conclusion and Need(conclusion).label) or "—")


def _joined(conclusion: str, depth: str) -> str:
    return f"{conclusion}:{depth}" if depth else conclusion


def _conclusions(file: SetFile) -> list[tuple[str, object]]:
    """With depths, from nothing to the deepest."""
    if not file.depths:
        return Need.choices
    depths = [(_joined(Need.NEEDED, depth.code), str(depth.name)) for depth in file.depths]
    return [(Need.NOT_NEEDED.value, Need.NOT_NEEDED.label), *depths]
