"""A Plan as one SQL query, through sqlglot's syntax tree.

The query is a projection of the source: a row in, a row out, in any order that the engine likes.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from engine.compile import sql_nodes as q
from engine.compile.plan import Plan, Step, rank_size
from engine.compile.sql_duckdb import DuckDB, Running
from engine.compile.sql_nodes import DIALECTS, Dialect, Node
from engine.compile.sql_steps import SqlSteps

SOURCE = "customers"


def sql(
    plan: Plan,
    dialect: str = "duckdb",
    source: exp.Expr | str | None = None,
    columns: Sequence[str] | None = None,
    pretty: bool = True,
    running: Running | None = None,
) -> str:
    """The SQL that decides the rows of `source` (by default a table named `customers`).

    `source` may be a text that stands after FROM as it is (never one that an author wrote). It has
    the columns of `plan.inputs`, dates as dates; the result those of `plan.outputs`, or of
    `columns` among them. Dialects: duckdb, spark, postgres.

    The text is for reading, and runs on any version; `running` (DuckDB alone) is for a query that
    runs at once: it is faster, and gives words as ENUM where the Plan knows all of a column.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"no SQL for `{dialect}`; there is {', '.join(DIALECTS)}")
    if isinstance(source, str):
        source = exp.Table(this=exp.Var(this=source))
    return q.rendered(query(plan, dialect, source, columns, running), dialect, pretty)


def query(
    plan: Plan,
    dialect: Dialect,
    source: exp.Expr | None = None,
    columns: Sequence[str] | None = None,
    running: Running | None = None,
) -> exp.Select:
    """The query as a syntax tree."""
    by_name = {o.column.name: o for o in plan.outputs}
    chosen = plan.outputs if columns is None else tuple(by_name[c] for c in columns)
    asked = [o.step for o in chosen]
    if dialect == "duckdb":
        steps: SqlSteps = DuckDB(plan, asked, running)
    else:
        steps = {"spark": Spark, "postgres": Postgres}[dialect](plan, asked, dialect)
    outputs = [
        (steps.output(o.step, o.column), exp.Identifier(this=o.column.name, quoted=True))
        for o in chosen
    ]
    if source is None:
        source = exp.Table(this=exp.Identifier(this=SOURCE, quoted=False))
    return steps.layers.query(outputs, source)


class Spark(SqlSteps):
    """Steps with Spark's arrays."""

    def ranked(self, i: int, s: Step) -> Node:
        keys = q.without_null(exp.Array(expressions=[self.value(n) for n in s.args]), "spark")
        found = q.function("SORT_ARRAY", keys, exp.false())
        size = exp.Literal.number(rank_size(len(s.value)))
        rest = exp.Mod(this=q.column("x"), expression=size)
        place = exp.Sub(this=q.number(len(s.value), "spark"), expression=q.paren(rest))
        word = q.function("ELEMENT_AT", q.words(s.value), q.cast_to(place, q.typed(q.T.INT)))
        return exp.Transform(this=found, expression=q.lambda_of(word))


class Postgres(SqlSteps):
    """Steps with PostgreSQL's arrays, sorted as rows."""

    def ranked(self, i: int, s: Step) -> Node:
        keys = exp.Array(expressions=[self.value(n) for n in s.args])
        names = [exp.Identifier(this=n, quoted=False) for n in ("key", "word")]
        alias = exp.TableAlias(this=exp.Identifier(this="r", quoted=False), columns=names)
        rows = exp.Unnest(expressions=[keys, q.words(s.value)], alias=alias)
        inner = exp.Select(expressions=[q.column("word")], from_=exp.From(this=rows))
        inner.set("where", exp.Where(this=q.is_not_null(q.column("key"))))
        order = exp.Ordered(this=q.column("key"), desc=True, nulls_first=True)
        inner.set("order", exp.Order(expressions=[order]))
        return q.function("ARRAY", inner)
