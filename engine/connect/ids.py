"""Ids vetted: none missing, none twice, none the word of a total row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.atoms.diagnostic import Diagnostic, listed
from engine.atoms.errors import DataError
from engine.atoms.sql import literal
from engine.connect.assemble import EMPTY
from engine.connect.origin import Origin
from engine.connect.totals import PATTERN

_SHOWN = 5
#: Gates on ids, by reason code: the finding, the word of the listing.
ID_GATES = {
    "id.missing": ("KT325", "no_id"),
    "id.duplicate": ("KT324", "duplicate"),
    "id.total": ("KT323", "total"),
}
_LOOKS = ("looks like a total, not like a customer", "look like totals, not like customers")


@dataclass(frozen=True, slots=True)
class Ids:
    """Vets the ids of a relation of `row` and `id`; `set_aside` says that rows at fault end in
    error by themselves, and stop nothing."""

    con: Any
    set_aside: bool

    def ascending(self, rows: str) -> bool:
        """Whether ids stand in strictly ascending order: nothing to sort, no duplicates."""
        (found,) = self.con.execute(
            "SELECT coalesce(bool_and(id IS NOT NULL AND (before IS NULL OR id > before)), true) "
            f"FROM (SELECT id, lag(id) OVER () AS before FROM {rows})"
        ).fetchone()
        return bool(found)

    def vet(self, rows: str, origin: Origin, ascending: bool) -> dict[str, str]:
        """Rows (`row`, `id`) whose id is missing, duplicate, or the word of a total row, by reason.
        Raises DataError where the policy does not set them aside."""
        con = self.con
        totals = f"regexp_full_match(id, {literal(PATTERN)})"
        conditions = {"id.missing": "id IS NULL", "id.total": totals}
        if not ascending:
            con.execute(
                "CREATE TABLE twice AS "
                f"SELECT id FROM {rows} WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1"
            )
            conditions["id.duplicate"] = "id IN (SELECT id FROM twice)"
        wrong, broken = [], {}
        for reason, (code, _) in ID_GATES.items():
            if reason not in conditions:
                continue
            at_fault = f"SELECT row, id FROM {rows} WHERE {conditions[reason]}"
            (count,) = con.execute(f"SELECT count(*) FROM ({at_fault})").fetchone()
            if count:
                broken[reason] = at_fault
                wrong.append(self._finding(code, at_fault, count, origin))
        if wrong and not self.set_aside:
            raise DataError(wrong, gate=True)
        return broken

    def _finding(self, code: str, at_fault: str, count: int, origin: Origin) -> Diagnostic:
        first = self.con.execute(f"{at_fault} ORDER BY row LIMIT {_SHOWN}").fetchall()
        place, (where, where_zh) = origin.told(first, count, origin.headings["id"])
        more = " …" if count > len(first) else ""
        ids, ids_zh = listed(dict.fromkeys(i for _, i in first))
        params = {
            "name": origin.name,
            "count": count,
            "have": "1 row has" if count == 1 else f"{count} rows have",
            "have_zh": count,
            "where": where,
            "where_zh": where_zh,
            "looks": _LOOKS[count > 1],
            "looks_zh": "像是合计行，而不是客户",
            "ids": ids + more,
            "ids_zh": ids_zh + more,
        }
        return Diagnostic(code, params, place=place)

    def shown(self, id_: str, row: str, broken: Mapping[str, str]) -> dict[str, str]:
        """Expressions of what is shown, what tables are joined by, and codes of ids in error."""
        shown, why = id_, EMPTY
        if broken:
            marked = f"concat({id_}, ' (row ', {row}, ')')"
            twice = f"{id_} IN (SELECT id FROM twice)" if "id.duplicate" in broken else "false"
            total = f"regexp_full_match({id_}, {literal(PATTERN)})"
            shown = (
                f"CASE WHEN {id_} IS NULL THEN concat('(row ', {row}, ')') "
                f"WHEN {twice} OR {total} THEN {marked} ELSE {id_} END"
            )
            why = (
                f"CASE WHEN {id_} IS NULL THEN ['id.missing'] WHEN {twice} THEN ['id.duplicate'] "
                f"WHEN {total} THEN ['id.total'] END"
            )
        return {"?id": shown, "?key": id_, "?why": why}
