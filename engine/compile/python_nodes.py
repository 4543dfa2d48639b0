"""Small constructors over `ast`'s nodes."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any


def constant(value: Any) -> ast.expr:
    return ast.Constant(value)


def name(identifier: str) -> ast.expr:
    return ast.Name(identifier, ast.Load())


def call(function: str, *args: ast.expr) -> ast.expr:
    return ast.Call(name(function), list(args), [])


def is_none(e: ast.expr) -> ast.expr:
    return ast.Compare(e, [ast.Is()], [constant(None)])


def is_not_none(e: ast.expr) -> ast.expr:
    return ast.Compare(e, [ast.IsNot()], [constant(None)])


def all_of(parts: Sequence[ast.expr]) -> ast.expr:
    return parts[0] if len(parts) == 1 else ast.BoolOp(ast.And(), list(parts))


def any_of(parts: Sequence[ast.expr]) -> ast.expr:
    return parts[0] if len(parts) == 1 else ast.BoolOp(ast.Or(), list(parts))


def is_zero(e: ast.expr) -> bool:
    return isinstance(e, ast.Constant) and type(e.value) is int and e.value == 0


def negation(e: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), e)
