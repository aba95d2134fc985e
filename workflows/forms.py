"""Shape of what somebody writes to a move."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms import LongText


class NoteForm(forms.Form):
    note = LongText(_("Note"), rows=3)
