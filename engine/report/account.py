"""What a stored run answers for as a whole: its policy, its data, its errors, its overrides.

Each is a document of plain values; `engine.report.account_shown` says it in words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.numbers import POINT_SCALE, show
from engine.atoms.sql import quoted
from engine.author.formula.tree import names as names_read
from engine.bind.bound import BoundPolicy, Field, Missing
from engine.bind.masks import MASK
from engine.connect.database import scratch
from engine.connect.errors_csv import COLUMNS
from engine.connect.masks import masked_headings
from engine.explain.row import Row
from engine.explain.values import field_label
from engine.ledger.approval import Standing
from engine.ledger.broken import broken
from engine.ledger.stored import StoredRun
from engine.report.outcomes import OUTCOMES


def policy(run: StoredRun, standing: Standing | None = None) -> dict[str, Any]:
    """Which text decided, by whose leave, and whether it was in force: `keytier/show-policy/1`."""
    said, written = run.manifest.policy, run.bound.policy
    effective = written.effective
    days = [None if w is None else w.text for w in (
        (None, None) if effective is None else (effective.first, effective.until)
    )]  # fmt: skip
    as_of = run.manifest.as_of
    inside = (days[0] is None or days[0] <= as_of) and (days[1] is None or as_of <= days[1])
    return {
        **_head("policy", run),
        "title": written.title.to_json(),
        "owner": written.owner,
        "reviewed_by": list(written.reviewed_by),
        "effective": {"from": days[0], "until": days[1]},
        "in_force": inside,
        "insisted": bool(run.manifest.notes.get("outside_effective_insisted")),
        "digest": said["digest"],
        "meaning": said["meaning"],
        "extends": None
        if written.extends is None
        else {"policy": f"{written.extends.policy}@{written.extends.version}",
              "digest": said.get("extends")},
        "plan": run.manifest.plan,
        "approval": None if standing is None else _approval(standing),
        "file": str(run.folder / "policy.yaml"),
    }  # fmt: skip


def _approval(standing: Standing) -> dict[str, Any]:
    return {
        "approved": standing.approved,
        "by": [
            {"role": a.role, "at": a.at, "key": a.key.name, "event": a.number}
            for a in standing.counted
        ],
        "missing": list(standing.missing),
        "withdrawn": [
            {
                "role": a.role,
                "at": a.withdrawn.at,
                "key": a.key.name,
                "approval": a.number,
                "event": a.withdrawn.number,
                "reason": a.withdrawn.reason,
            }
            for a in standing.withdrawn
            if a.withdrawn is not None
        ],
    }


def data(run: StoredRun) -> dict[str, Any]:
    """The files with their digests and how they were read, and of every field how many lack it,
    what then holds, and which criteria read it by way of derived fields: `keytier/show-data/1`."""
    return {
        **_head("data", run),
        "context": run.manifest.context,
        "files": [
            {"role": s.role, "name": s.name, "digest": s.digest, "rows": s.rows, "read": s.reader}
            for s in run.manifest.sources
        ],
        "rows_without_customer": run.manifest.notes.get("rows_without_customer", {}),
        "rows_of_unknown_customers": run.manifest.notes.get("rows_of_unknown_customers", {}),
        "customers": run.manifest.counts["subjects"],
        "fields": _fields(run),
    }


def _fields(run: StoredRun) -> list[dict[str, Any]]:
    bound = run.bound
    fields = [f for f in bound.fields.values() if f.origin in ("data", "item")]
    if not fields:
        return []
    lacks = ", ".join(f"count(*) FILTER (WHERE {_lacking(f)})" for f in fields)
    with scratch() as (con, _):
        files = run.input_relation()
        counts = con.execute(f"SELECT {lacks} FROM {files}").fetchone()
    return [
        {
            "field": f.id,
            "label": field_label(bound, f.id).to_json(),
            "lacking": n,
            "rules": [
                {"part": part, **_rule(missing)} for part, missing in _missing_rules(bound, f)
            ],
            "worked_out": [
                leaf.id
                for leaf in bound.leaves()
                if leaf.field != f.id and f.id in _behind(bound, leaf.field)
            ],
        }
        for f, n in zip(fields, counts, strict=True)
    ]


def _lacking(f: Field) -> str:
    """Whom it lacks: no value, or an answer that is unknown."""
    name = quoted(f.id)
    return f"{name} IS NULL OR {name} = 'unknown'" if f.origin == "item" else f"{name} IS NULL"


def _missing_rules(bound: BoundPolicy, f: Field) -> Iterator[tuple[str, Missing | None]]:
    for leaf in bound.leaves():
        if leaf.field == f.id:
            yield leaf.id, leaf.missing


def _behind(bound: BoundPolicy, name: str) -> set[str]:
    """The names that a field is worked out from, by way of derived fields, and its own."""
    found, ahead = set[str](), [name]
    while ahead:
        name = ahead.pop()
        if name not in found and (f := bound.fields.get(name)) is not None:
            ahead += f.sources
            ahead += () if f.formula is None else names_read(f.formula.formula.root)
        found.add(name)
    return found


def _rule(missing: Missing | None) -> dict[str, Any]:
    if missing is None:
        return {"missing": None, "points": None}
    points = show(missing.points, POINT_SCALE) if missing.how == "points" else None
    return {"missing": missing.how, "points": points}


def errors(run: StoredRun, limit: int | None) -> dict[str, Any]:
    """Whether everybody who went in came out, counted again from the files, and every cell and row
    that could not be used: `keytier/show-errors/1`."""
    m = run.manifest
    with scratch() as (con, _):
        relation = run.decision_relation()
        found = con.execute(f"SELECT outcome, count(*) FROM {relation} GROUP BY 1").fetchall()
        (went_in,) = con.execute(f"SELECT count(*) FROM {run.input_relation()}").fetchone()
    counted = dict.fromkeys(OUTCOMES, 0) | dict(found)
    erased = len((m.erased or {}).get("rows", ()))
    # Of whom was erased, nobody knows the outcome any more: one of each less than then, at most.
    same = all(n <= m.counts["outcomes"][o] for o, n in counted.items())
    same = same and went_in == sum(counted.values()) == m.counts["subjects"] - erased
    listed = list(_listed(run, limit))
    return {
        **_head("errors", run),
        "customers": went_in + erased,
        "outcomes": counted,
        "erased": erased,
        "adds_up": same,
        "by_reason": dict(m.notes.get("faults", {})),
        "rows_without_customer": m.notes.get("rows_without_customer", {}),
        "rows_of_unknown_customers": m.notes.get("rows_of_unknown_customers", {}),
        "lines": 0 if m.errors is None else m.errors.rows,
        "errors": listed,
    }


def _listed(run: StoredRun, limit: int | None) -> Iterator[dict[str, str]]:
    path = run.errors_file()
    if path is None:
        return
    headings, hidden = masked_headings(run.bound), run.bound.masked
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        if tuple(next(rows, ())) != COLUMNS:
            raise broken(run.folder, path.name, "unreadable")
        for number, row in enumerate(rows):
            if limit is not None and number >= limit:
                return
            line = dict(zip(COLUMNS, row, strict=True))
            if line["column"] in headings or line["code"].partition(".")[0] in hidden:
                line["seen"] = MASK
            yield line


def overrides(run: StoredRun, limit: int | None) -> dict[str, Any]:
    """Every override of the run's customers: who, why, until when, and what came of it:
    `keytier/show-overrides/1`."""
    bound = run.bound
    noted = run.manifest.notes.get("overrides")
    head = _head("overrides", run) | {
        "possible": bound.override is not None,
        "file": noted,
        "left_out": run.manifest.notes.get("overrides_left_out"),
    }
    if bound.override is None:
        return head | {"count": 0, "overrides": []}
    with scratch() as (con, _):
        made = run.decision_relation()
        given = run.input_relation()
        (count,) = con.execute(f"SELECT count(*) FROM {made} WHERE override IS NOT NULL").fetchone()
        end = "" if limit is None else f" LIMIT {int(limit)}"
        ids = [id_ for (id_,) in con.execute(
            f"SELECT d.id FROM {made} d JOIN {given} i USING (id) "
            f'WHERE i."override.tier" IS NOT NULL ORDER BY d.id{end}'
        ).fetchall()]  # fmt: skip
    return head | {"count": count, "overrides": [_override(run, id_) for id_ in ids]}


def _override(run: StoredRun, id_: str) -> dict[str, Any]:
    decided, given = run.decision(id_) or {}, run.inputs(id_) or {}
    row = Row(run.bound, decided, run.as_of, given, run.context)
    until = row.read("override.until")
    return {
        "customer": id_,
        "tier": given.get("override.tier"),
        "by": given.get("override.by"),
        "approved_by": given.get("override.approved_by"),
        "because": given.get("override.because"),
        "until": None if until is None else from_day(until).isoformat(),
        "effect": row.text("override") or None,
        "by_policy": row.text("by_policy") or None,
        "outcome": row.outcome,
        "ended_in": row.text("tier") or None,
    }


def _head(kind: str, run: StoredRun) -> dict[str, Any]:
    said = run.manifest.policy
    return {
        "schema": f"keytier/show-{kind}/1",
        "run": str(run.folder),
        "policy": {"id": said["id"], "version": said["version"]},
        "as_of": run.manifest.as_of,
    }
