"""Several days over one history: the runs, what moved, and going on after a stop."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest

import engine
from engine.atoms.dates import from_day, read_date
from engine.ledger.calendar import Every, days_of
from tests.terminal.conftest import Run

POLICY = """
keytier: 1
policy: spending
version: 1.0.0
title: Spending
assess: monthly
customers: {id: id, from_ids_of: orders}
tables:
  orders: {key: id, date: day, columns: {amount: {is: money}}}
data:
  spend: {is: money, between: [0, 1m], sum_of: orders.amount, window: 90 days}
scorecard:
  criteria:
    only: {field: spend, points: {at_least: {300: 90, 240: 80, 100: 60, 80: 50}, otherwise: 0}}
  weights: {only: 100}
tiers:
  gold: {at_least: 90}
  silver: {at_least: 60}
  rest:
"""
STICKY = (
    POLICY.replace("gold: {at_least: 90}", "gold: {at_least: 90, keep_at: 80}").replace(
        "silver: {at_least: 60}", "silver: {at_least: 60, keep_at: 50}"
    )
    + "moves: {grace: 2 months, one_level: yes}\n"
)
DAYS = ("--from", "2025-06-30", "--to", "2025-12-31")


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Orders of sixty customers over a year, in sums about the thresholds."""
    chance = Random(7)
    lines = ["id,day,amount"]
    for n in range(60):
        lines.append(f"C{n:02},2025-01-15,10")
        for _ in range(chance.randint(1, 12)):
            day = date(2025, chance.randint(1, 12), chance.randint(1, 28))
            lines.append(f"C{n:02},{day},{chance.choice([20, 60, 90, 120, 300])}")
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def expected(orders: Path, sticky: bool) -> dict[str, int]:
    """What the series must add up to, worked out by hand from the rows."""
    rows = [line.split(",") for line in orders.read_text().split()[1:]]
    days = [date(2025, 6, 30), date(2025, 7, 31), date(2025, 8, 31), date(2025, 9, 30),
            date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31)]  # fmt: skip
    after = {date(2025, 6, 30): date(2025, 8, 30), date(2025, 7, 31): date(2025, 9, 30),
             date(2025, 8, 31): date(2025, 10, 31), date(2025, 9, 30): date(2025, 11, 30),
             date(2025, 10, 31): date(2025, 12, 31)}  # fmt: skip
    found = {"changes": 0, "demoted": 0, "deep": 0, "back": 0}
    for id_ in {r[0] for r in rows}:
        seen: list[int] = []
        grace: date | None = None
        for day in days:
            spent = [(day - date.fromisoformat(d)).days for i, d, _ in rows if i == id_]
            sums = [int(a) for i, _, a in rows if i == id_]
            spend = sum(a for age, a in zip(spent, sums, strict=True) if 0 <= age < 90)
            enter, keep = [300, 100], [240, 80]
            held = seen[-1] if seen else None
            edges = [
                k if sticky and held is not None and n >= held else e
                for n, (e, k) in enumerate(zip(enter, keep, strict=True))
            ]
            tier = next((n for n, edge in enumerate(edges) if spend >= edge), 2)
            if sticky and held is not None and tier > held:
                grace = grace or day
                if day < after.get(grace, date.max):
                    tier = held
                else:
                    tier, grace = held + 1, None
            else:
                grace = None
            seen.append(tier)
        for m in range(1, len(seen)):
            if seen[m] != seen[m - 1]:
                found["changes"] += 1
                found["demoted"] += seen[m] > seen[m - 1]
                found["deep"] += seen[m] >= seen[m - 1] + 2
                found["back"] += seen[m - 1] in seen[m + 1 : m + 3]
    return found


@pytest.mark.parametrize("sticky", [False, True])
def test_what_moved(orders: Path, tmp_path: Path, sticky: bool) -> None:
    """Changes, demotions, deep drops and flip-flops are those of a reckoning by hand."""
    policy = STICKY if sticky else POLICY
    done = engine.series(
        policy, tables={"orders": orders}, first="2025-06-30", last="2025-12-31",
        folder=tmp_path / "runs",
    )  # fmt: skip
    wanted = expected(orders, sticky)
    total = done.total
    got = {"changes": total.changes, "demoted": total.demoted, "deep": total.deep,
           "back": total.back}  # fmt: skip
    assert got == wanted
    assert total.back > 0
    assert sum(turn.tiers["gold"] for turn in done.turns) == round(total.top * 7 / 100)
    assert [turn.as_of for turn in done.turns][-2:] == ["2025-11-30", "2025-12-31"]
    assert all(sum(turn.outcomes.values()) == turn.subjects == 60 for turn in done.turns)


def test_on_the_command_line(orders: Path, tmp_path: Path, keytier: Run) -> None:
    """A line for each run and the sums; a second call keeps what is there, and goes on."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(STICKY, encoding="utf-8")
    call = ("series", policy, "--table", f"orders={orders}", *DAYS)
    said = keytier(*call)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert lines[2].split()[:5] == ["as", "of", "gold", "silver", "rest"]
    assert [line[:10] for line in lines[3:10]][::6] == ["2025-06-30", "2025-12-31"]
    assert lines[-1].startswith("7 runs: ")
    folder = Path("runs/spending-2025-06-30-to-2025-12-31")
    assert f"7 runs written to {folder}" in said.err
    november = folder / "2025-11-30"
    notes = json.loads((november / "manifest.json").read_text())["notes"]
    assert notes["previous"]["as_of"] == "2025-10-31"
    before = november.stat().st_mtime_ns
    shutil.rmtree(folder / "2025-12-31")
    (folder / "series.json").unlink()
    again = keytier(*call)
    assert again.out == said.out
    assert "6 of them were there already" in again.err
    assert november.stat().st_mtime_ns == before
    told = json.loads(keytier(*call, "--format", "json").out)
    stored = json.loads((folder / "series.json").read_text())
    assert told["runs"] == stored["runs"]
    assert told["total"] == stored["total"]
    zh = keytier(*call, "--format", "short", "--lang", "zh")
    assert zh.out.startswith("7 次运行：等级变动")
    quarter = keytier(*call, "--every", "quarter")  # would be the same runs, and some that are not
    assert (quarter.code, "KT397" in quarter.err) == (2, True)
    assert f"`{folder / '2025-07-31'}`" in quarter.err
    assert "it makes none for that day" in quarter.err
    assert json.loads((folder / "series.json").read_text()) == stored
    policy.write_text(POLICY, encoding="utf-8")
    refused = keytier(*call)
    assert refused.code == 2
    assert "KT397" in refused.err


def test_series_that_cannot_be(orders: Path, tmp_path: Path, keytier: Run) -> None:
    """No day, data that is read once only, no step, and a day outside `effective`."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    table = ("--table", f"orders={orders}")
    none = keytier("series", policy, *table, "--from", "2025-12-31", "--to", "2025-01-31")
    assert (none.code, "KT395" in none.err) == (2, True)
    piped = keytier("series", policy, "--table", "orders=-", *DAYS)
    assert (piped.code, "KT396" in piped.err) == (2, True)
    policy.write_text(POLICY.replace("assess: monthly\n", ""), encoding="utf-8")
    stepless = keytier("series", policy, *table, *DAYS)
    assert (stepless.code, "no `assess:`, so give `--every`" in stepless.err) == (2, True)
    bounded = POLICY.replace("assess:", "effective: {from: 2025-01-01, until: 2025-11-30}\nassess:")
    policy.write_text(bounded, encoding="utf-8")
    late = keytier("series", policy, *table, *DAYS)
    assert (late.code, "KT454" in late.err) == (2, True)
    assert not Path("runs").exists()


@pytest.mark.parametrize(
    ("first", "last", "every", "found"),
    [
        ("2026-01-31", "2026-05-01", "month", ["2026-01-31", "2026-02-28", "2026-03-31",
                                               "2026-04-30"]),
        ("2026-01-30", "2026-04-30", "month", ["2026-01-30", "2026-02-28", "2026-03-30",
                                               "2026-04-30"]),
        ("2024-02-29", "2026-03-01", "year", ["2024-02-29", "2025-02-28", "2026-02-28"]),
        ("2026-01-01", "2026-01-20", "week", ["2026-01-01", "2026-01-08", "2026-01-15"]),
        ("2026-01-01", "2025-01-20", "week", []),
    ],
)  # fmt: skip
def test_days(first: str, last: str, every: Every, found: list[str]) -> None:
    """Steps are counted from the first day; where it ends its month, all do."""
    a, b = read_date(first), read_date(last)
    assert a is not None and b is not None
    assert [from_day(day).isoformat() for day in days_of(a, b, every)] == found
