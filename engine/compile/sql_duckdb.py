"""Words in DuckDB, where they cost more than all the rest if written plainly.

Sorting words for each row is slow there, and so is every list of words made on the way. So what
is ranked, and what is joined, are places in one list of all words, which are then looked up once.
A query that runs at once (`Running`) has its keys come largest first out of an aggregate, which
passes over those that are missing, and its words go out as ENUM, where the Plan knows all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from engine.bind.contract import Column
from engine.compile import sql_nodes as q
from engine.compile.plan import Plan, Step, rank_size
from engine.compile.sql_nodes import Node
from engine.compile.sql_steps import SqlSteps
from engine.compile.sql_words import ERRORS, list_words, text_words

_OPEN = 2  # conditions of a list up to which each list that may come of them is written


@dataclass(frozen=True, slots=True)
class Running:
    """What is known of the rows and the engine where a query runs at once, and is not for reading.

    `errors` are all words that the column of that name holds; `largest` says that the engine has
    LIST_AGGREGATE(…, 'max', n), as DuckDB has since 2.0.
    """

    errors: tuple[str, ...]
    largest: bool


class DuckDB(SqlSteps):
    """Steps with DuckDB's lists."""

    def __init__(self, plan: Plan, outputs: Sequence[int], running: Running | None) -> None:
        self._running = running
        self._listed = () if running is None else list_words(plan, outputs, running.errors)
        #: Of a choice of rows, the first column of numbers that is kept, and its numbers.
        self._numbered: dict[int, tuple[int, list[int | None]]] = {}
        super().__init__(plan, outputs, "duckdb")

    def output(self, i: int, column: Column) -> Node:
        e = super().output(i, column)
        known = self._running is not None and column.storage == "text"
        words = text_words(self.plan, i) if known else ()
        return _as_enum(e, words) if words else e

    def value(self, i: int) -> Node:
        e = super().value(i)
        return self._enums(e) if self._holds_errors(i) else e

    def asked(self, i: int) -> Node:
        return super().value(i) if self._holds_errors(i) else super().asked(i)

    def _holds_errors(self, i: int) -> bool:
        s = self.step(i)
        return s.op == "column" and self.plan.inputs[s.value].name == ERRORS

    def picked(self, s: Step) -> Node:
        """A column of the chosen row; where its numbers go by even steps, reckoned from the row's
        number, which is there already: half the time of asking the conditions again."""
        numbered = self._numbered.get(s.args[0]) if s.kind == "int" else None
        cells = [row[s.value] for row in self.step(s.args[0]).value]
        steps = None if numbered is None else even_steps(cells, numbered[1])
        if numbered is None or steps is None:
            return super().picked(s)
        first, each = (q.number(n, "duckdb") for n in steps)
        return exp.Add(
            this=first, expression=exp.Mul(this=self.value(numbered[0]), expression=each)
        )

    def keep(self, i: int, s: Step) -> None:
        super().keep(i, s)
        plain = s.op == "pick" and s.kind == "int" and s.guard is None
        if self._running is not None and plain and s.args[0] not in self._numbered:
            self._numbered[s.args[0]] = i, [row[s.value] for row in self.step(s.args[0]).value]

    def word(self, word: str) -> Node:
        e = super().word(word)
        return q.cast_to(e, q.enum(self._listed)) if self._listed else e

    def word_list(self, words: Sequence[str]) -> Node:
        return self._enums(super().word_list(words))

    def _enums(self, words: Node) -> Node:
        return q.cast_to(words, q.list_of(q.enum(self._listed))) if self._listed else words

    def listed(self, s: Step) -> Node:
        """Where next to nothing is open, one of a few lists that are known beforehand."""
        open_ones = [k for k, c in enumerate(s.args) if not self._always(c)]
        if self._running is None or len(open_ones) > _OPEN:
            return super().listed(s)

        def lists(without: frozenset[int], left: Sequence[int]) -> Node:
            if not left:
                return self.word_list([w for k, w in enumerate(s.value) if k not in without])
            first, rest = left[0], left[1:]
            chosen = (self.value(s.args[first]), lists(without, rest))
            return q.case([chosen], lists(without | {first}, rest))

        return lists(frozenset(), open_ones)

    def _always(self, i: int) -> bool:
        step = self.step(i)
        return step.op == "literal" and step.value is True

    def joined(self, i: int, s: Step) -> Node:
        """`join`, the words of conditions and those by rank taken from one list of places."""
        if not all(a in self.merged for a in s.args):
            return super().joined(i, s)
        first, below = (self.step(a) for a in s.args)
        count = len(below.value)
        places = self.layers.add(f"r{i}", self._places(below))
        entries = [
            q.case([(self.value(c), q.number(count + 1 + k, "duckdb"))], None)
            for k, c in enumerate(first.args)
        ]
        before = q.without_null(exp.Array(expressions=entries), "duckdb")
        both = q.joined([before, q.column(places)])
        return self._select((*below.value[::-1], *first.value), both)

    def ranked(self, i: int, s: Step) -> Node:
        return self._select(s.value[::-1], self._places(s))

    def _places(self, s: Step) -> Node:
        """The places of words in reversed order, from 1, by key, largest first."""
        keys = exp.Array(expressions=[self._key(n) for n in s.args])
        size = rank_size(len(s.value))
        low = exp.BitwiseAnd(this=q.column("x"), expression=exp.Literal.number(size - 1))
        place = exp.Add(this=exp.Paren(this=low), expression=exp.Literal.number(1))
        if self._running is not None and self._running.largest:
            count = exp.Literal.number(len(s.args))
            largest = q.function("LIST_AGGREGATE", keys, q.text("max"), count)
            found: Node = exp.Coalesce(this=largest, expressions=[exp.Array()])
        else:
            found = q.function("LIST_REVERSE_SORT", q.without_null(keys, "duckdb"))
        return q.function("LIST_TRANSFORM", found, q.lambda_of(place))

    def _key(self, i: int) -> Node:
        """A key by which words are ranked. One of what is lost, (most − points) × weight × size +
        place, is reckoned in one go: most × weight × size + place − points × (weight × size)."""
        lost = None if self._running is None else _lost(self.plan, i, self.only_where_there)
        if lost is None:
            return self.value(i)
        points, most, weight, size, place = lost
        whole = exp.Sub(
            this=q.number(most * weight * size + place, "duckdb"),
            expression=exp.Mul(
                this=self.inner(points), expression=q.number(weight * size, "duckdb")
            ),
        )
        below = exp.LT(this=self.inner(points), expression=exp.Literal.number(most))
        return q.case([(below, whole)], None)

    def _select(self, words: Sequence[str], places: Node) -> Node:
        return q.function("LIST_SELECT", self.word_list(words), places)


def _as_enum(e: Node, words: Sequence[str]) -> Node:
    """Words as ENUM; where a CASE gives them, each branch, so that no row's word is looked up."""
    if not isinstance(e, exp.Case):
        return e if isinstance(e, exp.Null) else q.cast_to(e, q.enum(words))
    for branch in e.args["ifs"]:
        branch.set("true", _as_enum(branch.args["true"], words))
    default = e.args.get("default")
    if default is not None:
        e.set("default", _as_enum(default, words))
    return e


def even_steps(numbers: Sequence[int | None], of: Sequence[int | None]) -> tuple[int, int] | None:
    """(a, b) where each number is a + b times that of the other column; missing where it is.

    >>> even_steps([None, 100, 80, 60], [None, 0, 1, 2])
    (100, -20)
    >>> even_steps([100, 80, 50], [0, 1, 2]) is None
    True
    """
    known = [(x, n) for n, x in zip(numbers, of, strict=True) if n is not None and x is not None]
    if len(known) < 2 or any((n is None) != (x is None) for n, x in zip(numbers, of, strict=True)):
        return None
    (x0, n0), (x1, n1) = known[:2]
    if x0 == x1 or (n1 - n0) % (x1 - x0):
        return None
    each = (n1 - n0) // (x1 - x0)
    first = n0 - each * x0
    return (first, each) if all(n == first + each * x for x, n in known) else None


def _lost(
    plan: Plan, i: int, only_where_there: Callable[[Step], bool]
) -> tuple[int, int, int, int, int] | None:
    """(points, most, weight, size, place) of a key ((most − points) × weight) × size + place that
    is there where anything is lost; `points` is a step, the others are numbers. Else nothing."""
    key = plan.steps[i]
    if key.op != "case" or len(key.args) != 3 or plan.steps[key.args[2]].value is not None:
        return None
    place, at = 0, key.args[1]
    if (added := _with_number(plan, at, "add")) is not None:
        at, place = added
    sized = _with_number(plan, at, "multiply")
    condition = plan.steps[key.args[0]]
    if sized is None or condition.op != "compare" or condition.value != ">":
        return None
    lost, size = sized
    zero = plan.steps[condition.args[1]]
    inside = plan.steps[lost]
    there = inside.op == "case" and only_where_there(inside)
    weighed = _with_number(plan, inside.args[2] if there else lost, "multiply")
    if condition.args[0] != lost or (zero.op, zero.value) != ("literal", 0) or weighed is None:
        return None
    short = plan.steps[weighed[0]]
    if short.op != "subtract" or short.guard is not None or weighed[1] <= 0:
        return None
    most = plan.steps[short.args[0]]
    if most.op != "literal" or not isinstance(most.value, int):
        return None
    return short.args[1], most.value, weighed[1], size, place


def _with_number(plan: Plan, i: int, op: str) -> tuple[int, int] | None:
    """A step and the number that is added to it, or that it is multiplied by."""
    s = plan.steps[i]
    if s.op != op or s.guard is not None:
        return None
    number = plan.steps[s.args[1]]
    if number.op != "literal" or not isinstance(number.value, int):
        return None
    return s.args[0], number.value
