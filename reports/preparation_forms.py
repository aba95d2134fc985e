"""Shapes of what is prepared before a report is published."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms import LongText
from assessments.forms.fields import ChosenOf, VersionedForm
from reports.child import PARTS, Said
from reports.enums import Ground

LONGEST_PART = 1000
LONGEST_WORDS = 20_000


class ChildTextForm(VersionedForm):
    """What the child edition says, part by part."""

    decided = LongText(_("What was decided"), rows=5, longest=LONGEST_PART)
    said = LongText(_("What children said"), rows=5, longest=LONGEST_PART)
    changes = LongText(_("What will change"), rows=5, longest=LONGEST_PART)
    stays = LongText(_("What will not change, and why"), rows=4, longest=LONGEST_PART)

    def content(self) -> dict[str, object]:
        return {part: self.cleaned_data[part].replace("\r\n", "\n") for part in PARTS}

    def with_theirs(self, said: Said, version: int) -> "ChildTextForm":
        """The form as somebody goes on from who wants to lose neither text; nothing is stored."""
        form = ChildTextForm(initial=self.merged_with(said) | {"version": version})
        form.unsaved = True
        return form


class WithholdForm(forms.Form):
    """Words to black, and the ground for it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = LongText(
        _("Words to withhold"),
        rows=2,
        longest=LONGEST_WORDS,
        help_text=_(
            "Copy them from a text below, or mark them there. They are blacked wherever they stand; a file, when its "
            "name holds them."
        ),
    )
    ground = ChosenOf(_("Legal ground"), Ground)
    note = LongText(
        _("Note for the second reader"), rows=2, longest=LONGEST_PART, help_text=_("It is not published.")
    )

    def clean_words(self) -> str:
        return str(self.cleaned_data["words"]).replace("\r\n", "\n").strip()


class VersionForm(forms.Form):
    """Which state of the review somebody acts on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
