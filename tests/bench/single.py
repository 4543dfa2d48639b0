"""One customer at a time, in process, the policy loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.bind.bound import BoundPolicy
from engine.bind.contract import decision_columns
from engine.compile.plan import Plan
from engine.connect.record import RecordReader
from engine.decide.record import decider
from engine.explain.reasons import reasons
from engine.explain.row import Row
from tests.bench import hand
from tests.bench.measure import Line, best_of, over, table
from tests.bench.peers import (
    Record,
    datalogic_decider,
    plain,
    zen_batch,
    zen_decider,
    zen_tier,
)

AS_OF = 20_000


def run(bound: BoundPolicy, plan: Plan, rows: list[tuple[Any, ...]]) -> tuple[list[Line], float]:
    """The lines, and zen's best seconds for one traced customer."""
    core, whole = decider(plan, short(bound)), decider(plan)
    check(core, rows)
    few = rows[:1000]
    records = [plain(bound, row) for row in few]
    raw = [_raw(bound, r) for r in records]
    reader = RecordReader(bound, AS_OF)
    names = [o.column.name for o in plan.outputs]

    def in_words(row: tuple[Any, ...]) -> list[str]:
        decision = dict(zip(names, whole(row), strict=True))
        said = reasons(Row(bound, decision, AS_OF))
        return [r.sentence.en for r in said]

    seconds = best_of(7, {
        "by hand": over(hand.decide, rows),
        "keytier: tier, score, every hit, points and contribution": over(core, rows),
        "keytier: the whole decision row, reason codes and all": over(whole, rows),
    })  # fmt: skip
    seconds = {k: v / len(rows) for k, v in seconds.items()}
    seconds |= _few(few, {"keytier: and reasons in words": over(in_words, few)})
    seconds |= _few(few, {"keytier: a raw record vetted": over(reader.read, raw)})
    zen_best = float("inf")
    try:
        peers = _peers(bound, core, few, records)
        seconds |= _few(few, peers)
        seconds |= _batches(bound, records)
        zen_best = min(v for k, v in seconds.items() if k.startswith("zen") and "traced" in k)
    except ImportError as error:
        print(f"  (no peer: {error}; pip install -e .[bench])")
    table("One customer, microseconds", seconds, 1e6, "us")
    own = seconds["keytier: tier, score, every hit, points and contribution"]
    lines = [Line("one customer: keytier / by hand", own / seconds["by hand"], 1.5)]
    if "datalogic-py" in seconds:
        lines.append(Line("one customer: keytier / datalogic-py", own / seconds["datalogic-py"], 1))
        traced = seconds["zen-engine, decision tables traced"]
        lines.append(Line("one customer: zen-engine traced / keytier", traced / own, 50, True))
    return lines, zen_best


def short(bound: BoundPolicy) -> list[str]:
    """The columns that `hand.decide` gives: tier, score, every hit, points and contribution."""
    assert bound.scorecard is not None
    names = ["outcome", "tier", "score"]
    for leaf in bound.scorecard.leaves():
        names += [f"{leaf.id}.{x}" for x in ("hit", "points", "contribution")]
    names += [f"{flag.id}.answer" for flag in bound.flags]
    return [*names, *(c.name for c in decision_columns(bound) if c.part in bound.benefits)]


def _few(rows: list[Any], runs: dict[str, Callable[[], None]]) -> dict[str, float]:
    return {k: v / len(rows) for k, v in best_of(3, runs).items()}


def _peers(
    bound: BoundPolicy,
    core: Callable[[Any], tuple[Any, ...]],
    rows: list[tuple[Any, ...]],
    records: list[Record],
) -> dict[str, Callable[[], None]]:
    """Runs of the other engines, once they are seen to decide the same."""
    traced, untraced = zen_decider(bound, True), zen_decider(bound, False)
    logic = datalogic_decider(bound)
    for row, record in zip(rows[:200], records, strict=False):
        outcome, tier, score = core(row)[:3]
        for name, said in (("zen", zen_tier(traced(record))), ("datalogic", logic(record))):
            near = abs(said[1] - score / 1e7) < 1e-3
            on_edge = min(abs(said[1] - edge) for edge in (45, 60, 75)) < 1e-3
            if outcome == "decided" and not (near and (said[0] == tier or on_edge)):
                raise AssertionError(f"{name} says {said}, keytier {tier} {score}")
    return {
        "datalogic-py": over(logic, records),
        "zen-engine, decision tables": over(untraced, records),
        "zen-engine, decision tables traced": over(traced, records),
    }


def _batches(bound: BoundPolicy, records: list[Record]) -> dict[str, float]:
    """zen's own way to decide many, which may use every core: few records a call, and many."""
    batch = zen_batch(bound)
    sizes = (50, 200, len(records))
    seconds = best_of(5, {str(n): lambda n=n: batch(records[:n]) for n in sizes})  # type: ignore[misc]
    name = "zen-engine, decision tables traced, {} in a batch"
    return {name.format(n): seconds[str(n)] / n for n in sizes}


def check(core: Callable[[Any], tuple[Any, ...]], rows: list[tuple[Any, ...]]) -> None:
    """The hand-written function gives the same tuple for everybody."""
    for row in rows:
        if core(row) != hand.decide(row):
            raise AssertionError(f"by hand: {hand.decide(row)}, generated: {core(row)}")


def _raw(bound: BoundPolicy, record: Record) -> Record:
    """A record as a caller of the API has it: the id under its heading, decimals as text."""
    found: Record = {"customer_id": record["id"]}
    for f in bound.data_fields():
        value = record[f.id]
        decimal = isinstance(value, float)
        found[f.id] = f"{value:.{f.type.scale}f}" if decimal else value
    return found
