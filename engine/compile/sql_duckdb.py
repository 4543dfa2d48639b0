"""Words in DuckDB, where they cost more than all the rest if written plainly.

Sorting words for each row is slow there, and so is every list of words made on the way. So what
is ranked, and what is joined, are places in one list of all words, which are then looked up once.
A query that runs at once (`Running`) has its keys come largest first out of an aggregate, which
passes over those that are missing, and its words go out as ENUM, where the Plan knows all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from engine.bind.contract import Column
from engine.compile import sql_nodes as q
from engine.compile.plan import Plan, Step, rank_size
from engine.compile.sql_lost import Lost, lost_by
from engine.compile.sql_nodes import Node
from engine.compile.sql_steps import SqlSteps
from engine.compile.sql_words import ERRORS, list_words, text_words

#: Above every key by rank, and a multiple of every `rank_size`.
_ABOVE: Final = 1 << 62
_OPEN: Final = 2  # conditions of a list up to which each list that may come of them is written


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
        if not self._holds_errors(i):
            return super().value(i)
        return self._enums(q.nothing("words") if self._nobody_in_error() else super().value(i))

    def asked(self, i: int) -> Node:
        if not self._holds_errors(i):
            return super().asked(i)
        return exp.Null() if self._nobody_in_error() else super().value(i)

    def _nobody_in_error(self) -> bool:
        """Then the engine sees that no list of errors is asked for, and chooses between none."""
        return self._running is not None and not self._running.errors

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
        if (keys := self._keys_of_both(first, below)) is not None:
            words = (*below.value[::-1], *first.value[::-1])
            return self._looked_up(words, self._largest(keys))
        count = len(below.value)
        places = self.layers.add(f"r{i}", self._ranked_places(below))
        entries = [
            q.case([(self.value(c), q.number(count + 1 + k, "duckdb"))], None)
            for k, c in enumerate(first.args)
        ]
        before = q.without_null(exp.Array(expressions=entries), "duckdb")
        both = q.joined([before, q.column(places)])
        return self._select((*below.value[::-1], *first.value), both)

    def _keys_of_both(self, first: Step, below: Step) -> list[Node] | None:
        """Keys of ranked words and, above all of them, of words by conditions, so that one
        aggregate puts all in order. A word for what is missing shares its key's place with the
        word for what was lost there, for there is never more than one of the two. None where the
        keys have no room."""
        words = len(first.value) + len(below.value)
        size = rank_size(words)
        finer = size // rank_size(len(below.value))
        highest = [self.step(n).high for n in below.args]
        room = all(high is not None and high * finer < _ABOVE for high in highest)
        if self._running is None or not self._running.largest or not room:
            return None
        missing: dict[int, list[tuple[Node, Node]]] = {}
        alone = []
        for k, c in enumerate(first.args):
            entry = self.value(c), q.number(_ABOVE + words - 1 - k, "duckdb")
            condition = self.step(c)
            root = self._roots[condition.args[0]] if condition.op == "missing" else None
            if root is None or root in missing:
                alone.append(q.case([entry], None))
            else:
                missing[root] = [entry]
        keys = []
        for k, n in enumerate(below.args):
            lost = lost_by(self.plan, n, self.only_where_there)
            if lost is None:
                keys.append(self._finer(n, finer, len(below.args) - 1 - k))
            else:
                root = self._roots[lost.points]
                beside = [] if root is None else missing.pop(root, [])
                keys.append(q.case([self._lost(lost, lost.size * finer), *beside], None))
        return keys + [q.case(entries, None) for entries in missing.values()] + alone

    def _finer(self, i: int, finer: int, place: int) -> Node:
        """A key with room for more places: (x × size + place) to x × finer × size + place."""
        if finer == 1:
            return self.value(i)
        times = exp.Mul(this=self.inner(i), expression=q.number(finer, "duckdb"))
        return exp.Sub(this=times, expression=q.number(place * (finer - 1), "duckdb"))

    def ranked(self, i: int, s: Step) -> Node:
        return self._looked_up(s.value[::-1], self._sorted(s))

    def _ranked_places(self, s: Step) -> Node:
        place = _place(rank_size(len(s.value)))
        return q.function("LIST_TRANSFORM", self._sorted(s), q.lambda_of(place))

    def _sorted(self, s: Step) -> Node:
        keys = [self._key(n) for n in s.args]
        if self._running is not None and self._running.largest:
            return self._largest(keys)
        array = exp.Array(expressions=keys)
        return q.function("LIST_REVERSE_SORT", q.without_null(array, "duckdb"))

    def _largest(self, keys: Sequence[Node]) -> Node:
        """The keys that are there, largest first."""
        array, count = exp.Array(expressions=list(keys)), exp.Literal.number(len(keys))
        largest = q.function("LIST_AGGREGATE", array, q.text("max"), count)
        return exp.Coalesce(this=largest, expressions=[exp.Array()])

    def _key(self, i: int) -> Node:
        """A key by which words are ranked."""
        lost = None
        if self._running is not None:
            lost = lost_by(self.plan, i, self.only_where_there)
        return self.value(i) if lost is None else q.case([self._lost(lost, lost.size)], None)

    def _lost(self, lost: Lost, size: int) -> tuple[Node, Node]:
        """Whether anything is lost, and the key (most − points) × weight × size + place, reckoned
        in one go: most × weight × size + place − points × (weight × size)."""
        each = lost.weight * size
        whole = exp.Sub(
            this=q.number(lost.most * each + lost.place, "duckdb"),
            expression=exp.Mul(this=self.inner(lost.points), expression=q.number(each, "duckdb")),
        )
        most = exp.Literal.number(lost.most)
        return exp.LT(this=self.inner(lost.points), expression=most), whole

    def _looked_up(self, words: Sequence[str], keys: Node) -> Node:
        """The word of each key. ENUM one by one: a third less than to select them from their list,
        which of text is quicker."""
        place = _place(rank_size(len(words)))
        if not self._listed:
            return self._select(words, q.function("LIST_TRANSFORM", keys, q.lambda_of(place)))
        word = q.function("LIST_EXTRACT", self.word_list(words), place)
        return q.function("LIST_TRANSFORM", keys, q.lambda_of(word))

    def _select(self, words: Sequence[str], places: Node) -> Node:
        return q.function("LIST_SELECT", self.word_list(words), places)


def _place(size: int) -> Node:
    """The place, from 1, that the lowest bits of a key hold."""
    low = exp.BitwiseAnd(this=q.column("x"), expression=exp.Literal.number(size - 1))
    return exp.Add(this=exp.Paren(this=low), expression=exp.Literal.number(1))


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
