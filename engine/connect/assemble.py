"""The query that makes canonical rows of vetted cells and aggregated tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.atoms.sql import literal, quoted
from engine.bind.bound import BoundPolicy, Field
from engine.bind.contract import (
    Column,
    Storage,
    facts_columns,
    input_columns,
    override_columns,
    previous_columns,
)
from engine.connect.fast import STORED
from engine.connect.layout import GROUP, PARENT, Read, date_field, declared_of
from engine.connect.origin import Origin
from engine.connect.vet import Cells
from engine.connect.windows import BAD, Window, outside

#: What a canonical column is stored as.
COLUMN_TYPES: Mapping[Storage, str] = {
    "integer": "BIGINT", "text": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE",
    "words": "VARCHAR[]",
}  # fmt: skip
EMPTY = "CAST(NULL AS VARCHAR[])"


@dataclass(frozen=True, slots=True)
class Part:
    """An aggregated table: its relation, the windows that read it, where its rows come from, and
    the field that its rows are looked up by (None: they are the customers' own)."""

    table: str
    relation: str
    windows: tuple[Window, ...]
    origin: Origin
    lookup: str | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """Canonical columns that come from elsewhere than the customers' data, such as a previous run:
    a relation with `id`, each customer once, and these columns under their own names.

    With `day`, a column of it, the ids are those of companies also where groups are decided on (or
    of a group itself), and of the companies of a group the latest counts."""

    relation: str
    columns: tuple[str, ...]
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """One row a subject, before tables are joined: `relation` has `?id` (what is shown), `?key`
    (what tables are joined by), `?why` (codes of ids in error, or NULL), and the canonical
    columns read from the customers' file with their faults `?f.<column>`."""

    relation: str
    columns: frozenset[str]
    faults: frozenset[str]


def base_of_cells(
    cells: Cells, reads: Sequence[Read], ids: Mapping[str, str], where: str,
    more: Mapping[str, str], wrong: Mapping[str, str],
) -> Base:  # fmt: skip
    """The customers' file as a base. `ids` gives the expressions of `?id`, `?key` and `?why`,
    `more` those of further columns, `wrong` those of their faults."""
    parts = [f"{e} AS {quoted(name)}" for name, e in {**ids, **more}.items()]
    parts += [f"{e} AS {quoted('?f.' + name)}" for name, e in wrong.items()]
    faults = set(wrong)
    for read, value, fault in zip(reads, cells.values, cells.faults, strict=True):
        if read.column != "id":
            parts.append(f"{value} AS {quoted(read.column)}")
        if fault is not None:
            parts.append(f"{fault} AS {quoted('?f.' + read.column)}")
            faults.add(read.column)
    columns = frozenset(r.column for r in reads) | frozenset(more)
    relation = f"(SELECT {', '.join(parts)} FROM {cells.table}{where})"
    return Base(relation, columns, frozenset(faults))


def base_of_ids(part: Part, where: str) -> Base:
    """The customers that a table names, with a row dated on or before as-of."""
    sql = (
        f'SELECT "?key" AS "?id", "?key", {EMPTY} AS "?why" '
        f'FROM {part.relation} WHERE "?known"{where}'
    )
    return Base(f"({sql})", frozenset({"id"}), frozenset())


class Assembly:
    """Writes the query: joins below, values and codes of errors above."""

    def __init__(
        self,
        bound: BoundPolicy,
        base: Base,
        parts: Sequence[Part],
        brought: Sequence[Brought] = (),
    ) -> None:
        self.bound, self.base, self.parts, self.brought = bound, base, parts, brought
        elsewhere = (
            *previous_columns(bound),
            *override_columns(bound),
            *facts_columns(bound),
        )
        self.elsewhere = {c.name: c for c in elsewhere}
        self.windows = {w.field: (n, w) for n, p in enumerate(parts) for w in p.windows}
        rated = (w for _, w in self.windows.values() if w.spread is not None)
        self.spreads = {bound.fields[w.field].spread_name: w for w in rated}
        self.converted = {f"{f}.fx" for f, (_, w) in self.windows.items() if w.fx is not None}

    def query(self, must_have: Sequence[str] = ()) -> str:
        """Rows of `input_columns`, then `?n.<table>`: how many rows of each table joined."""
        values = [f"{self._value(c.name)} AS {quoted(c.name)}" for c in self._columns()]
        counted = [f'"?n{n}" AS {quoted("?n." + p.table)}' for n, p in enumerate(self.parts)]
        values.append(f"{self._errors(must_have)} AS errors")
        if self.bound.policy.groups is not None:  # what says where a company belongs
            kept = ("?key", "?row", "?why", *(c for c in (GROUP, PARENT) if c in self.base.columns))
            values += map(quoted, kept)
        return f"SELECT {', '.join([*values, *counted])} FROM ({self._joined()})"

    def _columns(self) -> list[Column]:
        return [c for c in input_columns(self.bound) if c.name not in ("members", "errors")]

    def _joined(self) -> str:
        """The base with each table's aggregates: `?w.<field>` is the value before its bounds are
        checked, `?b.<field>` whether its own rows are at fault, `?bad<n>` the whole table."""
        selected, joins = ["base.*"], []
        for n, part in enumerate(self.parts):
            t = f"t{n}"
            key = quoted(part.lookup or "?key")
            joins.append(f'LEFT JOIN {part.relation} {t} ON base.{key} = {t}."?key"')
            selected.append(f'coalesce({t}.{BAD}, false) AS "?bad{n}"')
            selected.append(f'{t}."?n" AS "?n{n}"')
            for w in part.windows:
                selected.append(f"{w.value} AS {quoted('?w.' + w.field)}")
                selected.append(f"{w.bad} AS {quoted('?b.' + w.field)}")
                if w.spread is not None:
                    selected.append(f"{w.spread} AS {quoted('?s.' + w.field)}")
                if w.fx is not None:
                    selected.append(f"{w.fx} AS {quoted(w.field + '.fx')}")
        for n, each in enumerate(self.brought):
            joins.append(f'LEFT JOIN {each.relation} b{n} ON base."?id" = b{n}.id')
            selected += [f"b{n}.{quoted(name)}" for name in each.columns]
        return f"SELECT {', '.join(selected)} FROM {self.base.relation} base {' '.join(joins)}"

    def _lost(self, field: str) -> str:
        number, _ = self.windows[field]
        return f'("?bad{number}" OR {quoted("?b." + field)})'

    def _value(self, name: str) -> str:
        if name == "id":
            return '"?id"'
        if name in self.windows:
            return self._window_value(self.bound.fields[name])
        if name in self.spreads:
            rated = self.spreads[name].field
            apart = f"CAST({quoted('?s.' + rated)} AS BIGINT)"
            return f"CASE WHEN ({self._value(rated)}) IS NOT NULL THEN {apart} END"
        if name in self.bound.items:
            return self._answer(name)
        if name in self.converted:
            value = self._value(name.removesuffix(".fx"))
            return f"CASE WHEN ({value}) IS NOT NULL THEN {quoted(name)} END"
        if name in self.elsewhere:
            there = any(name in each.columns for each in self.brought)
            stored = COLUMN_TYPES[self.elsewhere[name].storage]
            return f"CAST({quoted(name) if there else 'NULL'} AS {stored})"
        if name in self.base.columns:
            return quoted(name)
        field = self.bound.fields.get(name.removesuffix(".date"))
        if field is not None and field.origin == "data" and name == field.date_name:
            dated = date_field(self.bound, declared_of(field))
            if dated is not None:
                return self._value(dated)
        type_ = "DATE" if name.endswith(".date") else "VARCHAR"
        if name in self.bound.fields:
            type_ = STORED.get(self.bound.fields[name].type.kind, "BIGINT")
        return f"CAST(NULL AS {type_})"

    def _window_value(self, f: Field) -> str:
        raw = quoted(f"?w.{f.id}")
        gone = self._lost(f.id)
        if (beyond := outside(f, raw)) is not None:
            gone += f" OR coalesce({beyond}, false)"
        value = f"CAST({raw} AS BIGINT)" if f.type.numeric else raw
        return f"CASE WHEN NOT ({gone}) THEN {value} END"

    def _answer(self, item: str) -> str:
        answer = quoted(item)
        wrong = []
        if item in self.base.faults:
            wrong.append(f"{quoted('?f.' + item)} IS NOT NULL")
        if f"{item}.date" in self.base.faults:
            fault = quoted(f"?f.{item}.date")
            wrong.append(f"({fault} IS NOT NULL AND {answer} IN ('yes', 'no'))")
        if item not in self.base.columns:
            return "'unknown'"
        plain = f"coalesce({answer}, 'unknown')"
        return f"CASE WHEN {' OR '.join(wrong)} THEN 'error' ELSE {plain} END" if wrong else plain

    def _errors(self, must_have: Sequence[str]) -> str:
        """The codes of a row's errors, in policy order; NULL when there is none."""
        codes: list[tuple[str, str]] = []
        for f in self.bound.data_fields():
            codes += self._field_codes(f, f.id in must_have)
        listed = [f"CASE WHEN {condition} THEN {code} END" for condition, code in codes]
        why = '"?why"'
        if not listed:
            return why
        some = " OR ".join(f"coalesce({c}, false)" for c, _ in codes)
        kept = f"list_filter([{', '.join(listed)}], lambda x: x IS NOT NULL)"
        return f"CASE WHEN {some} THEN list_concat({why}, {kept}) ELSE {why} END"

    def _field_codes(self, f: Field, must: bool) -> list[tuple[str, str]]:
        codes = []
        for column in (f.id, f.date_name):
            if column in self.base.faults:
                fault = quoted(f"?f.{column}")
                # A date that is a fault makes its field unreadable, once.
                if column == f.date_name and f.id in self.base.faults:
                    codes.append((f"{fault} IS NOT NULL AND {quoted('?f.' + f.id)} IS NULL",
                                  literal(f"{f.id}.unreadable")))  # fmt: skip
                elif column == f.date_name:
                    codes.append((f"{fault} IS NOT NULL", literal(f"{f.id}.unreadable")))
                else:
                    codes.append((f"{fault} IS NOT NULL", f"{literal(f.id + '.')} || {fault}"))
        if f.id in self.windows:
            raw = quoted(f"?w.{f.id}")
            codes.append((self._lost(f.id), literal(f"{f.id}.rows")))
            if (beyond := outside(f, raw)) is not None:
                codes.append((f"NOT {self._lost(f.id)} AND {beyond}", literal(f"{f.id}.outside")))
        if must:
            faulty = [f"NOT coalesce({c}, false)" for c, _ in codes]
            gone = " AND ".join([f"({self._value(f.id)}) IS NULL", *faulty])
            codes.append((gone, literal(f"{f.id}.missing")))
        return codes
