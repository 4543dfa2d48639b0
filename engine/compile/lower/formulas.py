"""A formula to steps: three-valued, with exact scales (docs/language.md 3 and 13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from engine.atoms.numbers import QUOTIENT_SCALE, SHARE_SCALE
from engine.author.formula import tree as t
from engine.bind.bound import Typed
from engine.compile.build import Builder
from engine.compile.lower.ground import Ground, Part, Value


def lower_formula(
    g: Ground, typed: Typed, part: Part, also: Mapping[str, Value] | None = None
) -> Value:
    """The step of a formula's result. Its divisions by zero are noted under `part`.

    `also` holds names that only this formula knows (`score`).
    """
    lowering = _Formula(g.b, {**g.values, **also} if also else g.values)
    with g.b.about(g.b.part, typed.formula.at):
        value = lowering.lower(typed.formula.root)
    if lowering.zeros:
        g.divided.setdefault(part, []).extend(lowering.zeros)
    return value


def lower_truth(g: Ground, typed: Typed, part: Part) -> int:
    """The step of a formula that is true, false or unknown."""
    return lower_formula(g, typed, part).step


@dataclass
class _Formula:
    b: Builder
    names: Mapping[str, Value]
    zeros: list[int] = field(default_factory=list)

    def lower(self, node: t.Tree) -> Value:
        b = self.b
        match node:
            case t.Number(digits=digits, scale=scale):
                return Value(b.number(digits), scale)
            case t.TextLiteral(value=text):
                return Value(b.text(text))
            case t.Truth(value=truth):
                return Value(b.truth(truth))
            case t.Day(day=day):
                return Value(b.number(day))
            case t.Name(name=name):
                return self.names[name]
            case t.Not(of=a):
                return Value(b.negate(self.lower(a).step))
            case t.Negate(of=a):
                of = self.lower(a)
                return Value(b.subtract(b.number(0), of.step), of.scale)
            case t.Arithmetic(op="/", left=left, right=right):
                return self.quotient(self.lower(left), self.lower(right), QUOTIENT_SCALE)
            case t.Arithmetic(op="*", left=left, right=right):
                x, y = self.lower(left), self.lower(right)
                return Value(b.multiply(x.step, y.step), x.scale + y.scale)
            case t.Arithmetic(op=op, left=left, right=right):
                (p, q), scale = self.aligned([left, right])
                return Value(b.add(p, q) if op == "+" else b.subtract(p, q), scale)
            case t.Compare(ops=ops, operands=operands):
                return Value(self.compare(ops, operands))
            case t.Logic(op=op, operands=operands):
                parts = [self.lower(a).step for a in operands]
                return Value(b.every(*parts) if op == "and" else b.some(*parts))
            case t.In():
                return Value(self.membership(node))
            case t.If(condition=c, then=yes, otherwise=no):
                return self.either(c, yes, no)
            case t.Call():
                return self.call(node)

    def aligned(self, nodes: Sequence[t.Tree]) -> tuple[list[int], int]:
        """Operands at one scale: the widest among them."""
        values = [self.lower(n) for n in nodes]
        scale = max(v.scale for v in values)
        return [self.b.rescale(v.step, v.scale, scale) for v in values], scale

    def compare(self, ops: Sequence[str], operands: Sequence[t.Tree]) -> int:
        values = [self.lower(n) for n in operands]
        found = []
        for op, (x, y) in zip(ops, pairwise(values), strict=True):
            scale = max(x.scale, y.scale)
            a = self.b.rescale(x.step, x.scale, scale)
            c = self.b.rescale(y.step, y.scale, scale)
            found.append(self.b.compare(op, a, c))
        return self.b.every(*found)

    def membership(self, node: t.In) -> int:
        b = self.b
        if not isinstance(node.of, tuple):
            assert isinstance(node.item, t.TextLiteral)
            found = b.has(self.lower(node.of).step, node.item.value)
        else:
            (item, *others), _ = self.aligned([node.item, *node.of])
            if all(b.constant(o) for o in others):
                found = b.inside(item, [b.steps[o].value for o in others])
            else:
                found = b.some(*(b.compare("==", item, o) for o in others))
        return b.negate(found) if node.negated else found

    def either(self, condition: t.Tree, yes: t.Tree, no: t.Tree) -> Value:
        b = self.b
        c = self.lower(condition).step
        (x, y), scale = self.aligned([yes, no])
        nothing = b.nothing(b.steps[x].kind)
        if not b.nullable(c):
            return Value(b.case([(c, x)], y), scale)
        return Value(b.case([(c, x), (b.negate(c), y)], nothing), scale)

    def call(self, node: t.Call) -> Value:
        b, arguments = self.b, node.arguments
        match node.function:
            case "is_missing":
                return Value(b.missing(self.lower(arguments[0]).step))
            case "abs":
                of = self.lower(arguments[0])
                return Value(b.absolute(of.step), of.scale)
            case "days_between":
                first, second = (self.lower(a).step for a in arguments)
                return Value(b.subtract(second, first))
            case "share":
                x, y = (self.lower(a) for a in arguments)
                return self.quotient(Value(b.times(x.step, 100), x.scale), y, SHARE_SCALE)
            case "coalesce":
                steps, scale = self.aligned(arguments)
                return Value(b.coalesce(*steps), scale)
            case "min" | "max" as which:
                steps, scale = self.aligned(arguments)
                found = steps[0]
                for other in steps[1:]:
                    found = b.least(found, other) if which == "min" else b.greatest(found, other)
                return Value(found, scale)

    def quotient(self, n: Value, d: Value, scale: int) -> Value:
        """n / d at `scale`, rounded once; the whole is scaled up before it is divided."""
        b = self.b
        shift = scale + d.scale - n.scale
        top = b.times(n.step, 10**shift) if shift > 0 else n.step
        bottom = b.times(d.step, 10**-shift) if shift < 0 else d.step
        if b.may_be(d.step, 0):
            self.zeros.append(b.holds(b.every(b.present(n.step), b.equals(d.step, 0))))
        return Value(b.divide(top, bottom), scale)
