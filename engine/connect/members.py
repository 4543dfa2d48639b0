"""Which group each company belongs to: the one that it names, else its parent's, else itself.

Chains of parents are followed by doubling, so that a deep chain costs few passes; what never ends
runs in a circle. Companies without a group are told, and stop the run or are set aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, listed
from engine.atoms.errors import DataError
from engine.atoms.sql import literal, quoted
from engine.bind.bound import BoundPolicy
from engine.connect.layout import GROUP, PARENT
from engine.connect.listing import Listing
from engine.connect.origin import Origin

#: The table of companies with the group of each: `id` as it is shown, `of`, whether it is the
#: `head`, and `fault` (`orphan`, `cycle` or NULL).
BELONGS = "belongs"
_SHOWN = 5
_WANTED: Both = ("the id of a customer of the file", "文件中已有的客户编号")
_AT_MOST = 10_000  # steps of a circle that are walked to show it


def find_groups(
    con: Any, bound: BoundPolicy, companies: str, origin: Origin, listing: Listing,
    some: bool = False,
) -> None:  # fmt: skip
    """Creates the table of groups for the table `companies`, which has `?key`, `?row`, `?why` and
    the columns of groups; `some` says that these are not all, so that parents may be elsewhere.
    Raises DataError where a company has no group and is not set aside."""
    groups = bound.policy.groups
    assert groups is not None
    named = "CAST(NULL AS VARCHAR)" if groups.id is None else quoted(GROUP)
    parent = "CAST(NULL AS VARCHAR)" if groups.parent is None else quoted(PARENT)
    con.execute(
        f'CREATE TABLE {BELONGS} AS SELECT id, "?key" AS key, "?row" AS row, '
        f'"?why" IS NOT NULL AS broken, {parent} AS parent, CASE WHEN broken THEN id '
        f"WHEN {named} IS NOT NULL THEN {named} WHEN {parent} IS NULL THEN key END AS of, "
        f"CASE WHEN of IS NULL THEN {parent} END AS next, "
        f"CASE WHEN NOT broken THEN {parent} END AS up, CAST(NULL AS VARCHAR) AS fault "
        f"FROM {companies}"
    )
    if some:
        con.execute(
            f"UPDATE {BELONGS} SET of = coalesce(of, parent), next = NULL, up = NULL WHERE parent "
            f"NOT IN (SELECT key FROM {BELONGS} WHERE key IS NOT NULL AND NOT broken)"
        )
    _follow(con)
    wrong = list(_findings(con, origin)) if groups.parent is not None else []
    if wrong and not bound.set_aside:
        raise DataError(wrong, gate=True)
    if wrong:
        heading = origin.headings[PARENT]
        for fault in ("orphan", "cycle"):
            query = f"SELECT row, id, parent AS seen FROM {BELONGS} WHERE fault = '{fault}'"
            listing.gate(origin, heading, _WANTED, fault, f"id.{fault}", query)
        con.execute(
            f"UPDATE {BELONGS} SET of = concat(id, ' (row ', row, ')') WHERE fault IS NOT NULL"
        )
    _find_heads(con)


def _follow(con: Any) -> None:
    """Follows every chain of parents to its end (`up`), which has to be, and to the first company
    that names a group (`next`), whose group counts."""
    left, before = _open(con), -1
    while left and left != before:
        con.execute(
            f"CREATE TABLE followed AS SELECT b.id, b.key, b.row, b.broken, b.parent, "
            "coalesce(b.of, CASE WHEN b.next IS NOT NULL THEN p.of END) AS of, "
            "CASE WHEN b.of IS NULL AND p.of IS NULL THEN p.next END AS next, "
            "CASE WHEN b.fault IS NULL AND q.fault IS NULL THEN q.up END AS up, "
            "CASE WHEN b.fault IS NOT NULL THEN b.fault WHEN b.up IS NULL THEN NULL "
            "WHEN q.key IS NULL THEN 'orphan' ELSE q.fault END AS fault "
            f"FROM {BELONGS} b LEFT JOIN {BELONGS} p ON p.key = b.next AND NOT p.broken "
            f"LEFT JOIN {BELONGS} q ON q.key = b.up AND NOT q.broken"
        )
        con.execute(f"DROP TABLE {BELONGS}")
        con.execute(f"ALTER TABLE followed RENAME TO {BELONGS}")
        left, before = _open(con), left
    if left:
        con.execute(f"UPDATE {BELONGS} SET fault = 'cycle' WHERE up IS NOT NULL")


def _open(con: Any) -> int:
    return int(con.execute(f"SELECT count(up) FROM {BELONGS}").fetchone()[0])


def _findings(con: Any, origin: Origin) -> Iterator[Diagnostic]:
    """The parents that are nobody's id, and the first circle."""
    at_fault = (
        f"FROM {BELONGS} b WHERE b.fault = 'orphan' AND NOT EXISTS "
        f"(SELECT 1 FROM {BELONGS} p WHERE p.key = b.parent AND NOT p.broken)"
    )
    (count,) = con.execute(f"SELECT count(*) {at_fault}").fetchone()
    if count:
        first = con.execute(
            f"SELECT b.row, b.id, b.parent {at_fault} ORDER BY b.row LIMIT {_SHOWN}"
        ).fetchall()
        rows = [(row, id_) for row, id_, _ in first]
        place, (where, where_zh) = origin.told(rows, count, origin.headings[PARENT])
        more = " …" if count > len(first) else ""
        parents, parents_zh = listed(dict.fromkeys(p for _, _, p in first))
        params = {"name": origin.name, "where": where, "where_zh": where_zh,
                  "parents": parents + more, "parents_zh": parents_zh + more,
                  "heading": origin.headings[PARENT]}  # fmt: skip
        yield Diagnostic("KT371", params, place=place)
    start = con.execute(f"SELECT min_by(key, row) FROM {BELONGS} WHERE fault = 'cycle'").fetchone()[
        0
    ]
    if start is not None:
        circle = _circle(con, start)
        rows = con.execute(
            f"SELECT row, id FROM {BELONGS} WHERE key IN ({', '.join(map(literal, circle))}) "
            "AND NOT broken ORDER BY row"
        ).fetchall()
        place, (where, where_zh) = origin.told(rows[:_SHOWN], len(rows), origin.headings[PARENT])
        path = " → ".join(f"`{id_}`" for id_ in (*circle, circle[0]))
        params = {"name": origin.name, "where": where, "where_zh": where_zh, "path": path,
                  "path_zh": path}  # fmt: skip
        yield Diagnostic("KT370", params, place=place)


def _circle(con: Any, start: str) -> list[str]:
    """The companies of the circle to which a company's parents lead, in order."""
    path: dict[str, None] = {}
    at = start
    while at not in path and len(path) < _AT_MOST:
        path[at] = None
        at = con.execute(
            f"SELECT parent FROM {BELONGS} WHERE key = ? AND NOT broken", [at]
        ).fetchone()[0]
    ids = list(path)
    return ids[ids.index(at) :] if at in path else ids[:_SHOWN]


def _find_heads(con: Any) -> None:
    """The head of a group: the company whose id it has, else the only one whose parent is not of
    the group. Who has no group stands alone, at its own head, even where it is its own parent."""
    con.execute(
        f"CREATE TABLE followed AS SELECT b.id, b.row, b.of, b.fault, b.key = b.of AS own, "
        "b.fault IS NOT NULL OR coalesce(p.of <> b.of, true) AS top "
        f"FROM {BELONGS} b LEFT JOIN {BELONGS} p ON p.key = b.parent AND NOT p.broken"
    )
    con.execute(f"DROP TABLE {BELONGS}")
    con.execute(
        f"CREATE TABLE {BELONGS} AS SELECT f.id, f.of, f.fault, "
        "coalesce(CASE WHEN g.owns THEN f.own ELSE g.tops = 1 AND f.top END, false) AS head "
        "FROM followed f JOIN (SELECT of, bool_or(own) AS owns, "
        "count(*) FILTER (WHERE top) AS tops FROM followed GROUP BY of) g ON g.of = f.of"
    )
    con.execute("DROP TABLE followed")
