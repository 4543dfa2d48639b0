"""Companies become groups: one GROUP BY for all fields, as each of them is rolled up
(docs/language.md 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.atoms.dates import back
from engine.atoms.sql import day_literal, literal, quoted
from engine.bind.bound import BoundPolicy, Field, Item
from engine.bind.contract import (
    converted_fields,
    facts_columns,
    fx_name,
    input_columns,
    override_columns,
    previous_columns,
)
from engine.connect.assemble import COLUMN_TYPES, Brought
from engine.connect.decided_errors import LATE, decided_errors
from engine.connect.faults import expected
from engine.connect.forms import form_of
from engine.connect.layout import declared_of
from engine.connect.listing import Listing
from engine.connect.members import BELONGS, find_groups
from engine.connect.origin import Origin
from engine.connect.windows import divided, outside, text_of

_COMPANIES = "companies"


def roll_up(
    con: Any, bound: BoundPolicy, table: str, origin: Origin, listing: Listing, as_of: int,
    only: str | None, some: bool, brought: Sequence[Brought],
) -> int:  # fmt: skip
    """Replaces the table of companies by that of their groups; returns how many there are.

    `only` is the id of a group, or of a company of it; `some` says that these are not all
    companies of the file.
    """
    con.execute(f"ALTER TABLE {table} RENAME TO {_COMPANIES}")
    find_groups(con, bound, _COMPANIES, origin, listing, some)
    if only is not None:
        con.execute(
            f"DELETE FROM {BELONGS} WHERE of NOT IN "
            f"(SELECT of FROM {BELONGS} WHERE of = ? OR id = ?)",
            [only, only],
        )
        listing.keep(f"SELECT id FROM {BELONGS}")
    _note_late(con, bound, as_of)
    made = Rolled(bound, as_of)
    con.execute(f"CREATE TABLE rolled AS {made.query(_COMPANIES)}")
    con.execute(f"CREATE TABLE {table} AS {made.finished('rolled', brought)} ORDER BY id")
    _tell_outside(con, bound, origin, listing)
    for name in (_COMPANIES, BELONGS, "rolled"):
        con.execute(f"DROP TABLE {name}")
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class Rolled:
    """Writes the SQL of groups from that of their companies."""

    def __init__(self, bound: BoundPolicy, as_of: int) -> None:
        self.bound, self.as_of = bound, as_of

    def query(self, companies: str) -> str:
        """Rows of groups: canonical columns by name, sums before their bounds are checked."""
        parts = ["b.of AS id", "list(c.id ORDER BY c.id) AS members"]
        for f in self.bound.data_fields():
            parts += [f"{e} AS {quoted(name)}" for name, e in self._field(f)]
        for item in self.bound.items.values():
            parts += [f"{e} AS {quoted(name)}" for name, e in self._item(item)]
        for f in self.bound.data_fields():
            if f.raters is not None:
                parts.append(f"max(c.{quoted(f.spread_name)}) AS {quoted(f.spread_name)}")
        for f in converted_fields(self.bound):
            parts.append(f"{_words('c.' + quoted(fx_name(f)))} AS {quoted(fx_name(f))}")
        faults = "list_concat(CASE WHEN b.fault IS NOT NULL THEN ['id.' || b.fault] END, c.errors)"
        wrong = f"list({faults}) FILTER (WHERE c.errors IS NOT NULL OR b.fault IS NOT NULL)"
        parts.append(f"list_distinct(flatten({wrong})) AS codes")
        of = f"{companies} c JOIN {BELONGS} b ON b.id = c.id"
        return f"SELECT {', '.join(parts)} FROM {of} GROUP BY b.of"

    def finished(self, rolled: str, brought: Sequence[Brought]) -> str:
        """The canonical rows: bounds of sums checked, codes in policy order, and what comes from
        elsewhere."""
        columns, joins = [], []
        for n, each in enumerate(brought):
            joins.append(f"LEFT JOIN {_of_groups(each)} e{n} ON e{n}.id = r.id")
        brought_in = (
            *previous_columns(self.bound),
            *override_columns(self.bound),
            *facts_columns(self.bound),
        )
        elsewhere = {c.name for c in brought_in}
        for c in input_columns(self.bound):
            if c.name == "errors":
                value = self._errors()
            elif c.name in elsewhere:
                at = next((n for n, b in enumerate(brought) if c.name in b.columns), None)
                given = "NULL" if at is None else f"e{at}.{quoted(c.name)}"
                value = f"CAST({given} AS {COLUMN_TYPES[c.storage]})"
            elif c.name in self.bound.fields and self.bound.fields[c.name].origin == "data":
                value = self._inside(self.bound.fields[c.name])
            else:
                value = f"r.{quoted(c.name)}"
            columns.append(f"{value} AS {quoted(c.name)}")
        return f"SELECT {', '.join(columns)} FROM {rolled} r {' '.join(joins)}"

    def _inside(self, f: Field) -> str:
        """A value without its errors, and inside its bounds."""
        value, gone = f"r.{quoted(f.id)}", _has_code(f.id)
        if _summed(f):
            gone += f" OR coalesce({outside(f, value)}, false)"
            value = f"CAST({value} AS BIGINT)"
        return f"CASE WHEN NOT ({gone}) THEN {value} END"

    def _errors(self) -> str:
        parts = ["list_filter(r.codes, lambda e: starts_with(e, 'id.'))"]
        some = ["r.codes IS NOT NULL"]
        for f in self.bound.data_fields():
            own = f"lambda e: starts_with(e, {literal(f.id + '.')})"
            parts.append(f"list_sort(list_filter(r.codes, {own}))")
            if _summed(f):
                beyond = f"NOT {_has_code(f.id)} AND {outside(f, 'r.' + quoted(f.id))}"
                parts.append(f"CASE WHEN {beyond} THEN [{literal(f.id + '.outside')}] END")
                some.append(f"coalesce({beyond}, false)")
        return f"CASE WHEN {' OR '.join(some)} THEN flatten([{', '.join(parts)}]) END"

    # --- fields ------------------------------------------------------------------------------

    def _field(self, f: Field) -> Iterator[tuple[str, str]]:
        declared = declared_of(f)
        skip, v = declared.missing_members == "skip", f"c.{quoted(f.id)}"
        there, every = f"{v} IS NOT NULL", f"count({v}) = count(*)"
        if declared.roll_up is not None and declared.roll_up.how == "head":
            skip, there, every = False, f"{there} AND b.head", "true"  # nobody else is asked
        if f.fresh is None:
            value = self._of(f, there)
            if not skip:
                value = f"CASE WHEN {every} THEN {value} END"
            yield f.id, value
            return
        day, now = f"c.{quoted(f.date_name)}", day_literal(self.as_of)
        oldest = f"CASE WHEN NOT bool_or({there} AND {day} IS NULL) THEN min({day}) FILTER "
        oldest += f"(WHERE {there}) END"
        future = f"max({day}) > {now} THEN max({day})"
        if not skip:
            yield f.id, f"CASE WHEN {every} THEN {self._of(f, there)} END"
            yield f.date_name, f"CASE WHEN {future} ELSE {oldest} END"
            return
        fresh = f"{there} AND {day} > {day_literal(back(self.as_of, f.fresh))} AND {day} <= {now}"
        some = f"count(*) FILTER (WHERE {fresh}) > 0"
        yield f.id, f"CASE WHEN {some} THEN {self._of(f, fresh)} ELSE {self._of(f, there)} END"
        own = f"min({day}) FILTER (WHERE {fresh})"
        yield f.date_name, f"CASE WHEN {future} WHEN {some} THEN {own} ELSE {oldest} END"

    def _of(self, f: Field, where: str) -> str:
        """What the companies that `where` keeps come to."""
        declared, v = declared_of(f), f"c.{quoted(f.id)}"
        how = declared.roll_up
        assert how is not None
        kept = f"FILTER (WHERE {where})"
        if how.weighted_by is not None:
            by = f"c.{quoted(how.weighted_by.text)}"
            if declared.missing_members == "skip":
                where += f" AND {by} IS NOT NULL"
            return _weighted(v, by, where)
        match how.how:
            case "sum":
                return f"sum(CAST({v} AS HUGEINT)) {kept}"
            case "max" | "min":
                return f"{how.how}({v}) {kept}"
            case "best" | "worst":
                best = (how.how == "best") == (declared.better == "high")
                return f"{'max' if best else 'min'}({v}) {kept}"
            case "head":
                return f"any_value({v}) {kept}"
            case "same" if f.type.kind == "choices":
                text = f"CAST(to_json({v}) AS VARCHAR)"
                alike = f"min({text}) {kept} = max({text}) {kept}"
                return f"CASE WHEN {alike} THEN any_value({v}) {kept} END"
            case "same":
                return f"CASE WHEN min({v}) {kept} = max({v}) {kept} THEN min({v}) {kept} END"
            case "any" | "all" if f.type.kind == "choices":
                return self._choices(f, v, kept, how.how)
            case _:
                return f"bool_{'or' if how.how == 'any' else 'and'}({v}) {kept}"

    def _choices(self, f: Field, v: str, kept: str, how: str) -> str:
        """The words of some company, or of every one, in declared order."""
        found = []
        for word in f.type.words or ():
            has = f"list_contains({v}, {literal(word)})"
            has = f"bool_{'or' if how == 'any' else 'and'}({has}) {kept}"
            found.append(f"CASE WHEN {has} THEN {literal(word)} END")
        words = f"list_filter([{', '.join(found)}], lambda x: x IS NOT NULL)"
        return f"CASE WHEN count({v}) {kept} > 0 AND len({words}) > 0 THEN {words} END"

    # --- answers -----------------------------------------------------------------------------

    def _item(self, item: Item) -> Iterator[tuple[str, str]]:
        """yes > unknown > no > not applicable, of answers that are still good."""
        answer, day = f"c.{quoted(item.id)}", f"c.{quoted(item.id + '.date')}"
        now, good = day_literal(self.as_of), answer
        if item.good_for is not None:
            stale = f"{answer} IN ('yes', 'no') AND ({day} IS NULL OR {day} <= "
            stale += f"{day_literal(back(self.as_of, item.good_for))})"
            good = f"CASE WHEN {stale} THEN 'unknown' ELSE {answer} END"
        ahead = f"{answer} IN ('yes', 'no', 'error') AND {day} > {now}"
        some = f"bool_or({ahead})"
        worst = "CASE " + " ".join(
            f"WHEN bool_or({good} = '{word}') THEN '{word}'"
            for word in ("error", "yes", "unknown", "no")
        )
        worst += " ELSE 'not_applicable' END"
        late = f"CASE WHEN bool_or({answer} = 'error') THEN 'error' ELSE 'no' END"
        yield item.id, f"CASE WHEN {some} THEN {late} ELSE {worst} END"
        shown = f"CASE WHEN bool_or({good} = 'error') THEN NULL "
        for word in ("yes", "unknown", "no"):
            of = f"min({day}) FILTER (WHERE {good} = '{word}')" if word != "unknown" else "NULL"
            shown += f"WHEN bool_or({good} = '{word}') THEN {of} "
        shown += "END"
        yield (
            f"{item.id}.date",
            f"CASE WHEN {some} THEN max({day}) FILTER (WHERE {ahead}) ELSE {shown} END",
        )


def _of_groups(each: Brought) -> str:
    """What is brought, each group once."""
    if each.day is None:
        return each.relation
    latest = [
        f"arg_max({quoted(c)}, ({each.day}, {quoted(c)})) AS {quoted(c)}" for c in each.columns
    ]
    return (
        f"(SELECT coalesce(b.of, x.id) AS id, {', '.join(latest)} FROM {each.relation} x "
        f"LEFT JOIN {BELONGS} b ON b.id = x.id GROUP BY 1)"
    )


def _note_late(con: Any, bound: BoundPolicy, as_of: int) -> None:
    """Keeps which companies have a day after as-of where a decision may be in error for it."""
    con.execute(f"CREATE TABLE {LATE} (id VARCHAR, company VARCHAR, code VARCHAR, seen VARCHAR)")
    for code, error in decided_errors(bound, as_of).items():
        if error.what == "future":
            ((name, day_type),) = error.seen
            value = "c." + quoted(name)
            con.execute(
                f"INSERT INTO {LATE} SELECT b.of, c.id, {literal(code)}, "
                f"{text_of(value, day_type)} FROM {_COMPANIES} c JOIN {BELONGS} b USING (id) "
                f"WHERE {value} > {day_literal(as_of)}"
            )


def _tell_outside(con: Any, bound: BoundPolicy, origin: Origin, listing: Listing) -> None:
    """Lists the sums that lie beyond their bounds."""
    for f in bound.data_fields():
        if not _summed(f):
            continue
        value = quoted(f.id)
        wanted = expected(form_of(bound, f.type, None), "outside")
        query = (
            f"SELECT NULL AS row, r.id, {text_of(value, f.type)} AS seen FROM rolled r "
            f"WHERE NOT {_has_code(f.id)} AND {outside(f, value)}"
        )
        if con.execute(f"SELECT count(*) FROM ({query})").fetchone()[0]:
            listing.gate(origin, None, wanted, "result", f"{f.id}.outside", query)


def _weighted(v: str, by: str, where: str) -> str:
    """The mean by weight, one division; a weight below 0 is none, and a missing one leaves the
    mean missing."""
    weight, kept = f"CAST(greatest({by}, 0) AS HUGEINT)", f"FILTER (WHERE {where})"
    total, sums = f"sum({weight}) {kept}", f"sum({v} * {weight}) {kept}"
    known = f"count({by}) {kept} = count(*) {kept} AND {total} > 0"
    return f"CASE WHEN {known} THEN CAST({divided(sums, f'greatest({total}, 1)')} AS BIGINT) END"


def _summed(f: Field) -> bool:
    how = declared_of(f).roll_up
    return how is not None and how.how == "sum"


def _has_code(field: str) -> str:
    own = f"lambda e: starts_with(e, {literal(field + '.')})"
    return f"(r.codes IS NOT NULL AND len(list_filter(r.codes, {own})) > 0)"


def _words(lists: str) -> str:
    """The words of several lists, each once, in order; NULL where there are none."""
    return f"list_sort(list_distinct(flatten(list({lists}) FILTER (WHERE {lists} IS NOT NULL))))"
