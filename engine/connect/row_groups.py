"""Canonical rows of companies become the row of their group, in Python: the same as the GROUP BY of
`engine.connect.groups`, for records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from engine.atoms.dates import back
from engine.atoms.numbers import divide
from engine.bind.bound import BoundPolicy, Field, Item
from engine.bind.contract import converted_fields, fx_name
from engine.connect.layout import GROUP, PARENT, declared_of

Row = dict[str, Any]
MEMBERS = "members"
Picked = Sequence[Mapping[str, Any]]


def rolled_up(
    bound: BoundPolicy, rows: Sequence[Row], as_of: int, id: str | None, head: Row | None
) -> Row:
    """The group's row of its companies' rows. `head` is the company that speaks for the group."""
    group: Row = {"id": id, "members": sorted((r["id"] for r in rows if r["id"] is not None),
                                              key=str.encode)}  # fmt: skip
    codes = {code for r in rows for code in r["errors"] or ()}
    errors = []
    for f in bound.data_fields():
        own = sorted(c for c in codes if c.startswith(f"{f.id}."))
        value, day = _field(f, rows, as_of, head)
        if not own and value is not None and _beyond(f, value):
            own, value = [f"{f.id}.outside"], None
        group[f.id] = None if own else value
        if f.fresh is not None:
            group[f.date_name] = day
        errors += own
    for item in bound.items.values():
        group[item.id], group[f"{item.id}.date"] = _answer(item, rows, as_of)
    for f in bound.data_fields():
        if f.raters is not None:
            apart = [r[f.spread_name] for r in rows if r[f.spread_name] is not None]
            group[f.spread_name] = max(apart, default=None)
    for f in converted_fields(bound):
        words = {w for r in rows for w in r[fx_name(f)] or ()}
        group[fx_name(f)] = sorted(words, key=str.encode) or None
    group["errors"] = errors or None
    return group


def same_group(rows: Sequence[Row]) -> tuple[str | None, Row | None]:
    """The id of the group that records say together, and the company that speaks for it; their
    columns of groups and parents go."""
    named = {r["id"]: r.pop(GROUP, None) for r in rows}
    parents = {r["id"]: r.pop(PARENT, None) for r in rows}
    tops = [r for r in rows if parents[r["id"]] not in parents]
    words = [w for w in named.values() if w is not None]
    group = words[0] if words else tops[0]["id"] if tops else rows[0]["id"]
    own = [r for r in rows if r["id"] == group]
    return group, (own or tops)[0] if own or len(tops) == 1 else None


def _beyond(f: Field, value: Any) -> bool:
    how = declared_of(f).roll_up
    if how is None or how.how != "sum":
        return False
    assert f.type.low is not None and f.type.high is not None
    return not f.type.low <= value <= f.type.high


def _field(f: Field, rows: Picked, as_of: int, head: Row | None) -> tuple[Any, int | None]:
    """The value, and the day of a fresh one."""
    skip = declared_of(f).missing_members == "skip"
    if (how := declared_of(f).roll_up) is not None and how.how == "head":
        future = [d for r in rows if f.fresh and (d := r[f.date_name]) is not None and d > as_of]
        value = None if head is None else head[f.id]
        day = head[f.date_name] if f.fresh and head is not None and value is not None else None
        return value, max(future, default=day)
    there = [r for r in rows if r[f.id] is not None]
    if f.fresh is None:
        return (_of(f, there) if skip or len(there) == len(rows) else None), None
    days = [r[f.date_name] for r in rows if r[f.date_name] is not None]
    limit = back(as_of, f.fresh)
    fresh = [r for r in there if r[f.date_name] is not None and limit < r[f.date_name] <= as_of]
    kept = fresh if skip and fresh else there
    value = _of(f, kept) if skip or len(there) == len(rows) else None
    if days and max(days) > as_of:
        return value, max(days)
    of_kept = [r[f.date_name] for r in kept]
    return value, None if None in of_kept else min(of_kept, default=None)


def _of(f: Field, rows: Picked) -> Any:
    """What the companies that have a value come to."""
    declared = declared_of(f)
    how = declared.roll_up
    assert how is not None
    if how.weighted_by is not None:
        return _weighted(f.id, how.weighted_by.text, rows, declared.missing_members == "skip")
    values = [r[f.id] for r in rows]
    if not values:
        return None
    word = how.how
    if word in ("best", "worst"):
        word = "max" if (word == "best") == (declared.better == "high") else "min"
    if word == "same":
        return values[0] if all(v == values[0] for v in values) else None
    if word in ("any", "all"):
        test: Callable[[Iterable[object]], bool] = any if word == "any" else all
        if f.type.kind == "yes_no":
            return test(values)
        kept = tuple(w for w in f.type.words or () if test(w in v for v in values))
        return kept or None
    of: dict[str, Callable[[Iterable[Any]], Any]] = {"sum": sum, "max": max, "min": min}
    return of[str(word)](values)


def _weighted(field: str, by: str, rows: Picked, skip: bool) -> int | None:
    if skip:
        rows = [r for r in rows if r[by] is not None]
    if any(r[by] is None for r in rows):
        return None
    total = sum(max(0, r[by]) for r in rows)
    return divide(sum(r[field] * max(0, r[by]) for r in rows), total) if total else None


def _answer(item: Item, rows: Picked, as_of: int) -> tuple[str, int | None]:
    """yes > unknown > no > not applicable, of answers that are still good; and its day."""
    found: list[tuple[str, int | None]] = []
    ahead = []
    for r in rows:
        answer, day = r[item.id], r[f"{item.id}.date"]
        if answer in ("yes", "no", "error") and day is not None and day > as_of:
            ahead.append(day)
        expires = item.good_for is not None and answer in ("yes", "no")
        if expires and (day is None or day <= back(as_of, item.good_for)):  # type: ignore[arg-type]
            answer = "unknown"
        found.append((answer, day))
    answers = {a for a, _ in found}
    if ahead:
        return ("error" if "error" in answers else "no"), max(ahead)
    worst = next(a for a in ("error", "yes", "unknown", "no", "not_applicable") if a in answers)
    days = [d for a, d in found if a == worst and d is not None and a in ("yes", "no")]
    return worst, min(days, default=None)
