"""Lists of reasons in DuckDB, where they cost more than all the rest if written plainly.

Sorting words for each row is slow there, and so is every list of words made on the way. So what
is sorted, and what is joined, are places in one list of all words, which are then looked up once.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from engine.compile import sql_nodes as q
from engine.compile.plan import Step, rank_size
from engine.compile.sql_nodes import Node
from engine.compile.sql_steps import SqlSteps


class DuckDB(SqlSteps):
    """Steps with DuckDB's lists."""

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
        some = q.balanced(exp.Or, [self.inner(c) for c in first.args])
        before = q.without_null(exp.Array(expressions=entries), "duckdb")
        both = q.case([(some, q.joined([before, q.column(places)]))], q.column(places))
        return _select((*below.value[::-1], *first.value), both)

    def ranked(self, i: int, s: Step) -> Node:
        return _select(s.value[::-1], self._places(s))

    def _places(self, s: Step) -> Node:
        """The places of words in reversed order, from 1, by key, largest first."""
        keys = exp.Array(expressions=[self.value(n) for n in s.args])
        array = q.without_null(keys, "duckdb")
        size = rank_size(len(s.value))
        low = exp.BitwiseAnd(this=q.column("x"), expression=exp.Literal.number(size - 1))
        place = exp.Add(this=exp.Paren(this=low), expression=exp.Literal.number(1))
        found = q.function("LIST_REVERSE_SORT", array)
        return q.function("LIST_TRANSFORM", found, q.lambda_of(place))


def _select(words: Sequence[str], places: Node) -> Node:
    return q.function("LIST_SELECT", q.words(words), places)
