"""The facts of points by rank: the value at each percent of those who are ranked together.

Phase A reads one number of each customer, sorts (on disk where memory is short), and keeps a
hundred of them; by those everybody is ranked alone (docs/language.md 7 and 13).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.sql import day_literal, literal, quoted
from engine.bind.bound import BoundPolicy, Leaf, RankPoints
from engine.bind.contract import PERCENTS, rank_name
from engine.decide.columns import error_words, select_sql

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RankGroup:
    """Those who are ranked together: all, or those of one word of `per` (`of`; None where it is
    missing). `edges` holds the value at each percent from 1 to 100, nothing where there are fewer
    than two."""

    of: str | None
    count: int
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RankFacts:
    """How one criterion's field lies among everybody on a day; values stand at `scale`."""

    field: str
    scale: int
    low_first: bool
    per: str | None
    measured: int
    groups: tuple[RankGroup, ...]

    def group(self, of: str | None) -> RankGroup | None:
        """Those with whom a customer of this word is ranked."""
        return next((g for g in self.groups if g.of == of), None)

    def fits(self, bound: BoundPolicy, leaf: Leaf, form: RankPoints) -> bool:
        """Whether a criterion of a policy asks for just these facts."""
        scale = bound.fields[leaf.field].type.scale
        asked = leaf.field, scale, form.low_first, form.per
        return asked == (self.field, self.scale, self.low_first, self.per)

    def to_json(self) -> dict[str, Any]:
        """As `facts.json` stores it."""
        groups = [{"of": g.of, "count": g.count, "edges": list(g.edges)} for g in self.groups]
        return {
            "field": self.field,
            "scale": self.scale,
            "low_first": self.low_first,
            "per": self.per,
            "measured": from_day(self.measured).isoformat(),
            "groups": groups,
        }

    def columns(self, leaf: str, of: str | None) -> dict[str, Any]:
        """What a customer's canonical row holds of them."""
        group = self.group(of)
        found: dict[str, Any] = {rank_name(leaf, "measured"): self.measured}
        found[rank_name(leaf, "count")] = 0 if group is None else group.count
        edges = () if group is None else group.edges
        return found | {rank_name(leaf, p): e for p, e in zip(PERCENTS, edges, strict=False)}


def rank_facts(whole: Mapping[str, Any]) -> RankFacts:
    """The facts of a stored entry. ValueError, KeyError or TypeError where it is none."""
    from datetime import date

    from engine.atoms.dates import to_day

    groups = []
    for g in whole["groups"]:
        edges = tuple(int(e) for e in g["edges"])  # those beyond 2^53 are text
        if len(edges) not in (0, len(PERCENTS)):
            raise ValueError("edges")
        groups.append(RankGroup(g["of"], int(g["count"]), edges))
    return RankFacts(
        str(whole["field"]),
        int(whole["scale"]),
        bool(whole["low_first"]),
        whole["per"],
        to_day(date.fromisoformat(whole["measured"])),
        tuple(groups),
    )


# --- phase A ------------------------------------------------------------------------------------


def find_ranks(
    con: Any, bound: BoundPolicy, as_of: int, context: Mapping[str, object], table: str
) -> dict[str, RankFacts]:
    """The facts of everybody in a table of canonical rows, by criterion."""
    from engine.compile.lower import lower_standing

    if not bound.ranked():
        return {}
    plan = lower_standing(bound, as_of, context)
    query = select_sql(plan, table, error_words(plan, table, con))
    columns = ", ".join(
        f"CAST({quoted(o.column.name)} AS {'VARCHAR' if o.column.storage == 'text' else 'BIGINT'}) "
        f"AS {quoted(o.column.name)}"
        for o in plan.outputs
    )
    con.execute(f"CREATE OR REPLACE TABLE standing AS SELECT {columns} FROM ({query})")
    found = {leaf.id: _ranks(con, bound, leaf, form, as_of) for leaf, form in bound.ranked()}
    con.execute("DROP TABLE standing")
    return found


def _ranks(con: Any, bound: BoundPolicy, leaf: Leaf, form: RankPoints, as_of: int) -> RankFacts:
    """Values from the worst to the best, so that the one at a percent has a number."""
    value = quoted(f"value.{leaf.id}")
    per = "CAST(NULL AS VARCHAR)" if form.per is None else quoted(f"per.{form.per}")
    con.execute(
        f"CREATE OR REPLACE TABLE queue AS SELECT {per} AS of, {value} AS at FROM standing "
        f"WHERE {value} IS NOT NULL ORDER BY 1 NULLS FIRST, 2 {'DESC' if form.low_first else 'ASC'}"
    )
    counted = con.execute(
        "SELECT of, count(*), min(rowid) FROM queue GROUP BY of ORDER BY 3"
    ).fetchall()
    con.execute("CREATE OR REPLACE TABLE picked (number BIGINT)")
    for _, count, first in counted:
        if count > 1:
            rows = ", ".join(f"({first + n})" for n in dict.fromkeys(_numbers(count)))
            con.execute(f"INSERT INTO picked VALUES {rows}")
    at = dict(
        con.execute(
            "SELECT q.rowid, q.at FROM queue q JOIN picked p ON q.rowid = p.number"
        ).fetchall()
    )
    con.execute("DROP TABLE queue")
    con.execute("DROP TABLE picked")
    groups = tuple(
        RankGroup(of, count, tuple(at[first + n] for n in _numbers(count)) if count > 1 else ())
        for of, count, first in counted
    )
    scale = bound.fields[leaf.field].type.scale
    return RankFacts(leaf.field, scale, form.low_first, form.per, as_of, groups)


def _numbers(count: int) -> list[int]:
    """For each percent, the number from 0, worst first, of the last value that one has to be
    better than: so many percent of the others, rounded up."""
    return [-(-percent * (count - 1) // 100) - 1 for percent in PERCENTS]


# --- phase B ------------------------------------------------------------------------------------


def join_ranks(
    con: Any, bound: BoundPolicy, ranks: Mapping[str, RankFacts]
) -> tuple[list[str], list[str]]:
    """Makes a table of each criterion's facts; the columns and joins that bring them to rows."""
    columns, joins = [], []
    for number, (leaf, form) in enumerate(bound.ranked()):
        mine = f"ranks_{number}"
        names = [rank_name(leaf.id, what) for what in ("measured", "count", *PERCENTS)]
        typed = ", ".join(
            f"{quoted(n)} {'DATE' if n.endswith('.measured') else 'BIGINT'}" for n in names
        )
        con.execute(f"CREATE OR REPLACE TABLE {mine} (of VARCHAR, {typed})")
        facts = ranks[leaf.id]
        for row in _rows(facts):
            con.execute(f"INSERT INTO {mine} VALUES ({', '.join(row)})")
        of = "true"
        if form.per is not None:
            of = f"{mine}.of IS NOT DISTINCT FROM t.{quoted(form.per)}"
        joins.append(f" LEFT JOIN {mine} ON {of}")
        columns += [_brought(mine, n, facts) for n in names]
    return columns, joins


def _brought(table: str, name: str, facts: RankFacts) -> str:
    """A column of the facts; who has nobody to be ranked with still knows of which day."""
    column, value = quoted(name), f"{table}.{quoted(name)}"
    if name.endswith(".measured"):
        value = day_literal(facts.measured)
    elif name.endswith(".count"):
        value = f"coalesce({value}, 0)"
    return f"{value} AS {column}"


def _rows(facts: RankFacts) -> Iterator[Sequence[str]]:
    for g in facts.groups:
        edges = g.edges or (None,) * len(PERCENTS)
        of = "NULL" if g.of is None else literal(g.of)
        values = ["NULL" if e is None else str(e) for e in edges]
        yield [of, day_literal(facts.measured), str(g.count), *values]
