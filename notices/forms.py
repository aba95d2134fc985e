from django import forms
from django.utils.translation import gettext_lazy as _

from notices.models import Preference


class PreferenceForm(forms.ModelForm):
    address = forms.EmailField(
        label=_("e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Without an address everything stays in the inbox."),
    )

    class Meta:
        model = Preference
        fields = ["mail", "language"]
        widgets = {"mail": forms.RadioSelect, "language": forms.RadioSelect}
