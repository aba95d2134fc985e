"""What the form of a part shows, derived from the models of the file format. Every list ends with a spare row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from indicators.editor import wording
from indicators.editor.fields import (
    CODES_OF,
    fields_of,
    fields_of_part,
    holds_codes,
    html_name,
    is_model,
    is_single,
    members,
    words_of,
)
from indicators.editor.parts import Data
from indicators.localised import Name, Text
from indicators.rules import Place
from indicators.shape import bare

_WITHOUT_OPTIONAL = {"choice", "group", "rows", "tick"}
_SAID_ONCE = {"body", "code"}  # their help would be repeated in every row of a list
_NO_CHOICE = ("", "—")


@dataclass
class Control:
    """Something to fill in; `kind` says how `_control.html` draws it. A row of a list has a title."""

    kind: str
    path: Place
    label: str = ""
    title: str = ""
    help: str = ""
    optional: bool = False
    fixed: bool = False
    value: Any = None
    choices: list[tuple[str, str]] = field(default_factory=list)
    children: list["Control"] = field(default_factory=list)
    spare: "Control | None" = None
    errors: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name in what is posted, and its id."""
        return html_name(self.path)


@dataclass(frozen=True)
class PartForm:
    """`data` is the whole draft, among whose codes one chooses; `problems` has what to say at which place; `fixed`
    names what cannot be changed."""

    part: str
    data: Data
    problems: Mapping[Place, list[str]] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()

    def controls(self, content: Data) -> list[Control]:
        """Of a part that is one group, what is in the group: the page itself has its name."""
        found = self._inside(fields_of_part(self.part), (), content)
        return found[0].children if [each.kind for each in found] == ["group"] else found

    def _inside(self, fields: Mapping[str, FieldInfo], path: Place, content: Data) -> list[Control]:
        return [
            self._labelled(name, info, (*path, name), content.get(name))
            for name, info in fields.items()
            if self._leaves_a_choice(name, info, content)
        ]

    def _leaves_a_choice(self, name: str, info: FieldInfo, content: Data) -> bool:
        """Not so a single possible word, and codes of a section that is empty."""
        shape = bare(info.annotation)
        if is_single(shape):
            return False
        section = CODES_OF.get(name) if holds_codes(shape) else None
        return section is None or bool(self.data.get(section) or content.get(name))

    def _labelled(self, name: str, info: FieldInfo, path: Place, value: Any) -> Control:
        control = self._control(bare(info.annotation), path, value)
        control.label = wording.label(name)
        if not (name in _SAID_ONCE and any(isinstance(step, int) for step in path)):
            control.help = "" if control.kind == "rows" else str(wording.HELP.get(name, ""))
        control.fixed = control.name in self.fixed
        control.optional = not info.is_required() and control.kind not in _WITHOUT_OPTIONAL
        if value is None and control.kind in {"number", "choice"} and not info.is_required():
            control.value = info.default
        may_be_none = control.value is None or (not info.is_required() and info.default is None)
        if control.kind == "choice" and may_be_none:
            control.choices.insert(0, _NO_CHOICE)
        return control

    def _control(self, shape: Any, path: Place, value: Any) -> Control:
        name = next(step for step in reversed(path) if isinstance(step, str))
        control = Control("line", path, value=value)
        if words := words_of(shape):
            control.kind, control.value = "codes", value or []
            control.choices = [(each, wording.choice(name, each)) for each in words]
        elif get_origin(shape) is list:
            self._fill_list(control, bare(get_args(shape)[0]), name)
        elif get_origin(shape) is Literal:
            control.kind = "choice"
            control.choices = [(each, wording.choice(name, each)) for each in get_args(shape)]
        elif shape is str and name in CODES_OF:
            control.kind, control.choices = "choice", self._codes(name, [value])
        elif shape in (bool, int):
            control.kind = "tick" if shape is bool else "number"
        elif is_model(shape) and issubclass(shape, Text):
            control.kind = "name" if issubclass(shape, Name) else "text"
            control.children = self._languages(path, value or {})
        elif is_model(shape):
            control.kind = "group"
            control.children = self._inside(fields_of(shape, ""), path, value or {})
        elif members(shape):
            control.kind, control.children = "group", self._alternative(shape, path, value or {})
        control.errors = list(self._said_of(control))
        return control

    def _fill_list(self, control: Control, inner: Any, name: str) -> None:
        items = control.value if isinstance(control.value, list) else []
        if inner is str:
            control.kind, control.choices, control.value = "codes", self._codes(name, items), items
        elif inner is int:
            control.kind, control.value = "numbers", ", ".join(map(str, items))
        else:
            control.kind = "rows"
            rows = [self._control(inner, (*control.path, at), item) for at, item in enumerate([*items, {}])]
            for row, item in zip(rows, items, strict=False):
                row.title = wording.row_title(row.path, item)
            *control.children, control.spare = rows

    def _alternative(self, union: Any, path: Place, value: Data) -> list[Control]:
        kind = Control("choice", (*path, "kind"), wording.label("kind"), value=value.get("kind"))
        kind.choices = [(each, wording.choice("kind", each)) for each in members(union)]
        if kind.value not in members(union):
            kind.choices.insert(0, _NO_CHOICE)
        return [kind, *self._inside(fields_of(union, kind.value), path, value)]

    def _codes(self, name: str, chosen: list[str | None]) -> list[tuple[str, str]]:
        """The section's codes by their names, and those chosen that are not among them as they are."""
        entries = self.data.get(CODES_OF[name], [])
        named = {entry.get("code", ""): wording.name_in(entry) for entry in entries}
        return [(code, named.get(code) or f"{code}?") for code in dict.fromkeys([*named, *chosen]) if code]

    def _languages(self, path: Place, text: Data) -> list[Control]:
        order = ("en", "zh") if self.data.get("language") == "en" else ("zh", "en")
        return [
            Control("line", (*path, each), wording.label(each), value=text.get(each, "")) for each in order
        ]

    def _said_of(self, control: Control) -> list[str]:
        """What is said of the control's place; of what lies within as well where that has no control of its own."""
        depth = len(control.path)
        whole = control.kind not in {"group", "rows"}
        return [
            said
            for place, messages in self.problems.items()
            if (place[:depth] if whole else place) == control.path
            for said in messages
        ]
