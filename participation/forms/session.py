"""Recording a session: when and how, who was there in numbers, who agreed to what, how good it was."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.db.models import Choices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from assessments.enums import Link
from assessments.forms.fields import LongText, VersionedForm
from assessments.merging import Difference
from assessments.models import Assessment
from ledger.errors import Conflict
from participation.attendance import age_rows, group_columns
from participation.enums import Facilitator, Method, PlaceType, Quality, Verdict
from participation.models import Session
from participation.operations.sessions import CONSENTS
from participation.queries.part import consent_name, link_name

LONGEST_NOTE, LONGEST_TOLD = 200, 1000
MOST = 100_000
WHEN = ("link", "held_on", "place", "method", "facilitator")


@dataclass(frozen=True)
class AgeRow:
    """The numbers of one age group, a field for each group of children."""

    name: str
    first: forms.BoundField
    rest: list[forms.BoundField]
    open: bool


class SessionForm(VersionedForm):
    link = forms.ChoiceField(label=gettext_lazy("At which link"), widget=forms.RadioSelect)
    held_on = forms.DateField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("Today or earlier: a session is recorded after it was held."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Kind of place"),
        choices=PlaceType.choices,
        help_text=gettext_lazy("Only the kind; never which school or which village."),
    )
    method = forms.ChoiceField(label=gettext_lazy("Method"), choices=Method.choices, widget=forms.RadioSelect)
    facilitator = forms.ChoiceField(
        label=gettext_lazy("Led by"),
        choices=Facilitator.choices,
        help_text=gettext_lazy("The adult’s role; no name."),
    )
    child_assent = forms.BooleanField(
        required=False,
        help_text=gettext_lazy("After an explanation in its own words, and free to leave at any time."),
    )
    guardian_consent = forms.BooleanField(
        required=False,
        help_text=gettext_lazy("On paper or at the school; the paper stays there and no name comes here."),
    )
    may_use = forms.BooleanField(
        required=False,
        help_text=gettext_lazy("Without it no remark is kept, only that the session was held."),
    )
    may_quote = forms.BooleanField(
        required=False,
        help_text=gettext_lazy(
            "Word for word, without a name. Otherwise only what several said is summed up."
        ),
    )
    may_publish = forms.BooleanField(
        required=False,
        help_text=gettext_lazy("In the report that anybody can read."),
    )

    def __init__(self, *args: object, session: Session, **kwargs: object) -> None:
        self.assessment, stored = session.assessment, session.content()
        initial = stored | {"version": session.version}
        for code, said in session.quality.items():
            initial |= {f"verdict_{code}": said.get("verdict", ""), f"note_{code}": said.get("note", "")}
        there = session.attendance.all() if session.pk else ()
        initial |= {_count_name(row.age, row.group): row.number for row in there}
        super().__init__(*args, initial=initial, **kwargs)
        links = [(each.value, link_name(self.assessment, each)) for each in Link]
        self.fields["link"].choices = links
        for name in CONSENTS:
            self.fields[name].label = consent_name(name)
        if not session.pk:
            for name, words in (("place", PlaceType), ("facilitator", Facilitator)):
                self.fields[name].choices = [("", "—"), *words.choices]
        for code, field in _counting(self.assessment):
            self.fields[code] = field
        for question in Quality:
            self.fields[f"verdict_{question}"] = _verdict(question)
            self.fields[f"note_{question}"] = forms.CharField(
                label=pgettext_lazy("quality", "Note"), required=False, max_length=LONGEST_NOTE
            )

    def clean_held_on(self) -> object:
        held = self.cleaned_data["held_on"]
        if held > timezone.localdate():
            raise forms.ValidationError(_("A session is recorded after it was held."))
        return held

    def content(self) -> dict[str, object]:
        said = self.cleaned_data
        card = {
            question.value: {"verdict": said[f"verdict_{question}"], "note": said[f"note_{question}"]}
            for question in Quality
            if said[f"verdict_{question}"] or said[f"note_{question}"]
        }
        return {name: said[name] for name in (*WHEN, *CONSENTS)} | {"quality": card}

    def attendance(self) -> dict[tuple[str, str], int]:
        """The numbers by age and group; once the form is valid."""
        return {
            (age, group): self.cleaned_data[_count_name(age, group)] or 0
            for age, _name in age_rows(self.assessment.indicator_set.file)
            for group, _called in group_columns(self.assessment.indicator_set.file)
        }

    def age_rows(self) -> Iterator[AgeRow]:
        file = self.assessment.indicator_set.file
        columns = [code for code, _name in group_columns(file)]
        for age, name in age_rows(file):
            first, *rest = (self[_count_name(age, group)] for group in columns)
            yield AgeRow(str(name), first, rest, any(field.value() or field.errors for field in rest))

    def consents(self) -> list[forms.BoundField]:
        return [self[name] for name in CONSENTS]

    def card(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for question in Quality:
            yield self[f"verdict_{question}"], self[f"note_{question}"]

    def differences(self, conflict: Conflict | None) -> list[Difference]:
        """What was typed and what is stored, field by field."""
        if conflict is None:
            return []
        return [
            Difference(
                label=str(_LABELS.get(name) or self.fields[name].label),
                mine=self.in_words(name, conflict.mine[name]),
                theirs=self.in_words(name, conflict.theirs[name]),
            )
            for name in conflict.theirs
        ]

    def in_words(self, name: str, value: object) -> str:
        if name == "quality" and isinstance(value, dict):
            told = (
                _("%(question)s: %(verdict)s %(note)s")
                % {
                    "question": Quality(code).label,
                    "verdict": Verdict(said["verdict"]).label if said.get("verdict") else "—",
                    "note": said.get("note", ""),
                }
                for code, said in sorted(value.items())
            )
            return "\n".join(each.strip() for each in told) or "—"
        if name in CONSENTS:
            return str(Verdict.YES.label if value else Verdict.NO.label)
        return super().in_words(name, value)


class ToldForm(VersionedForm):
    """What the children were told, and when."""

    told_back = LongText(
        gettext_lazy("What the children were told"),
        rows=4,
        longest=LONGEST_TOLD,
        help_text=gettext_lazy("In the words in which they were told; it is published. No names."),
    )
    told_back_on = forms.DateField(
        label=pgettext_lazy("children", "Told on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: object, session: Session, **kwargs: object) -> None:
        initial = {
            "told_back": session.told_back,
            "told_back_on": session.told_back_on,
            "version": session.version,
        }
        super().__init__(*args, initial=initial, prefix="told", **kwargs)

    def content(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in ("told_back", "told_back_on")}


class WithdrawForm(forms.Form):
    """Which consent is taken back."""

    consents = forms.MultipleChoiceField(
        label=gettext_lazy("Withdrawn is"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, session: Session, **kwargs: object) -> None:
        super().__init__(*args, prefix="withdraw", **kwargs)
        self.fields["consents"].choices = [
            (name, consent_name(name)) for name in CONSENTS if getattr(session, name)
        ]


_LABELS: dict[str, Promise] = {"quality": gettext_lazy("Quality card")}


def _count_name(age: str, group: str) -> str:
    return f"count_{age}_{group}"


def _counting(assessment: Assessment) -> Iterator[tuple[str, forms.Field]]:
    file = assessment.indicator_set.file
    for age, _name in age_rows(file):
        for group, name in group_columns(file):
            yield (
                _count_name(age, group),
                forms.IntegerField(
                    label=name,
                    required=False,
                    min_value=0,
                    max_value=MOST,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                ),
            )


def _verdict(question: Quality) -> forms.ChoiceField:
    choices: type[Choices] = Verdict
    return forms.ChoiceField(
        label=question.label, choices=choices.choices, required=False, widget=forms.RadioSelect
    )
