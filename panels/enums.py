from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Declared(TextChoices):
    """What a seated expert says of relations to the matter, before opening it."""

    NONE = "none", pgettext_lazy("declaration", "No relation to this matter")
    DOUBTFUL = "doubtful", pgettext_lazy("declaration", "A relation that others should judge")
    CONFLICT = "conflict", pgettext_lazy("declaration", "I cannot judge this matter")


class Ruling(TextChoices):
    """What was decided of a doubtful declaration."""

    CLEARED = "cleared", pgettext_lazy("ruling", "May judge")
    RECUSED = "recused", pgettext_lazy("ruling", "Does not judge")


class Left(TextChoices):
    """Why a seat no longer counts."""

    RECUSED = "recused", pgettext_lazy("seat", "Recused")
    EXCUSED = "excused", pgettext_lazy("seat", "Excused")


class Confidence(TextChoices):
    """How sure an expert is of one judgement."""

    HIGH = "high", pgettext_lazy("confidence", "Sure")
    MEDIUM = "medium", pgettext_lazy("confidence", "Fairly sure")
    LOW = "low", pgettext_lazy("confidence", "Not sure")


class Phase(TextChoices):
    """Which scores a set of figures was worked out from."""

    FIRST = "first", pgettext_lazy("figures", "As sealed")
    FINAL = "final", pgettext_lazy("figures", "After the discussion")


class Source(TextChoices):
    """Whose opinion the department replies to."""

    EXPERT = "expert", pgettext_lazy("opinion", "Expert panel")
    CHILDREN = "children", pgettext_lazy("opinion", "Children")
    DEPARTMENT = "department", pgettext_lazy("opinion", "Another department")
    PUBLIC = "public", pgettext_lazy("opinion", "Public")
