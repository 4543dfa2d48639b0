"""All cells and rows in error of a run, as the table `faults`: for errors.csv and the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.sql import literal, quoted
from engine.author.policy import TableRead
from engine.bind.bound import BoundPolicy, Table
from engine.bind.masks import MASK
from engine.connect.amounts import Converted
from engine.connect.faults import A_DATE, ALIKE, DECIDABLE, SEEN, CellFault, expected
from engine.connect.forms import Form, form_of
from engine.connect.hints import hint
from engine.connect.layout import CURRENCY, Read, declared_of
from engine.connect.origin import Origin, origin_of
from engine.connect.questions import SKIP, skip_columns
from engine.connect.vet import Cells
from engine.connect.window_faults import WINDOW_FAULTS
from engine.connect.windows import text_of

_MAKE = """CREATE TABLE faults (file VARCHAR, "row" BIGINT, line BIGINT, "column" VARCHAR,
id VARCHAR, seen VARCHAR, expected VARCHAR, expected_zh VARCHAR, what VARCHAR, reason VARCHAR)"""
_LINES_AT_MOST = 1_000_000


class Listing:
    """Collects faults in the database; nothing is held in memory."""

    def __init__(self, con: Any) -> None:
        self.con = con
        self.forms: dict[tuple[str, str], Form] = {}
        self.origins: dict[str, Origin] = {}
        con.execute(_MAKE)

    def cells(self, cells: Cells, reads: Sequence[Read], ids: str, reason_of: str | None) -> None:
        """Cells that could not be read. `ids` is a relation of `row` and `id`; `reason_of` stands
        for each cell's own field where it is given (a child table's rows)."""
        if cells.faulty is None:
            return
        origin = origin_of(cells, reads)
        for i, (read, w) in enumerate(zip(reads, cells.wanted, strict=True)):
            self.forms[origin.name, w.heading] = w.form
            reason = literal(reason_of) if reason_of else f"{literal(read.code + '.')} || f.what"
            if read.form.kind == "date" and read.column != read.code and not reason_of:
                reason = literal(f"{read.code}.unreadable")
            self._add(
                origin, w.heading, w.form, None, reason,
                f"SELECT f.row, k.id, f.seen, f.fault AS what FROM {cells.faulty} f "
                f"LEFT JOIN {ids} k ON k.row = f.row WHERE f.col = {i}",
            )  # fmt: skip

    def amounts(
        self, converted: Converted, reads: Sequence[Read], ids: str, reason_of: str | None
    ) -> None:
        """Amounts that could not be converted, each told of its currency, or where it is beyond
        its bounds once converted, of itself. `ids` and `reason_of` are as in `cells`."""
        if converted.faulty is None:
            return
        origin = origin_of(converted.cells, reads)
        for col, what in self.con.execute(
            f"SELECT DISTINCT col, what FROM {converted.faulty} ORDER BY ALL"
        ).fetchall():
            amount = reads[col]
            told = amount.column if what == "outside" else f"{CURRENCY}{amount.column}"
            wanted = converted.wanted(col, what)
            reason = reason_of or f"{amount.code}.{what}"
            self._add(
                origin, origin.headings[told], wanted, what, literal(reason),
                f"SELECT f.row, k.id, f.seen FROM {converted.faulty} f "
                f"LEFT JOIN {ids} k ON k.row = f.row WHERE f.col = {col} "
                f"AND f.what = {literal(what)}",
            )  # fmt: skip

    def rows(self, origin: Origin, table: Table, rows: str, as_of: str) -> None:
        """Rows of a child table without a date, or of which `skip_when` is unknown."""
        reason = literal(f"{table.id}.rows")
        undated = '"?day" IS NULL AND NOT "?unread"'
        unclear = f'"?day" <= {as_of} AND {quoted(SKIP)} IS NULL AND NOT "?faulty"'
        found = 'SELECT "?row" AS row, "?key" AS id, {} AS seen FROM ' + rows + " WHERE {}"
        heading = origin.headings["date"]
        self._add(origin, heading, A_DATE, "undated", reason, found.format("''", undated))
        before, (*_, last) = "true", ("", *skip_columns(table))
        for column in skip_columns(table):  # told of the first that is empty, else of the last
            c = quoted(column)
            here = f"{unclear} AND {before}"
            if column != last:
                here += f" AND {c} IS NULL"
                before += f" AND {c} IS NOT NULL"
            seen = text_of(c, table.columns[column].type)
            query = found.format(seen, here)
            self._add(origin, origin.headings[column], DECIDABLE, "unclear", reason, query)

    def windows(self, bound: BoundPolicy, base: str, origins: Mapping[str, Origin]) -> None:
        """Fields that their rows give no value, or one outside the bounds. `base` gives `?id` and
        `?key` of the customers, `origins` where the rows of each table come from."""
        for table, field, what in self.con.execute(
            f'SELECT DISTINCT "table", field, what FROM {WINDOW_FAULTS} ORDER BY ALL'
        ).fetchall():
            declared = declared_of(bound.fields[field])
            read = declared.read
            column = read.column if isinstance(read, TableRead) else None
            told = f"{CURRENCY}{column}" if what == "no_rate" else column
            heading = None if told is None else origins[table].headings[told]
            form = form_of(bound, bound.fields[field].type, declared)
            if what != "result" and column is not None:
                c = bound.tables[table].columns[column]
                form = form_of(bound, c.type, c.declared)
            key = quoted(bound.tables[table].lookup or "?key")
            self._add(
                origins[table], heading, ALIKE.get(what, form), what,
                literal(f"{field}.{'outside' if what == 'result' else 'rows'}"),
                f'SELECT w."row", b."?id" AS id, w.seen FROM {WINDOW_FAULTS} w '
                f'JOIN {base} b ON b.{key} = w."?key" '
                f"WHERE w.field = {literal(field)} AND w.what = {literal(what)}",
            )  # fmt: skip

    def gate(
        self, origin: Origin, heading: str | None, wanted: Both, what: str, reason: str, query: str
    ) -> None:
        """Rows set aside by a gate; the query gives `row`, `id` and `seen`."""
        self._add(origin, heading, wanted, what, literal(reason), query)

    def narrow(self, base: str, subjects: str, looked_up: Iterable[str] = ()) -> None:
        """Keeps what is told of the subjects, and of their rows of tables. `base` gives `?id` and
        `?key` of them and of others, and the fields by which rows are `looked_up`."""
        own = f"SELECT id FROM {subjects}"
        keys = [own]
        for key in map(quoted, ("?key", *looked_up)):
            keys.append(f'SELECT {key} FROM {base} WHERE "?id" IN ({own}) AND {key} IS NOT NULL')
        self.con.execute(
            f"DELETE FROM faults WHERE id IS NULL OR id NOT IN ({' UNION ALL '.join(keys)})"
        )

    def nobodys(self, table: str) -> None:
        """Rows that are looked up are no single customer's: forgets the key in place of the id."""
        self.con.execute(
            f"UPDATE faults SET id = NULL WHERE reason = {literal(table + '.rows')} "
            "AND what NOT IN ('gap', 'differ', 'no_rate')"
        )

    def _add(
        self, origin: Origin, heading: str | None, wanted: Both | Form, what: str | None,
        reason: str, query: str,
    ) -> None:  # fmt: skip
        """The rows of a query (`row`, `id`, `seen`, and `what` where that differs by row)."""
        told = "f.what" if what is None else literal(what)
        en, zh = (literal(w) for w in _wanted(wanted, what or ""))
        if what is None:  # bounds that nobody set are said of what lies beyond them
            beyond = [literal(w) for w in _wanted(wanted, "outside")]
            en, zh = (f"CASE WHEN f.what = 'outside' THEN {b} ELSE {w} END"
                      for b, w in zip(beyond, (en, zh), strict=True))  # fmt: skip
        seen = "coalesce(f.seen, '')"
        seen = (
            f"CASE WHEN length({seen}) > {SEEN} THEN left({seen}, {SEEN}) || ' …' ELSE {seen} END"
        )
        self.origins[origin.name] = origin
        column = "NULL" if heading is None else literal(heading)
        self.con.execute(
            f"INSERT INTO faults SELECT {literal(origin.name)}, f.row, NULL, {column}, f.id, "
            f"{seen}, {en}, {zh}, {told}, {reason} FROM ({query}) f"
        )

    def keep(self, ids: str) -> None:
        """Forgets what is of others than the query's `id`."""
        self.con.execute(f"DELETE FROM faults WHERE id NOT IN ({ids})")

    def count(self) -> int:
        return int(self.con.execute("SELECT count(*) FROM faults").fetchone()[0])

    def by_reason(self) -> Mapping[str, int]:
        """How many faults of each code, most first."""
        return dict(
            self.con.execute(
                "SELECT reason, count(*) AS n FROM faults GROUP BY 1 ORDER BY n DESC, 1"
            ).fetchall()
        )

    def fill_lines(self) -> None:
        """Line numbers, where they can differ from row numbers: one more pass over those files."""
        for name, origin in self.origins.items():
            rows = self.con.execute(
                'SELECT DISTINCT "row" FROM faults WHERE file = ? AND "row" IS NOT NULL '
                f"LIMIT {_LINES_AT_MOST}",
                [name],
            ).fetchall()
            found = origin.lines([r for (r,) in rows]) if rows else {}
            if not found:
                continue
            self.con.execute("CREATE OR REPLACE TEMP TABLE at_line (r BIGINT, l BIGINT)")
            pairs = list(found.items())
            for start in range(0, len(pairs), 1000):
                values = ", ".join(f"({r}, {line})" for r, line in pairs[start : start + 1000])
                self.con.execute(f"INSERT INTO at_line VALUES {values}")
            self.con.execute(
                'UPDATE faults SET line = l FROM at_line WHERE file = ? AND "row" = r', [name]
            )

    def mask(self, headings: Collection[str], codes: Collection[str]) -> None:
        """Hides what was seen in columns of these headings, and of fields of these ids."""
        for what, hidden in (("column", headings), ("split_part(reason, '.', 1)", codes)):
            if hidden:
                named = ", ".join(map(literal, sorted(hidden)))
                name = quoted(what) if what == "column" else what
                self.con.execute(
                    f"UPDATE faults SET seen = {literal(MASK)} WHERE {name} IN ({named})"
                )

    def first(self, count: int) -> tuple[CellFault, ...]:
        """The first faults, by file and row."""
        rows = self.con.execute(
            'SELECT file, "row", line, "column", id, seen, expected, expected_zh, what, reason '
            f'FROM faults ORDER BY file, "row" NULLS LAST, "column", id, reason LIMIT {int(count)}'
        ).fetchall()
        return tuple(self._fault(*r) for r in rows)

    def _fault(self, file: str, row: int | None, line: int | None, column: str | None,
               id_: str | None, seen: str, en: str, zh: str, what: str, reason: str,
               ) -> CellFault:  # fmt: skip
        form = None if column is None else self.forms.get((file, column))
        tip = None if form is None else hint(seen, what, form)
        sheet = self.origins[file].sheet
        return CellFault(
            file, row, line, column, id_, seen or "", (en, zh), what, reason, tip, sheet
        )


def _wanted(wanted: Both | Form, fault: str) -> Both:
    return expected(wanted, fault) if isinstance(wanted, Form) else wanted
