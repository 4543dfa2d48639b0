"""Words in DuckDB, where they cost more than all the rest if written plainly.

Sorting words for each row is slow there, and so is every list of words made on the way. So what
is ranked, and what is joined, are places in one list of all words, which are then looked up once.
A query that runs at once (`Running`) has its keys come largest first out of an aggregate, which
passes over those that are missing, and its words go out as ENUM, where the Plan knows all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from engine.bind.contract import Column
from engine.compile import sql_nodes as q
from engine.compile.plan import Plan, Step, rank_size
from engine.compile.sql_nodes import Node
from engine.compile.sql_steps import SqlSteps
from engine.compile.sql_words import ERRORS, list_words, text_words


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
        super().__init__(plan, outputs, "duckdb")

    def output(self, i: int, column: Column) -> Node:
        e = super().output(i, column)
        known = self._running is not None and column.storage == "text"
        words = text_words(self.plan, i) if known else ()
        return q.cast_to(e, q.enum(words)) if words else e

    def value(self, i: int) -> Node:
        e = super().value(i)
        return self._enums(e) if self._holds_errors(i) else e

    def asked(self, i: int) -> Node:
        return super().value(i) if self._holds_errors(i) else super().asked(i)

    def _holds_errors(self, i: int) -> bool:
        s = self.step(i)
        return s.op == "column" and self.plan.inputs[s.value].name == ERRORS

    def word(self, word: str) -> Node:
        e = super().word(word)
        return q.cast_to(e, q.enum(self._listed)) if self._listed else e

    def word_list(self, words: Sequence[str]) -> Node:
        return self._enums(super().word_list(words))

    def _enums(self, words: Node) -> Node:
        return q.cast_to(words, q.list_of(q.enum(self._listed))) if self._listed else words

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
        keys = exp.Array(expressions=[self.value(n) for n in s.args])
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

    def _select(self, words: Sequence[str], places: Node) -> Node:
        return q.function("LIST_SELECT", self.word_list(words), places)
