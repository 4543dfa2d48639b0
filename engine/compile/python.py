"""A Plan as a flat Python function, made of `ast` nodes and compiled with a fixed namespace.

No text of a policy is ever pasted into code: words and numbers of a policy are constants of the
tree. The function takes a canonical row (values in the order of `plan.inputs`, dates as day
numbers) and gives a tuple of the columns asked for.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, Final

from engine.atoms.numbers import divide
from engine.compile.plan import Plan, Step, rank_size
from engine.compile.python_expr import OPPOSITE, Expressions
from engine.compile.python_nodes import all_of, call, constant, is_not_none, name
from engine.compile.python_numbers import NOBODY, Known
from engine.compile.python_usage import Usage

Row = Sequence[Any]
Function = Callable[[Row], tuple[Any, ...]]

_FALLING: Final = {">=", ">"}
_RISING: Final = {"<=", "<"}


def python_function(plan: Plan, columns: Sequence[str] | None = None) -> Function:
    """The function that decides one canonical row; by default it gives `plan.outputs` in order.

    >>> from engine.compile.build import Builder
    >>> from engine.bind.contract import Column
    >>> b = Builder()
    >>> x = b.column(0, "int", True, 0, 9)
    >>> plan = b.plan([Column("x", "integer")],
    ...               [(Column("y", "integer"), b.times(x, 3))], 0, {})
    >>> python_function(plan)([2]), python_function(plan)([None])
    ((6,), (None,))
    """
    tree, namespace = _module(plan, columns)
    exec(compile(tree, "<plan>", "exec"), namespace)
    function: Function = namespace["decide"]
    return function


def python_source(plan: Plan, columns: Sequence[str] | None = None) -> str:
    """The generated function as text, for reading."""
    return ast.unparse(_module(plan, columns)[0])


def _module(plan: Plan, columns: Sequence[str] | None) -> tuple[ast.Module, dict[str, Any]]:
    steps = {o.column.name: o.step for o in plan.outputs}
    outputs = tuple(steps.values() if columns is None else (steps[c] for c in columns))
    return _Writer(plan, outputs).module()


def rank(keys: list[int], words: Sequence[str]) -> tuple[str, ...]:
    """The words of the keys, largest key first.

    >>> rank([7 * 2 + 1, 9 * 2 + 0], ("first", "second"))
    ('second', 'first')
    """
    last, low = len(words) - 1, rank_size(len(words)) - 1
    keys.sort(reverse=True)
    return tuple([words[last - (k & low)] for k in keys])


class _Writer:
    """Writes statements in the order of the steps; those with a guard go into an `if` of it."""

    def __init__(self, plan: Plan, outputs: tuple[int, ...]) -> None:
        self.plan, self.outputs = plan, outputs
        self.usage = Usage(plan, outputs)
        running: dict[int, set[int]] = {}
        for parts in self.usage.sums.values():
            for part, total in parts:
                running.setdefault(total, set()).add(part)
        self.e = Expressions(plan, self.usage.roots, running)
        self.body: list[ast.stmt] = []
        self.namespace: dict[str, Any] = {
            "__builtins__": {}, "abs": abs, "divide": divide, "rank": rank, "tuple": tuple,
        }  # fmt: skip

    def module(self) -> tuple[ast.Module, dict[str, Any]]:
        main = self.body
        self._unpack()
        for total, parts in self.e.running.items():
            usual = sum(self.usage.usual[p] for p in parts)
            main.append(ast.Assign([ast.Name(f"a{total}", ast.Store())], constant(usual)))
        guard: int | None = None
        for i, s in enumerate(self.plan.steps):
            named = i in self.usage.named and s.op != "column" and i not in self.usage.homes.of
            if not named and not self.usage.targets.get(i) and i not in self.usage.sums:
                continue
            if s.guard != guard:
                guard, self.body = s.guard, main
                if guard is not None:
                    block = ast.If(self.e.truth(guard), [], [])
                    main.append(block)
                    self.body = block.body
            self._write(i, s)
        results = [self.e.value(o) for o in self.outputs]
        main.append(ast.Return(ast.Tuple(results, ast.Load())))
        module = ast.parse("def decide(row):\n    pass")  # its fields differ between Pythons
        (function,) = module.body
        assert isinstance(function, ast.FunctionDef)
        function.body = main
        return ast.fix_missing_locations(module), self.namespace

    def _unpack(self) -> None:
        columns = {
            self.plan.steps[i].value: i
            for i in self.usage.named
            if self.plan.steps[i].op == "column"
        }
        names = []
        for number in range(len(self.plan.inputs)):
            if number in columns:
                self.e.names[columns[number]] = f"c{number}"
            names.append(f"c{number}" if number in columns else "_")
        targets = ast.Tuple([ast.Name(n, ast.Store()) for n in names], ast.Store())
        self.body.append(ast.Assign([targets], name("row")))

    def _write(self, i: int, s: Step) -> None:
        if s.op == "choose":
            self._choose(i, s)
        elif s.op == "words":
            self._words(i, s)
        elif s.op == "ranked":
            self._ranked(i, s)
        else:
            loose = self.usage.loose(i)
            found = self.e.truth(i) if loose else self.e.value(i)
            self._assign(i, found)
            if loose:
                self.e.loose.add(i)

    def _assign(self, i: int, value: ast.expr) -> None:
        identifier = f"s{i}"
        self.body.append(ast.Assign([ast.Name(identifier, ast.Store())], value))
        self.e.names[i] = identifier

    # --- lists of words ----------------------------------------------------------------------

    def _append(self, target: str, value: ast.expr) -> ast.stmt:
        method = ast.Attribute(name(target), "append", ast.Load())
        return ast.Expr(ast.Call(method, [value], []))

    def _words(self, i: int, s: Step) -> None:
        self._assign(i, ast.List([], ast.Load()))
        for c, word in zip(s.args, s.value, strict=True):
            add = self._append(f"s{i}", constant(word))
            always = self.plan.steps[c].op == "literal"
            self.body.append(add if always else ast.If(self.e.truth(c), [add], []))
        self._assign(i, call("tuple", name(f"s{i}")))

    def _ranked(self, i: int, s: Step) -> None:
        """A key is never 0, for the number in it is above 0."""
        self._assign(i, ast.List([], ast.Load()))
        for n in s.args:
            add = self._append(f"s{i}", self.e.value(n))
            self.body.append(ast.If(self.e.value(n), [add], []))
        self._assign(i, call("rank", name(f"s{i}"), constant(s.value)))

    # --- choose ------------------------------------------------------------------------------

    def _choose(self, i: int, s: Step) -> None:
        """A look-up in a dictionary, a tree of comparisons, or a chain, by what is asked."""
        targets = self.usage.targets.get(i, [])
        for t in targets:
            self.e.names[t] = f"s{t}"
        if i in self.usage.homes.subjects:
            self._look_up(i, targets)
            return
        rows = [self._row(i, r, targets) for r in range(len(s.value))]
        conditions = list(s.args)
        known: Known = NOBODY
        failed: list[int] = []
        block = self.body
        while conditions and not self._monotone(conditions):
            condition = conditions.pop(0)
            test = ast.If(self._given(condition, failed, known), rows.pop(0), [])
            block.append(test)
            known = known | self.e.present_unless(condition)
            failed.append(condition)
            block = test.orelse
        block += self._tree(conditions, rows, known)

    def _given(self, condition: int, failed: Sequence[int], known: Known) -> ast.expr:
        """A condition, where others are known not to be true: the opposite of one of them needs
        no more than that nothing is missing."""
        c = self.plan.steps[condition]
        for f in failed:
            other = self.plan.steps[f]
            opposite = (
                c.op == other.op == "compare"
                and c.args == other.args
                and OPPOSITE[c.value] == other.value
            )
            if opposite and condition not in self.e.names:
                checks = [is_not_none(self.e.value(r)) for r in self.e.doubtful(c.args, known)]
                return all_of(checks) if checks else constant(True)
        return self.e.truth(condition, known)

    def _row(self, choose: int, row: int, targets: Sequence[int]) -> list[ast.stmt]:
        """What is done where a row is chosen."""
        homes = self.usage.homes
        body = self._store(targets, homes.cells(choose, row, targets)) if targets else []
        for part, total in self.usage.sums.get(choose, ()):
            more = homes.cells(choose, row, [part])[0] - self.usage.usual[part]
            if more:
                op: ast.operator = ast.Add() if more > 0 else ast.Sub()
                body.append(
                    ast.AugAssign(ast.Name(f"a{total}", ast.Store()), op, constant(abs(more)))
                )
        return body or [ast.Pass()]

    def _store(self, targets: Sequence[int], cells: tuple[Any, ...]) -> list[ast.stmt]:
        stores: list[ast.expr] = [ast.Name(f"s{t}", ast.Store()) for t in targets]
        if len(stores) == 1:
            return [ast.Assign(stores, constant(cells[0]))]
        return [ast.Assign([ast.Tuple(stores, ast.Store())], constant(cells))]

    def _look_up(self, i: int, targets: Sequence[int]) -> None:
        """`a, b = T12(x, (…))`, or `T12[x]` where every value of x is there."""
        homes = self.usage.homes
        table: dict[Any, Any] = homes.table(i, targets)
        if len(targets) == 1:
            table = {k: cells[0] for k, cells in table.items()}
        subject = self.e.value(homes.subjects[i])
        found: ast.expr
        if ... in table:
            found = call(f"T{i}", subject, constant(table.pop(...)))
            self.namespace[f"T{i}"] = table.get
        else:
            found = ast.Subscript(name(f"T{i}"), subject, ast.Load())
            self.namespace[f"T{i}"] = table
        stores: list[ast.expr] = [ast.Name(f"s{t}", ast.Store()) for t in targets]
        target = stores[0] if len(stores) == 1 else ast.Tuple(stores, ast.Store())
        self.body.append(ast.Assign([target], found))

    def _monotone(self, conditions: Sequence[int]) -> bool:
        """Comparisons of one step with thresholds, each true wherever the one before is."""
        steps = [self.plan.steps[c] for c in conditions]
        first = steps[0]
        if len(steps) == 1 or first.op != "compare" or first.value not in _FALLING | _RISING:
            return False
        limits = []
        for c, s in zip(conditions, steps, strict=True):
            if c in self.e.names or s.op != "compare":
                return False
            if (s.value, s.args[0]) != (first.value, first.args[0]):
                return False
            limit = self.plan.steps[s.args[1]]
            if limit.op != "literal":
                return False
            limits.append(limit.value)
        return limits == sorted(limits, reverse=first.value in _FALLING)

    def _tree(
        self, conditions: Sequence[int], rows: Sequence[list[ast.stmt]], known: Known
    ) -> list[ast.stmt]:
        if not conditions:
            return rows[0]
        middle = (len(conditions) - 1) // 2
        test = self.e.truth(conditions[middle], known)
        # What is missing makes no comparison true: only the branch taken knows that it is there.
        there = known | self.e.present_if(conditions[middle])
        yes = self._tree(conditions[:middle], rows[: middle + 1], there)
        no = self._tree(conditions[middle + 1 :], rows[middle + 1 :], known)
        return [ast.If(test, yes, no)]


__all__ = ["Function", "python_function", "python_source", "rank"]
