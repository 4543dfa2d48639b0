"""The type, bounds and scale of every part of a formula (docs/language.md 3 and 13).

Kinds fall into classes that do not mix by themselves: money, percent, plain numbers; literals
join any. Bounds are carried through every operation, so that no engine ever meets a number of
more than 38 digits or 18 decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine.atoms.dates import FIRST_DAY, LAST_DAY
from engine.atoms.numbers import QUOTIENT_SCALE, SHARE_SCALE, Kind
from engine.author.formula import tree as t
from engine.author.formula.reading import STAND_IN
from engine.bind import intervals as iv
from engine.bind import kinds as k
from engine.bind import mismatch as m
from engine.bind.bound import Type, Typed
from engine.bind.findings import Findings
from engine.bind.scope import Scope
from engine.bind.widths import Widths

TRUTH: Final = Type("yes_no")
DAY: Final = Type("date")
DAYS_APART: Final = LAST_DAY - FIRST_DAY


def type_formula(formula: t.Formula, scope: Scope, findings: Findings) -> Typed | None:
    """The types of every node, or None after saying what does not fit."""
    typing = _Typing(formula, scope, findings)
    if typing.of(formula.root) is None:
        return None
    types = tuple(typing.types[n] for n in range(formula.size))
    return Typed(formula, types, typing.divides)


class _Typing:
    """One walk over one formula. None as a type: a mistake was said, and no more follows it."""

    def __init__(self, formula: t.Formula, scope: Scope, findings: Findings) -> None:
        self.scope = scope
        self.findings = findings
        self.say = m.Mismatch(formula, scope, findings)
        self.widths = Widths(scope, findings)
        self.types: dict[int, Type] = {}
        self.literals: set[int] = set()  # nodes made of plain numbers alone
        self.divides = False

    def of(self, node: t.Tree) -> Type | None:
        found = self._find(node)
        if found is None:
            return None
        if found.numeric and not self.widths.fits(node, found.scale, iv.widest(k.interval(found))):
            return None
        self.types[node.id] = found
        return found

    def _find(self, node: t.Tree) -> Type | None:
        match node:
            case t.Number(digits=digits, scale=scale):
                self.literals.add(node.id)
                return Type("number" if scale else "whole", scale, digits, digits)
            case t.TextLiteral(value=value):
                return Type("text", words=(value,))
            case t.Truth():
                return TRUTH
            case t.Day():
                return DAY
            case t.Name(name=name):
                if name == STAND_IN:
                    return None
                if name not in self.scope.names:
                    self.say.unknown(node)
                    return None
                return self.scope.names[name].type
            case t.Not(of=a):
                return self._truths((a,))
            case t.Negate(of=a):
                found = self._number(a, "-")
                self._note_literal(node, a)
                return None if found is None else k.within(found, iv.negated(k.interval(found)))
            case t.Arithmetic():
                return self._arithmetic(node)
            case t.Compare():
                return self._compare(node)
            case t.Logic(operands=many):
                return self._truths(many)
            case t.In():
                return self._in(node)
            case t.If(condition=c, then=a, otherwise=b):
                asked = self._truths((c,))
                arms = self._one_class((a, b), "if … else")
                return None if asked is None or arms is None else k.hull(arms)
            case t.Call():
                return self._call(node)

    def _note_literal(self, node: t.Tree, *parts: t.Tree) -> None:
        if all(a.id in self.literals for a in parts):
            self.literals.add(node.id)

    def _truths(self, many: Sequence[t.Tree]) -> Type | None:
        """All must be questions."""
        fine = True
        for a in many:
            found = self.of(a)
            if found is not None and found.kind != "yes_no":
                self.say.no_question(a, found)
                found = None
            fine = fine and found is not None
        return TRUTH if fine else None

    # --- numbers ---

    def _arithmetic(self, node: t.Arithmetic) -> Type | None:
        if node.op in "+-":
            both = self._numbers((node.left, node.right), node.op)
            if both is None:
                return None
            self._note_literal(node, node.left, node.right)
            a, b = k.at_one_scale(both)
            return k.within(k.kin(both), iv.added(a, b if node.op == "+" else iv.negated(b)))
        left, right = self._number(node.left, node.op), self._number(node.right, node.op)
        if left is None or right is None:
            return None
        self._note_literal(node, node.left, node.right)
        if node.op == "/":
            kind = k.quotient_kind(left.kind, right.kind)
            return self._quotient(node, left, right, kind, QUOTIENT_SCALE)
        product = k.product_kind(left.kind, right.kind)
        if product is None:
            self.findings.add("KT171", node.at)
            return None
        bounds = iv.multiplied(k.interval(left), k.interval(right))
        return Type(product, left.scale + right.scale, *bounds)

    def _quotient(self, node: t.Tree, n: Type, d: Type, kind: Kind, scale: int) -> Type | None:
        """n / d rounded at `scale`; what is divided is first brought up to it, and must fit."""
        top, bottom = k.interval(n), k.interval(d)
        if bottom == (0, 0):
            self.findings.add("KT178", node.at, part=node.at.text)
            return None
        self.divides |= bottom[0] <= 0 <= bottom[1]
        if isinstance(node, t.Call):  # share: 100·a / b
            top = top[0] * 100, top[1] * 100
        shift = scale + d.scale - n.scale
        top = iv.rescaled(top, 0, max(shift, 0))
        bottom = iv.rescaled(bottom, 0, max(-shift, 0))
        # Engines compute (2·n + d) / 2·d on absolute values.
        needed = 2 * max(iv.widest(top), iv.widest(bottom)) + iv.widest(bottom)
        if not self.widths.fits(node, scale, needed):
            return None
        return Type(kind, scale, *iv.quotient(top, bottom))

    def _call(self, node: t.Call) -> Type | None:
        many = node.arguments
        match node.function:
            case "is_missing":
                return TRUTH if self.of(many[0]) is not None else None
            case "coalesce":
                found = self._one_class(many, "coalesce")
                return None if found is None else k.hull(found)
            case "abs":
                one = self._number(many[0], "abs")
                return None if one is None else k.within(one, iv.absolute(k.interval(one)))
            case "days_between":
                return self._days_between(node)
            case which:
                numbers = self._numbers(many, which)
                if numbers is None:
                    return None
                if which == "share":
                    return self._quotient(node, numbers[0], numbers[1], "percent", SHARE_SCALE)
                limit = iv.lesser if which == "min" else iv.greater
                return k.within(k.kin(numbers), limit(*k.at_one_scale(numbers)))

    def _days_between(self, node: t.Call) -> Type | None:
        fine = True
        for a in node.arguments:
            found = self.of(a)
            if found is not None and found.kind != "date":
                self.say.operand("days_between", m.DAYS, a, found)
                found = None
            fine = fine and found is not None
        return Type("whole", 0, -DAYS_APART, DAYS_APART) if fine else None

    def _number(self, node: t.Tree, op: str) -> Type | None:
        found = self.of(node)
        if found is None or found.numeric:
            return found
        self.say.operand(op, m.NUMBERS, node, found)
        return None

    def _numbers(self, many: Sequence[t.Tree], op: str) -> tuple[Type, ...] | None:
        """Numbers of one class. What is no number is said of the first only: `a - b` of two days
        is one mistake."""
        found = [self.of(a) for a in many]
        wrong = [
            (a, x) for a, x in zip(many, found, strict=True) if x is not None and not x.numeric
        ]
        if wrong:
            self.say.operand(op, m.NUMBERS, *wrong[0])
            return None
        whole = tuple(x for x in found if x is not None)
        return self._agree(many, whole, op) if len(whole) == len(found) else None

    # --- classes ---

    def _one_class(self, many: Sequence[t.Tree], op: str) -> tuple[Type, ...] | None:
        """Values of one class: numbers, days, texts or truths."""
        found = [self.of(a) for a in many]
        whole = tuple(f for f in found if f is not None)
        return self._agree(many, whole, op) if len(whole) == len(found) else None

    def _agree(
        self, many: Sequence[t.Tree], types: Sequence[Type], op: str
    ) -> tuple[Type, ...] | None:
        """The types, literals taking the kind of what they stand beside; None when they mix."""
        parts = list(zip(many, types, strict=True))
        leader = next((part for part in parts if part[0].id not in self.literals), parts[0])
        joined: list[Type] = []
        for node, own in parts:
            if node.id in self.literals and leader[1].numeric:
                own = replace(own, kind=k.literal_kind(leader[1].kind, own))
                self.types[node.id] = own
            elif k.class_of(own.kind) != k.class_of(leader[1].kind):
                self.say.mixed(op, leader, (node, own))
                return None
            joined.append(own)
        if joined[0].numeric:
            finest = max(x.scale for x in joined)
            for node, bounds in zip(many, k.at_one_scale(joined), strict=True):
                if not self.widths.fits(node, finest, iv.widest(bounds)):
                    return None
        return tuple(joined)

    # --- comparison ---

    def _compare(self, node: t.Compare) -> Type | None:
        if self.say.unquoted(node):
            return None
        op = next((o for o in node.ops if o not in ("==", "!=")), node.ops[0])
        types = self._one_class(node.operands, op)
        if types is None:
            return None
        kind = types[0].kind
        if kind == "choices" or (kind in ("text", "yes_no") and op not in ("==", "!=")):
            expected = m.ONE_VALUE if kind == "choices" else m.ORDERED
            self.say.operand(op, expected, node.operands[0], types[0])
            return None
        if kind == "text":
            a, b = node.operands
            if not self._declared(a, b, types[1]) or not self._declared(b, a, types[0]):
                return None
        return TRUTH

    def _declared(self, literal: t.Tree, other: t.Tree, of: Type) -> bool:
        """Whether a text literal is a word that the other side can have; says so if not."""
        if not isinstance(literal, t.TextLiteral) or isinstance(other, t.TextLiteral):
            return True
        if of.words is None or literal.value in of.words:
            return True
        self.say.undeclared(literal, other, of)
        return False

    def _in(self, node: t.In) -> Type | None:
        if not isinstance(node.of, tuple):
            return self._in_choices(node, node.of)
        item = self.of(node.item)
        if item is None:
            return None
        if item.kind in ("choices", "yes_no"):
            self.say.operand("in", m.A_SINGLE, node.item, item)
            return None
        fine = True
        for word in node.of:
            found = self.of(word)
            together = found and self._agree((node.item, word), (item, found), "in")
            if not together or not self._declared(word, node.item, item):
                fine = False
        return TRUTH if fine else None

    def _in_choices(self, node: t.In, of: t.Tree) -> Type | None:
        item, field = self.of(node.item), self.of(of)
        if field is None or item is None:
            return None
        if field.kind != "choices":
            self.say.operand("in", m.A_COLLECTION, of, field)
            return None
        if not isinstance(node.item, t.TextLiteral):
            self.say.operand("in", m.A_WORD, node.item, item)
            return None
        return TRUTH if self._declared(node.item, of, field) else None
