"""What the office types to begin, import or publish a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.codes import EXAMPLES
from indicators.models import IndicatorSet

_SLUG = next(pattern for pattern, example in EXAMPLES.items() if example == "quzhou-25")
_CODE_WORDS = _("Small letters, digits and hyphens, such as “quzhou-25”.")


class CityForm(forms.Form):
    """Whose set it becomes; not asked where the person works for one city only."""

    owner = forms.ModelChoiceField(label=_("City"), queryset=None, empty_label=None)

    def __init__(self, *args: object, cities: list[object], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        field.queryset = type(cities[0]).objects.filter(pk__in=[city.pk for city in cities])
        if len(cities) == 1:
            field.required, field.disabled, field.initial = False, True, cities[0]
            field.widget = forms.HiddenInput()


class NewSetForm(CityForm):
    name_zh = forms.CharField(label=_("Chinese name of the set"), max_length=80)
    name_en = forms.CharField(label=_("English name of the set"), max_length=160, required=False)
    code = forms.RegexField(label=_("Code of the set"), regex=_SLUG, max_length=40, help_text=_CODE_WORDS)
    edition = forms.RegexField(
        label=_("Edition"), regex=_SLUG, max_length=20, help_text=_("Such as 2026-11.")
    )
    copied = forms.ModelChoiceField(
        label=_("Begin with the content of"),
        queryset=IndicatorSet.objects.none(),
        required=False,
        empty_label=_("nothing: an almost empty set"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copied"].queryset = IndicatorSet.objects.newest()
        self.fields["copied"].label_from_instance = lambda each: f"{each.local.name} · {each.edition}"
        for name in ("code", "edition"):
            self.fields[name].error_messages["invalid"] = _CODE_WORDS

    def name(self) -> dict[str, str]:
        typed = {"zh": self.cleaned_data["name_zh"], "en": self.cleaned_data["name_en"]}
        return {language: text for language, text in typed.items() if text}


class SetFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A set as YAML or as a spreadsheet (XLSX), such as every set’s page offers for download."
        ),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
    )


class ImportForm(SetFileForm, CityForm):
    field_order = ("owner", "file")


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What is new in this edition"),
        max_length=4000,
        help_text=_("Everybody can read the note on the edition’s page."),
        widget=forms.Textarea(attrs={"rows": 4, "data-autosize": True}),
    )
    before = forms.IntegerField(widget=forms.HiddenInput)
