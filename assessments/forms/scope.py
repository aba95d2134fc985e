"""The scope: which indicators apply, which children are affected, where children take part."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from assessments.children import EVERY_AGE
from assessments.enums import Basis
from assessments.forms.answers import MOST_CHILDREN
from assessments.forms.fields import LongText, VersionedForm, rating_choices
from assessments.models import Answer, ChildCount, ParticipationPlan
from indicators.scale import NOT_APPLICABLE
from indicators.schema import SetFile

LONGEST_WORDS = 1000
FIRST_YEAR = 1990


class ApplicabilityForm(VersionedForm):
    """Whether one indicator applies; the impact is another page's."""

    rating = forms.ChoiceField(
        label=gettext_lazy("Does it apply?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", pgettext_lazy("indicator", "Applies")),
            (NOT_APPLICABLE, pgettext_lazy("indicator", "Does not apply")),
        ],
    )
    reason = LongText(gettext_lazy("Why it does not apply"), rows=2)

    def __init__(self, *args: object, answer: Answer, **kwargs: object) -> None:
        chosen = answer.rating if answer.rating == NOT_APPLICABLE else ""
        kwargs.setdefault("initial", {"rating": chosen, "reason": answer.reason, "version": answer.version})
        kwargs.setdefault("prefix", answer.indicator.code)
        super().__init__(*args, **kwargs)
        self._impacts = dict(rating_choices(answer.indicator.indicator_set))

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in ("rating", "reason")}

    def in_words(self, name: str, value: object) -> str:
        """An impact that somebody has chosen meanwhile, too."""
        if name == "rating" and value not in ("", NOT_APPLICABLE):
            return self._impacts[value]
        if name == "rating":
            return str(dict(self.fields["rating"].choices)[value])
        return super().in_words(name, value)


class CountForm(VersionedForm):
    """How many children of an age and a group, or which data are missing."""

    age = forms.ChoiceField(label=gettext_lazy("Age group"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Group of children"))
    number = forms.IntegerField(
        label=gettext_lazy("Number of children"),
        required=False,
        min_value=0,
        max_value=MOST_CHILDREN,
        help_text=gettext_lazy("Leave it empty if it is not known; 0 is a number."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as the school roll of the education bureau."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year of the data"),
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Counted by"), required=False, choices=[("", "—"), *Basis.choices]
    )
    gap = LongText(
        gettext_lazy("Which data are missing"),
        rows=2,
        longest=LONGEST_WORDS,
        help_text=gettext_lazy(
            "What is not known, who could know it, and by when. “Not known” is an honest answer."
        ),
    )

    def __init__(self, *args: object, count: ChildCount, file: SetFile, **kwargs: object) -> None:
        kwargs.setdefault("initial", count.content() | {"version": count.version})
        kwargs.setdefault("auto_id", f"id_count_{count.pk or 'new'}_%s")
        super().__init__(*args, **kwargs)
        self.fields["age"].choices = [
            ("", EVERY_AGE),
            *((each.code, str(each.name)) for each in file.age_groups),
        ]
        self.fields["group"].choices = [(each.code, str(each.name)) for each in file.groups]
        if not file.age_groups:
            del self.fields["age"]

    def clean_year(self) -> int | None:
        year, now = self.cleaned_data["year"], timezone.localdate().year
        if year is not None and year > now:
            raise forms.ValidationError(_("The year of the data cannot lie after %(year)s.") % {"year": now})
        return year

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data.get(name, "") for name in ChildCount.CONTENT}


class PlanForm(VersionedForm):
    """How children take part at one link, or why not."""

    method = forms.CharField(
        label=gettext_lazy("How"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as a session in a school, a survey, a walk through the site, drawings."),
    )
    when = forms.CharField(
        label=pgettext_lazy("participation", "When"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("While what they say can still change the draft."),
    )
    whom = forms.CharField(
        label=gettext_lazy("Which children"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Ages, groups and how many; no names."),
    )
    reason_for_none = LongText(
        gettext_lazy("Or why children do not take part here"), rows=2, longest=LONGEST_WORDS
    )

    def __init__(self, *args: object, plan: ParticipationPlan, **kwargs: object) -> None:
        kwargs.setdefault("initial", plan.content() | {"version": plan.version})
        kwargs.setdefault("prefix", plan.link)
        super().__init__(*args, **kwargs)

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in ParticipationPlan.CONTENT}
