"""Columns in layers: what is used twice is computed once, in a subselect below its users.

A column stands in the lowest layer in which all that it reads is there. Each layer passes on
what is still needed above it, so no engine computes a shared step twice (lateral aliases and
`WITH` may be expanded at every use; nested projections are not).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from engine.compile.sql_nodes import Node, column, select, subquery


@dataclass(slots=True)
class Shared:
    """A named column: its expression, the names that it reads, and its layer."""

    expression: Node
    reads: frozenset[str]
    layer: int


@dataclass
class Layers:
    """Layer 0 is the source; `shared` keeps the order in which columns were added."""

    base: dict[str, Node] = field(default_factory=dict)
    shared: dict[str, Shared] = field(default_factory=dict)

    def layer_of(self, name: str) -> int:
        return 0 if name in self.base else self.shared[name].layer

    def add(self, name: str, expression: Node) -> str:
        """Keeps an expression under a name, above all that it reads."""
        reads = self.names_in(expression)
        layer = 1 + max((self.layer_of(r) for r in reads), default=0)
        self.shared[name] = Shared(expression, reads, layer)
        return name

    def names_in(self, expression: Node) -> frozenset[str]:
        """The columns of ours that an expression reads (not the arguments of its lambdas)."""
        names = {c.name for c in expression.find_all(exp.Column)}
        return frozenset(n for n in names if n in self.base or n in self.shared)

    def query(self, outputs: Sequence[tuple[Node, exp.Identifier]], source: Node) -> exp.Select:
        """The whole query; its outermost select gives the outputs in order."""
        top = max((s.layer for s in self.shared.values()), default=0)
        wanted: list[set[str]] = [set() for _ in range(top + 2)]
        read = {n for e, _ in outputs for n in self.names_in(e)}
        wanted[top + 1] = read or set(list(self.base)[:1])  # a row for a row, read or not
        for layer in range(top, 0, -1):
            for name in wanted[layer + 1]:
                here = self.layer_of(name) == layer
                wanted[layer] |= self.shared[name].reads if here else {name}
        inner = select([(e, n) for n, e in self.base.items() if n in wanted[1]], source)
        for layer in range(1, top + 1):
            kept = [n for n in (*self.base, *self.shared) if n in wanted[layer + 1]]
            columns = [
                (self.shared[n].expression if self.layer_of(n) == layer else column(n), n)
                for n in kept
            ]
            inner = select(columns, subquery(inner, f"l{layer - 1}"))
        final = [exp.Alias(this=e, alias=name) for e, name in outputs]
        source = subquery(inner, f"l{top}")
        return exp.Select(expressions=final, from_=exp.From(this=source))
