"""The matter a new case is opened for, as one edition of an indicator set asks about it."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.forms.fields import LongText
from indicators.models import IndicatorSet
from indicators.schema import Coded
from plans.models import PlanItem

NO_GATE = _("Please choose the point at which the matter stands.")
Choices = list[tuple[str, object]]


class MatterForm(forms.Form):
    """`matter()` is what `open_case` takes. Fields that the edition has no use for are not there."""

    drafting_unit = forms.ChoiceField()
    title = forms.CharField(label=_("Title of the matter"), max_length=200)
    title_en = forms.CharField(label=_("English title"), max_length=200, required=False)
    matter_class = forms.ChoiceField(label=_("Class of matter"))
    gate = forms.ChoiceField(
        label=_("Point of the matter’s own procedure"),
        required=False,
        help_text=_("Where the plan, policy or project stands now; choose it under the tier of its class."),
    )
    ages = forms.MultipleChoiceField(
        label=_("Ages concerned"),
        required=False,
        help_text=_("Choose none where children of every age are concerned."),
        widget=forms.CheckboxSelectMultiple,
    )
    plan_item = forms.ChoiceField(label=_("Matter of the annual plan"), required=False)
    trigger = LongText(
        _("Or why it is assessed outside the annual plan"),
        rows=2,
        help_text=_("Such as a public concern, a complaint, or a request of the office."),
    )
    drafting_started = forms.DateField(
        label=_("Date drafting began"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    draft_closes = forms.DateField(
        label=_("Date the draft is to be closed"),
        required=False,
        help_text=_(
            "After it the text is settled; the report says how far drafting was when the matter was screened."
        ),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    summary = forms.CharField(
        label=_("What it is about, in a few sentences"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "data-autosize": True}),
    )

    contractors = LongText(
        _("Who was commissioned to work on it"),
        rows=2,
        help_text=_(
            "Institutes and firms by their full names; experts who work for them are not seated on its panel."
        ),
    )

    def __init__(
        self,
        *args: object,
        indicator_set: IndicatorSet,
        units: Sequence[Organisation],
        planned: Sequence[PlanItem] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._set, self._units = indicator_set, {unit.code: unit for unit in units}
        self._planned = {str(item.pk): item for item in planned}
        file = indicator_set.file
        self.fields["drafting_unit"].label = file.terms.drafting_unit or _("Drafting unit")
        self.fields["drafting_unit"].choices = [(unit.code, str(unit)) for unit in units]
        self.fields["matter_class"].choices = self._classes()
        self.fields["gate"].choices = [("", "—"), *self._gates()]
        self.fields["gate"].required = all(tier.gates for tier in file.tiers)
        self.fields["gate"].error_messages["required"] = NO_GATE
        self.fields["plan_item"].choices = [
            ("", "—"),
            *((key, f"{item.year} · {item.local.title}") for key, item in self._planned.items()),
        ]
        self.fields["ages"].choices = _options(file.age_groups)
        needless = {
            "drafting_unit": len(units) == 1,
            "title_en": file.language == "en",
            "gate": not any(tier.gates for tier in file.tiers),
            "ages": not file.age_groups,
            "plan_item": file.workflow.intake != "annual_plan" and not planned,
            "trigger": file.workflow.intake != "annual_plan",
            "contractors": not file.workflow.has("expert_panel"),
        }
        for name in (name for name, is_needless in needless.items() if is_needless):
            del self.fields[name]

    def clean(self) -> None:
        self._check_gate()
        began, closes = (self.cleaned_data.get(name) for name in ("drafting_started", "draft_closes"))
        if began and closes and closes < began:
            self.add_error("draft_closes", _("The draft cannot be closed before drafting began."))
        asked = {"plan_item", "trigger"}
        if not asked <= self.fields.keys() or asked & {*self.errors}:
            return
        if not (self.cleaned_data["plan_item"] or self.cleaned_data["trigger"]):
            self.add_error(
                "plan_item", _("Choose the matter of the plan, or say below why it is assessed outside it.")
            )
        elif self.cleaned_data["plan_item"] and self.cleaned_data["trigger"]:
            self.add_error("trigger", _("A matter of the plan needs no reason outside it; please empty one."))

    def matter(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        unit = self._units[given.pop("drafting_unit", next(iter(self._units)))]
        if "gate" in given:
            given["gate"] = given["gate"].partition(":")[2]
        if "plan_item" in given:
            given["plan_item"] = self._planned.get(given["plan_item"])
        if self._set.file.language == "en":
            given |= {"title_en": given["title"], "summary_en": given["summary"]}
        return given | {"drafting_unit": unit, "indicator_set": self._set}

    def _check_gate(self) -> None:
        """One of the gates of the class's own tier, where that has some."""
        if "gate" not in self.fields or {"gate", "matter_class"} & {*self.errors}:
            return
        wanted = self.cleaned_data["matter_class"]
        own = next(each.tier for each in self._set.matter_classes if each.code == wanted)
        tier = next(each for each in self._set.file.tiers if each.code == own)
        chosen, _colon, _gate = self.cleaned_data["gate"].partition(":")
        if chosen and chosen != own:
            said = _(
                "This point belongs to another tier; a matter of this class is assessed under “%(tier)s”."
            )
            self.add_error("gate", said % {"tier": tier.name})
        elif tier.gates and not chosen:
            self.add_error("gate", NO_GATE)

    def _classes(self) -> Choices:
        """By tier, where the edition has tiers."""
        classes, tiers = self._set.matter_classes, self._set.file.tiers
        if not tiers:
            return _options(classes)
        return [
            (str(tier.name), _options([each for each in classes if each.tier == tier.code])) for tier in tiers
        ]

    def _gates(self) -> Choices:
        """By tier; a gate's code is unique in its tier only."""
        return [
            (str(tier.name), [(f"{tier.code}:{gate.code}", str(gate.name)) for gate in tier.gates])
            for tier in self._set.file.tiers
            if tier.gates
        ]


def _options(parts: Sequence[Coded]) -> Choices:
    return [(part.code, str(part.name)) for part in parts]
