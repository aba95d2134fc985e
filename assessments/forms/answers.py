"""Answers of the questionnaire, and the findings on special groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.clauses import NO_CLAUSE, normalised
from assessments.forms.fields import LongText, VersionedForm, rating_choices
from assessments.models import Answer, GroupFinding
from indicators.models import IndicatorSet
from indicators.schema import Reference

MOST_CHILDREN = 100_000_000


class AnswerForm(VersionedForm):
    """One indicator's answer. `content()` is what `save_answer` takes: all that was typed, whatever the impact.

    An indicator that asks for words alone has no other field than those; `reference` is there where the edition asks
    for it.
    """

    rating = forms.ChoiceField(label=_("Impact"), required=False, widget=forms.RadioSelect)
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
    facts = LongText(
        _("Facts and grounds"),
        help_text=_("What changes, for whom, by how much, and where that is known from."),
    )
    mitigation = LongText(
        _("Mitigation"),
        rows=3,
        help_text=_("How a negative effect is avoided, lessened or made good, by whom and when."),
    )
    reason = LongText(_("Why it does not apply"), rows=3)
    file = forms.FileField(
        label=_("Add evidence"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 20 MB"),
    )

    def __init__(self, *args: object, answer: Answer, **kwargs: object) -> None:
        kwargs.setdefault("initial", answer.content() | {"version": answer.version})
        kwargs.setdefault("prefix", answer.indicator.code)
        super().__init__(*args, **kwargs)
        self._reference = answer.indicator.indicator_set.file.reference
        if answer.indicator.text.answer == "text":
            self._ask_for_words()
        else:
            self._ask_for_impact(answer.indicator.indicator_set)

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

    def _ask_for_words(self) -> None:
        for name in set(Answer.CONTENT) - {"facts"}:
            del self.fields[name]
        self.fields["facts"].label = _("Answer")
        self.fields["facts"].help_text = _("In your own words; nothing is scored here.")

    def _ask_for_impact(self, indicator_set: IndicatorSet) -> None:
        self.fields["rating"].choices = rating_choices(indicator_set)
        self.fields["groups"].choices = [(group.code, str(group.name)) for group in indicator_set.groups]
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
