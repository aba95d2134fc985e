"""The fields of a set file as its models declare them: the order in which they are written, and what each may hold."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


def bare(annotation: Any) -> Any:
    """Without constraints and without “or nothing”."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in {Union, types.UnionType}:
        kept = [each for each in get_args(annotation) if each is not types.NoneType]
        if len(kept) == 1:
            return bare(kept[0])
    return annotation


def models(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The model a value takes its shape from, all of them where several may; none for a plain value or a list."""
    found = bare(annotation)
    choices = get_args(found) if get_origin(found) in {Union, types.UnionType} else (found,)
    kept = [bare(each) for each in choices]
    return tuple(each for each in kept if isinstance(each, type) and issubclass(each, BaseModel))


def item(annotation: Any) -> Any:
    """What a list holds; None for anything else."""
    found = bare(annotation)
    return get_args(found)[0] if get_origin(found) is list else None


def fields(annotation: Any) -> dict[str, list[Any]]:
    """Every key a mapping may have, in order, with the annotations of each model that knows it. Where there are
    several models the key that tells them apart comes first."""
    found: dict[str, list[Any]] = {}
    choices = models(annotation)
    if len(choices) > 1:
        found["kind"] = []
    for model in choices:
        for name, field in model.model_fields.items():
            found.setdefault(name, []).append(field.annotation)
    return found


def in_order(data: Any, annotation: Any) -> Any:
    """The same plain data with its keys as the models order them; unknown ones come last."""
    if isinstance(data, list):
        return [in_order(each, item(annotation)) for each in data]
    if isinstance(data, dict):
        return dict(_ordered(data, fields(annotation)))
    return data


def _ordered(data: dict[str, Any], known: dict[str, list[Any]]) -> Iterator[tuple[str, Any]]:
    for key in [*(key for key in known if key in data), *(key for key in data if key not in known)]:
        yield key, in_order(data[key], known[key][0] if known.get(key) else None)
