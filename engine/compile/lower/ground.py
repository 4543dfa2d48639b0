"""What every part of the lowering stands on: the builder, the policy, and the names known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.atoms.dates import FIRST_DAY, LAST_DAY
from engine.bind.bound import BoundPolicy, Type
from engine.bind.contract import Column, Storage, input_columns
from engine.compile.build import Builder
from engine.compile.plan import Kind, Scalar

KINDS: Mapping[Storage, Kind] = {
    "integer": "int", "date": "int", "boolean": "bool", "text": "text", "words": "words",
}  # fmt: skip


def kind_of(t: Type) -> Kind:
    """How values of a type are held in a plan."""
    match t.kind:
        case "yes_no":
            return "bool"
        case "text":
            return "text"
        case "choices":
            return "words"
        case _:
            return "int"


Part = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """A step, and the scale at which its integers stand."""

    step: int
    scale: int = 0


@dataclass
class Ground:
    """The state of one lowering. `values` holds what formulas and criteria read, by name;
    `divided` the conditions under which a part of the policy divides by zero; a part is its
    section and its id, for a flag may have the id of a derived field."""

    bound: BoundPolicy
    as_of: int
    context: Mapping[str, object]
    b: Builder = field(default_factory=Builder)
    values: dict[str, Value] = field(default_factory=dict)
    divided: dict[Part, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inputs: tuple[Column, ...] = input_columns(self.bound)
        self._numbers = {c.name: i for i, c in enumerate(self.inputs)}
        self.values["as_of"] = Value(self.b.number(self.as_of))

    def column(self, name: str, nullable: bool = True, t: Type | None = None) -> int:
        """The step that reads an input column; a number's bounds are those of its type."""
        number = self._numbers[name]
        kind = KINDS[self.inputs[number].storage]
        low = high = None
        if kind == "int":
            low, high = FIRST_DAY, LAST_DAY
            if t is not None and t.low is not None:
                low, high = t.low, t.high or 0
        return self.b.column(number, kind, nullable, low, high)

    def constant(self, name: str, t: Type) -> Value:
        """A context value as a literal; absent is missing."""
        value = self.context.get(name)
        if isinstance(value, list | set | frozenset):
            value = tuple(sorted(value))
        return Value(self.b.literal(scalar(value), kind_of(t)), t.scale)


def scalar(value: object) -> Scalar:
    """A context value as a plan may hold it."""
    if value is None or isinstance(value, int | str):
        return value
    if isinstance(value, tuple):
        return tuple(str(v) for v in value)
    raise TypeError(f"a context value may not be {type(value).__name__}")
