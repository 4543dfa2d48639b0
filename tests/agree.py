"""The campaign: random policies and customers on every evaluator, until so many cells agree.

    python -m tests.agree --cells 10000000 [--seed 1] [--jobs 2]

Prints what was compared. On a difference it writes the smallest case found, in the form of the
corpus, and exits 1.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random

from engine.atoms.dates import from_day
from engine.bind.contract import decision_columns, input_columns
from tests.agreement import (
    Agreement,
    Difference,
    agree,
    agree_on_groups,
    agree_on_tables,
    still_differs,
)
from tests.corpus_cells import context_column, tell, write_cell
from tests.evaluators import bound_policy
from tests.population import agree_on_everybody
from tests.shrinking import smallest

CUSTOMERS = 100  # of each policy
PORTION = 10  # policies of one task
FOUND = Path(__file__).parent / "corpus" / "found"  # not in the repository until worked out by hand


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tests.agree", description=__doc__)
    parser.add_argument("--cells", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args(arguments)
    began = time.monotonic()
    total = campaign(given.cells, given.seed, given.jobs)
    report(total, timedelta(seconds=round(time.monotonic() - began)), given.seed)
    if total.difference is None:
        return 0
    small = total.difference
    if not small.files:
        small = smallest(small, still_differs)
    place = write_case(small, FOUND)
    print(f"difference: {total.difference}\nsmallest case: {place}", file=sys.stderr)
    return 1


def campaign(cells: int, seed: int, jobs: int) -> Agreement:
    """Policies in turn, each from a seed of its own, until enough cells or a difference."""
    total = Agreement()
    portion = 0
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        running: set[Future[Agreement]] = set()
        while total.cells < cells and total.difference is None:
            while len(running) < 2 * jobs:
                running.add(pool.submit(agree_on, seed, portion))
                portion += 1
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for task in done:
                total.add(task.result())
            progress(total)
        pool.shutdown(cancel_futures=True)
    return total


def agree_on(seed: int, portion: int) -> Agreement:
    """A few policies, by their numbers, one over child tables and one about everybody; stops at
    a difference."""
    total = Agreement()
    for number in range(portion * PORTION, (portion + 1) * PORTION):
        total.add(agree(Random(f"{seed}/{number}"), CUSTOMERS))
        if total.difference is not None:
            return total
    total.add(agree_on_tables(Random(f"tables/{seed}/{portion}"), CUSTOMERS))
    total.add(agree_on_everybody(Random(f"everybody/{seed}/{portion}"), CUSTOMERS))
    total.add(agree_on_groups(Random(f"groups/{seed}/{portion}"), CUSTOMERS))
    return total


def progress(total: Agreement) -> None:
    if sys.stderr.isatty():
        print(f"\r{total.cells:,} cells, {total.policies:,} policies", end="", file=sys.stderr)


def report(total: Agreement, spent: timedelta, seed: int) -> None:
    edges = 100 * total.at_edges // max(1, total.values)
    outcomes = ", ".join(f"{k} {v:,}" for k, v in sorted(total.outcomes.items()))
    print(
        f"{total.cells:,} cells compared: {total.customers:,} customers of {total.policies:,} "
        f"policies ({total.refused:,} more drawn that the binder refuses), seed {seed}, {spent}\n"
        f"{total.native:,} of the policies and populations went through the native engine too\n"
        f"{total.summed:,} values summed up from child tables, {total.grouped:,} of groups, "
        f"{total.populations:,} populations whose facts were found\n"
        f"{edges} % of numbers and days within one unit of an edge; outcomes: {outcomes}\n"
        + ("no difference" if total.difference is None else "they differ")
    )


def write_case(found: Difference, folder: Path) -> Path:
    """A difference as a case of the corpus, with the interpreter's answer to be checked by hand."""
    bound = bound_policy(found.drawn.text)
    place = folder / re.sub(r"[^a-z0-9_]", "_", found.column)
    place.mkdir(parents=True, exist_ok=True)
    (place / "policy.yaml").write_text(found.drawn.text, encoding="utf-8")
    columns = input_columns(bound)
    with (place / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(c.name for c in columns)
        writer.writerow(write_cell(found.row[c.name], c) for c in columns)
    for table, text in found.files.items():
        (place / f"{table}.csv").write_text(text, encoding="utf-8")
    said = found.said["interpreter"]
    lines = [
        f"about: {json.dumps(f'found by the campaign, to be worked out by hand: {found}')}",
        f"as_of: {from_day(found.drawn.as_of).isoformat()}",
    ]
    if found.drawn.context:
        shown = {
            name: write_cell(value, context_column(bound, name))
            for name, value in found.drawn.context.items()
        }
        lines.append(f"context: {json.dumps(shown, ensure_ascii=False)}")
    column = next((c for c in decision_columns(bound) if c.name == found.column), None)
    told = said if column is None else tell(said, column)
    answer = json.dumps({found.column: told}, ensure_ascii=False)
    lines += ["customers:", f"  {found.row['id']}: {answer}"]
    (place / "expect.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return place


if __name__ == "__main__":
    sys.exit(main())
