"""Models whose own rules are reported together with the faults of their fields, each at its place."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

EACH = object()
Place = tuple[str | int, ...]


class Fault(NamedTuple):
    """A broken rule: `kind` picks the words in `messages`, `facts` fill them in, `place` says where."""

    kind: str
    place: Place
    facts: dict[str, Any]


class Ruled(BaseModel):
    """Strict, frozen, closed to unknown keys. `faults` sees the plain data, however misshapen, so that a
    wrong type in one corner does not hide a broken rule in another."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", str_strip_whitespace=True)

    @classmethod
    def faults(cls, data: object) -> Iterator[Fault]:
        yield from ()

    @model_validator(mode="wrap")
    @classmethod
    def _report_everything(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        broken = [_details(fault.kind, "", fault.place, data, fault.facts) for fault in cls.faults(data)]
        try:
            model = handler(data)
        except ValidationError as error:
            broken += [
                _details(e["type"], e["msg"], e["loc"], e["input"], e.get("ctx")) for e in error.errors()
            ]
        if broken:
            raise ValidationError.from_exception_data(cls.__name__, broken)
        return model


def find(data: object, *path: object, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Everything at `path` in plain data, with its place; EACH is any item of a list."""
    if not path:
        yield place, data
        return
    step, *rest = path
    if step is EACH and isinstance(data, list | tuple):
        for number, item in enumerate(data):
            yield from find(item, *rest, place=(*place, number))
    elif isinstance(data, dict) and step in data:
        yield from find(data[step], *rest, place=(*place, str(step)))


def repeated(found: Iterator[tuple[Place, Any]], kind: str = "repeated_code") -> Iterator[Fault]:
    """A fault for each text or number that was there before."""
    seen: set[str | int] = set()
    for place, code in found:
        if isinstance(code, str | int):
            if code in seen:
                yield Fault(kind, place, {"code": code})
            seen.add(code)


def _details(
    kind: str, text: str, place: Place, value: object, facts: dict[str, Any] | None
) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError(kind, text or kind, facts), loc=place, input=value)
