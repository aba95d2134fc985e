"""Shape of what the department types; whether it may be stored is the operations' business."""

from assessments.forms.answers import AnswerForm, GroupForm
from assessments.forms.fields import LongText, VersionedForm, rating_choices
from assessments.forms.matter import MatterForm
from assessments.forms.scope import ApplicabilityForm, CountForm, PlanForm
from assessments.forms.screening import ScreeningForm

__all__ = [
    "AnswerForm",
    "ApplicabilityForm",
    "CountForm",
    "GroupForm",
    "LongText",
    "MatterForm",
    "PlanForm",
    "ScreeningForm",
    "VersionedForm",
    "rating_choices",
]
