"""What stickiness costs: the tables of value-tiers' pages, reckoned anew from the purchases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "value-tiers"
ENTER = (30_000, 15_000, 6_000)  # cents
KEEP = (24_000, 12_000, 4_800)
DAYS = [date(1997 + m // 12, m % 12 + 1, 1) - timedelta(1) for m in range(6, 19)]


@dataclass(frozen=True)
class Moves:
    """`below` says whether keep_at counts for worse tiers than the one held, too."""

    keep: bool = False
    below: bool = True
    grace: bool = False
    one_level: bool = False
    hold: bool = False


@cache
def spends() -> tuple[tuple[int, ...], ...]:
    """Of each customer, what was spent in the 180 days up to each month's end."""
    import duckdb

    file = FOLDER / "all-orders.parquet"
    rows = duckdb.sql(
        f"SELECT customer_id, order_date, CAST(amount * 100 AS BIGINT) FROM '{file}'"
    ).fetchall()
    own: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for id_, day, cents in rows:
        own[id_].append((day, cents))
    return tuple(
        tuple(sum(c for day, c in one if 0 <= (end - day).days < 180) for end in DAYS)
        for one in own.values()
    )


def tiers(spend: Sequence[int], moves: Moves) -> list[int]:
    """The tier on each month's end, 0 is the best."""
    found: list[int] = []
    since = start = 0  # months
    worse = False
    for month, spent in enumerate(spend):
        held = found[-1] if found else None
        edges = [
            KEEP[n] if moves.keep and held is not None and (n == held or (moves.below and n > held))
            else ENTER[n]
            for n in range(3)
        ]  # fmt: skip
        tier = next((n for n, edge in enumerate(edges) if spent >= edge), 3)
        if held is not None and tier > held:
            start, worse = (start if worse else month), True
            if (moves.hold and before(since, 6, month)) or (
                moves.grace and before(start, 2, month)
            ):
                tier = held
            elif moves.one_level:
                tier = held + 1
        else:
            worse = False
        if tier != held:
            since, worse = month, False
        found.append(tier)
    return found


def before(start: int, months: int, now: int) -> bool:
    """Whether so many months, counted forward from one month's end, are not over on another's: a
    day that a month does not have is its last one."""
    later = start + months
    if later >= len(DAYS):
        return True
    end = DAYS[later]
    return DAYS[now] < end.replace(day=min(DAYS[start].day, end.day))


def row(moves: Moves) -> tuple[str, ...]:
    """Changes, down, deep, flip-flops, and the mean size of the best tier, as the table says."""
    changes = down = deep = back = top = 0
    for spend in spends():
        seen = tiers(spend, moves)
        top += seen.count(0)
        for m in range(1, len(seen)):
            if seen[m] != seen[m - 1]:
                changes += 1
                down += seen[m] > seen[m - 1]
                deep += seen[m] >= seen[m - 1] + 2
                back += seen[m - 1] in seen[m + 1 : m + 3]
    counts = (f"{n:,}" for n in (changes, down, deep, back))
    return (*counts, f"{top / len(DAYS):.1f}")


SOFT = Moves(keep=True, grace=True, one_level=True)
ROWS = {
    "spend-plain": Moves(),
    "spend-keep-at": Moves(keep=True),
    "spend-grace": Moves(keep=True, grace=True),
    "spend-soft-landing": SOFT,
    "spend-hold": Moves(hold=True),
}


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_table_of_moves(page: str) -> None:
    """Every row is what the purchases give, and the series that the page prints says its row."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    found = {
        m[1]: tuple(cell.strip() for cell in m[2].strip(" |").split("|")[1:])
        for m in re.finditer(r"(?m)^\| \[`(spend-[a-z-]+)`\]\([^)]*\) (\|.*)$", text)
    }
    assert found == {name: row(moves) for name, moves in ROWS.items()}
    said = next(x for x in text.splitlines() if x.startswith(("13 runs: ", "13 次运行")))
    assert all(number in said for number in row(SOFT))
    for alone in (Moves(keep=True, below=False), Moves(keep=True, below=False, grace=True)):
        assert all(number in text for number in row(alone)[:4])
