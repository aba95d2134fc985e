"""What the models of the file format say about a field: the questions that its form and its sender both ask."""

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from indicators.editor.parts import SECTIONS
from indicators.rules import Place
from indicators.schema import AspectText, IndicatorText, SetFile

# Fields that hold codes, and the sections in which these are found.
CODES_OF = {
    "tier": "tiers",
    "tiers": "tiers",
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


def bare_type(annotation: Any) -> Any:
    """Without constraints, and without the None that only says that it may be left out."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        rest = [each for each in get_args(annotation) if each is not NoneType]
        if len(rest) == 1:
            return bare_type(rest[0])
    return annotation


def is_model(bare: Any) -> bool:
    return isinstance(bare, type) and issubclass(bare, BaseModel)


def is_single(bare: Any) -> bool:
    return get_origin(bare) is Literal and len(get_args(bare)) == 1


def holds_codes(bare: Any) -> bool:
    return bare is str or (get_origin(bare) is list and bare_type(get_args(bare)[0]) is str)


def members(bare: Any) -> dict[str, type[BaseModel]]:
    """The alternatives of a union by their kind."""
    return {get_args(each.model_fields["kind"].annotation)[0]: each for each in get_args(bare)}


def fields_of(bare: Any, kind: Any) -> dict[str, FieldInfo]:
    """A model's fields; of a union those of the kind, or what all kinds share while none is chosen."""
    if is_model(bare):
        return dict(bare.model_fields)
    models = members(bare)
    if kind in models:
        return {name: info for name, info in models[kind].model_fields.items() if name != "kind"}
    first, *others = (model.model_fields for model in models.values())
    shared = [name for name in first if all(name in other for other in others)]
    return {name: first[name] for name in shared if name not in {"kind", "by"}}
