"""Twenty million customers with sixty million orders: one `keytier run`, and its peak memory.

    python -m tests.bench.big [--customers 20000000] [--orders-each 3] [--keep FOLDER]

Makes the Parquet files with DuckDB, runs the command line, samples the resident memory of the
process and all its children, and prints seconds, sizes and the peak. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import peak_of

ROOT = Path(__file__).resolve().parents[2]

POLICY = """keytier: 1
policy: big
version: 1.0.0
title: Twenty million customers
currency: CNY
customers: {id: customer_id}
tables:
  orders:
    key: customer_id
    date: order_date
    columns: {amount: {is: money, between: [0, 1m]}, status: {is: text, one_of: [paid, cancelled]}}
    skip_when: status == 'cancelled'
data:
  purchases_12m: {is: money, sum_of: orders.amount, window: 12 months}
  orders_12m:    {is: whole, count_of: orders, window: 12 months}
  last_order:    {is: date, last_of: orders.date}
  satisfaction:  {is: number, between: [0, 100]}
  years:         {is: whole, between: [0, 100]}
  region:        {is: text, one_of: [east, south, north, west]}
derived:
  idle_days: {formula: "days_between(last_order, as_of)", is: whole}
red_flags:
  asleep:
    when: idle_days > 365
    then: {cap: standard}
    if_unknown: nothing
    reason: no order in a year
scorecard:
  criteria:
    purchases:
      field: purchases_12m
      points: {at_least: {500k: 100, 200k: 70, 50k: 40}, otherwise: 10}
    frequency:  {field: orders_12m, points: {at_least: {4: 100, 2: 60, 1: 30}, otherwise: 0}}
    experience: {field: satisfaction, points: as_is}
    loyalty:    {field: years, points: {line: [[0, 0], [10, 100]]}}
    place:      {field: region, points: {one_of: {east: 100, south: 80}, otherwise: 40}}
  weights: {purchases: 40, frequency: 20, experience: 20, loyalty: 10, place: 10}
  missing: reallocate
tiers:
  key: {at_least: 80}
  valued: {at_least: 50}
  standard:
"""


def make(folder: Path, customers: int, each: int) -> None:
    """The policy and both Parquet files, deterministic, orders in no order."""
    import duckdb

    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    con = duckdb.connect(config={"memory_limit": "1GB", "threads": 2,
                                 "temp_directory": str(folder / "spill")})  # fmt: skip
    id_ = "'C' || lpad(CAST({n} AS VARCHAR), 9, '0')"
    con.execute(
        f"COPY (SELECT {id_.format(n='i')} AS customer_id, "
        "CASE WHEN hash(i) % 20 > 0 THEN hash(i + 1) % 10001 / 100.0 END AS satisfaction, "
        "CAST(hash(i + 2) % 30 AS INTEGER) AS years, "
        "['east', 'south', 'north', 'west'][1 + CAST(hash(i + 3) % 4 AS INTEGER)] AS region "
        f"FROM range({customers}) r(i)) TO '{folder}/customers.parquet' (FORMAT parquet)"
    )
    owner = id_.format(n=f"CAST(hash(j) % {customers} AS BIGINT)")
    con.execute(
        f"COPY (SELECT {owner} AS customer_id, "
        "DATE '2024-07-01' + CAST(hash(j + 1) % 730 AS INTEGER) AS order_date, "
        "CAST(hash(j + 2) % 30000000 AS DECIMAL(18, 2)) / 100 AS amount, "
        "CASE WHEN hash(j + 3) % 10 = 0 THEN 'cancelled' ELSE 'paid' END AS status "
        f"FROM range({customers * each}) r(j)) TO '{folder}/orders.parquet' (FORMAT parquet)"
    )
    con.close()


def run(folder: Path) -> tuple[float, int, int]:
    """Seconds, peak bytes of the process tree, exit code."""
    command = [
        sys.executable, str(ROOT / "cli.py"), "run", str(folder / "policy.yaml"),
        str(folder / "customers.parquet"), "--table", f"orders={folder / 'orders.parquet'}",
        "--as-of", "2026-06-30", "-o", str(folder / "run"),
    ]  # fmt: skip
    return peak_of(command)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=20_000_000)
    parser.add_argument("--orders-each", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="keytier-big-") as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "orders.parquet").exists():
            make(folder, given.customers, given.orders_each)
        seconds, peak, code = run(folder)
        written = sum(f.stat().st_size for f in (folder / "run").rglob("*") if f.is_file())
        print(f"customers {given.customers:,}, orders {given.customers * given.orders_each:,}")
        print(f"exit code {code}, {seconds:.0f} s, peak resident {peak / 2**30:.2f} GiB, "
              f"run directory {written / 2**30:.2f} GiB")  # fmt: skip


if __name__ == "__main__":
    main()
