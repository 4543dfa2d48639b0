"""`python -m tests.bench [--rows N] [--skip-bulk]`: every figure, then every ratio."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from engine.bind.bound import BoundPolicy
from engine.compile.lower import lower
from engine.compile.plan import Plan
from engine.decide.columns import connect
from tests.bench import bulk, sealing, single, start
from tests.bench.data import canonical_sql
from tests.evaluators import bound_policy


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="customers in bulk")
    parser.add_argument("--skip-bulk", action="store_true", help="one customer at a time only")
    given = parser.parse_args()
    bound = bound_policy(bulk.POLICY.read_text(encoding="utf-8"))
    plan = lower(bound, single.AS_OF, {})
    lines, zen = single.run(bound, plan, customers(bound, plan, 20_000))
    lines.append(start.line())
    if not given.skip_bulk:
        with tempfile.TemporaryDirectory() as work:
            lines += bulk.run(bound, plan, given.rows, Path(work), zen)
        with tempfile.TemporaryDirectory() as work:
            lines += sealing.run(bound, plan, given.rows, Path(work))
    print("\nRatios")
    for line in lines:
        print(line)


def customers(bound: BoundPolicy, plan: Plan, count: int) -> list[tuple[Any, ...]]:
    """Canonical rows as tuples."""
    con = connect()
    rows: list[tuple[Any, ...]] = con.execute(canonical_sql(bound, count)).fetchall()
    con.close()
    return rows


if __name__ == "__main__":
    main()
