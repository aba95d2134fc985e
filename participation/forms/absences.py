"""Why no children are heard at a link."""

from django.utils.translation import gettext_lazy as _

from assessments.forms import LongText, VersionedForm
from participation.models import Absence


class AbsenceForm(VersionedForm):
    """`content()` is what `write_absence` takes."""

    reason = LongText(
        _("Why no children are heard at this link"),
        rows=5,
        longest=1000,
        help_text=_("In plain words, without names. Everybody can read it as soon as it is signed."),
    )

    @classmethod
    def of(cls, absence: Absence | None) -> "AbsenceForm":
        written = {"reason": absence.reason, "version": absence.version} if absence else {"version": 0}
        return cls(initial=written)

    def content(self) -> dict[str, object]:
        return {"reason": self.cleaned_data["reason"]}
