"""The type, bounds and scale of every part of a formula (docs/language.md 3 and 13).

Kinds fall into classes that do not mix by themselves: money, percent, plain numbers; literals
join any. Bounds are carried through every operation, so that no engine ever meets a number of
more than 38 digits or 18 decimals.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.atoms.dates import FIRST_DAY, LAST_DAY, read_date
from engine.atoms.diagnostic import Fix, Label
from engine.atoms.numbers import QUOTIENT_SCALE, SHARE_SCALE, Kind
from engine.atoms.suggest import nearest
from engine.author.formula import tree as t
from engine.author.formula.parse import FUNCTION_NAMES
from engine.bind import intervals as iv
from engine.bind.bound import Type, Typed
from engine.bind.findings import KIND_WORDS, Findings
from engine.bind.scope import Scope
from engine.bind.widths import Widths

CLASSES: Final[dict[str, str]] = {
    "money": "money", "percent": "percent", "number": "plain", "whole": "plain",
    "rating": "plain",
}  # fmt: skip
TRUTH: Final = Type("yes_no")
DAY: Final = Type("date")
DAYS_APART: Final = LAST_DAY - FIRST_DAY


def type_formula(formula: t.Formula, scope: Scope, findings: Findings) -> Typed | None:
    """The types of every node, or None after saying what does not fit."""
    typing = _Typing(scope, findings)
    if typing.of(formula.root) is None:
        return None
    if not typing.sound:
        return None
    nothing = Type("text")
    types = tuple(typing.types.get(i, nothing) for i in range(formula.size))
    return Typed(formula, types, typing.divides)


def may_miss(node: t.Tree, scope: Scope, types: tuple[Type, ...]) -> bool:
    """Whether a formula's result can be missing or unknown for some customer."""

    def ask(n: t.Tree) -> bool:
        match n:
            case t.Name(name=name):
                known = scope.names.get(name)
                return known is None or known.may_miss
            case t.Call(function="is_missing"):
                return False
            case t.Call(function="coalesce", arguments=many):
                return all(ask(a) for a in many)
            case t.Arithmetic(op="/", right=d) | t.Call(function="share", arguments=(_, d)):
                low, high = types[d.id].low, types[d.id].high
                may_be_zero = low is None or high is None or low <= 0 <= high
                return may_be_zero or any(ask(c) for c in t.children(n))
            case _:
                return any(ask(c) for c in t.children(n))

    return ask(node)


def interval(of: Type) -> iv.Interval:
    assert of.low is not None
    assert of.high is not None
    return of.low, of.high


class _Typing:
    """One walk over one formula. None as a type: a mistake was said, and no more follows it."""

    def __init__(self, scope: Scope, findings: Findings) -> None:
        self.scope = scope
        self.findings = findings
        self.widths = Widths(scope, findings)
        self.types: dict[int, Type] = {}
        self.literals: set[int] = set()  # nodes made of plain numbers alone
        self.divides = False
        self.sound = True

    def of(self, node: t.Tree) -> Type | None:
        found = self._find(node)
        if found is None:
            self.sound = False
            return None
        if found.numeric and not self.widths.fits(node, found.scale, iv.widest(interval(found))):
            self.sound = False
            return None
        self.types[node.id] = found
        return found

    def truth(self, node: t.Tree) -> Type | None:
        """The type where a question is expected: yes_no, or None after saying so."""
        found = self.of(node)
        if found is not None and found.kind != "yes_no":
            seen, seen_zh = KIND_WORDS[found.kind]
            hint = None
            if found.numeric:
                part = node.at.text
                hint = (f"say what is asked, such as `{part} > 0`", f"写明判断，如 `{part} > 0`")
            self._say("KT172", node, seen=seen, seen_zh=seen_zh, hint=hint)
            return None
        return found

    def _find(self, node: t.Tree) -> Type | None:
        match node:
            case t.Number(digits=digits, scale=scale):
                self.literals.add(node.id)
                kind: Kind = "number" if scale else "whole"
                return Type(kind, scale, digits, digits)
            case t.TextLiteral(value=value):
                return Type("text", words=(value,))
            case t.Truth():
                return TRUTH
            case t.Day():
                return DAY
            case t.Name():
                return self._name(node)
            case t.Not(of=a):
                return TRUTH if self.truth(a) else None
            case t.Negate(of=a):
                found = self._number(a, "-")
                if a.id in self.literals:
                    self.literals.add(node.id)
                return None if found is None else self._with(found, iv.negated(interval(found)))
            case t.Arithmetic():
                return self._arithmetic(node)
            case t.Compare():
                return self._compare(node)
            case t.Logic(operands=many):
                answers = [self.truth(a) for a in many]
                return TRUTH if all(answers) else None
            case t.In():
                return self._in(node)
            case t.If(condition=c, then=a, otherwise=b):
                asked = self.truth(c)
                arms = self._one_class((a, b), "if … else")
                return None if asked is None or arms is None else self._hull(arms)
            case t.Call():
                return self._call(node)

    # --- names ---

    def _name(self, node: t.Name) -> Type | None:
        name = node.name
        known = self.scope.names.get(name)
        if known is not None:
            return known.type
        if (why := self.scope.barred.get(name)) is not None:
            self._say("KT181", node, name=name, why=why[0], why_zh=why[1])
        elif name in FUNCTION_NAMES:
            hint = (f"`{name}` is a function: write {name}(…)", f"`{name}` 是函数：写 {name}(…)")
            self._say("KT180", node, name=name, hint=hint)
        else:
            declared = {n: k.at for n, k in self.scope.names.items()}
            self.findings.unknown("KT180", node.at, name, declared)
        return None

    # --- numbers ---

    def _arithmetic(self, node: t.Arithmetic) -> Type | None:
        if node.op in "+-":
            both = self._numbers((node.left, node.right), node.op)
            if both is None:
                return None
            self._grow_literals(node, both)
            a, b = (self._at_scale(x, both) for x in both)
            result = self._kin(both)
            return self._with(result, iv.added(a, b if node.op == "+" else iv.negated(b)))
        left, right = self._number(node.left, node.op), self._number(node.right, node.op)
        if left is None or right is None:
            return None
        self._grow_literals(node, (left, right))
        if node.op == "*":
            return self._product(node, left, right)
        kind = _quotient_kind(left.kind, right.kind)
        return self._quotient(node, left, right, kind, QUOTIENT_SCALE)

    def _grow_literals(self, node: t.Arithmetic, both: tuple[Type, ...]) -> None:
        if node.left.id in self.literals and node.right.id in self.literals:
            self.literals.add(node.id)

    def _product(self, node: t.Arithmetic, left: Type, right: Type) -> Type | None:
        if left.kind == right.kind == "money":
            self._say("KT171", node)
            return None
        kinds = {left.kind, right.kind}
        kind: Kind = "number"
        if "money" in kinds:
            kind = "money"
        elif "percent" in kinds:
            kind = "percent"
        elif "number" not in kinds:
            kind = "whole"
        low, high = iv.multiplied(interval(left), interval(right))
        return Type(kind, left.scale + right.scale, low, high)

    def _quotient(self, node: t.Tree, n: Type, d: Type, kind: Kind, scale: int) -> Type | None:
        top, bottom = interval(n), interval(d)
        if bottom == (0, 0):
            self._say("KT178", node, part=node.at.text)
            return None
        self.divides |= bottom[0] <= 0 <= bottom[1]
        if kind == "percent" and isinstance(node, t.Call):
            top = top[0] * 100, top[1] * 100
        shift = scale + d.scale - n.scale
        top = iv.rescaled(top, 0, max(shift, 0))
        bottom = iv.rescaled(bottom, 0, max(-shift, 0))
        needed = 2 * max(iv.widest(top), iv.widest(bottom)) + iv.widest(bottom)
        if not self.widths.fits(node, scale, needed):
            return None
        return self._with(Type(kind, scale, 0, 0), iv.quotient(top, bottom))

    def _call(self, node: t.Call) -> Type | None:
        many = node.arguments
        match node.function:
            case "is_missing":
                return TRUTH if self.of(many[0]) is not None else None
            case "coalesce":
                found = self._one_class(many, "coalesce")
                return None if found is None else self._hull(found)
            case "min" | "max" as which:
                numbers = self._numbers(many, which)
                if numbers is None:
                    return None
                ranges = [self._at_scale(x, numbers) for x in numbers]
                limit = iv.lesser if which == "min" else iv.greater
                return self._with(self._kin(numbers), limit(*ranges))
            case "abs":
                one = self._number(many[0], "abs")
                return None if one is None else self._with(one, iv.absolute(interval(one)))
            case "share":
                both = self._numbers(many, "share")
                if both is None:
                    return None
                return self._quotient(node, both[0], both[1], "percent", SHARE_SCALE)
            case "days_between":
                return self._days_between(node)

    def _days_between(self, node: t.Call) -> Type | None:
        fine = True
        for a in node.arguments:
            found = self.of(a)
            if found is None:
                fine = False
            elif found.kind != "date":
                fine = False
                self._wrong_operand("days_between", ("days", "日期"), a, found)
        return Type("whole", 0, -DAYS_APART, DAYS_APART) if fine else None

    def _number(self, node: t.Tree, op: str) -> Type | None:
        found = self.of(node)
        if found is None or found.numeric:
            return found
        self._wrong_operand(op, ("numbers", "数字"), node, found)
        return None

    def _numbers(self, many: tuple[t.Tree, ...], op: str) -> tuple[Type, ...] | None:
        numbers = [self._number(a, op) for a in many]
        whole = tuple(n for n in numbers if n is not None)
        if len(whole) < len(numbers):
            return None
        return self._agree(many, whole, op)

    # --- classes ---

    def _one_class(self, many: tuple[t.Tree, ...], op: str) -> tuple[Type, ...] | None:
        """Types of nodes that must be of one class: numbers, days, texts or truths."""
        found = [self.of(a) for a in many]
        whole = tuple(f for f in found if f is not None)
        return self._agree(many, whole, op) if len(whole) == len(found) else None

    def _agree(
        self, many: tuple[t.Tree, ...], types: tuple[Type, ...], op: str
    ) -> tuple[Type, ...] | None:
        """The types, literals taking the kind of what they stand beside; None when they mix."""
        leader = next(
            ((n, x) for n, x in zip(many, types, strict=True) if n.id not in self.literals),
            (many[0], types[0]),
        )
        joined: list[Type] = []
        for node, own in zip(many, types, strict=True):
            if node.id in self.literals and leader[1].numeric:
                own = replace(own, kind=_literal_kind(leader[1].kind, own))
                self.types[node.id] = own
            elif _class(own.kind) != _class(leader[1].kind):
                self._mixed(op, leader, (node, own))
                return None
            joined.append(own)
        if any(x.numeric for x in joined):
            scale = max(x.scale for x in joined)
            for node, own in zip(many, joined, strict=True):
                width = iv.widest(self._at_scale(own, joined))
                if not self.widths.fits(node, scale, width):
                    return None
        return tuple(joined)

    def _kin(self, types: tuple[Type, ...]) -> Type:
        """One type of one class: whole only among wholes, at the finest scale."""
        kinds = {x.kind for x in types}
        kind = types[0].kind
        if len(kinds) > 1:
            kind = "number" if "number" in kinds else "whole"
        return Type(kind, max(x.scale for x in types), 0, 0)

    def _hull(self, types: tuple[Type, ...]) -> Type:
        if types[0].numeric:
            ranges = [self._at_scale(x, types) for x in types]
            return self._with(self._kin(types), iv.hull(*ranges))
        lists = [x.words for x in types]
        words = None if None in lists else tuple(dict.fromkeys(w for x in lists for w in x or ()))
        return Type(types[0].kind, words=words)

    def _at_scale(self, own: Type, among: tuple[Type, ...] | list[Type]) -> iv.Interval:
        return iv.rescaled(interval(own), own.scale, max(x.scale for x in among))

    def _with(self, own: Type, bounds: iv.Interval) -> Type:
        return replace(own, low=bounds[0], high=bounds[1])

    # --- comparison ---

    def _compare(self, node: t.Compare) -> Type | None:
        op = next((o for o in node.ops if o not in ("==", "!=")), node.ops[0])
        if self._unquoted(node):
            return None
        types = self._one_class(node.operands, op)
        if types is None:
            return None
        kind = types[0].kind
        if kind == "choices" or (kind in ("text", "yes_no") and op not in ("==", "!=")):
            expected = ("numbers or days", "数字或日期")
            if kind == "choices":
                expected = ("one value; choices are asked `'word' in field`",
                            "单个值；多选用 `'词' in 字段`")  # fmt: skip
            self._wrong_operand(op, expected, node.operands[0], types[0])
            return None
        if kind == "text":
            a, b = node.operands
            if not self._declared(a, b, types[1]) or not self._declared(b, a, types[0]):
                return None
        return TRUTH

    def _unquoted(self, node: t.Compare) -> bool:
        """`status == closed`: a word of a text field that lacks its quotes."""
        if len(node.operands) != 2:
            return False
        for a, b in (node.operands, node.operands[::-1]):
            known = self.scope.names.get(a.name) if isinstance(a, t.Name) else None
            if known is None or known.type is None or known.type.kind != "text":
                continue
            if isinstance(b, t.Name) and b.name not in (*self.scope.names, *self.scope.barred):
                words = known.type.words
                if words is None and nearest(b.name, self.scope.names) is not None:
                    continue
                if words is None or b.name in words:
                    hint = (f"text stands in quotes: '{b.name}'", f"文本要加引号：'{b.name}'")
                    self._say("KT180", b, name=b.name, hint=hint, fix=Fix(b.at, f"'{b.name}'"))
                    return True
        return False

    def _declared(self, literal: t.Tree, other: t.Tree, of: Type) -> bool:
        """Whether a text literal is a word that the other side can have."""
        if not isinstance(literal, t.TextLiteral) or isinstance(other, t.TextLiteral):
            return True
        if of.words is None or literal.value in of.words:
            return True
        self._undeclared(literal, other, of)
        return False

    def _undeclared(self, literal: t.TextLiteral, other: t.Tree, of: Type) -> None:
        words = of.words or ()
        near, fix = nearest(literal.value, words), None
        listed = ", ".join(words[:12])
        hint = (f"its words are: {listed}", f"可用的词：{listed}")
        if near is not None:
            hint = (f"did you mean `{near}`?", f"是不是想写 `{near}`？")
            fix = Fix(literal.at, f"'{near}'")
        known = self.scope.names.get(other.name) if isinstance(other, t.Name) else None
        labels = []
        if known is not None and known.at is not None:
            labels = [Label(known.at, "its words are declared here", "取值在这里声明")]
        self._say(
            "KT176", literal, word=literal.value, field=other.at.text, hint=hint, fix=fix,
            labels=labels,
        )  # fmt: skip

    def _in(self, node: t.In) -> Type | None:
        if not isinstance(node.of, tuple):
            return self._in_choices(node, node.of)
        item = self.of(node.item)
        if item is None:
            return None
        if item.kind in ("choices", "yes_no"):
            self._wrong_operand(
                "in", ("a number, a day or text", "数字、日期或文本"), node.item, item
            )
            return None
        fine = True
        for word in node.of:
            found = self.of(word)
            if found is None or self._agree((node.item, word), (item, found), "in") is None or not self._declared(word, node.item, item):
                fine = False
        return TRUTH if fine else None

    def _in_choices(self, node: t.In, of: t.Tree) -> Type | None:
        field = self.of(of)
        item = self.of(node.item)
        if field is None or item is None:
            return None
        if field.kind != "choices":
            self._wrong_operand("in", ("a list or a field of choices", "列表或多选字段"), of, field)
            return None
        if not isinstance(node.item, t.TextLiteral):
            self._wrong_operand(
                "in", ("a word in quotes before it", "前面是一个加引号的词"), node.item, item
            )
            return None
        return TRUTH if self._declared(node.item, of, field) else None

    # --- what does not fit ---

    def _mixed(self, op: str, one: tuple[t.Tree, Type], other: tuple[t.Tree, Type]) -> None:
        """Two kinds that do not stand beside each other; text where a day or number was meant."""
        for (_, a), (node, b) in ((one, other), (other, one)):
            if b.kind == "text" and isinstance(node, t.TextLiteral):
                if a.kind == "date" and read_date(node.value) is not None:
                    fix = Fix(node.at, f"date('{node.value}')")
                    self._say("KT177", node, seen=node.value, fix=fix)
                    return
                if a.numeric and node.value.replace(".", "", 1).isdigit() and node.value.isascii():
                    hint = ("a number stands without quotes", "数字不加引号")
                    self._mix(op, one, other, hint, Fix(node.at, node.value))
                    return
        kinds = {one[1].kind, other[1].kind}
        hint = None
        if "yes_no" in kinds:
            hint = ("compare yes/no with true or false, or ask it alone",
                    "是/否字段与 true/false 比较，或直接写字段名")  # fmt: skip
        elif kinds == {"percent", "number"} or kinds == {"percent", "whole"}:
            hint = ("a percent is its number (40): multiply or divide to mix it with numbers",
                    "百分数就是它的数字（40）：与数字结合时用乘除")  # fmt: skip
        elif "money" in kinds and len(kinds) == 2:
            hint = ("divide money by money to get a number, or declare what is no money otherwise",
                    "金额除以金额得到数字；不是金额的字段请改声明")  # fmt: skip
        self._mix(op, one, other, hint, None)

    def _mix(
        self,
        op: str,
        one: tuple[t.Tree, Type],
        other: tuple[t.Tree, Type],
        hint: tuple[str, str] | None,
        fix: Fix | None,
    ) -> None:
        (left, left_zh), (right, right_zh) = KIND_WORDS[one[1].kind], KIND_WORDS[other[1].kind]
        self._say(
            "KT170", other[0], left=left, left_zh=left_zh, right=right, right_zh=right_zh, op=op,
            hint=hint, fix=fix, caret=(right, right_zh),
            labels=[Label(one[0].at, left, left_zh)],
        )  # fmt: skip

    def _wrong_operand(self, op: str, expected: tuple[str, str], node: t.Tree, of: Type) -> None:
        seen, seen_zh = KIND_WORDS[of.kind]
        hint = None
        if of.kind == "date" and op in ("+", "-"):
            hint = ("days apart are `days_between(earlier, later)`",
                    "相隔天数用 `days_between(早, 晚)`")  # fmt: skip
        elif of.kind == "date" and op in ("min", "max"):
            hint = ("write `a if a < b else b`", "写成 `a if a < b else b`")
        elif of.kind == "text" and op in ("<", "<=", ">", ">="):
            hint = ("text is compared by `==`, `!=` and `in [...]` only",
                    "文本只能用 `==`、`!=` 和 `in [...]`")  # fmt: skip
        self._say(
            "KT173", node, op=op, expected=expected[0], expected_zh=expected[1], seen=seen,
            seen_zh=seen_zh, hint=hint,
        )  # fmt: skip

    def _say(self, code: str, node: t.Tree, **more: object) -> None:
        self.sound = False
        self.findings.add(code, node.at, **more)  # type: ignore[arg-type]


def _class(kind: str) -> str:
    return CLASSES.get(kind, kind)


def _literal_kind(beside: Kind, literal: Type) -> Kind:
    """What a literal is beside a kind: the same, but a fraction beside a whole is a number."""
    return "number" if literal.scale and beside in ("whole", "rating") else beside


def _quotient_kind(n: Kind, d: Kind) -> Kind:
    if n == d and n in ("money", "percent"):
        return "number"
    if n == "money":
        return "money"
    if n == "percent" and _class(d) == "plain":
        return "percent"
    return "number"
