"""A formula's text becomes a tree; the whitelist comes first, then Python's parser, then ours.

Python's own grammar gives precedence and nesting, so that the independent interpreter, which
parses the same text, cannot read it otherwise. Nothing is evaluated here, and no number passes
through a float: digits are taken from the text.
"""

from __future__ import annotations

import ast
import unicodedata
from itertools import count
from typing import Final, Literal, cast, get_args

from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import read_decimal
from engine.atoms.suggest import nearest
from engine.atoms.text import Span
from engine.author.formula.check import MOST_LEVELS, check_text, too_large
from engine.author.formula.habits import FUNCTIONS
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

ARGUMENTS: Final[dict[str, tuple[int, int | None]]] = {
    "is_missing": (1, 1), "coalesce": (2, None), "min": (2, None), "max": (2, None),
    "abs": (1, 1), "days_between": (2, 2), "share": (2, 2),
}  # fmt: skip
FUNCTION_NAMES: Final[tuple[str, ...]] = (*get_args(Function), "date")
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
    spots = Spots(formula)
    _, found = check_text(formula.text, spots)
    if found:
        return found
    # One bracket round everything lets a formula go on over lines, as YAML's blocks do.
    text = "".join(" " if c in "\t\r\n" else c for c in formula.text)
    try:
        body = ast.parse(f"({text})", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return [_unreadable(spots)]
    grower = _Grower(text, spots)
    if _levels(body) > MOST_LEVELS:
        return [too_large(_levels(body), MOST_LEVELS, "levels", "层", spots)]
    root = grower.grow(body)
    if grower.found or root is None:
        return grower.found or [_unreadable(spots)]
    return Formula(
        unicodedata.normalize("NFC", text.strip()), root, next(grower.ids), spots.whole()
    )


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

    def grow(self, node: ast.expr) -> Tree | None:
        """Our node, or None when it was found faulty."""
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
                if left is None or right is None:
                    return None
                return Arithmetic(id, self._at(node), _ARITHMETIC[type(op)], left, right)
            case ast.BoolOp(op=op, values=values):
                id = next(self.ids)
                many = self._all(values)
                word2: Literal["and", "or"] = "and" if isinstance(op, ast.And) else "or"
                return None if many is None else Logic(id, self._at(node), word2, many)
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp(test=c, body=a, orelse=b):
                id = next(self.ids)
                condition, then, otherwise = self.grow(c), self.grow(a), self.grow(b)
                if condition is None or then is None or otherwise is None:
                    return None
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
            of = self.grow(node.operand)
            return None if of is None else Not(id, self._at(node), of)
        number = isinstance(node.operand, ast.Constant) and not isinstance(node.operand.value, str)
        of = self.grow(node.operand)
        if of is None:
            return None
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
        many = self._all([node.left, *node.comparators])
        return None if many is None else Compare(id, self._at(node), words, many)

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
            self._report("KT167", right, seen=_brief(self._at(right).text))
            return None
        if item is None or of is None:
            return None
        return In(id, self._at(node), item, of, negated)

    def _list(self, node: ast.List) -> tuple[Tree, ...] | None:
        many = self._all(node.elts)
        if many is None:
            return None
        if not many:
            self._report("KT167", node, seen="[]")
            return None
        for n in many:
            if not isinstance(n, Number | TextLiteral | Day):
                self.found.append(Diagnostic("KT167", {"seen": _brief(n.at.text)}, at=n.at))
                return None
        return many

    def _call(self, node: ast.Call, word: str, args: list[ast.expr]) -> Tree | None:
        if word not in FUNCTION_NAMES:
            self._unknown_function(node, word)
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
        many = self._all(args)
        return None if many is None else Call(id, self._at(node), cast(Function, word), many)

    def _date(self, node: ast.Call, args: list[ast.expr]) -> Tree | None:
        id = next(self.ids)
        if len(args) == 1 and isinstance(args[0], ast.Constant):
            value = args[0].value
            day = read_date(value) if isinstance(value, str) else None
            if day is not None:
                return Day(id, self._at(node), day)
        seen = ", ".join(self._at(a).text for a in args)
        self._report("KT163", node, seen=_brief(seen))
        return None

    def _unknown_function(self, node: ast.Call, word: str) -> None:
        at = self._at(node.func)
        near = nearest(word, FUNCTION_NAMES)
        hint = FUNCTIONS.get(word) or FUNCTIONS.get(word.lower())
        fix = None
        if hint is None and near is not None:
            fix = self.spots.mend(at, near)
            hint = (f"did you mean `{near}`?", f"是不是想写 `{near}`？")
        self.found.append(Diagnostic("KT161", {"seen": _brief(word)}, at=at, fix=fix, hint=hint))

    def _all(self, nodes: list[ast.expr]) -> tuple[Tree, ...] | None:
        grown = [self.grow(n) for n in nodes]
        whole = tuple(n for n in grown if n is not None)
        return whole if len(whole) == len(grown) else None

    def _range(self, node: ast.expr) -> tuple[int, int]:
        end = node.end_col_offset
        assert end is not None
        return self._characters[node.col_offset], self._characters[end]

    def _at(self, node: ast.expr) -> Span:
        return self.spots.span(*self._range(node))

    def _report(self, code: str, node: ast.expr, **params: object) -> None:
        self.found.append(Diagnostic(code, params, at=self._at(node)))


def _brief(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "…"
