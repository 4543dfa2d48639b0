"""A portfolio of business customers that do not exist, of any size, the same for the same seed.

    python policies/portfolio/make.py --for key-accounts --customers 120 --seed 7 --out data

writes the files that the policy `key-accounts` reads. Nothing but Python's standard library is
needed; customers are made one group at a time, so that a million takes minutes and no memory.

A supplier of parts for automation sells to manufacturers all over China, and to affiliates of
theirs abroad. Sizes have a long tail, trades have busy months, some customers grow, some slip away,
some come back; who is content renews, answers surveys well and complains less. Cells are missing
as they are in life. `--spoilt` adds a file of rows that are wrong in ways that people make.
"""

from __future__ import annotations

import argparse
import csv
import sys
from contextlib import ExitStack
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import units
from company import companies
from names import INDUSTRIES
from records import Rates
from spoilt import CELLS, spoil
from view import View
from views_credit import CREDIT
from views_sales import KEY_ACCOUNTS, QUALITY, RELATIONSHIP
from views_screen import REGIONAL, SCREENING

VIEWS: dict[str, View] = {
    "customer-credit-quality": CREDIT,
    "customer-screening": SCREENING,
    "key-accounts": KEY_ACCOUNTS,
    "qc-key-customers": QUALITY,
    "regional-tiers": REGIONAL,
    "relationship-quality": RELATIONSHIP,
}
UNITS = "breakthrough-check"


def main(arguments: list[str] | None = None) -> int:
    asked = _arguments(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.policy == UNITS:
        _write_units(asked)
    else:
        _write_view(asked, VIEWS[asked.policy])
    return 0


def _arguments(given: list[str] | None) -> argparse.Namespace:
    says = argparse.ArgumentParser(prog="make.py", description=(__doc__ or "").split("\n")[0])
    add = says.add_argument
    add("--for", dest="policy", required=True, choices=sorted([*VIEWS, UNITS]), metavar="POLICY",
        help=f"whose files to write: {', '.join(sorted([*VIEWS, UNITS]))}")  # fmt: skip
    add("--customers", type=int, default=120, help="how many (business units there; default 120)")
    add("--seed", type=int, default=1, help="another seed, another portfolio (default 1)")
    add("--as-of", type=date.fromisoformat, default=date(2026, 6, 30),
        help="the last day of the data (default 2026-06-30)")  # fmt: skip
    add("--months", type=int, default=30, help="of history, 12 or more (default 30)")
    add("--spoilt", action="store_true", help="also write spoilt.csv, rows that are wrong")
    add("--out", type=Path, required=True, help="the folder; files there are replaced")
    found = says.parse_args(given)
    if found.customers < 1 or not 12 <= found.months <= 30:
        says.error("--customers is at least 1, --months from 12 to 30")
    return found


def _write_view(asked: argparse.Namespace, view: View) -> None:
    """All files side by side, a company at a time."""
    rates = Rates.drawn(asked.seed, asked.as_of, asked.months)
    wanted = (k for k in companies(asked.seed, asked.as_of, asked.months)
              if view.prospects or not k.prospect)  # fmt: skip
    with ExitStack() as open_files:
        files = [
            (_opened(open_files, asked.out / name, headings), rows)
            for name, (headings, rows) in view.files.items()
        ]
        for k in islice(wanted, asked.customers):
            for file, rows in files:
                file.writerows(rows(k, rates))
        if view.rates:
            _opened(open_files, asked.out / "fx.csv", "币种,日期,汇率").writerows(
                [currency, f"{year}-{month:02}-01", f"{rate / 10_000:.4f}"]
                for (currency, year, month), rate in sorted(rates.of.items())
            )
        if view.growth:
            _opened(
                open_files, asked.out / "industry_growth.csv", "行业,公布日,行业增长率"
            ).writerows(  # growth of a year is published in March of the next
                [x.name, f"{year + 1}-03-01", str(rate)]
                for x in INDUSTRIES
                for year, rate in zip((2024, 2025), x.growth, strict=False)
            )
        if asked.spoilt:
            headings, make = view.files["customers.csv"]
            alone = islice((k for k in wanted if not k.grouped), len(CELLS) + 4)
            good = [row for k in alone for row in make(k, rates)]
            _opened(open_files, asked.out / "spoilt.csv", headings).writerows(
                spoil(headings.split(","), good)
            )


def _write_units(asked: argparse.Namespace) -> None:
    """One file a quarter, for the last four."""
    with ExitStack() as open_files:
        files = [
            _opened(open_files, asked.out / f"units-{quarter}.csv", units.HEADINGS)
            for quarter in units.quarters(asked.as_of, 4)
        ]
        for rows in units.units(asked.seed, asked.as_of, 4, asked.customers):
            for file, row in zip(files, rows, strict=True):
                file.writerow(row)


def _opened(stack: ExitStack, path: Path, headings: str) -> Any:
    """A CSV file with its headings written."""
    stream = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
    file = csv.writer(stream, lineterminator="\n")
    file.writerow(headings.split(","))
    return file


if __name__ == "__main__":
    sys.exit(main())
