"""The tree of a formula: small frozen nodes, each with an id and a place.

Ids are dense from 0 within one formula; types, scales and traces are side tables by id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from engine.atoms.record import dataclass
from engine.atoms.text import Span


@dataclass(frozen=True, slots=True)
class Node:
    """What every node has: its id in the formula, and where it stands in the policy file."""

    id: int = field(compare=False)
    at: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A plain decimal: digits / 10**scale."""

    digits: int
    scale: int


@dataclass(frozen=True, slots=True)
class TextLiteral(Node):
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """`true` or `false` (`yes`/`no` are not words of formulas)."""

    value: bool


@dataclass(frozen=True, slots=True)
class Day(Node):
    """`date('2026-01-31')`: days since 1970-01-01."""

    day: int


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A field, context value, `as_of`, `score` or `score.<scorecard>`."""

    name: str


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not x`."""

    of: Tree


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`-x`."""

    of: Tree


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`a + b`, `a - b`, `a * b`, `a / b`."""

    op: Literal["+", "-", "*", "/"]
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`a < b` or one chain `0 <= x < 5`: operands are one more than ops (ops are 1 or 2)."""

    ops: tuple[Literal["==", "!=", "<", "<=", ">", ">="], ...]
    operands: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`a and b and c`, `a or b`."""

    op: Literal["and", "or"]
    operands: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class In(Node):
    """`x in ['a', 'b']`, `x not in [1, 2]`; for `choices` the other way: `'a' in x`."""

    item: Tree
    of: tuple[Tree, ...] | Tree
    negated: bool


@dataclass(frozen=True, slots=True)
class If(Node):
    """`then if condition else otherwise`."""

    condition: Tree
    then: Tree
    otherwise: Tree


Function = Literal["is_missing", "coalesce", "min", "max", "abs", "days_between", "share"]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(arguments)`, one of the listed functions."""

    function: Function
    arguments: tuple[Tree, ...]


Tree = (
    Number | TextLiteral | Truth | Day | Name | Not | Negate | Arithmetic | Compare | Logic | In
    | If | Call
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula: its text, its tree, and how many nodes it has."""

    text: str
    root: Tree
    size: int = field(compare=False)
    at: Span = field(compare=False, repr=False)


def children(node: Tree) -> tuple[Tree, ...]:
    """The nodes right below, left to right."""
    match node:
        case Not(of=a) | Negate(of=a):
            return (a,)
        case Arithmetic(left=a, right=b):
            return (a, b)
        case Compare(operands=many) | Logic(operands=many) | Call(arguments=many):
            return many
        case In(item=a, of=b):
            return (a, *(b if isinstance(b, tuple) else (b,)))
        case If(condition=a, then=b, otherwise=c):
            return (a, b, c)
        case _:
            return ()


def walk(node: Tree) -> Iterator[Tree]:
    """Every node, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Tree) -> tuple[str, ...]:
    """Names read, each once, in order of first use."""
    return tuple(dict.fromkeys(n.name for n in walk(node) if isinstance(n, Name)))
