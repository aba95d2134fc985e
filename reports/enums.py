from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from committees.enums import Outcome

SIGNED, NOT_NEEDED = "signed", "not_needed"
# How a published case ended: as the committee decided, or without a committee.
RESULTS = [
    *Outcome.choices,
    (SIGNED, pgettext_lazy("result", "Signed by the head of the unit")),
    (NOT_NEEDED, pgettext_lazy("result", "No assessment needed")),
]


class EditionKind(TextChoices):
    """What a reader may take along. Each is made from the record alone: the same record, the same bytes."""

    FORMAL = "formal", pgettext_lazy("edition of a report", "Report (PDF)")
    OTHER = "other", pgettext_lazy("edition of a report", "Report in the other language (PDF)")
    CHILD = "child", pgettext_lazy("edition of a report", "Children’s edition (PDF)")
    WORD = "word", pgettext_lazy("edition of a report", "Report (Word)")
    WORKBOOK = "workbook", pgettext_lazy("edition of a report", "Tables (Excel)")


class Ground(TextChoices):
    """Why a passage is withheld: 政府信息公开条例 (2019), articles 14 to 16."""

    STATE_SECRET = "state_secret", pgettext_lazy("withheld", "State secret (article 14)")
    SAFETY = "safety", pgettext_lazy("withheld", "Public or economic safety, social stability (article 14)")
    BUSINESS = "business", pgettext_lazy("withheld", "Business secret of others (article 15)")
    PRIVACY = "privacy", pgettext_lazy("withheld", "Personal privacy (article 15)")
    INTERNAL = "internal", pgettext_lazy("withheld", "Internal affairs or work in progress (article 16)")


class Why(TextChoices):
    """Why a published record was replaced."""

    TAKEN_BACK = "taken_back", pgettext_lazy("reissued", "Words were taken back")
