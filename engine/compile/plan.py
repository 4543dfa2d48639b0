"""The Plan: what is run. Flat integer steps in order, each with an id; nothing of the policy is
left in it but codes, ids and numbers.

A Plan is for one policy, one as-of day and one context: boundary dates and weights chosen by a
context value are literals in it. Everything about a step that is not needed to run it (its place
in the policy, the words for it) is a side table by step id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from engine.atoms.digest import canonical_json, sha256
from engine.atoms.numbers import INT64
from engine.atoms.text import Span
from engine.bind.contract import Column

Op = Literal[
    "literal", "column", "compare", "and", "or", "not", "missing", "case", "choose", "pick",
    "add", "subtract", "multiply", "divide", "abs", "min", "max", "coalesce", "in", "has",
    "words", "ranked", "join",
]  # fmt: skip
Kind = Literal["int", "bool", "text", "words"]
Scalar = int | bool | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `args` are ids of earlier steps; what `value` holds depends on `op`:

    literal    the value
    column     the number of the input column
    compare    `==`, `!=`, `<`, `<=`, `>`, `>=`
    in         the literals, one of which the argument may equal
    has        a word that the argument (a set of words) may hold
    case       conditions and results in turn, last the result otherwise
    choose     rows of literals, one for each condition in `args` and last one otherwise: the
               first row whose condition is true is the one chosen; `pick` reads a cell of it
    pick       which cell
    words      a word for each condition in `args`; gives those whose condition is true
    ranked     a word for each key in `args`; gives those whose key is there, largest first. The
               lowest bits of a key (`rank_size`) are its word's place from the end
    join       lists end to end

    Numbers are integers within [low, high]. Arithmetic, comparison, `min`, `max` with a missing
    argument are missing; `and`, `or`, `not` are Kleene's; a condition that is unknown is not
    true. `divide` rounds half away from zero, and is missing where the divisor is 0. A step with
    a `guard` is only asked for where that step is true.
    """

    op: Op
    kind: Kind
    args: tuple[int, ...] = ()
    value: Any = None
    nullable: bool = False
    low: int | None = None
    high: int | None = None
    guard: int | None = None

    @property
    def wide(self) -> bool:
        """Needs more than 64 bits."""
        return self.low is not None and self.high is not None and (
            self.low < -INT64 or self.high > INT64
        )  # fmt: skip


def rank_size(count: int) -> int:
    """The power of two by which numbers are multiplied to make keys of so many words.

    >>> rank_size(20), rank_size(1)
    (32, 1)
    """
    return 1 << (count - 1).bit_length()


@dataclass(frozen=True, slots=True)
class Output:
    """A column of the decision and the step that gives it."""

    column: Column
    step: int


@dataclass(frozen=True)
class Plan:
    """Steps in an order in which each reads only earlier ones, and what goes in and out.

    >>> from engine.bind.contract import Column
    >>> plan = Plan((Step("column", "text", value=0),), (Column("id", "text"),),
    ...             (Output(Column("id", "text"), 0),), as_of=0, context={})
    >>> plan.digest[:7]
    'sha256:'
    """

    steps: tuple[Step, ...]
    inputs: tuple[Column, ...]
    outputs: tuple[Output, ...]
    as_of: int
    context: Mapping[str, Scalar]
    #: Step id → the part of the policy that it belongs to, as `criterion satisfaction`.
    parts: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)
    #: Step id → its place in the policy file, where it has one.
    spans: Mapping[int, Span] = field(default_factory=dict, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """The plan as plain objects, as `plan.json` stores it (without the side tables)."""
        return {
            "plan": 1,
            "as_of": self.as_of,
            "context": {k: _plain(v) for k, v in self.context.items()},
            "inputs": [_column(c) for c in self.inputs],
            "steps": [_step(s) for s in self.steps],
            "outputs": [_column(o.column) | {"step": o.step} for o in self.outputs],
        }

    @cached_property
    def canonical(self) -> bytes:
        """`to_json` as canonical JSON: the bytes that are hashed."""
        return canonical_json(self.to_json())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: equal for plans that run alike."""
        return sha256(self.canonical)

    def lines(self) -> Iterator[str]:
        """The steps as a person reads them: `12  compare >= 4 11    # criterion csat`."""
        for i, step in enumerate(self.steps):
            words = [f"{i:5}", step.op]
            if step.value is not None or step.op == "literal":
                words.append(str(step.value))
            words += [f"#{a}" for a in step.args]
            if step.guard is not None:
                words.append(f"where #{step.guard}")
            if i in self.parts:
                words.append(f"  ({self.parts[i]})")
            yield " ".join(words)


def _column(column: Column) -> dict[str, Any]:
    return {"name": column.name, "storage": column.storage, "scale": column.scale}


def _step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {"op": step.op, "kind": step.kind}
    if step.args:
        found["args"] = list(step.args)
    if step.value is not None:
        found["value"] = _plain(step.value)
    if step.nullable:
        found["nullable"] = True
    if step.wide:
        found["wide"] = True
    if step.guard is not None:
        found["guard"] = step.guard
    return found


def _plain(value: Any) -> Any:
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value
