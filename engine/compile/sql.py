"""A Plan as one SQL query, through sqlglot's syntax tree.

The query is a projection of the source: a row in, a row out, in any order that the engine likes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlglot import exp

from engine.compile import sql_nodes as q
from engine.compile.plan import Plan, Step
from engine.compile.sql_duckdb import DuckDB
from engine.compile.sql_nodes import DIALECTS, Dialect, Node
from engine.compile.sql_steps import SqlSteps

SOURCE = "customers"


def sql(
    plan: Plan,
    dialect: str = "duckdb",
    source: exp.Expr | str | None = None,
    columns: Sequence[str] | None = None,
    pretty: bool = True,
) -> str:
    """The SQL that decides the rows of `source` (by default a table named `customers`).

    `source` may be a text that stands after FROM as it is (never one that an author wrote). It has
    the columns of `plan.inputs`, dates as dates; the result those of `plan.outputs`, or of
    `columns` among them. Dialects: duckdb, spark, postgres.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"no SQL for `{dialect}`; there is {', '.join(DIALECTS)}")
    if isinstance(source, str):
        source = exp.Table(this=exp.Var(this=source))
    return q.rendered(query(plan, dialect, source, columns), dialect, pretty)


def query(
    plan: Plan,
    dialect: Dialect,
    source: exp.Expr | None = None,
    columns: Sequence[str] | None = None,
) -> exp.Select:
    """The query as a syntax tree."""
    by_name = {o.column.name: o for o in plan.outputs}
    chosen = plan.outputs if columns is None else tuple(by_name[c] for c in columns)
    steps = _WRITERS[dialect](plan, [o.step for o in chosen], dialect)
    outputs = []
    for o in chosen:
        e = steps.value(o.step)
        if o.column.storage == "date":
            e = _date(plan, o.step, e, dialect)
        outputs.append((e, exp.Identifier(this=o.column.name, quoted=True)))
    if source is None:
        source = exp.Table(this=exp.Identifier(this=SOURCE, quoted=False))
    return steps.layers.query(outputs, source)


def _date(plan: Plan, step: int, e: Node, dialect: Dialect) -> Node:
    """Day numbers go out as dates; a date that came in as one goes out as it is."""
    s = plan.steps[step]
    if s.op == "column":
        return q.column(f"c{s.value}")
    return q.date_of(e, dialect)


class Spark(SqlSteps):
    """Steps with Spark's arrays: keys sort, and their lowest digits tell the word."""

    def ranked(self, i: int, s: Step) -> Node:
        count = len(s.value)
        found = q.function("SORT_ARRAY", q.without_null(_keys(self, s), "spark"), exp.false())
        rest = exp.Mod(this=q.column("x"), expression=exp.Literal.number(count))
        place = exp.Sub(this=q.number(count, "spark"), expression=q.paren(rest))
        index = q.cast_to(place, q.typed(q.T.INT))
        word = q.function("ELEMENT_AT", q.words(s.value), index)
        return exp.Transform(this=found, expression=q.lambda_of(word))


class Postgres(SqlSteps):
    """Steps with PostgreSQL's arrays, sorted as rows."""

    def ranked(self, i: int, s: Step) -> Node:
        names = [exp.Identifier(this=n, quoted=False) for n in ("key", "word")]
        alias = exp.TableAlias(this=exp.Identifier(this="r", quoted=False), columns=names)
        rows = exp.Unnest(expressions=[_keys(self, s), q.words(s.value)], alias=alias)
        inner = exp.Select(expressions=[q.column("word")], from_=exp.From(this=rows))
        inner.set("where", exp.Where(this=q.is_not_null(q.column("key"))))
        order = exp.Ordered(this=q.column("key"), desc=True, nulls_first=True)
        inner.set("order", exp.Order(expressions=[order]))
        return q.function("ARRAY", inner)


def _keys(steps: SqlSteps, s: Step) -> exp.Array:
    """Number × count + place from the end for every number above 0, else NULL."""
    count = len(s.value)
    keys: list[Node] = []
    for k, n in enumerate(s.args):
        scaled = exp.Mul(this=steps.inner(n), expression=q.number(count, steps.dialect))
        key = exp.Add(this=scaled, expression=q.number(count - 1 - k, steps.dialect))
        positive = exp.GT(this=steps.inner(n), expression=exp.Literal.number(0))
        keys.append(q.case([(positive, key)], None))
    return exp.Array(expressions=keys)


_WRITERS: Final[dict[str, type[SqlSteps]]] = {
    "duckdb": DuckDB, "spark": Spark, "postgres": Postgres,
}  # fmt: skip
