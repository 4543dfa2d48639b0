"""Each step of a Plan as a SQL expression. Truths are SQL's own, with NULL for unknown."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Sequence
from typing import Final

from sqlglot import exp

from engine.bind.contract import Column
from engine.compile import sql_nodes as q
from engine.compile.nulls import null_roots
from engine.compile.plan import Plan, Step
from engine.compile.sql_layers import Layers
from engine.compile.sql_nodes import Dialect, Node
from engine.compile.sql_numbers import SqlNumbers

_COMPARE: Final[dict[str, type[exp.Binary]]] = {
    "==": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip
_DEEP: Final = 12  # an expression nested deeper is cut in two
_LISTS: Final = frozenset({"words", "ranked", "join"})  # are never made twice
_CHEAP: Final = 1  # what is rather computed again than kept
_COSTS: Final = {
    "literal": 0,
    "column": 0,
    "not": 0,
    "case": 2,
    "coalesce": 2,
    "in": 2,
    "min": 3,
    "max": 3,
    "divide": 4,
}


class SqlSteps(SqlNumbers):
    """Expressions of steps; those that are shared are kept in `layers` under `s<id>`."""

    def __init__(self, plan: Plan, outputs: Sequence[int], dialect: Dialect) -> None:
        super().__init__(plan, dialect)
        self.layers = Layers()
        self._uses = self._count(outputs)
        self._size: dict[int, int] = {}
        self._depth: dict[int, int] = {}
        self._kept: set[int] = set()
        self._roots = null_roots(plan, cells=True)
        self._inputs()
        guards = {s.guard for s in plan.steps if s.guard is not None}
        #: Lists that are written into the one list that they are joined to.
        self.merged = {
            a
            for s in plan.steps
            if s.op == "join" and [self.step(a).op for a in s.args] == ["words", "ranked"]
            for a in s.args
            if self._uses[a] == 1
        }
        for i, s in enumerate(plan.steps):
            if self._uses[i]:
                self._place(i, s, i in guards)

    # --- what is kept ------------------------------------------------------------------------

    def _count(self, outputs: Sequence[int]) -> Counter[int]:
        """How often each step is written, from the outputs down."""
        uses: Counter[int] = Counter(outputs)
        for i in range(len(self.plan.steps) - 1, -1, -1):
            s = self.step(i)
            if not uses[i]:
                continue
            if s.op == "pick":
                uses[s.args[0]] += 1
            else:
                times = uses[i] if s.op == "choose" else 1
                for a in s.args:
                    uses[a] += times * self._written(s)
            if s.guard is not None:
                uses[s.guard] += 2
        return uses

    def _written(self, s: Step) -> int:
        """How often an argument stands in the step's expression."""
        if s.op in ("min", "max"):
            return 2
        if s.op == "divide":
            bottom = self.step(s.args[1])
            simple = self.unsigned(s) and bottom.op == "literal"
            return 1 if simple else 3
        return 1

    def _place(self, i: int, s: Step, is_guard: bool) -> None:
        """Decides whether a step gets a column of its own."""
        inner = [a for a in self._inline_args(s) if a not in self._kept]
        size = _COSTS.get(s.op, 1) + sum(self._size.get(a, 0) for a in inner)
        depth = 1 + max((self._depth.get(a, 0) for a in inner), default=0)
        self._size[i], self._depth[i] = size, depth
        if s.op in ("literal", "column", "choose") or i in self.merged:
            return
        shared = self._uses[i] > 1 and (size > _CHEAP or s.op == "pick")
        if shared or is_guard or depth > _DEEP or s.op in _LISTS:
            self.keep(i, s)

    def keep(self, i: int, s: Step) -> None:
        """Gives a step a column of its own."""
        e = self._make(i, s)
        if s.guard is not None:
            e = q.case([(self.value(s.guard), e)], None)
        self.layers.add(f"s{i}", e)
        self._kept.add(i)

    def _inline_args(self, s: Step) -> Sequence[int]:
        if s.op == "pick":
            return self.step(s.args[0]).args
        return s.args

    def _inputs(self) -> None:
        for number, c in enumerate(self.plan.inputs):
            self.layers.base[f"c{number}"] = q.column(c.name, quoted=True)

    # --- expressions -------------------------------------------------------------------------

    def value(self, i: int) -> Node:
        """The step where it is used: its column, or its expression."""
        if i in self._kept:
            return q.column(f"s{i}")
        return self._make(i, self.step(i))

    def inner(self, i: int) -> Node:
        return q.paren(self.value(i))

    def asked(self, i: int) -> Node:
        """The step where no more is asked than whether it is missing."""
        return self.inner(i)

    def _make(self, i: int, s: Step) -> Node:
        match s.op:
            case "literal":
                return self._literal(s)
            case "column":
                return self.column(s)
            case "compare":
                a, b = s.args
                return _COMPARE[s.value](this=self._ordered(s, a), expression=self._limit(b))
            case "and" | "or":
                kind = exp.And if s.op == "and" else exp.Or
                return q.balanced(kind, [self.inner(a) for a in s.args])
            case "not" if self.step(s.args[0]).op == "missing" and s.args[0] not in self._kept:
                return q.is_not_null(self.asked(self.step(s.args[0]).args[0]))
            case "not":
                return exp.Not(this=self.inner(s.args[0]))
            case "missing":
                return q.is_null(self.asked(s.args[0]))
            case "pick":
                return self.picked(s)
            case "case":
                return self._case(s)
            case "coalesce":
                first, *others = (self.value(a) for a in s.args)
                return self.narrowed(s, exp.Coalesce(this=first, expressions=others))
            case "in":
                values = [self._plain(v) for v in s.value]
                return exp.In(this=self.inner(s.args[0]), expressions=values)
            case "has":
                return q.holds_word(self.value(s.args[0]), s.value, self.dialect)
            case "words":
                return self.listed(s)
            case "join":
                return self.joined(i, s)
            case "ranked":
                return self.ranked(i, s)
            case _:
                return self.arithmetic(s)

    def _ordered(self, s: Step, i: int) -> Node:
        """The left side of a comparison: where texts are put in order, it is that of their bytes,
        whatever the database is set to. DuckDB and Spark know no other."""
        order = self.step(i).kind == "text" and s.value not in ("==", "!=")
        e = self.inner(i)
        if not order or self.dialect != "postgres":
            return e
        return exp.Collate(this=e, expression=exp.Identifier(this="C", quoted=True))

    def column(self, s: Step) -> Node:
        own = q.column(f"c{s.value}")
        dated = self.plan.inputs[s.value].storage == "date"
        return q.day_number(own, self.dialect) if dated else own

    def output(self, i: int, column: Column) -> Node:
        """The step as a column of the result. Day numbers go out as dates; a date that came in
        as one goes out as it is."""
        s = self.step(i)
        if column.storage != "date":
            return self.value(i)
        return (
            q.column(f"c{s.value}") if s.op == "column" else q.date_of(self.value(i), self.dialect)
        )

    def joined(self, i: int, s: Step) -> Node:
        return q.joined([self.value(a) for a in s.args])

    @abstractmethod
    def ranked(self, i: int, s: Step) -> Node:
        """Words sorted by numbers, for which each dialect has its own way."""

    def _plain(self, value: int | str) -> Node:
        return q.text(value) if isinstance(value, str) else q.number(value, self.dialect)

    def _literal(self, s: Step) -> Node:
        if s.value is None:
            return q.nothing(s.kind)
        if s.kind == "bool":
            return exp.Boolean(this=s.value)
        if s.kind == "words":
            return self.word_list(s.value)
        return self._plain(s.value)

    def _limit(self, i: int) -> Node:
        """The right side of a comparison: a number there takes the type of the left."""
        s = self.step(i)
        if s.op == "literal" and s.kind == "int" and s.value is not None and s.value >= 0:
            return exp.Literal.number(s.value)
        return self.inner(i)

    def picked(self, s: Step) -> Node:
        """A column of the chosen row; the last rows that say the same need no condition."""
        chooser = self.step(s.args[0])
        *cells, last = [row[s.value] for row in chooser.value]
        conditions = list(chooser.args)
        while cells and cells[-1] == last:
            cells.pop()
            conditions.pop()
        pairs = [
            (self.value(c), exp.Null() if v is None else self._plain(v))
            for c, v in zip(conditions, cells, strict=True)
        ]
        return q.case(pairs, None if last is None else self._plain(last))

    def only_where_there(self, s: Step) -> bool:
        """Whether it says: nothing where x is missing, else what is missing with x anyway."""
        condition, nothing = self.step(s.args[0]), self.step(s.args[1])
        if len(s.args) != 3 or condition.op != "missing" or nothing.op != "literal":
            return False
        root = self._roots[condition.args[0]]
        return nothing.value is None and root is not None and root == self._roots[s.args[2]]

    def _case(self, s: Step) -> Node:
        if self.only_where_there(s):
            return self.narrowed(s, self.value(s.args[2]))
        pairs = [
            (self.value(c), self.value(v))
            for c, v in zip(s.args[0:-1:2], s.args[1::2], strict=True)
        ]
        last = self.step(s.args[-1])
        absent = last.op == "literal" and last.value is None
        return self.narrowed(s, q.case(pairs, None if absent else self.value(s.args[-1])))

    # --- lists -------------------------------------------------------------------------------

    def listed(self, s: Step) -> Node:
        """Made only where there is a word at all."""
        entries: list[Node] = [
            q.case([(self.value(c), self.word(w))], None)
            for c, w in zip(s.args, s.value, strict=True)
        ]
        found = q.without_null(exp.Array(expressions=entries), self.dialect)
        some = q.balanced(exp.Or, [self.inner(c) for c in s.args])
        return q.case([(some, found)], self.word_list(()))

    def word(self, word: str) -> Node:
        """A word of a list."""
        return q.text(word)

    def word_list(self, words: Sequence[str]) -> Node:
        """A list of nothing but these words."""
        return q.words(words)
