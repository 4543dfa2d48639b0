"""Tier rates by groups of customers, with intervals, beside a group to hold them against.

Whoever was judged counts: decided, referred and waiting. Who is in error, or to whom the policy
does not apply, is left out and counted. A rate says nothing of why: a difference is a question.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from engine.atoms.dates import from_day
from engine.atoms.interval import wilson
from engine.atoms.numbers import show
from engine.bind.bound import BoundPolicy, Type
from engine.bind.masks import MASK
from engine.ledger.stored import StoredRun

Against = Literal["largest", "best"]
JUDGED = ("decided", "refer", "waiting")
MISSING = ""
#: Of what is personal or secret, a value that fewer customers have is not told.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Grouping:
    """What to group by: a column of the run's inputs or decisions, its type, and for numbers the
    values at which a new group begins, ascending, at the type's scale."""

    name: str
    stored_in: Literal["inputs", "decisions"]
    column: str
    type: Type
    cuts: tuple[int, ...] = ()

    @property
    def tells_persons(self) -> bool:
        """Whether its groups are values that are not to be shown, and no words of the policy."""
        declared = self.cuts or self.type.words or self.type.kind == "yes_no"
        return self.type.masked and not declared


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a group ended in a tier, or in it or a better one. `rate`, `low` and `high` are
    shares of 1; `ratio` is the rate over that of the group held against, None where that is 0."""

    count: int
    rate: float
    low: float
    high: float
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """One group: what it is called ("" is missing), how many of it were judged, its rates by tier,
    `refer` and, where anybody waits, `waiting`, and for each tier those of it or a better one."""

    name: str
    judged: int
    small: bool
    rates: Mapping[str, Rate]
    or_better: Mapping[str, Rate]


@dataclass(frozen=True, slots=True)
class Fairness:
    """The groups of one grouping; `left_out` counts those in error and not applicable.
    `against` names the group that ratios are of; None where it is the best of each tier."""

    grouping: Grouping
    groups: tuple[Group, ...]
    against: str | None
    left_out: int
    overlapping: bool  # a customer may be in several groups


def groupings(bound: BoundPolicy) -> dict[str, Grouping]:
    """What a run of this policy can be grouped by: every data field and derived field, and the
    segment and stage."""
    found = {f.id: Grouping(f.id, "inputs", f.id, f.type) for f in bound.data_fields()}
    for f in bound.derived_fields():
        found[f.id] = Grouping(f.id, "decisions", f"derived.{f.id}", f.type)
    for what, rules in bound.class_tables():
        words = tuple(rule.id for rule in rules)
        found.setdefault(what, Grouping(what, "decisions", what, Type("text", words=words)))
    return found


def fairness(
    run: StoredRun,
    by: Grouping,
    *,
    level: float = 0.95,
    against: Against = "largest",
    small: int = 30,
) -> Fairness:
    """Rates of a run by one grouping. Groups of fewer than `small` are marked; of what is personal
    or secret they are put together, unless the policy or the caller names them.

    Raises BrokenRecord where a file of the run is not what it wrote.
    """
    tallies: dict[str, Counter[str]] = {}
    left_out, overlapping = 0, False
    named = _namer(by)
    for outcome, tier, value, count in run.tallies(by.stored_in, by.column):
        if outcome not in JUDGED:
            left_out += count
            continue
        names = [named(v) for v in value] if isinstance(value, list) else [named(value)]
        overlapping |= len(names) > 1
        for name in names or [MISSING]:
            tally = tallies.setdefault(name, Counter())
            tally[tier if outcome == "decided" and tier is not None else outcome] += count
            tally[""] += count
    if by.tells_persons:
        tallies = _put_together(tallies, max(small, FEWEST))
    tiers = [t.id for t in run.bound.tiers]
    ordered = sorted(tallies, key=_order(by))
    largest = max(ordered, key=lambda g: tallies[g][""], default=None)
    held_against = None if against == "best" else largest
    waiting = any(t["waiting"] for t in tallies.values())
    parts = [*tiers, "refer", *(["waiting"] if waiting else [])]
    single = {g: {t: tallies[g][t] for t in parts} for g in ordered}
    better = {
        g: {t: sum(tallies[g][u] for u in tiers[: i + 1]) for i, t in enumerate(tiers)}
        for g in ordered
    }
    of = {g: tallies[g][""] for g in ordered}
    rates = _rates(single, of, level, held_against)
    or_better = _rates(better, of, level, held_against)
    groups = tuple(Group(g, of[g], of[g] < small, rates[g], or_better[g]) for g in ordered)
    return Fairness(by, groups, held_against, left_out, overlapping)


def _put_together(tallies: Mapping[str, Counter[str]], fewest: int) -> dict[str, Counter[str]]:
    """The same with all groups of fewer as one, which is masked."""
    found: dict[str, Counter[str]] = {}
    for name, tally in tallies.items():
        shown = name if name == MISSING or tally[""] >= fewest else MASK
        found.setdefault(shown, Counter()).update(tally)
    return found


def _rates(
    counts: Mapping[str, Mapping[str, int]],
    of: Mapping[str, int],
    level: float,
    against: str | None,
) -> dict[str, dict[str, Rate]]:
    found: dict[str, dict[str, Rate]] = {}
    for group, by_tier in counts.items():
        found[group] = {}
        for tier, count in by_tier.items():
            if against is None:
                held = max(counts[g][tier] / of[g] for g in counts)
            else:
                held = counts[against][tier] / of[against]
            low, high = wilson(count, of[group], level)
            share = count / of[group]
            found[group][tier] = Rate(count, share, low, high, share / held if held else None)
    return found


def _namer(by: Grouping) -> Callable[[Any], str]:
    """What a value's group is called."""
    if by.cuts:
        return _of_cuts(by)

    def name(value: Any) -> str:
        if value is None:
            return MISSING
        if isinstance(value, bool):
            return "yes" if value else "no"
        if by.type.kind == "date":
            return from_day(value).isoformat()
        return show(value, by.type.scale) if isinstance(value, int) else str(value)

    return name


def cut_names(by: Grouping) -> list[str]:
    """`< 30`, `30 - < 50`, `>= 50`."""
    at = [show(c, by.type.scale) for c in by.cuts]
    between = [f"{low} - < {high}" for low, high in pairwise(at)]
    return [f"< {at[0]}", *between, f">= {at[-1]}"]


def _of_cuts(by: Grouping) -> Callable[[Any], str]:
    names = cut_names(by)
    return lambda value: MISSING if value is None else names[bisect_right(by.cuts, value)]


def _order(by: Grouping) -> Callable[[str], tuple[int, float, str]]:
    """Groups as the policy declares them, else numbers by size and texts by name; missing last."""
    words: Sequence[str] = cut_names(by) if by.cuts else by.type.words or ()
    if by.type.kind == "yes_no":
        words = ("yes", "no")

    def key(name: str) -> tuple[int, float, str]:
        if name in (MISSING, MASK):
            return 2, name == MISSING, ""
        if name in words:
            return 0, words.index(name), ""
        return 1, float(name) if by.type.numeric else 0, name

    return key
