from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Origin(TextChoices):
    """Whose words a set is made of."""

    OFFICIAL = "official", pgettext_lazy("indicator set", "Official text")
    RECONSTRUCTION = "reconstruction", pgettext_lazy("indicator set", "Reconstruction, not the official text")
    OWN = "own", pgettext_lazy("indicator set", "Own text")
