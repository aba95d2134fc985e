"""What the fields, choices and parts of a set are called on the pages where they are edited."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.localised import english_is_active
from indicators.editor import parts
from indicators.expertise import NAMES
from indicators.rules import Place

SECTIONS: dict[str, Promise] = {
    "about": pgettext_lazy("part of a set", "Name, source and terms"),
    "scale": pgettext_lazy("part of a set", "Impact scale"),
    "groups": pgettext_lazy("part of a set", "Groups of children"),
    "age_groups": pgettext_lazy("part of a set", "Age groups"),
    "tiers": pgettext_lazy("part of a set", "Tiers"),
    "depths": pgettext_lazy("part of a set", "Depths"),
    "matter_classes": pgettext_lazy("part of a set", "Classes of matters"),
    "screening": pgettext_lazy("part of a set", "Screening questions"),
    "workflow": pgettext_lazy("part of a set", "Procedure"),
    "aspects": pgettext_lazy("part of a set", "Aspects"),
}

LABELS: dict[str, Promise] = {
    "age_groups": SECTIONS["age_groups"],
    "ages": SECTIONS["age_groups"],
    "aggregation": pgettext_lazy("field of a set", "How scores are combined"),
    "anchor": pgettext_lazy("field of a set", "When to choose it"),
    "answer": pgettext_lazy("field of a set", "Kind of answer"),
    "applies": pgettext_lazy("field of a set", "Asked only of"),
    "asks": pgettext_lazy("field of a set", "What the file also holds"),
    "aspects": SECTIONS["aspects"],
    "basis": pgettext_lazy("field of a set", "Rules it rests on"),
    "body": pgettext_lazy("field of a set", "Body that acts"),
    "by": pgettext_lazy("field of a set", "Who acts"),
    "classes": SECTIONS["matter_classes"],
    "code": pgettext_lazy("field of a set", "Code"),
    "crc": pgettext_lazy("field of a set", "Articles of the Convention"),
    "days": pgettext_lazy("field of a set", "Working days"),
    "definition": pgettext_lazy("field of a set", "What it covers"),
    "depths": SECTIONS["depths"],
    "districts": pgettext_lazy("field of a set", "Districts the experts come from"),
    "assessment": pgettext_lazy("field of a set", "Name of the assessment"),
    "drafting_unit": pgettext_lazy("field of a set", "Name of the drafting department"),
    "edition": pgettext_lazy("field of a set", "Edition"),
    "evidence": pgettext_lazy("field of a set", "Evidence expected"),
    "examples": pgettext_lazy("field of a set", "Examples"),
    "experts": pgettext_lazy("field of a set", "Number of experts"),
    "fields": pgettext_lazy("field of a set", "Fields that must be on the panel"),
    "follow_up": pgettext_lazy("field of a set", "Reviews after publication"),
    "gate": pgettext_lazy(
        "field of a set", "A gate: children are heard here, or a signed reason says why not"
    ),
    "gates": pgettext_lazy("field of a set", "Points at which it is assessed"),
    "groups": SECTIONS["groups"],
    "guidance": pgettext_lazy("field of a set", "Guidance"),
    "indicators": pgettext_lazy("field of a set", "Indicators"),
    "intake": pgettext_lazy("field of a set", "Which matters are taken up"),
    "kind": pgettext_lazy("field of a set", "Kind"),
    "language": pgettext_lazy("field of a set", "First language"),
    "levels": pgettext_lazy("field of a set", "Levels"),
    "link": pgettext_lazy("field of a set", "Link"),
    "majority": pgettext_lazy("field of a set", "Majority"),
    "matter_classes": SECTIONS["matter_classes"],
    "name": pgettext_lazy("field of a set", "Name"),
    "not_applicable": pgettext_lazy("field of a set", "Word for “not applicable”"),
    "participation": pgettext_lazy("field of a set", "Where children take part"),
    "provenance": pgettext_lazy("field of a set", "Whose words these are"),
    "question": pgettext_lazy("field of a set", "Question"),
    "quorum": pgettext_lazy("field of a set", "Quorum"),
    "red_line": pgettext_lazy("field of a set", "Red line: a negative effect must be mitigated"),
    "reference": pgettext_lazy("field of a set", "References to the text or the plans"),
    "required": pgettext_lazy("field of a set", "Every answer needs one"),
    "required_voter": pgettext_lazy("field of a set", "Member without whose vote there is no result"),
    "scale": SECTIONS["scale"],
    "screening": SECTIONS["screening"],
    "sources": pgettext_lazy("field of a set", "Sources"),
    "special": pgettext_lazy("field of a set", "Every department must answer for this group"),
    "stage": pgettext_lazy("field of a set", "Stage"),
    "stages": pgettext_lazy("field of a set", "Stages"),
    "statement": pgettext_lazy("field of a set", "Statement"),
    "status": pgettext_lazy("field of a set", "Status"),
    "terms": pgettext_lazy("field of a set", "The city’s own terms"),
    "tier": pgettext_lazy("field of a set", "Tier"),
    "tiers": SECTIONS["tiers"],
    "type": pgettext_lazy("field of a set", "Type of procedure"),
    "uncertain": pgettext_lazy("field of a set", "Word for “uncertain”"),
    "value": pgettext_lazy("field of a set", "Figure"),
    "weight": pgettext_lazy("field of a set", "Weight"),
    "workflow": SECTIONS["workflow"],
    "zh": pgettext_lazy("field of a set", "Chinese"),
    "en": pgettext_lazy("field of a set", "English"),
}

HELP: dict[str, Promise] = {
    "anchor": gettext_lazy("What must be the case for this level."),
    "applies": gettext_lazy("Tick nothing to ask it of every matter."),
    "body": gettext_lazy("As the city calls it; empty for the usual name."),
    "code": gettext_lazy("Short and lasting: capital letters, digits and hyphens."),
    "crc": gettext_lazy("Numbers with commas between them, such as 6, 18, 24."),
    "depths": gettext_lazy("Tick nothing for all."),
    "districts": gettext_lazy("At least so many; 0 where it does not matter."),
    "edition": gettext_lazy("Such as 2026-11; every edition has its own."),
    "experts": gettext_lazy("At least so many."),
    "fields": gettext_lazy("Somebody of each ticked field must sit on the panel; tick nothing for anybody."),
    "follow_up": gettext_lazy("Months with commas between them, such as 6, 12, 24; empty for none."),
    "gate": gettext_lazy("A case does not leave the stage before; the reason is public."),
    "majority": gettext_lazy("More than this share must agree, such as 1/2."),
    "quorum": gettext_lazy("At least this share must take part, such as 2/3."),
    "tiers": gettext_lazy("Tick nothing for all."),
    "weight": gettext_lazy("From 1 to 100; 1 where all count alike."),
}

CHOICES: dict[tuple[str, str], Promise] = {
    ("language", "zh"): pgettext_lazy("choice in a set", "Chinese"),
    ("language", "en"): pgettext_lazy("choice in a set", "English"),
    ("status", "official"): pgettext_lazy("indicator set", "Official text"),
    ("status", "reconstruction"): pgettext_lazy("indicator set", "Reconstruction, not the official text"),
    ("status", "own"): pgettext_lazy("indicator set", "Own text"),
    ("kind", "clause"): pgettext_lazy("choice in a set", "Clauses of the text (第三条第二款)"),
    ("kind", "drawing"): pgettext_lazy("choice in a set", "Numbers of drawings or pages"),
    ("answer", "impact"): pgettext_lazy("choice in a set", "An impact on the scale, with its grounds"),
    ("answer", "text"): pgettext_lazy("choice in a set", "Words alone, which no figure counts"),
    ("type", "general"): pgettext_lazy("choice in a set", "General"),
    ("type", "quzhou"): pgettext_lazy("choice in a set", "Quzhou: children take part at four links"),
    ("intake", "any"): pgettext_lazy("choice in a set", "Any matter, at any time"),
    ("intake", "annual_plan"): pgettext_lazy(
        "choice in a set", "Matters of the year’s plan, others with a reason"
    ),
    ("by", "office"): pgettext_lazy("choice in a set", "Committee office"),
    ("by", "head"): pgettext_lazy("choice in a set", "Head of the unit"),
    ("asks", "children"): pgettext_lazy(
        "choice in a set", "How many children are affected, by age and group"
    ),
    ("asks", "participation"): pgettext_lazy("choice in a set", "A plan for children’s part"),
    ("asks", "effect"): pgettext_lazy(
        "choice in a set", "Direct or indirect, term, reversible, effect that remains"
    ),
    ("asks", "evidence"): pgettext_lazy("choice in a set", "How strong the evidence is"),
    ("aggregation", "median"): pgettext_lazy("choice in a set", "Median: the middle score"),
    ("aggregation", "mean"): pgettext_lazy("choice in a set", "Mean: the average of all scores"),
    ("aggregation", "trimmed_mean"): pgettext_lazy(
        "choice in a set", "Trimmed mean: the average without the lowest and the highest score"
    ),
    **{("fields", code): name for code, name in NAMES.items()},
    ("link", "needs"): pgettext_lazy("choice in a set", "Saying what is needed"),
    ("link", "drafting"): pgettext_lazy("choice in a set", "Working on the proposal"),
    ("link", "notice"): pgettext_lazy("choice in a set", "Public notice"),
    ("link", "feedback"): pgettext_lazy("choice in a set", "Hearing back"),
    ("stage", "screening"): pgettext_lazy("choice in a set", "Screening"),
    ("stage", "self_assessment"): pgettext_lazy("choice in a set", "Self-assessment"),
    ("stage", "sign_off"): pgettext_lazy("choice in a set", "Signature by the head of the unit"),
    ("stage", "office_check"): pgettext_lazy("choice in a set", "Check by the committee office"),
    ("stage", "expert_panel"): pgettext_lazy("choice in a set", "Expert panel"),
    ("stage", "discussion"): pgettext_lazy("choice in a set", "Discussion of what lies apart"),
    ("stage", "reply"): pgettext_lazy("choice in a set", "Reply to the panel’s opinions"),
    ("stage", "committee"): pgettext_lazy("choice in a set", "Committee"),
    ("stage", "publication"): pgettext_lazy("choice in a set", "Publication"),
}


# How to mend on a form what in a file is mended by writing keys.
MENDS: dict[str, Promise] = {
    "missing": gettext_lazy("fill it in"),
    "nothing": gettext_lazy("fill it in"),
    "int_type": gettext_lazy("write it in digits"),
    "text_missing": gettext_lazy("write it in either language, or in both"),
    "language_missing": gettext_lazy("write it, or choose another first language for the whole set"),
    "tier_missing": gettext_lazy("choose one of the tiers"),
    "participation_link_missing": gettext_lazy(
        "add it under “Where children take part”, or choose the general type"
    ),
    "screening_without_questions": gettext_lazy("add a screening question, or remove the stage"),
    "screening_without_stage": gettext_lazy("add a screening to the procedure, or remove the questions"),
    "nobody_decides": gettext_lazy("add a committee or a signature before it"),
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
                path_in_words((str(key),)) + _(": ") + value_in_words((key,), each)
                for key, each in value.items()
            )
            return "\n".join(lines)
        case list():
            parted = any(isinstance(each, dict) for each in value)
            return ("\n" if parted else _(", ")).join(value_in_words(place, each) for each in value)
    field = next((step for step in reversed(place) if isinstance(step, str)), "")
    return str(CHOICES.get((field, str(value)), value))
