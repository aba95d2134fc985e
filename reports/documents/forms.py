from django import forms
from django.utils.translation import gettext_lazy as _

HEAVIEST = 4 * 1024 * 1024


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=_("The template"),
        help_text=_("A Word document (DOCX) with place-holders, up to 4 MB"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > HEAVIEST:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Please use smaller pictures.")
                % {"most": HEAVIEST // 2**20}
            )
        if not file.name.lower().endswith(".docx"):
            raise forms.ValidationError(_("Please hand in a .docx file."))
        return file
