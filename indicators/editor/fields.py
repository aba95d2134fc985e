"""What a part's form and what it posts both ask of the models of the file format. A shape is a bare annotation."""

from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from indicators.editor.parts import SECTIONS
from indicators.rules import Place
from indicators.schema import AspectText, IndicatorText, SetFile
from indicators.shape import bare

# Fields that hold codes, and the sections in which these are found.
CODES_OF = {
    "tier": "tiers",
    "tiers": "tiers",
    "depths": "depths",
    "classes": "matter_classes",
    "ages": "age_groups",
    "groups": "groups",
}


def fields_of_part(part: str) -> dict[str, FieldInfo]:
    if part in SECTIONS:
        return {key: SetFile.model_fields[key] for key in SECTIONS[part]}
    model = IndicatorText if part.startswith("indicators/") else AspectText
    return {name: info for name, info in model.model_fields.items() if name != "indicators"}


def html_name(path: Place) -> str:
    return ".".join(map(str, path))


def is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def is_single(shape: Any) -> bool:
    return get_origin(shape) is Literal and len(get_args(shape)) == 1


def holds_codes(shape: Any) -> bool:
    return shape is str or (get_origin(shape) is list and bare(get_args(shape)[0]) is str)


def words_of(shape: Any) -> tuple[str, ...]:
    """The words among which a list chooses; none for any other list."""
    inner = bare(get_args(shape)[0]) if get_origin(shape) is list else None
    return get_args(inner) if get_origin(inner) is Literal else ()


def members(shape: Any) -> dict[str, type[BaseModel]]:
    """The alternatives of a union by their kind."""
    return {get_args(each.model_fields["kind"].annotation)[0]: each for each in get_args(shape)}


def fields_of(shape: Any, kind: Any) -> dict[str, FieldInfo]:
    """A model's fields; of a union those of the kind, or what all kinds share while none is chosen."""
    if is_model(shape):
        return dict(shape.model_fields)
    models = members(shape)
    if kind in models:
        return {name: info for name, info in models[kind].model_fields.items() if name != "kind"}
    first, *others = (model.model_fields for model in models.values())
    shared = [name for name in first if all(name in other for other in others)]
    return {name: first[name] for name in shared if name not in {"kind", "by"}}
