"""The words for what stands in a set file under a key, and for values that are words of the format itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.enums import Origin

FIELDS = {
    "aggregation": _("How scores are joined"),
    "ages": _("Asked for ages"),
    "anchor": _("What this level requires"),
    "answer": _("Kind of answer"),
    "body": _("Who acts"),
    "by": _("Whose step it is"),
    "classes": _("Asked for classes"),
    "code": _("Code"),
    "crc": _("Convention on the Rights of the Child"),
    "days": _("Working days"),
    "drafting_unit": _("Name of the drafting unit"),
    "evidence": _("Evidence expected"),
    "experts": _("Experts"),
    "gates": _("Points of the matter’s own procedure"),
    "groups": _("Groups of children"),
    "guidance": _("Guidance"),
    "intake": _("Intake of cases"),
    "kind": _("Place in the text that an answer names"),
    "language": _("First language"),
    "majority": _("Majority"),
    "name": _("Name"),
    "not_applicable": _("Words for “not applicable”"),
    "question": _("Question"),
    "quorum": _("Quorum"),
    "red_line": _("Red line"),
    "required": _("Place must be named"),
    "required_voter": _("Required voter"),
    "sources": _("Sources"),
    "special": _("Must be answered for"),
    "stage": _("Stage"),
    "statement": _("Statement of origin"),
    "status": _("Origin"),
    "tier": _("Tier"),
    "tiers": _("Only for tiers"),
    "type": _("Type of procedure"),
    "uncertain": _("Words for “uncertain”"),
    "weight": _("Weight"),
}

YES, NO = _("yes"), _("no")
WORDS = {
    "annual_plan": _("by the annual plan"),
    "any": _("at any time"),
    "clause": _("clause"),
    "drafter": _("drafting unit"),
    "drawing": _("drawing or page"),
    "en": _("English"),
    "expert": _("experts"),
    "general": _("general"),
    "head": _("head of the unit"),
    "impact": _("impact on the scale"),
    "median": _("median"),
    "member": _("committee members"),
    "office": _("committee office"),
    "quzhou": pgettext_lazy("type of procedure", "Quzhou, with four links of participation"),
    "text": _("words alone"),
    "zh": _("Chinese"),
    **{origin.value: origin.label for origin in Origin},
}
