"""Shape of an entry of the expert pool."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from assessments.forms import VersionedForm
from indicators.expertise import NAMES
from panels.models import Expert
from panels.operations.pooling import CONTENT, MOST_CASES


def _day(**options: object) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


class ExpertForm(VersionedForm):
    """`outside` are those who could be entered; none where an entry is changed."""

    user = forms.ChoiceField(label=_("Expert"))
    fields_known = forms.MultipleChoiceField(
        label=_("What the expert knows"), choices=list(NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=_("Post or title"), max_length=60, required=False)
    title_en = forms.CharField(label=_("Post or title in English"), max_length=120, required=False)
    employer = forms.CharField(
        label=_("Employer"),
        max_length=120,
        required=False,
        help_text=_("Whoever works for somebody commissioned with a matter is not seated on its panel."),
    )
    employer_en = forms.CharField(label=_("Employer in English"), max_length=160, required=False)
    unit = forms.ChoiceField(
        label=_("Employer, where it is a unit of the city"),
        required=False,
        help_text=_("The unit’s own matters are then kept from this expert."),
    )
    district = forms.CharField(label=_("District"), max_length=40, required=False)
    since = _day(label=_("In the pool from"))
    until = _day(label=_("In the pool until"), required=False, help_text=_("Empty: without an end."))
    most_cases = forms.IntegerField(label=_("Panels at a time"), min_value=1, max_value=MOST_CASES, initial=3)

    def __init__(
        self,
        *args: object,
        units: Sequence[Organisation],
        outside: Sequence[User] = (),
        entry: Expert | None = None,
        **kwargs: object,
    ) -> None:
        kwargs.setdefault("initial", _initial(entry) if entry else {"version": 0})
        super().__init__(*args, **kwargs)
        self._units = {unit.code: unit for unit in units}
        self._outside = {user.username: user for user in outside}
        self.fields["unit"].choices = [("", "—"), *((unit.code, str(unit)) for unit in units)]
        self.fields["user"].choices = [(user.username, str(user)) for user in outside]
        if entry is not None:
            del self.fields["user"]

    @property
    def chosen(self) -> User:
        return self._outside[self.cleaned_data["user"]]

    def content(self) -> dict[str, object]:
        said = self.cleaned_data
        return {name: said[name] for name in CONTENT if name not in ("fields", "unit")} | {
            "fields": [code for code in NAMES if code in said["fields_known"]],
            "unit": self._units.get(said["unit"]),
        }

    def shown(self, name: str, value: object) -> tuple[str, str]:
        """Label and words of a part of an entry, for two texts side by side."""
        if name == "fields":
            return str(self.fields["fields_known"].label), self.in_words("fields_known", value)
        if name == "unit":
            return str(self.fields["unit"].label), str(value or "—")
        return str(self.fields[name].label), self.in_words(name, value)


def _initial(entry: Expert) -> dict[str, object]:
    said = {name: getattr(entry, name) for name in CONTENT}
    unit = entry.unit.code if entry.unit else ""
    return said | {"fields_known": entry.fields, "unit": unit, "version": entry.version}
