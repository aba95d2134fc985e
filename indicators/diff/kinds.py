"""What can change between two editions, and where."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Part(TextChoices):
    """The parts of a set, in the order in which a reader asks for them."""

    SET = "set", pgettext_lazy("part of a set", "The set as a whole")
    ASPECTS = "aspects", pgettext_lazy("part of a set", "Aspects")
    INDICATORS = "indicators", pgettext_lazy("part of a set", "Indicators")
    SCALE = "scale", pgettext_lazy("part of a set", "Impact scale")
    GROUPS = "groups", pgettext_lazy("part of a set", "Groups of children")
    AGE_GROUPS = "age_groups", pgettext_lazy("part of a set", "Age groups")
    TIERS = "tiers", pgettext_lazy("part of a set", "Tiers")
    DEPTHS = "depths", pgettext_lazy("part of a set", "Depths")
    MATTER_CLASSES = "matter_classes", pgettext_lazy("part of a set", "Classes of matters")
    SCREENING = "screening", pgettext_lazy("part of a set", "Screening questions")
    WORKFLOW = "workflow", pgettext_lazy("part of a set", "Procedure")


class Kind(TextChoices):
    ADDED = "added", pgettext_lazy("change of a set", "Added")
    REMOVED = "removed", pgettext_lazy("change of a set", "Removed")
    REWORDED = "reworded", pgettext_lazy("change of a set", "Reworded")
    MOVED = "moved", pgettext_lazy("change of a set", "Moved")
    WEIGHTED = "weighted", pgettext_lazy("change of a set", "Re-weighted")
    RED_LINE = "red_line", pgettext_lazy("change of a set", "Red line set or lifted")
    CHANGED = "changed", pgettext_lazy("change of a set", "Changed")
