from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Finding(TextChoices):
    """An answer to a screening question."""

    YES = "yes", pgettext_lazy("screening", "Yes")
    NO = "no", pgettext_lazy("screening", "No")
    UNCLEAR = "unclear", pgettext_lazy("screening", "Unclear")


class Need(TextChoices):
    """What a screening ends with."""

    NEEDED = "needed", pgettext_lazy("screening", "An assessment is needed")
    NOT_NEEDED = "not_needed", pgettext_lazy("screening", "No assessment is needed")
