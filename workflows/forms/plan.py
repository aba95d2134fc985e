"""Shapes of what is written about a planned matter."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.forms import LongText
from indicators.models import IndicatorSet
from plans.models import PlanItem
from plans.operations import EARLIEST, LATEST, PlanFacts

NOT_ASKED = ("", "—")
LONGEST_SUMMARY, LONGEST_REASON = 4000, 2000


class PlanForm(forms.Form):
    """`facts()` is what the operations take. Class and set are one choice: a class is its set's."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    unit = forms.ChoiceField(label=_("Drafting unit"))
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)
    quarter = forms.TypedChoiceField(
        label=_("Drafting begins in quarter"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[NOT_ASKED, (1, "1"), (2, "2"), (3, "3"), (4, "4")],
    )
    title = forms.CharField(label=_("Title of the matter"), max_length=200)
    title_en = forms.CharField(label=_("English title"), max_length=200, required=False)
    matter_class = forms.ChoiceField(label=_("Class of matter"))
    summary = LongText(_("What it is about, in a few sentences"), rows=5, longest=LONGEST_SUMMARY)

    def __init__(
        self,
        *args: object,
        units: Sequence[Organisation],
        sets: Sequence[IndicatorSet],
        item: PlanItem | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units, self._sets = {unit.code: unit for unit in units}, {each.code: each for each in sets}
        self.fields["unit"].choices = [(unit.code, str(unit)) for unit in units]
        self.fields["matter_class"].choices = [
            NOT_ASKED,
            *(
                (
                    str(each.local.name),
                    [(f"{each.code}:{one.code}", str(one.name)) for one in each.matter_classes],
                )
                for each in sets
            ),
        ]
        self.fields["summary"].required = True
        if item is not None:
            del self.fields["unit"]
            names = ("version", "year", "quarter", "title", "title_en", "summary")
            self.initial = {name: getattr(item, name) for name in names} | {
                "matter_class": f"{item.indicator_set.code}:{item.matter_class}"
            }
        elif len(units) == 1:
            del self.fields["unit"]

    def adopt_version(self, version: int) -> None:
        """So that sending once more means: mine, having read theirs."""
        self.data = self.data.copy()
        self.data["version"] = str(version)

    def chosen_unit(self) -> Organisation:
        return self._units[self.cleaned_data.get("unit") or next(iter(self._units))]

    def facts(self) -> PlanFacts:
        given = self.cleaned_data
        edition, _colon, matter_class = given["matter_class"].partition(":")
        return {
            "year": given["year"],
            "title": given["title"],
            "title_en": given["title_en"],
            "summary": given["summary"],
            "indicator_set": self._sets[edition],
            "matter_class": matter_class,
            "quarter": given["quarter"],
        }


class ReasonForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = LongText(_("Reason"), rows=2, longest=LONGEST_REASON)


class MoveForm(ReasonForm):
    year = forms.IntegerField(label=_("To the plan of"), min_value=EARLIEST, max_value=LATEST)


class ChosenForm(forms.Form):
    """Matters chosen together, each as `key:version`, so that nobody accepts what has changed meanwhile."""

    chosen = forms.MultipleChoiceField(choices=())

    def __init__(self, *args: object, items: Sequence[PlanItem], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._items = {item.pk: item for item in items}

    def clean(self) -> None:
        """Whatever stands for no matter that the person sees is refused as a whole."""
        typed = self.data.getlist("chosen")
        self.errors.pop("chosen", None)
        try:
            pairs = [tuple(int(part) for part in each.split(":")) for each in typed]
            self._pairs = [(self._items[pk], version) for pk, version in dict(pairs).items()]
        except (KeyError, ValueError):
            self._pairs = []
            self.add_error(None, _("Please choose among the matters on this page."))
        else:
            if not self._pairs:
                self.add_error(None, _("Please choose at least one matter."))

    def items(self) -> list[PlanItem]:
        return [item for item, _version in self._pairs]

    def versions(self) -> list[int]:
        return [version for _item, version in self._pairs]
