"""Shape of what the office writes of a session, and who asks to be recused."""

from datetime import date, datetime

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.forms import LongText
from committees.enums import Presence
from committees.models import Session
from committees.queries.sessions import committee_of


class SessionForm(forms.Form):
    day = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=[MinValueValidator(date(2000, 1, 1))],
    )
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    place = forms.CharField(label=_("Place"), max_length=120)
    chair = forms.ModelChoiceField(
        label=_("Chair"), queryset=User.objects.none(), help_text=_("Speaks last on every case.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: object, members: "QuerySet[User]", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = members

    def facts(self) -> dict[str, object]:
        """As `operations.sessions` takes them."""
        moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        return {
            "held_at": timezone.make_aware(moment),
            "place": self.cleaned_data["place"],
            "chair": self.cleaned_data["chair"],
        }


def session_form(session: Session, data: object = None) -> SessionForm:
    """To change what stands of a session."""
    held = timezone.localtime(session.held_at)
    initial = {
        "day": held.date(),
        "time": held.time(),
        "place": session.place,
        "chair": session.chair_id,
        "version": session.version,
    }
    return SessionForm(data, members=committee_of(session.city), initial=initial)


class AttendanceForm(forms.Form):
    """One choice for each member of the committee; what is left open stays unsaid."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: object, members: list[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.members = {f"member-{each.pk}": each for each in members}
        for name, member in self.members.items():
            self.fields[name] = forms.ChoiceField(
                label=str(member), choices=[("", _("not said")), *Presence.choices], required=False
            )

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[name] for name in self.members]

    def presences(self) -> dict[User, str]:
        said = {member: self.cleaned_data[name] for name, member in self.members.items()}
        return {member: presence for member, presence in said.items() if presence}


def attendance_form(session: Session, members: list[User], data: object = None) -> AttendanceForm:
    said = session.attendances.values_list("member", "presence")
    initial: dict[str, object] = {f"member-{member}": presence for member, presence in said}
    return AttendanceForm(data, members=members, initial=initial | {"version": session.version})


class SpeechForm(forms.Form):
    member = forms.ModelChoiceField(label=_("Who speaks"), queryset=User.objects.none())
    gist = LongText(_("What was said"), rows=2)
    others_silent = forms.BooleanField(
        label=_("Nobody else who is present has anything to add."), required=False
    )

    def __init__(self, *args: object, members: list[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = User.objects.filter(pk__in=[each.pk for each in members])
        self.fields["member"].choices = [("", "—"), *((each.pk, str(each)) for each in members)]


class OwnRecusalForm(forms.Form):
    reason = LongText(
        _("Reason"), rows=2, help_text=_("For the office alone; the report says only how many were recused.")
    )


class RecusalForm(OwnRecusalForm):
    """By the office, of one on the roll."""

    prefix = "recusal"
    member = forms.ModelChoiceField(label=_("Member"), queryset=User.objects.none())
    field_order = ("member", "reason")

    def __init__(self, *args: object, members: list[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = User.objects.filter(pk__in=[each.pk for each in members])
        self.fields["member"].choices = [("", "—"), *((each.pk, str(each)) for each in members)]
