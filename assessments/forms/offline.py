"""Handing a questionnaire back that was filled in elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Origin
from assessments.models import Proposal
from assessments.operations.proposals import Taken
from ledger.errors import Refused

HEAVIEST = 16 * 1024 * 1024


class ReturnedForm(forms.Form):
    file = forms.FileField(
        label=_("The questionnaire you have filled in"),
        help_text=_("DOCX or XLSX, as it was downloaded from this page"),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > HEAVIEST:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Please take out pictures and attachments.")
                % {"most": HEAVIEST // 2**20}
            )
        if self.origin is None:
            raise forms.ValidationError(_("Please hand back a .docx or .xlsx file."))
        return file

    @property
    def origin(self) -> Origin | None:
        """The kind of document, by its name; reading finds out whether that is true."""
        name = self.cleaned_data["file"].name.lower()
        kinds = (Origin.DOCX, Origin.XLSX)
        return next((kind for kind in kinds if name.endswith(f".{kind.value}")), None)


def taken(data: object, proposal: Proposal) -> dict[str, Taken]:
    """What was ticked on the preview, by item; the values themselves are the proposal's. Refused: not a field of it."""
    fields: dict[str, set[str]] = {}
    for ticked in data.getlist("take"):
        key, _colon, name = ticked.rpartition(":")
        if name not in proposal.content.get(key, {}):
            raise Refused(_("What was chosen is not part of this preview; nothing was written."))
        fields.setdefault(key, set()).add(name)
    return {
        key: Taken(_version(data.get(f"version:{key}")), frozenset(names)) for key, names in fields.items()
    }


def _version(typed: str | None) -> int:
    if typed is None or not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Refused(_("What was chosen is not part of this preview; nothing was written."))
    return int(typed)
