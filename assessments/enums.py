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


class Directness(TextChoices):
    DIRECT = "direct", pgettext_lazy("effect", "Direct")
    INDIRECT = "indirect", pgettext_lazy("effect", "Indirect")


class Term(TextChoices):
    """When children feel it."""

    SHORT = "short", pgettext_lazy("effect", "Short term (within a year)")
    MEDIUM = "medium", pgettext_lazy("effect", "Medium term (one to three years)")
    LONG = "long", pgettext_lazy("effect", "Long term (over three years)")


class Reversibility(TextChoices):
    FULLY = "fully", pgettext_lazy("effect", "Can be reversed")
    PARTLY = "partly", pgettext_lazy("effect", "Can be reversed in part")
    NOT = "not", pgettext_lazy("effect", "Cannot be reversed")


class Grade(TextChoices):
    """How strong the evidence is."""

    A = "A", pgettext_lazy("evidence", "A · data or a survey")
    B = "B", pgettext_lazy("evidence", "B · documents or experts’ opinion")
    C = "C", pgettext_lazy("evidence", "C · inference")
    D = "D", pgettext_lazy("evidence", "D · none")


class Confidentiality(TextChoices):
    """Who may have a file beside those who work on the case."""

    PUBLIC = "public", pgettext_lazy("evidence", "Public")
    ON_REQUEST = "on_request", pgettext_lazy("evidence", "On request")
    INTERNAL = "internal", pgettext_lazy("evidence", "Internal")


class Scan(TextChoices):
    """What the virus scanner said, where one is set up."""

    NONE = "none", pgettext_lazy("evidence", "Not scanned")
    WAITING = "waiting", pgettext_lazy("evidence", "Waiting for the virus scan")
    CLEAN = "clean", pgettext_lazy("evidence", "Scanned")
    INFECTED = "infected", pgettext_lazy("evidence", "Blocked by the virus scan")


class Basis(TextChoices):
    """Which children a number counts."""

    RESIDENT = "resident", pgettext_lazy("children", "Living here")
    REGISTERED = "registered", pgettext_lazy("children", "Registered here")


class Link(TextChoices):
    """The four links at which children take part."""

    NEEDS = "needs", pgettext_lazy("participation", "Saying what is needed")
    DRAFTING = "drafting", pgettext_lazy("participation", "Working on the proposal")
    NOTICE = "notice", pgettext_lazy("participation", "Public notice")
    FEEDBACK = "feedback", pgettext_lazy("participation", "Hearing back")


class Part(TextChoices):
    """What of a file can be sent back by itself."""

    ANSWER = "answer", pgettext_lazy("part of the file", "Indicator")
    GROUP = "group", pgettext_lazy("part of the file", "Special group")
    CHILDREN = "children", pgettext_lazy("part of the file", "Children affected")
    PARTICIPATION = "participation", pgettext_lazy("part of the file", "Plan for children’s part")


class ReturnReason(TextChoices):
    """Why the office sends something back."""

    EVIDENCE = "evidence", pgettext_lazy("return", "Evidence is missing or too weak")
    STALE = "stale", pgettext_lazy("return", "Data are out of date")
    THIN = "thin", pgettext_lazy("return", "Facts do not show how children are affected")
    UNFOUNDED = "unfounded", pgettext_lazy("return", "The impact does not follow from the facts")
    GROUPS = "groups", pgettext_lazy("return", "Groups or numbers of children are missing")
    MITIGATION = "mitigation", pgettext_lazy("return", "Mitigation is missing or not settled")
    APPLICABLE = "applicable", pgettext_lazy("return", "It does apply")
    PERSONAL = "personal", pgettext_lazy("return", "Contains personal information")
    OTHER = "other", pgettext_lazy("return", "Another reason")


class Origin(TextChoices):
    """Where a proposal was read from."""

    DOCX = "docx", pgettext_lazy("origin", "Word document")
    XLSX = "xlsx", pgettext_lazy("origin", "spreadsheet")
    CASE = "case", pgettext_lazy("origin", "another case")


class Uptake(TextChoices):
    """采纳情况: what the department does with what others say."""

    ADOPTED = "adopted", pgettext_lazy("uptake", "Adopted")
    PARTLY = "partly", pgettext_lazy("uptake", "Adopted in part")
    NOT_ADOPTED = "not_adopted", pgettext_lazy("uptake", "Not adopted")
