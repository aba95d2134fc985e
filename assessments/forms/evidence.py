"""What is said of a file: of when its data are, who may have it, where to look in it."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.enums import Confidentiality
from assessments.models import Evidence

EARLIEST = date(1949, 10, 1)


class DescribeForm(forms.Form):
    """`initial` from a file, or what new ones are to be."""

    dated = forms.DateField(
        label=_("Date of the data"),
        required=False,
        help_text=_("Of when the data are, not when the file was made."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may have it"),
        choices=Confidentiality.choices,
        initial=Confidentiality.INTERNAL,
        help_text=_("The report names public files and those on request; internal ones are only counted."),
    )

    @classmethod
    def of(cls, evidence: Evidence) -> "DescribeForm":
        initial = {"dated": evidence.dated, "confidentiality": evidence.confidentiality}
        return cls(initial=initial, auto_id=f"id_{evidence.pk}_%s")

    def clean_dated(self) -> date | None:
        dated = self.cleaned_data["dated"]
        if dated and not EARLIEST <= dated <= timezone.localdate():
            raise forms.ValidationError(_("Please give a day that has been."))
        return dated


class PageForm(forms.Form):
    page = forms.CharField(label=_("Page"), required=False, max_length=60)
