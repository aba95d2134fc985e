from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class NoticeKind(TextChoices):
    DIGEST = "digest", pgettext_lazy("notice", "What waits for you")
    REMINDER = "reminder", pgettext_lazy("notice", "Reminder by the committee’s office")
    ESCALATION = "escalation", pgettext_lazy("notice", "Overdue in your unit")
    RETURNED = "returned", pgettext_lazy("notice", "Sent back")
    ASSIGNED = "assigned", pgettext_lazy("notice", "Assigned to your unit")
    HANDED_OVER = "handed_over", pgettext_lazy("notice", "Handed over to you")
    PLAN = "plan", pgettext_lazy("notice", "Annual plan")
    INFECTED = "infected", pgettext_lazy("notice", "Blocked by the virus scan")
    LATE = "late", pgettext_lazy("notice", "Screened too late")
    PANEL = "panel", pgettext_lazy("notice", "Expert panel")
    CONCERN = "concern", pgettext_lazy("notice", "Sign of harm")


class MailRhythm(TextChoices):
    """Which notices also go out by e-mail; all of them stay in the inbox."""

    EACH = "each", pgettext_lazy("e-mail", "Each notice")
    DIGEST = "digest", pgettext_lazy("e-mail", "Only the daily digest")
    NEVER = "never", pgettext_lazy("e-mail", "None")
