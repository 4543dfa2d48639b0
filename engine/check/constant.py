"""Comparisons whose answer is known before any customer is seen."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.diagnostic import Diagnostic, Label
from engine.author.formula import tree as t
from engine.bind.bound import BoundPolicy, Type
from engine.bind.kinds import at_one_scale
from engine.check.walks import formulas


def constant_comparisons(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT222: a value compared with itself, or with a limit that its bounds never cross.

    Avoid `csat > 100` where `csat` is `between: [0, 100]`.
    """
    for typed in formulas(bound):
        for node in t.walk(typed.formula.root):
            if not isinstance(node, t.Compare):
                continue
            answers = [
                _answer(op, a, b, typed.types[a.id], typed.types[b.id])
                for op, a, b in zip(node.ops, node.operands, node.operands[1:], strict=False)
            ]
            if False in answers:
                yield _finding(bound, node, "false", "为假")
            elif all(answers):
                yield _finding(bound, node, "true", "为真")


def _answer(op: str, a: t.Tree, b: t.Tree, of_a: Type, of_b: Type) -> bool | None:
    """Always true, always false, or None: it depends."""
    if a == b and not isinstance(a, t.Number):
        return op in ("==", "<=", ">=")
    if not of_a.numeric or not of_b.numeric:
        return None
    (low, high), (least, most) = at_one_scale((of_a, of_b))
    match op:
        case "<":
            return True if high < least else False if low >= most else None
        case "<=":
            return True if high <= least else False if low > most else None
        case ">":
            return True if low > most else False if high <= least else None
        case ">=":
            return True if low >= most else False if high < least else None
    apart = high < least or low > most
    same = low == high == least == most
    if not apart and not same:
        return None
    return same if op == "==" else apart


def _finding(bound: BoundPolicy, node: t.Compare, seen: str, seen_zh: str) -> Diagnostic:
    labels = [
        Label(f.declared.at, "its bounds", "它的取值范围")
        for name in t.names(node)
        if (f := bound.fields.get(name)) is not None and f.declared is not None
    ]
    return Diagnostic(
        "KT222",
        {"part": node.at.text, "seen": seen, "seen_zh": seen_zh},
        at=node.at,
        labels=tuple(labels[:2]),
    )
