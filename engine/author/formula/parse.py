"""A formula's text becomes a tree; the whitelist comes first, then Python's parser, then ours.

Python's own grammar gives precedence and nesting, so that the independent interpreter, which
parses the same text, cannot read it otherwise. Nothing is evaluated here, and no number passes
through a float: digits are taken from the text.
"""

from __future__ import annotations

import ast
import unicodedata
from itertools import count
from typing import Final, Literal, cast

from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import read_decimal
from engine.atoms.text import Span
from engine.author.formula.check import MOST_LEVELS, check_text, too_large
from engine.author.formula.faults import short
from engine.author.formula.functions import ARGUMENTS, FUNCTION_NAMES, unknown_function
from engine.author.formula.meant import beside, mended
from engine.author.formula.reading import STAND_IN
from engine.author.formula.spots import Spots
from engine.author.formula.tree import (
    Arithmetic,
    Call,
    Compare,
    Day,
    Formula,
    Function,
    If,
    In,
    Logic,
    Name,
    Negate,
    Not,
    Number,
    TextLiteral,
    Tree,
    Truth,
)
from engine.author.policy import FormulaText

_ARITHMETIC: Final[dict[type[ast.operator], Literal["+", "-", "*", "/"]]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
}  # fmt: skip
Comparison = Literal["==", "!=", "<", "<=", ">", ">="]
_COMPARE: Final[dict[type[ast.cmpop], Comparison]] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


def parse_formula(formula: FormulaText) -> Formula | list[Diagnostic]:
    """The formula's tree, or its mistakes (at least one); never an exception.

    >>> parse_formula(FormulaText("csat >= 80")).root.ops
    ('>=',)
    >>> [d.message() for d in parse_formula(FormulaText("a = 1"))]
    ['`=` is not an operator of formulas, expected `==`']
    """
    tree, found = read_formula(formula)
    assert found or tree is not None
    return found or tree  # type: ignore[return-value]


def read_formula(formula: FormulaText) -> tuple[Formula | None, list[Diagnostic]]:
    """The formula's tree, and its mistakes.

    With mistakes the tree is what was meant, a name `STAND_IN` standing for what nobody can tell;
    None where the mistakes leave no tree.
    """
    spots = Spots(formula)
    tokens, found = check_text(formula.text, spots)
    meant = mended(formula, tokens, found) if found else formula
    if meant is None:
        return None, beside(tokens, found, spots)
    # One bracket round everything lets a formula go on over lines, as YAML's blocks do.
    text = "".join(" " if c in "\t\r\n" else c for c in meant.text)
    try:
        body = ast.parse(f"({text})", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None, found or [_unreadable(spots)]
    if (levels := _levels(body)) > MOST_LEVELS:
        return None, found or [too_large(levels, MOST_LEVELS, "levels", "层", spots)]
    grower = _Grower(text, Spots(meant))
    root = grower.grow(body)
    told = [f.at for f in found if f.at is not None]
    found = found + [d for d in grower.found if d.at is None or not any(d.at in at for at in told)]
    typed = unicodedata.normalize("NFC", formula.text.strip())
    tree = Formula(typed, root, next(grower.ids), spots.whole())
    return tree, sorted(found, key=Diagnostic.order)


def _unreadable(spots: Spots) -> Diagnostic:
    return Diagnostic(
        "KT166",
        {"expected": "a formula such as `a + b > 10`",
         "expected_zh": "应为 `a + b > 10` 这样的公式",
         "seen": "something else", "seen_zh": "看到的却不是"},
        at=spots.whole(),
    )  # fmt: skip


def _levels(root: ast.expr) -> int:
    """How deep it nests, counted without recursion: the text may be hostile."""
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend(
            (c, level + 1) for c in ast.iter_child_nodes(node) if isinstance(c, ast.expr)
        )
    return deepest


class _Grower:
    """Turns Python's nodes, by whitelist, into ours; ids go to parents before children."""

    def __init__(self, text: str, spots: Spots) -> None:
        self.text = text
        self.spots = spots
        self.ids = count()
        self.found: list[Diagnostic] = []
        # ast counts bytes of UTF-8, after the bracket that we put in front.
        self._characters = [-1]
        for i, c in enumerate(text):
            self._characters.extend([i] * len(c.encode()))
        self._characters.append(len(text))

    def grow(self, node: ast.expr) -> Tree:
        """Our node; a name that stands for it when it was found faulty."""
        grown = self._node(node)
        return Name(next(self.ids), self._at(node), STAND_IN) if grown is None else grown

    def _node(self, node: ast.expr) -> Tree | None:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name(id=word):
                id = next(self.ids)
                if word in ("true", "false"):
                    return Truth(id, self._at(node), word == "true")
                return Name(id, self._at(node), word)
            case ast.Attribute(value=ast.Name(id="score"), attr=card):
                return Name(next(self.ids), self._at(node), f"score.{card}")
            case ast.UnaryOp():
                return self._unary(node)
            case ast.BinOp(left=a, op=op, right=b) if type(op) in _ARITHMETIC:
                id, left, right = next(self.ids), self.grow(a), self.grow(b)
                return Arithmetic(id, self._at(node), _ARITHMETIC[type(op)], left, right)
            case ast.BoolOp(op=op, values=values):
                id = next(self.ids)
                word2: Literal["and", "or"] = "and" if isinstance(op, ast.And) else "or"
                return Logic(id, self._at(node), word2, self._all(values))
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp(test=c, body=a, orelse=b):
                id = next(self.ids)
                condition, then, otherwise = self.grow(c), self.grow(a), self.grow(b)
                return If(id, self._at(node), condition, then, otherwise)
            case ast.Call(func=ast.Name(id=word), args=args, keywords=[]):
                return self._call(node, word, args)
            case _:
                what = type(node).__name__.lower()
                self._report("KT160", node, what=f"`{what}`", what_zh=f"`{what}`")
                return None

    def _constant(self, node: ast.Constant) -> Tree | None:
        at, id = self._at(node), next(self.ids)
        if isinstance(node.value, str):
            return TextLiteral(id, at, unicodedata.normalize("NFC", node.value))
        start, end = self._range(node)
        parsed = read_decimal(self.text[start:end])
        if parsed is None:
            self._report("KT157", node, seen=self.text[start:end])
            return None
        return Number(id, at, *parsed)

    def _unary(self, node: ast.UnaryOp) -> Tree | None:
        id = next(self.ids)
        if isinstance(node.op, ast.Not):
            return Not(id, self._at(node), self.grow(node.operand))
        number = isinstance(node.operand, ast.Constant) and not isinstance(node.operand.value, str)
        of = self.grow(node.operand)
        if isinstance(node.op, ast.UAdd) and not number:
            at = self._at(node)
            hint = ("leave the `+` out", "去掉这个 `+`")
            self.found.append(Diagnostic("KT156", {"seen": "+"}, at=at, hint=hint))
            return None
        if number and isinstance(of, Number):
            # A sign belongs to its number; the node takes the operand's place in the ids.
            self.ids = count(id + 1)
            negative = isinstance(node.op, ast.USub)
            return Number(id, self._at(node), -of.digits if negative else of.digits, of.scale)
        return Negate(id, self._at(node), of)

    def _compare(self, node: ast.Compare) -> Tree | None:
        id, ops = next(self.ids), node.ops
        if any(isinstance(op, ast.In | ast.NotIn) for op in ops):
            if len(ops) > 1:
                self._chain(node)
                return None
            return self._in(id, node)
        if not all(type(op) in _COMPARE for op in ops):
            self._report("KT160", node, what="`is`", what_zh="`is`")
            return None
        words = tuple(_COMPARE[type(op)] for op in ops)
        rising, falling = set(words) <= {"<", "<="}, set(words) <= {">", ">="}
        if len(ops) > 2 or (len(ops) == 2 and not rising and not falling):
            self._chain(node)
            return None
        return Compare(id, self._at(node), words, self._all([node.left, *node.comparators]))

    def _chain(self, node: ast.Compare) -> None:
        self._report("KT164", node)

    def _in(self, id: int, node: ast.Compare) -> Tree | None:
        item, right = self.grow(node.left), node.comparators[0]
        negated = isinstance(node.ops[0], ast.NotIn)
        of: tuple[Tree, ...] | Tree | None
        if isinstance(right, ast.List):
            of = self._list(right)
        elif isinstance(right, ast.Name) and right.id not in ("true", "false"):
            of = self.grow(right)
        else:
            self._report("KT167", right, seen=short(self._at(right).text))
            return None
        if of is None:
            return None
        return In(id, self._at(node), item, of, negated)

    def _list(self, node: ast.List) -> tuple[Tree, ...] | None:
        many = self._all(node.elts)
        if not many:
            self._report("KT167", node, seen="[]")
            return None
        for n in many:
            if isinstance(n, Name) and n.name == STAND_IN:
                return None
            if not isinstance(n, Number | TextLiteral | Day):
                self.found.append(Diagnostic("KT167", {"seen": short(n.at.text)}, at=n.at))
                return None
        return many

    def _call(self, node: ast.Call, word: str, args: list[ast.expr]) -> Tree | None:
        if word not in FUNCTION_NAMES:
            # `sum(orders.amount)` is one mistake, told at the attribute.
            of_a_fault = [ast.unparse(a) for a in args] == [STAND_IN]
            if word != STAND_IN and not of_a_fault:
                self.found.append(unknown_function(word, self._at(node.func), self.spots))
            self._all(args)
            return None
        if word == "date":
            return self._date(node, args)
        id = next(self.ids)
        least, most = ARGUMENTS[word]
        if len(args) < least or (most is not None and len(args) > most):
            expected = str(least) if most == least else f"{least} or more"
            expected_zh = f" {least} " if most == least else f"至少 {least} "
            self._report("KT162", node, function=word, expected=expected,
                         expected_zh=expected_zh, seen=len(args))  # fmt: skip
            return None
        return Call(id, self._at(node), cast(Function, word), self._all(args))

    def _date(self, node: ast.Call, args: list[ast.expr]) -> Tree | None:
        id = next(self.ids)
        if len(args) == 1 and isinstance(args[0], ast.Constant):
            value = args[0].value
            day = read_date(value) if isinstance(value, str) else None
            if day is not None:
                return Day(id, self._at(node), day)
        seen = ", ".join(self._at(a).text for a in args)
        self._report("KT163", node, seen=short(seen))
        return None

    def _all(self, nodes: list[ast.expr]) -> tuple[Tree, ...]:
        return tuple(self.grow(n) for n in nodes)

    def _range(self, node: ast.expr) -> tuple[int, int]:
        end = node.end_col_offset
        assert end is not None
        return self._characters[node.col_offset], self._characters[end]

    def _at(self, node: ast.expr) -> Span:
        return self.spots.span(*self._range(node))

    def _report(self, code: str, node: ast.expr, **params: object) -> None:
        self.found.append(Diagnostic(code, params, at=self._at(node)))
