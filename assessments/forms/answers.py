"""Answers of the questionnaire, and the findings on special groups."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.clauses import NO_CLAUSE, normalised
from assessments.enums import Directness, Grade, Reversibility, Term
from assessments.forms.fields import (
    ChosenOf,
    GroupNumbers,
    GroupRow,
    LongText,
    VersionedForm,
    level_choices,
    rating_choices,
)
from assessments.limits import MOST_CHILDREN
from assessments.models import Answer, GroupFinding
from indicators.models import IndicatorSet
from indicators.schema import Reference

# What is asked only where the path of the file asks for it, see `SelfAssessment.asks`.
BESIDE = {
    "effect": ("directness", "term", "reversibility", "numbers", "residual"),
    "evidence": ("grade",),
}


class AnswerForm(VersionedForm):
    """One indicator's answer. `content()` is what `save_answer` takes: all that was typed, whatever the impact.

    An indicator that asks for words alone has no other field than those; `reference` is there where the edition asks
    for it, what is `BESIDE` an impact where the file's path does.
    """

    rating = forms.ChoiceField(label=_("Impact"), required=False, widget=forms.RadioSelect)
    directness = ChosenOf(_("Direct or indirect"), Directness)
    term = ChosenOf(_("When it is felt"), Term)
    reversibility = ChosenOf(_("Can it be reversed?"), Reversibility)
    reference = forms.CharField(required=False, max_length=500)
    reach = forms.IntegerField(
        label=_("Children reached"),
        required=False,
        min_value=0,
        max_value=MOST_CHILDREN,
        help_text=_("An estimate will do; leave it empty if unknown."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    groups = forms.MultipleChoiceField(
        label=_("Groups of children affected"), required=False, widget=forms.CheckboxSelectMultiple
    )
    numbers = GroupNumbers(label=_("Children by group"), required=False)
    facts = LongText(
        _("Facts and grounds"),
        help_text=_("What changes, for whom, by how much, and where that is known from."),
    )
    grade = ChosenOf(_("Strength of the evidence"), Grade)
    mitigation = LongText(
        _("Mitigation"),
        rows=3,
        help_text=_("How a negative effect is avoided, lessened or made good, by whom and when."),
    )
    residual = forms.ChoiceField(
        label=_("Effect that remains"),
        required=False,
        help_text=_("What is left of the effect once the mitigation works."),
    )
    reason = LongText(_("Why it does not apply"), rows=3)

    def __init__(self, *args: object, answer: Answer, **kwargs: object) -> None:
        kwargs.setdefault("initial", answer.content() | {"version": answer.version})
        kwargs.setdefault("prefix", answer.indicator.code)
        super().__init__(*args, **kwargs)
        edition = answer.indicator.indicator_set
        self._reference = edition.file.reference
        if answer.indicator.text.answer == "text":
            self._ask_for_words()
        else:
            self._ask_for_impact(edition, answer.assessment.asked_beside)

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in Answer.CONTENT if name in self.fields}

    def clean_reference(self) -> str:
        typed = self.cleaned_data["reference"]
        if self._reference.kind != "clause":
            return typed
        places = normalised(typed)
        if places is None:
            raise forms.ValidationError(NO_CLAUSE)
        return places

    def clean(self) -> dict[str, object]:
        """A number belongs to a group that is ticked; one left behind by a group that no longer is goes with it."""
        cleaned = super().clean()
        if "numbers" in cleaned and "groups" in cleaned:
            groups = cleaned["groups"]
            cleaned["numbers"] = {
                code: number for code, number in cleaned["numbers"].items() if code in groups
            }
        return cleaned

    def with_theirs(self, answer: Answer) -> "AnswerForm":
        """The form as somebody goes on from who wants to lose neither text; nothing is stored."""
        both = self.merged_with(answer.content()) | {"version": answer.version}
        form = AnswerForm(answer=answer, initial=answer.content() | both)
        form.unsaved = True
        return form

    @property
    def group_rows(self) -> list[GroupRow]:
        """Each group with its tick and its number."""
        ticked = {str(code) for code in self["groups"].value() or ()}
        numbers, name = self["numbers"].value() or {}, self["numbers"].html_name
        return [
            GroupRow(code, label, code in ticked, f"{name}-{code}", str(numbers.get(code, "")))
            for code, label in self.fields["groups"].choices
        ]

    def _ask_for_words(self) -> None:
        for name in {*Answer.CONTENT} & {*self.fields} - {"facts"}:
            del self.fields[name]
        self.fields["facts"].label = _("Answer")
        self.fields["facts"].help_text = _("In your own words; nothing is scored here.")

    def _ask_for_impact(self, edition: IndicatorSet, asks: Collection[str]) -> None:
        groups = [(group.code, str(group.name)) for group in edition.groups]
        self.fields["rating"].choices = rating_choices(edition)
        self.fields["groups"].choices = groups
        self.fields["residual"].choices = [("", "—"), *level_choices(edition)]
        self.fields["numbers"].codes = [code for code, _name in groups]
        for what, names in BESIDE.items():
            if what not in asks:
                for name in names:
                    del self.fields[name]
        if self._reference is None:
            del self.fields["reference"]
        else:
            self._describe(self.fields["reference"], self._reference)

    @staticmethod
    def _describe(field: forms.Field, reference: Reference) -> None:
        if reference.kind == "clause":
            field.label = _("Clause")
            field.help_text = _("As in 第三条第二款第（一）项; separate several with 、 or ；.")
        else:
            field.label = _("Drawing or page")
            field.help_text = _("Number or name of the drawing, and the page.")


class GroupForm(VersionedForm):
    """What happens to one special group of children."""

    rating = forms.ChoiceField(label=_("Impact"), required=False, widget=forms.RadioSelect)
    grounds = LongText(
        _("Grounds"),
        rows=3,
        help_text=_(
            "What changes for these children and where that is known from; also where nothing changes."
        ),
    )

    def __init__(
        self, *args: object, finding: GroupFinding, indicator_set: IndicatorSet, **kwargs: object
    ) -> None:
        kwargs.setdefault("initial", finding.content() | {"version": finding.version})
        kwargs.setdefault("prefix", finding.group)
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = rating_choices(indicator_set)

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in GroupFinding.CONTENT}

    def with_theirs(self, finding: GroupFinding, indicator_set: IndicatorSet) -> "GroupForm":
        """The form as somebody goes on from who wants to lose neither text; nothing is stored."""
        both = self.merged_with(finding.content()) | {"version": finding.version}
        form = GroupForm(finding=finding, indicator_set=indicator_set, initial=both)
        form.unsaved = True
        return form
