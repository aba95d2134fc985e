"""Shapes of what is said after a decision."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms import LongText, VersionedForm
from assessments.forms.fields import level_choices
from committees.enums import Verdict
from committees.operations.reviewing import Effect, ReviewContent
from indicators.models import IndicatorSet
from indicators.scale import UNCERTAIN
from workflows.queries.followup import EffectRow

ACCEPTED = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"


class ReportForm(forms.Form):
    """That a condition is met."""

    text = LongText(_("What was done"), rows=3, longest=2000)
    file = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_(
            "PDF, DOCX, XLSX, PNG or JPEG, up to 20 MB. It stays inside; only the result is published."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class VerifyForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Finding"), choices=Verdict.choices, widget=forms.RadioSelect)
    remark = LongText(
        _("Remark"), rows=2, longest=1000, help_text=_("Needed where the condition is not shown to be met.")
    )


class SettleForm(VersionedForm):
    """Closing or reopening the follow-up."""

    reason = LongText(
        _("The committee’s reason"), rows=3, longest=1000, help_text=_("Published with the report.")
    )
    unfinished = forms.BooleanField(
        label=_("The committee closes it although not everything is finished"), required=False
    )


class ReviewForm(VersionedForm):
    """What was found of each indicator, and of the whole; `content()` is what `save_review` takes."""

    summary = LongText(_("What was found"), rows=4, longest=2000, help_text=_("Published with the report."))

    def __init__(
        self, *args: object, effects: Sequence[EffectRow], indicator_set: IndicatorSet, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self._effects = effects
        choices = [
            ("", _("not measured")),
            *level_choices(indicator_set),
            (UNCERTAIN, str(indicator_set.scale.uncertain)),
        ]
        for row in effects:
            self.fields[f"measured-{row.code}"] = forms.ChoiceField(
                label=_("Measured"), required=False, choices=choices
            )
            self.fields[f"words-{row.code}"] = forms.CharField(
                label=_("By what"), required=False, max_length=300
            )

    def rows(self) -> list[tuple[EffectRow, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"measured-{row.code}"], self[f"words-{row.code}"]) for row in self._effects]

    def content(self) -> ReviewContent:
        data = self.cleaned_data
        return ReviewContent(
            summary=data["summary"],
            effects={
                row.code: Effect(measured=data[f"measured-{row.code}"], words=data[f"words-{row.code}"])
                for row in self._effects
            },
        )
