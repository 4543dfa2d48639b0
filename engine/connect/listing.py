"""All cells and rows in error of a run, as the table `faults`: for errors.csv and the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bind.bound import BoundPolicy
from engine.connect.assemble import Assembly
from engine.connect.faults import CellFault, expected, hint
from engine.connect.forms import Form
from engine.connect.layout import Read
from engine.connect.questions import SKIP
from engine.connect.sources.opened import Lines, Wanted, literal, quoted
from engine.connect.vet import Cells

_MAKE = """CREATE TABLE faults (file VARCHAR, "row" BIGINT, line BIGINT, "column" VARCHAR,
id VARCHAR, seen VARCHAR, expected VARCHAR, expected_zh VARCHAR, what VARCHAR, reason VARCHAR)"""
_LINES_AT_MOST = 1_000_000


class Listing:
    """Collects faults in the database; nothing is held in memory."""

    def __init__(self, con: Any) -> None:
        self.con = con
        self.forms: dict[tuple[str, str], Form] = {}
        self.lines: dict[str, Lines] = {}
        con.execute(_MAKE)

    def cells(self, cells: Cells, reads: Sequence[Read], ids: str, reason_of: str | None) -> None:
        """Cells that could not be read. `ids` is a relation of `row` and `id`; `reason_of` stands
        for each cell's own field where it is given (a child table's rows)."""
        name = cells.scan.reading.name
        self.lines[name] = cells.scan.lines
        if cells.faulty is None:
            return
        for i, (read, w) in enumerate(zip(reads, cells.wanted, strict=True)):
            self.forms[name, w.heading] = w.form
            en, zh = expected(w.form)
            reason = literal(reason_of) if reason_of else f"{literal(read.code + '.')} || f.fault"
            if read.form.kind == "date" and read.column != read.code and not reason_of:
                reason = literal(f"{read.code}.unreadable")
            self.con.execute(
                f"INSERT INTO faults SELECT {literal(name)}, f.row, NULL, {literal(w.heading)}, "
                f"k.id, f.seen, {literal(en)}, {literal(zh)}, f.fault, {reason} "
                f"FROM {cells.faulty} f LEFT JOIN {ids} k ON k.row = f.row WHERE f.col = {i}"
            )

    def rows(self, file: str, wanted: Sequence[Wanted], rows: str, as_of: str, table: str) -> None:
        """Rows of a child table without a date, or of which `skip_when` is unknown."""
        date = wanted[1].heading
        asked = (
            ("undated", date, '"?day" IS NULL AND NOT "?unread"', "a date", "日期"),
            ("unclear", "", f'"?day" <= {as_of} AND {quoted(SKIP)} IS NULL AND NOT "?faulty"',
             "`skip_when` true or false", "`skip_when` 为真或假"),
        )  # fmt: skip
        for what, column, condition, en, zh in asked:
            self.con.execute(
                f'INSERT INTO faults SELECT {literal(file)}, "?row", NULL, {literal(column)}, '
                f"\"?key\", '', {literal(en)}, {literal(zh)}, {literal(what)}, "
                f"{literal(table + '.rows')} FROM {rows} WHERE {condition}"
            )

    def results(self, bound: BoundPolicy, assembly: Assembly) -> None:
        """Fields that their rows give no value, or one outside the bounds."""
        for field, what, query in assembly.faulty_results():
            t = bound.fields[field].type
            form = Form(t.kind, t.scale, t.low, t.high, t.words)
            en, zh = expected(form)
            if what == "gap":
                en, zh = "a value in every row that counts", "计入的每一行都有值且一致"
            reason = f"{field}.rows" if what == "gap" else f"{field}.outside"
            self.con.execute(
                f"INSERT INTO faults SELECT '', NULL, NULL, {literal(field)}, id, seen, "
                f"{literal(en)}, {literal(zh)}, {literal(what)}, {literal(reason)} FROM ({query})"
            )

    def gate(self, file: str, column: str, what: str, reason: str, query: str) -> None:
        """Rows set aside by a gate; the query gives `row` and `id`."""
        self.con.execute(
            f"INSERT INTO faults SELECT {literal(file)}, row, NULL, {literal(column)}, id, "
            f"coalesce(id, ''), '', '', {literal(what)}, {literal(reason)} FROM ({query})"
        )

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
        for name, lines in self.lines.items():
            rows = self.con.execute(
                'SELECT DISTINCT "row" FROM faults WHERE file = ? AND "row" IS NOT NULL '
                f"LIMIT {_LINES_AT_MOST}",
                [name],
            ).fetchall()
            found = lines([r for (r,) in rows]) if rows else {}
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

    def first(self, count: int) -> tuple[CellFault, ...]:
        """The first faults, by file and row."""
        rows = self.con.execute(
            'SELECT file, "row", line, "column", id, seen, expected, expected_zh, what, reason '
            f'FROM faults ORDER BY file, "row" NULLS LAST, "column", id LIMIT {int(count)}'
        ).fetchall()
        return tuple(self._fault(*r) for r in rows)

    def _fault(self, file: str, row: int | None, line: int | None, column: str, id_: str | None,
               seen: str, en: str, zh: str, what: str, reason: str) -> CellFault:  # fmt: skip
        form = self.forms.get((file, column))
        tip = None if form is None else hint(seen, what, form)
        return CellFault(file, row, line, column, id_, seen or "", (en, zh), what, reason, tip)
