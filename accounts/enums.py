from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """What a post in an organisation lets its holders do; `workflows.roles` says on which case and when."""

    DRAFTER = "drafter", pgettext_lazy("role", "Drafting officer")
    OFFICE = "office", pgettext_lazy("role", "Committee office")
    EXPERT = "expert", pgettext_lazy("role", "Expert")
    MEMBER = "member", pgettext_lazy("role", "Committee member")
    HEAD = "head", pgettext_lazy("role", "Head of unit")
    RIGHTS_MEMBER = "rights_member", pgettext_lazy("role", "Member for children’s rights")
    PROTECTION = "protection", pgettext_lazy("role", "Officer for the protection of minors")


class Level(TextChoices):
    CITY = "city", pgettext_lazy("organisation", "City")
    DEPARTMENT = "department", pgettext_lazy("organisation", "Department")
    INSTITUTION = "institution", pgettext_lazy("organisation", "Institution")
