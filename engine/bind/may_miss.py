"""Whether a formula can be missing or unknown for somebody, whatever its data."""

from __future__ import annotations

from engine.author.formula import tree as t
from engine.bind import kinds as k
from engine.bind.bound import Type
from engine.bind.scope import Scope


def may_miss(node: t.Tree, scope: Scope, types: tuple[Type, ...]) -> bool:
    """Whether a formula's result can be missing or unknown for some customer."""

    def ask(n: t.Tree) -> bool:
        match n:
            case t.Name(name=name):
                return scope.names[name].may_miss
            case t.Call(function="is_missing"):
                return False
            case t.Call(function="coalesce", arguments=many):
                return all(ask(a) for a in many)
            case t.Arithmetic(op="/", right=d) | t.Call(function="share", arguments=(_, d)):
                low, high = k.interval(types[d.id])
                return low <= 0 <= high or any(ask(c) for c in t.children(n))
            case _:
                return any(ask(c) for c in t.children(n))

    return ask(node)
