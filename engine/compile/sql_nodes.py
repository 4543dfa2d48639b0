"""SQL syntax nodes, made directly: small constructors over sqlglot's classes, and what differs
between dialects.

Every call makes new nodes, for a node has one parent. No text is ever parsed or pasted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from sqlglot import exp

from engine.atoms.numbers import INT64

Dialect = Literal["duckdb", "spark", "postgres"]
DIALECTS: Final[tuple[Dialect, ...]] = ("duckdb", "spark", "postgres")
Node = exp.Expr
T = exp.DType


def typed(kind: exp.DType) -> exp.DataType:
    return exp.DataType(this=kind, nested=False)


def list_of(kind: exp.DataType) -> exp.DataType:
    return exp.DataType(this=T.ARRAY, expressions=[kind], nested=True)


def enum(values: Sequence[str]) -> exp.DataType:
    """DuckDB's type of so many words."""
    return exp.DataType(this=T.ENUM, expressions=[text(v) for v in values], nested=False)


def cast_to(e: Node, to: exp.DataType) -> Node:
    return exp.Cast(this=e, to=to)


def bigint(e: Node) -> Node:
    return cast_to(e, typed(T.BIGINT))


def wide_type(dialect: Dialect) -> exp.DataType:
    """The exact integer type of at least 38 digits."""
    if dialect == "duckdb":
        return typed(T.INT128)
    digits = [exp.DataTypeParam(this=exp.Literal.number(n)) for n in (38, 0)]
    return exp.DataType(this=T.DECIMAL, expressions=digits, nested=False)


def wide(e: Node, dialect: Dialect) -> Node:
    return cast_to(e, wide_type(dialect))


def number(value: int, dialect: Dialect) -> Node:
    """An integer literal with its type said, for engines take a small one for 32 bits."""
    literal: Node = exp.Literal.number(abs(value))
    if value < 0:
        literal = exp.Neg(this=literal)
    return bigint(literal) if abs(value) <= INT64 else wide(literal, dialect)


def text(value: str) -> Node:
    return exp.Literal.string(value)


def words(values: Sequence[str]) -> Node:
    """A list of words; an empty one says its type."""
    array = exp.Array(expressions=[text(v) for v in values])
    return array if values else cast_to(array, list_of(typed(T.TEXT)))


def nothing(kind: str) -> Node:
    """NULL with its type said."""
    if kind == "words":
        return cast_to(exp.Null(), list_of(typed(T.TEXT)))
    types = {"int": T.BIGINT, "bool": T.BOOLEAN, "text": T.TEXT}
    return cast_to(exp.Null(), typed(types[kind]))


def column(name: str, quoted: bool = False) -> Node:
    return exp.Column(this=exp.Identifier(this=name, quoted=quoted))


def is_null(e: Node) -> Node:
    return exp.Is(this=e, expression=exp.Null())


def is_not_null(e: Node) -> Node:
    return exp.Not(this=is_null(e))


def paren(e: Node) -> Node:
    """Brackets round what is made of several parts."""
    several = (exp.Binary, exp.Unary, exp.In)  # AND and OR are functions to sqlglot, and binary
    return exp.Paren(this=e) if isinstance(e, several) and not isinstance(e, exp.Paren) else e


def case(pairs: Iterable[tuple[Node, Node]], otherwise: Node | None) -> Node:
    ifs = [exp.If(this=c, true=v) for c, v in pairs]
    return exp.Case(ifs=ifs, default=otherwise)


def balanced(kind: type[exp.Binary], parts: Sequence[Node]) -> Node:
    """`a + b + c + d` as a tree of small depth, for long sums."""
    if len(parts) == 1:
        return parts[0]
    half = (len(parts) + 1) // 2
    return kind(this=balanced(kind, parts[:half]), expression=balanced(kind, parts[half:]))


def binary(kind: type[exp.Binary], a: Node, b: Node) -> Node:
    return kind(this=paren(a), expression=paren(b))


def whole_division(a: Node, b: Node, is_wide: bool, dialect: Dialect) -> Node:
    """a / b without its fraction, for a >= 0 and b > 0."""
    a, b = paren(a), paren(b)
    if dialect == "postgres" and not is_wide:
        return exp.Div(this=a, expression=b, typed=True, safe=False)
    if dialect == "spark" and is_wide:
        rest = exp.Paren(this=exp.Mod(this=a.copy(), expression=b.copy()))
        exact = exp.Paren(this=exp.Sub(this=a, expression=rest))
        return wide(exp.Div(this=exact, expression=b), dialect)
    return exp.IntDiv(this=a, expression=b)


def epoch() -> Node:
    return cast_to(text("1970-01-01"), typed(T.DATE))


def day_number(date: Node, dialect: Dialect) -> Node:
    """Days since 1970-01-01."""
    if dialect in ("duckdb", "postgres"):
        return bigint(exp.Paren(this=exp.Sub(this=date, expression=epoch())))
    return bigint(exp.DateDiff(this=date, expression=epoch(), unit=exp.var("DAY")))


def date_of(day: Node, dialect: Dialect) -> Node:
    days = cast_to(day, typed(T.INT))
    if dialect in ("duckdb", "postgres"):
        return cast_to(exp.Paren(this=exp.Add(this=epoch(), expression=days)), typed(T.DATE))
    return exp.DateAdd(this=epoch(), expression=days, unit=exp.var("DAY"))


def holds_word(array: Node, word: str, dialect: Dialect) -> Node:
    """Whether a list holds a word; NULL where there is no list."""
    if dialect == "postgres":
        return exp.EQ(this=text(word), expression=exp.Any(this=exp.Paren(this=array)))
    return exp.ArrayContains(this=array, expression=text(word))


def lambda_of(body: Node, argument: str = "x") -> Node:
    return exp.Lambda(this=body, expressions=[exp.Identifier(this=argument, quoted=False)])


def without_null(array: Node, dialect: Dialect) -> Node:
    """A list without its NULLs, in order."""
    if dialect == "postgres":
        return exp.Anonymous(this="ARRAY_REMOVE", expressions=[array, exp.Null()])
    return exp.ArrayFilter(this=array, expression=lambda_of(is_not_null(column("x"))))


def joined(parts: Sequence[Node]) -> Node:
    found = parts[0]
    for part in parts[1:]:
        found = exp.ArrayConcat(this=found, expressions=[part])
    return found


def function(name: str, *args: Node) -> Node:
    return exp.Anonymous(this=name, expressions=list(args))


def select(columns: Sequence[tuple[Node, str]], source: Node) -> exp.Select:
    """`SELECT … AS …, … FROM source`; a column that keeps its name stands bare."""
    found: list[Node] = []
    for e, alias in columns:
        if isinstance(e, exp.Column) and not e.args["this"].args["quoted"] and e.name == alias:
            found.append(e)
        else:
            found.append(exp.Alias(this=e, alias=exp.Identifier(this=alias, quoted=False)))
    return exp.Select(expressions=found, from_=exp.From(this=source))


def subquery(of: exp.Select, alias: str) -> Node:
    name = exp.TableAlias(this=exp.Identifier(this=alias, quoted=False))
    return exp.Subquery(this=of, alias=name)


def rendered(e: Node, dialect: Dialect, pretty: bool) -> str:
    return e.sql(dialect=dialect, pretty=pretty, copy=False)
