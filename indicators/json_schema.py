"""The format of a set file as a JSON Schema, for editors that help while someone writes YAML.

It is derived from the models, so it cannot differ from what is checked; what spans several fields (codes that must
exist, stages in order, the first language) only the check itself can say.
"""

import json
from functools import cache
from typing import Any

from indicators.schema import SetFile

ID = "urn:tongping:indicator-set"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

TITLES = {
    "SetFile": "Indicator set of Tongping",
    "AgeGroup": "Age group",
    "AspectText": "Aspect",
    "Coded": "Gate",
    "Committee": "Stage: committee",
    "Depth": "Depth of the assessment",
    "Discussion": "Stage: discussion of flagged items",
    "ExpertPanel": "Stage: expert panel",
    "IndicatorText": "Indicator",
    "Level": "Level of the scale",
    "MatterClass": "Class of matters",
    "Name": "Name (Chinese up to 80 characters, English up to 160)",
    "OfficeCheck": "Stage: check by the committee's office",
    "ParticipationLink": "Link at which children take part",
    "Profile": "Procedure",
    "PublicNoticeStage": "Stage: public notice of the draft conclusion",
    "Publication": "Stage: publication",
    "Reply": "Stage: reply to the panel's opinions",
    "ScreeningQuestion": "Screening question",
    "ScreeningStage": "Stage: screening",
    "SelfAssessment": "Stage: self-assessment",
    "SignOff": "Stage: signature by the head of the unit",
    "Text": "Text (Chinese up to 1,000 characters, English up to 2,000)",
}

# What an editor shows beside a key: by model and key, or by the key alone where it means the same everywhere.
DESCRIPTIONS = {
    "zh": "In Chinese. Required where `language` is zh.",
    "en": "In English. Required where `language` is en.",
    "name": "What readers see.",
    "code": "Short and lasting: capital letters, digits, single hyphens, such as QZ-A1. Once in its list.",
    "SetFile.code": "Small letters, digits, single hyphens, such as quzhou-25; part of the set's address.",
    "edition": "Such as 2026-11, in quotes. A published edition never changes; a new text needs a new edition.",
    "language": "The language that every text must have, and that of the report: zh or en.",
    "provenance": "Whose words these are; shown on the set's page and in every report.",
    "status": "official: the city's own text; reconstruction: made from public material; own.",
    "statement": "The same in words, with what is known and what is not.",
    "sources": "What the text was made from; may be empty: [].",
    "terms": "What the city calls those who take part.",
    "assessment": "In place of “child impact assessment”, such as 儿童优先评估; reports are called by it.",
    "drafting_unit": "In place of “drafting department”, such as 牵头单位.",
    "scale": "The levels of impact, and the two answers that are no level and never count as zero.",
    "levels": "From the lowest value to the highest, each once.",
    "value": "A whole number from -9 to 9.",
    "anchor": "What must be the case for this level to be chosen.",
    "not_applicable": "The word for an answer that does not concern the matter.",
    "uncertain": "The word for a gap in what is known.",
    "SetFile.reference": "Left out, answers name no place.",
    "Reference.kind": "clause: 第三条第二款; drawing: the number of a drawing or a page.",
    "required": "true: every answer must name its place.",
    "SetFile.groups": "Groups of children; indicators refer to them by code.",
    "special": "true: every department answers for this group, even where nothing changes.",
    "age_groups": "Ages of children; a matter that names none concerns all.",
    "SetFile.tiers": "Branches of the procedure with indicators and stages of their own.",
    "SetFile.depths": "From the lightest to the deepest; the screening chooses one. Left out, every case has them all.",
    "Depth.guidance": "When to choose it.",
    "gates": "Points of the matter's own procedure at which it is assessed.",
    "matter_classes": "Kinds of matters; with tiers, each belongs to one.",
    "tier": "Code of the tier to which the class belongs; required where the set has tiers.",
    "screening": "Questions of the screening stage.",
    "workflow": "Which stages a case goes through, in which order.",
    "Profile.type": "quzhou: children take part at all four links; otherwise general.",
    "intake": "annual_plan: a case names the year's plan it stands in, or says why it was taken up outside of it.",
    "participation": "Where children take part.",
    "follow_up": "So many months after publication, what was foreseen is compared with what came; left out, never.",
    "link": "needs: saying what is needed; drafting: working on the proposal; notice; feedback: hearing back.",
    "stage": "The kind of the stage during which they do.",
    "gate": (
        "true: a case does not leave the stage before children are heard at this link, or a signed and published "
        "reason says why not."
    ),
    "stages": "In order; each kind once on the path of a tier and depth.",
    "kind": "Which of the ten kinds of stage this is.",
    "days": "How long it may take, in working days.",
    "body": "Who acts, as the city calls it.",
    "_Stage.tiers": "Only cases of these tiers have the stage; left out, all do.",
    "_Stage.depths": "Only cases of these depths have the stage; left out, all do.",
    "asks": (
        "What a file holds beside impacts. children: how many are affected, by age and group; participation: a plan "
        "for each link; effect: direct or indirect, term, reversible, what remains; evidence: a grade from A to D."
    ),
    "by": "Who acts, as a role of Tongping.",
    "experts": "How many score each indicator, at least.",
    "aggregation": (
        "How their scores become one figure: the middle one (median), the average (mean), or the average without one "
        "lowest and one highest score where there are three or more (trimmed_mean)."
    ),
    "fields": "Somebody who knows each of these must sit on the panel; left out, nobody in particular.",
    "districts": "From how many districts the experts come, at least; left out, from any.",
    "quorum": "At least this share of the members takes part: a fraction, such as 2/3.",
    "majority": "More than this share of the votes agrees: a fraction below the whole, such as 1/2.",
    "required_voter": "The post of a member without whose vote there is no result.",
    "aspects": "The parts of the questionnaire, in order.",
    "weight": "How much it counts in an average: a whole number from 1 to 100.",
    "indicators": "The questions, in order.",
    "question": "What has to be thought about.",
    "definition": "What the indicator covers, and what it does not.",
    "guidance": "What is meant, what is enough, an example.",
    "basis": "The rules it rests on, such as an article of a law.",
    "examples": "What an impact can look like: one harmful, one good.",
    "evidence": "What should be shown for an answer.",
    "answer": "impact: a level with its grounds; text: words alone, which no figure counts.",
    "crc": "Articles of the Convention on the Rights of the Child.",
    "IndicatorText.groups": "Codes of the groups that the question is chiefly about.",
    "red_line": "true: any negative effect must be mitigated before the matter may pass.",
    "applies": "For which matters it is asked; left out, for all.",
    "Applies.tiers": "Codes of tiers.",
    "Applies.depths": "Codes of depths.",
    "classes": "Codes of classes of matters.",
    "ages": "Codes of age groups.",
}


@cache
def schema() -> dict[str, Any]:
    models = SetFile.model_json_schema()
    definitions = {name: _described(name, each) for name, each in sorted(models.pop("$defs").items())}
    about = {"$schema": DIALECT, "$id": ID, "title": TITLES["SetFile"]}
    return about | _described("SetFile", models) | {"$defs": definitions}


@cache
def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _described(model: str, definition: dict[str, Any]) -> dict[str, Any]:
    """The definition with words for people in place of those derived from class names."""
    described = {key: value for key, value in definition.items() if key not in {"title", "description"}}
    described["title"] = TITLES.get(model, model)
    described["properties"] = {
        name: _plain(each) | {"description": _description(model, name)}
        for name, each in definition["properties"].items()
    }
    return described


def _description(model: str, name: str) -> str:
    return (
        DESCRIPTIONS.get(f"{model}.{name}")
        or DESCRIPTIONS.get(name)
        or DESCRIPTIONS[f"_Stage.{name}"]  # what stages have in common
    )


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """Without titles that repeat the key and defaults that say no more than that it may be left out."""
    said: tuple[object, ...] = ("", [], {}, None)
    return {
        key: value
        for key, value in field.items()
        if key != "title" and not (key == "default" and (value in said or isinstance(value, dict)))
    }
