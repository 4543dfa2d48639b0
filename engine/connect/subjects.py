"""Who is decided on: ids vetted, tables joined, gates kept, rows in the order of ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place, listed
from engine.atoms.errors import DataError
from engine.atoms.numbers import divide, show
from engine.atoms.sql import literal, quoted
from engine.author.policy import TableRead
from engine.bind.bound import BoundPolicy
from engine.bind.contract import input_columns
from engine.connect.amounts import Converted
from engine.connect.assemble import Assembly, Base, Brought, Part, base_of_cells, base_of_ids
from engine.connect.faults import IDS, expected
from engine.connect.forms import form_of
from engine.connect.ids import ID_GATES, Ids
from engine.connect.layout import Read, declared_of
from engine.connect.listing import Listing
from engine.connect.origin import Origin, origin_of
from engine.connect.raters import rated
from engine.connect.vet import Cells

TABLE = "subjects"
SPOTS = "spots"
#: The rows of subjects that stand as in their file.
_IN_ORDER = f"(SELECT rowid + 1 AS row, id FROM {TABLE})"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Members:
    """Where subjects come from; `rows` is the relation of their `row` and shown `id`, where each
    has a row; `written` gives the text of a column's missing cells, where words mean that."""

    origin: Origin
    rows: str | None = None
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subjects:
    """Makes the table of subjects. `only` and `limit` narrow whom it holds."""

    con: Any
    bound: BoundPolicy
    parts: Sequence[Part]
    listing: Listing
    only: str | None
    limit: int | None
    brought: Sequence[Brought] = ()

    @property
    def _ids(self) -> Ids:
        return Ids(self.con, self.bound.set_aside)

    def of_file(
        self, converted: Converted, reads: Sequence[Read], keep: bool
    ) -> tuple[int, str | None]:
        """Subjects are the rows of the customers' file. Returns how many, and where they are to be
        kept, the relation of the `row` and shown `id` of each, which outlives the cells."""
        cells = converted.cells
        origin = origin_of(cells, reads)
        id_ = next(v for v, r in zip(cells.values, reads, strict=True) if r.column == "id")
        where = self._narrowed(id_, cells.row)
        rows = f"(SELECT {cells.row} AS row, {id_} AS id FROM {cells.table}{where})"
        ascending = self._ids.ascending(rows) if cells.row != "row" else False
        broken = self._ids.vet(rows, origin, ascending)
        if ascending and not broken and not where and self._taken_over(cells, reads):
            return cells.rows, _IN_ORDER
        ids = self._ids.shown(id_, cells.row, broken)
        known = f"(SELECT {cells.row} AS row, {ids['?id']} AS id FROM {cells.table}{where})"
        for reason, query in broken.items():
            _, word = ID_GATES[reason]
            told = f"SELECT k.row, k.id, b.id AS seen FROM {known} k JOIN ({query}) b USING (row)"
            self.listing.gate(origin, origin.headings["id"], IDS[word], word, reason, told)
        self.listing.cells(cells, reads, known, None)
        self.listing.amounts(converted, reads, known, None)
        more = {f"{column}.fx": source for column, source in converted.sources.items()}
        several = rated(self.bound, cells, reads)
        if self.bound.policy.groups is not None:
            more["?row"] = cells.row
        base = base_of_cells(cells, reads, ids, where, {**more, **several.values}, several.faults)
        joins = self.parts or self.brought
        order = " ORDER BY id" if joins or broken or not ascending else ""
        made = self._make(base, order, Members(origin, known, _written(cells, reads)))
        if not keep:
            return made, None
        if not order and not where:
            return made, _IN_ORDER
        self.con.execute(f"CREATE TABLE {SPOTS} AS SELECT row, id FROM {known}")
        return made, SPOTS

    def _taken_over(self, cells: Cells, reads: Sequence[Read]) -> bool:
        """Whether the cells are the canonical rows as they are, and became the table of subjects:
        nothing to join, to compute, to reorder or to tell. Saves a copy of everything."""
        gated = self.bound.must_have or self.bound.max_missing
        names = [c.name for c in input_columns(self.bound)]
        if self.parts or self.brought or gated or self.bound.items or cells.faulty is not None:
            return False
        if [r.column for r in reads] != names[:-1]:
            return False
        table = cells.table
        self.con.execute(f"ALTER TABLE {table} DROP COLUMN raw")
        for value, name in zip(cells.values, names[:-1], strict=True):
            self.con.execute(f"ALTER TABLE {table} RENAME COLUMN {value} TO {quoted(name)}")
        self.con.execute(f"ALTER TABLE {table} ADD COLUMN errors VARCHAR[]")
        self.con.execute(f"ALTER TABLE {table} RENAME TO {TABLE}")
        return True

    def of_table(self, table: str) -> int:
        """Subjects are whoever a table names with a row dated on or before as-of."""
        part = next(p for p in self.parts if p.table == table)
        where = "" if self.only is None else f' AND "?key" = {literal(self.only)}'
        limit = "" if self.limit is None else f" LIMIT {int(self.limit)}"
        return self._make(base_of_ids(part, where), f" ORDER BY id{limit}", Members(part.origin))

    def _narrowed(self, id_: str, row: str) -> str:
        conditions = []
        if self.only is not None:
            conditions.append(f"{id_} = {literal(self.only)}")
        if self.limit is not None:
            conditions.append(f"{row} <= {int(self.limit)}")
        return f" WHERE {' AND '.join(conditions)}" if conditions else ""

    # --- rows --------------------------------------------------------------------------------

    def _make(self, base: Base, order: str, members: Members) -> int:
        """Creates the table, and once more where a gate sets subjects aside."""
        assembly = Assembly(self.bound, base, self.parts, self.brought)
        self._create(assembly, (), order)
        gone = list(self._broken_fields(members))
        if gone and not self.bound.set_aside:
            raise DataError([d for _, d in gone], gate=True)
        if gone:
            fields = [f for f, _ in gone]
            self.con.execute(f"DROP TABLE {TABLE}")
            self._create(assembly, fields, order)
            for f in fields:
                self._set_aside(f, members)
        (some, rows) = self.con.execute(f"SELECT count(errors), count(*) FROM {TABLE}").fetchone()
        if some and self.parts:
            origins = {p.table: p.origin for p in self.parts}
            self.listing.windows(self.bound, base.relation, origins)
        if self.only is not None or self.limit is not None:
            keys = {p.lookup for p in self.parts if p.lookup is not None}
            self.listing.narrow(base.relation, TABLE, sorted(keys))
        for part in self.parts:
            if part.lookup is not None:
                self.listing.nobodys(part.table)
        return int(rows)

    def _create(self, assembly: Assembly, gone: Sequence[str], order: str) -> None:
        self.con.execute(f"CREATE TABLE {TABLE} AS {assembly.query(gone)}{order}")
        # INVARIANT: rows lie in the order of their ids; chunks of the run are cut from it.
        if not self._ids.ascending(TABLE):
            raise AssertionError("canonical rows do not lie in the order of their ids")

    # --- gates on fields ---------------------------------------------------------------------

    def _broken_fields(self, members: Members) -> Iterator[tuple[str, Diagnostic]]:
        """Fields of `must_have` that someone lacks, of `max_missing` that too many lack."""
        shares = {} if self.only is not None else self.bound.max_missing
        asked = list(dict.fromkeys([*self.bound.must_have, *shares]))
        if not asked:
            return
        counts = ", ".join(f"count(*) FILTER (WHERE {_missing(f)})" for f in asked)
        total, *found = self.con.execute(f"SELECT count(*), {counts} FROM {TABLE}").fetchone()
        for f, count in zip(asked, found, strict=True):
            origin, heading = self.source(f, members.origin)
            params = {"name": origin.name, "column": heading or f, "field": f,
                      "count": count, "total": total}  # fmt: skip
            if f in self.bound.must_have and count:
                place, where = self._told(f, members, origin, heading, count)
                params |= {"where": where[0], "where_zh": where[1]}
                yield f, Diagnostic("KT326", params, place=place)
            elif f in shares and count * 100 * 10**4 > shares[f] * total:
                share, most = show(divide(count * 1000, total), 1), show(shares[f], 4)
                place = Place(origin.name, column=heading)
                yield f, Diagnostic("KT327", {**params, "share": share, "most": most}, place=place)

    def source(self, f: str, customers: Origin) -> tuple[Origin, str | None]:
        """Where a field comes from, and the heading of the column that it reads."""
        read = declared_of(self.bound.fields[f]).read
        if read is None:
            return customers, customers.headings.get(f)
        origin = next(p.origin for p in self.parts if p.table == read.table)
        column = read.column if isinstance(read, TableRead) else None
        return origin, None if column is None else origin.headings[column]

    def _told(
        self, f: str, members: Members, origin: Origin, heading: str | None, count: int
    ) -> tuple[Place, Both]:
        """Where the first subjects are that lack a field: their rows, or where the field is of
        other rows than theirs, their ids."""
        gone = f"SELECT id FROM {TABLE} WHERE {_missing(f)}"
        if origin is members.origin and members.rows is not None:
            rows = f"SELECT k.row, k.id FROM {members.rows} k SEMI JOIN ({gone}) g USING (id)"
            first = self.con.execute(f"{rows} ORDER BY row LIMIT {_SHOWN}").fetchall()
            return origin.told(first, count, heading)
        ids = [i for (i,) in self.con.execute(f"{gone} ORDER BY id LIMIT {_SHOWN}").fetchall()]
        more = " …" if count > len(ids) else ""
        named, named_zh = listed(ids)
        return Place(origin.name, column=heading, id=ids[0]), (named + more, named_zh + more)

    def _set_aside(self, f: str, members: Members) -> None:
        """Lists the subjects that lack a field, each at its row where it has one."""
        code = f"{f}.missing"
        gone = f"SELECT id FROM {TABLE} WHERE list_contains(errors, {literal(code)})"
        query = f"SELECT NULL AS row, id, '' AS seen FROM ({gone})"
        origin, heading = self.source(f, members.origin)
        if origin is members.origin and members.rows is not None:
            query = f"SELECT k.row, k.id, '' AS seen FROM {members.rows} k JOIN ({gone}) USING (id)"
            if (text := members.written.get(f)) is not None:
                query = (
                    f"SELECT q.row, q.id, t.seen FROM ({query}) q LEFT JOIN {text} t USING (row)"
                )
        bound = self.bound.fields[f]
        wanted = expected(form_of(self.bound, bound.type, declared_of(bound)))
        self.listing.gate(origin, heading, wanted, "missing", code, query)

    def strangers(self, members: str | None) -> dict[str, int]:
        """Rows of customers that are not there, by table; the table that names the customers has
        none. Drops the counts of rows from the table of subjects."""
        found = {}
        for part in self.parts:
            column = quoted("?n." + part.table)
            own = part.table != members and part.lookup is None
            if own and self.limit is None:
                (joined,) = self.con.execute(f"SELECT sum({column}) FROM {TABLE}").fetchone()
                (total,) = self.con.execute(f'SELECT sum("?n") FROM {part.relation}').fetchone()
                if (left := int(total or 0) - int(joined or 0)) > 0:
                    found[part.table] = left
            self.con.execute(f"ALTER TABLE {TABLE} DROP COLUMN {column}")
            self.con.execute(f"DROP TABLE {part.relation}")
        return found


def _written(cells: Cells, reads: Sequence[Read]) -> dict[str, str]:
    """By column whose missing cells may hold a word: relations of `row` and the text `seen`."""
    columns = zip(reads, cells.scan.columns, strict=True)
    return {
        read.column: f"(SELECT row_number() OVER () AS row, trim(CAST({c} AS VARCHAR)) AS seen "
        f"FROM {cells.scan.relation})"
        for read, c in columns
        if read.form.missing_as
    }


def _missing(f: str) -> str:
    """The condition that a value is missing, and not in error."""
    own = f"lambda e: starts_with(e, {literal(f + '.')})"
    faulty = f"len(list_filter(errors, {own})) > 0"
    return f"{quoted(f)} IS NULL AND NOT coalesce({faulty}, false)"
