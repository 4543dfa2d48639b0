"""A million customers, Parquet to Parquet, and a whole run.

Everybody may use every core: DuckDB by its own threads, zen-engine by those of its batch call.
The query by hand reads the same file and writes the same columns with the same options. zen gets
its records as objects and hands objects back: nothing is read or written for it, and its fastest
way counts, single or in a batch.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.atoms.sql import literal
from engine.bind.bound import BoundPolicy
from engine.compile.plan import Plan
from engine.decide.columns import (
    as_stored,
    connect,
    error_words,
    select_sql,
)
from tests.bench.data import canonical_sql, raw_sql, write
from tests.bench.measure import Line, best_of, table
from tests.bench.start import installed
from tests.columns import decide_parquet

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
POLICY = HERE / "policy.yaml"


def run(bound: BoundPolicy, plan: Plan, count: int, work: Path, zen: float) -> list[Line]:
    """`zen` is its best seconds for one traced customer."""
    con = connect()
    canonical = write(con, canonical_sql(bound, count), work / "canonical.parquet")
    raw = write(con, raw_sql(bound, literal(str(canonical))), work / "raw.parquet")
    con.execute(f"CREATE VIEW customers AS FROM read_parquet({literal(str(canonical))})")
    by_hand = (HERE / "hand.sql").read_text(encoding="utf-8")
    check(con, by_hand, plan)
    seconds = best_of(3, {
        "DuckDB SQL by hand": lambda: write(con, by_hand, work / "hand.parquet"),
        "keytier: Parquet to Parquet": lambda: decide_parquet(
            plan, canonical, work / "decided.parquet", con
        ),
        "keytier run (start, read, vet, decide, snapshot, manifest)": keytier_run(
            raw, work, "run", "--unsealed"
        ),
    })  # fmt: skip
    con.close()
    table(f"{count:,} customers, all columns, seconds", seconds, 1, "s")
    hand, own, whole = seconds.values()
    lines = [
        Line("Parquet to Parquet: keytier / SQL by hand", own / hand, 1.2),
        Line("keytier run / SQL by hand", whole / hand, 2.5),
    ]
    if zen < float("inf"):
        rows_a_second = count / own
        lines.append(Line("rows a second: keytier / zen traced", rows_a_second * zen, 150, True))
    return lines


def check(con: Any, by_hand: str, plan: Plan) -> None:
    """The hand-written query gives the same columns, types and cells."""
    made = select_sql(plan, "customers", error_words(plan, "customers", con))
    generated = f"{as_stored([o.column for o in plan.outputs])} FROM ({made})"
    columns = [
        [(name, kind) for name, kind, *_ in con.execute(f"DESCRIBE {q}").fetchall()]
        for q in (by_hand, generated)
    ]
    if columns[0] != columns[1]:
        raise AssertionError([pair for pair in zip(*columns, strict=True) if pair[0] != pair[1]])
    some = "(SELECT * FROM ({}) WHERE id < 'C00050000')"
    one, other = some.format(by_hand), some.format(generated)
    differ = f"SELECT count(*) FROM (FROM {one} EXCEPT ALL FROM {other})"
    (count,) = con.execute(differ).fetchone()
    if count:
        raise AssertionError(f"{count} rows differ from those of the query by hand")


def run_command(raw: Path, work: Path, name: str, *more: str) -> list[str]:
    """The command line of `keytier run` of the raw file into a folder of `work`."""
    return [
        sys.executable, str(ROOT / "cli.py"), "run", str(POLICY), str(raw),
        "--as-of", "2026-06-30", "-o", str(work / name), "--force", "--quiet", *more,
    ]  # fmt: skip


def keytier_run(raw: Path, work: Path, name: str, *more: str) -> Callable[[], None]:
    """`keytier run` of the raw file into a folder of `work`, in a process of its own."""
    command = run_command(raw, work, name, *more)
    environment = installed(str(work / "compiled"))

    def run() -> None:
        done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment)
        if done.returncode not in (0, 3):
            raise AssertionError(done.stderr.decode())

    return run
