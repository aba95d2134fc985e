"""What the fields, choices and parts of a set are called on the pages where they are edited."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.localised import english_is_active
from indicators.editor import parts
from indicators.rules import Place

_PART = "part of a set"
_FIELD = "field of a set"
_CHOICE = "choice in a set"

SECTIONS: dict[str, Promise] = {
    "about": pgettext_lazy(_PART, "Name, source and terms"),
    "scale": pgettext_lazy(_PART, "Impact scale"),
    "groups": pgettext_lazy(_PART, "Groups of children"),
    "age_groups": pgettext_lazy(_PART, "Age groups"),
    "tiers": pgettext_lazy(_PART, "Tiers"),
    "matter_classes": pgettext_lazy(_PART, "Classes of matters"),
    "screening": pgettext_lazy(_PART, "Screening questions"),
    "workflow": pgettext_lazy(_PART, "Procedure"),
    "aspects": pgettext_lazy(_PART, "Aspects"),
}

LABELS: dict[str, Promise] = {
    "age_groups": SECTIONS["age_groups"],
    "ages": SECTIONS["age_groups"],
    "aggregation": pgettext_lazy(_FIELD, "How scores are combined"),
    "anchor": pgettext_lazy(_FIELD, "When to choose it"),
    "answer": pgettext_lazy(_FIELD, "Kind of answer"),
    "applies": pgettext_lazy(_FIELD, "Asked only of"),
    "aspects": SECTIONS["aspects"],
    "body": pgettext_lazy(_FIELD, "Body that acts"),
    "by": pgettext_lazy(_FIELD, "Who acts"),
    "classes": SECTIONS["matter_classes"],
    "code": pgettext_lazy(_FIELD, "Code"),
    "crc": pgettext_lazy(_FIELD, "Articles of the Convention"),
    "days": pgettext_lazy(_FIELD, "Working days"),
    "drafting_unit": pgettext_lazy(_FIELD, "Name of the drafting department"),
    "edition": pgettext_lazy(_FIELD, "Edition"),
    "evidence": pgettext_lazy(_FIELD, "Evidence expected"),
    "experts": pgettext_lazy(_FIELD, "Number of experts"),
    "gates": pgettext_lazy(_FIELD, "Points at which it is assessed"),
    "groups": SECTIONS["groups"],
    "guidance": pgettext_lazy(_FIELD, "Guidance"),
    "indicators": pgettext_lazy(_FIELD, "Indicators"),
    "intake": pgettext_lazy(_FIELD, "Which matters are taken up"),
    "kind": pgettext_lazy(_FIELD, "Kind"),
    "language": pgettext_lazy(_FIELD, "First language"),
    "levels": pgettext_lazy(_FIELD, "Levels"),
    "link": pgettext_lazy(_FIELD, "Link"),
    "majority": pgettext_lazy(_FIELD, "Majority"),
    "matter_classes": SECTIONS["matter_classes"],
    "name": pgettext_lazy(_FIELD, "Name"),
    "not_applicable": pgettext_lazy(_FIELD, "Word for “not applicable”"),
    "participation": pgettext_lazy(_FIELD, "Where children take part"),
    "provenance": pgettext_lazy(_FIELD, "Whose words these are"),
    "question": pgettext_lazy(_FIELD, "Question"),
    "quorum": pgettext_lazy(_FIELD, "Quorum"),
    "red_line": pgettext_lazy(_FIELD, "Red line: a negative effect must be mitigated"),
    "reference": pgettext_lazy(_FIELD, "References to the text or the plans"),
    "required": pgettext_lazy(_FIELD, "Every answer needs one"),
    "required_voter": pgettext_lazy(_FIELD, "Member without whose vote there is no result"),
    "scale": SECTIONS["scale"],
    "screening": SECTIONS["screening"],
    "sources": pgettext_lazy(_FIELD, "Sources"),
    "special": pgettext_lazy(_FIELD, "Every department must answer for this group"),
    "stage": pgettext_lazy(_FIELD, "Stage"),
    "stages": pgettext_lazy(_FIELD, "Stages"),
    "statement": pgettext_lazy(_FIELD, "Statement"),
    "status": pgettext_lazy(_FIELD, "Status"),
    "terms": pgettext_lazy(_FIELD, "The city’s own terms"),
    "tier": pgettext_lazy(_FIELD, "Tier"),
    "tiers": SECTIONS["tiers"],
    "type": pgettext_lazy(_FIELD, "Type of procedure"),
    "uncertain": pgettext_lazy(_FIELD, "Word for “uncertain”"),
    "value": pgettext_lazy(_FIELD, "Figure"),
    "weight": pgettext_lazy(_FIELD, "Weight"),
    "workflow": SECTIONS["workflow"],
    "zh": pgettext_lazy(_FIELD, "Chinese"),
    "en": pgettext_lazy(_FIELD, "English"),
}

HELP: dict[str, Promise] = {
    "anchor": gettext_lazy("What must be the case for this level."),
    "applies": gettext_lazy("Tick nothing to ask it of every matter."),
    "body": gettext_lazy("As the city calls it; empty for the usual name."),
    "code": gettext_lazy("Short and lasting: capital letters, digits and hyphens."),
    "crc": gettext_lazy("Numbers with commas between them, such as 6, 18, 24."),
    "edition": gettext_lazy("Such as 2026-11; every edition has its own."),
    "majority": gettext_lazy("More than this share must agree, such as 1/2."),
    "quorum": gettext_lazy("At least this share must take part, such as 2/3."),
    "tiers": gettext_lazy("Tick nothing for all."),
    "weight": gettext_lazy("From 1 to 100; 1 where all count alike."),
}

CHOICES: dict[tuple[str, str], Promise] = {
    ("language", "zh"): pgettext_lazy(_CHOICE, "Chinese"),
    ("language", "en"): pgettext_lazy(_CHOICE, "English"),
    ("status", "official"): pgettext_lazy("indicator set", "Official text"),
    ("status", "reconstruction"): pgettext_lazy("indicator set", "Reconstruction, not the official text"),
    ("status", "own"): pgettext_lazy("indicator set", "Own text"),
    ("kind", "clause"): pgettext_lazy(_CHOICE, "Clauses of the text (第三条第二款)"),
    ("kind", "drawing"): pgettext_lazy(_CHOICE, "Numbers of drawings or pages"),
    ("answer", "impact"): pgettext_lazy(_CHOICE, "An impact on the scale, with its grounds"),
    ("answer", "text"): pgettext_lazy(_CHOICE, "Words alone, which no figure counts"),
    ("type", "general"): pgettext_lazy(_CHOICE, "General"),
    ("type", "quzhou"): pgettext_lazy(_CHOICE, "Quzhou: children take part at four links"),
    ("intake", "any"): pgettext_lazy(_CHOICE, "Any matter, at any time"),
    ("intake", "annual_plan"): pgettext_lazy(_CHOICE, "Matters of the year’s plan, others with a reason"),
    ("by", "office"): pgettext_lazy(_CHOICE, "Committee office"),
    ("by", "head"): pgettext_lazy(_CHOICE, "Head of the unit"),
    ("link", "needs"): pgettext_lazy(_CHOICE, "Saying what is needed"),
    ("link", "drafting"): pgettext_lazy(_CHOICE, "Working on the proposal"),
    ("link", "notice"): pgettext_lazy(_CHOICE, "Public notice"),
    ("link", "feedback"): pgettext_lazy(_CHOICE, "Hearing back"),
    ("stage", "screening"): pgettext_lazy(_CHOICE, "Screening"),
    ("stage", "self_assessment"): pgettext_lazy(_CHOICE, "Self-assessment"),
    ("stage", "sign_off"): pgettext_lazy(_CHOICE, "Signature by the head of the unit"),
    ("stage", "office_check"): pgettext_lazy(_CHOICE, "Check by the committee office"),
    ("stage", "expert_panel"): pgettext_lazy(_CHOICE, "Expert panel"),
    ("stage", "committee"): pgettext_lazy(_CHOICE, "Committee"),
    ("stage", "publication"): pgettext_lazy(_CHOICE, "Publication"),
}


def label(step: str) -> str:
    return str(LABELS[step])


def choice(field: str, value: str) -> str:
    """The words of a choice; stages are called alike wherever they are chosen."""
    return str(CHOICES.get((field, value)) or CHOICES["stage", value])


def facts_in_words(facts: dict[str, object]) -> dict[str, object]:
    """The facts of a fault with the names of keys, sections and choices as the pages have them."""
    names: dict[str, Mapping[str, Promise]] = {
        "key": LABELS,
        "section": SECTIONS,
        **dict.fromkeys(("kind", "needed", "other"), _named("stage")),
        "link": _named("link"),
    }
    return {name: names.get(name, {}).get(str(value), value) for name, value in facts.items()}


def _named(field: str) -> dict[str, Promise]:
    return {value: words for (owner, value), words in CHOICES.items() if owner == field}


def path_in_words(place: Place) -> str:
    """Where something stands within a part, as in: Levels 2 · Name · English."""
    words: list[str] = []
    for step in place:
        if isinstance(step, int) and words:
            words[-1] = f"{words[-1]} {step + 1}"
        elif isinstance(step, str) and step in LABELS:
            words.append(label(step))
    return " · ".join(words)


def row_title(place: Place, item: object) -> str:
    """A row's number and its name, where it has one."""
    named = name_in(item) if isinstance(item, dict) else ""
    return f"{int(place[-1]) + 1} · {named}" if named else f"{int(place[-1]) + 1}"


def part_title(data: parts.Data, part: str) -> str:
    if not part:
        return str(SECTIONS["aspects"])
    if part in SECTIONS:
        return str(SECTIONS[part])
    kind, _slash, code = part.partition("/")
    said = _("Indicator %(code)s") if kind == "indicators" else _("Aspect %(code)s")
    return f"{said % {'code': code}} {name_in(parts.read(data, part))}".rstrip()


def name_in(content: Mapping[str, object]) -> str:
    """The name of something coded, in the reader's language, however unfinished."""
    name = content.get("name")
    return plain_text(name) if isinstance(name, dict) else ""


def plain_text(text: Mapping[str, object]) -> str:
    languages = ("en", "zh") if english_is_active() else ("zh", "en")
    return next((str(text[each]) for each in languages if text.get(each)), "")


def value_in_words(place: Place, value: object) -> str:
    """What stands at a place of a part, as a reader knows it; for showing two texts side by side."""
    match value:
        case None | "" | [] | {}:
            return "—"
        case bool():
            return _("yes") if value else _("no")
        case dict():
            lines = (
                f"{path_in_words((str(key),))}: {value_in_words((key,), each)}" for key, each in value.items()
            )
            return "\n".join(lines)
        case list():
            parted = any(isinstance(each, dict) for each in value)
            return ("\n" if parted else _(", ")).join(value_in_words(place, each) for each in value)
    field = next((step for step in reversed(place) if isinstance(step, str)), "")
    return str(CHOICES.get((field, str(value)), value))
