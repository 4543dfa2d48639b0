"""Groups, read aloud: what the companies of a group come to. docs/language.md 7."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from engine.atoms.dates import back
from engine.atoms.numbers import divide
from engine.author.policy import DataField
from engine.bind.bound import BoundPolicy, Field, Item
from engine.bind.contract import converted_fields
from engine.decide.interpreter.fields import within

Company = Mapping[str, object]


class NoGroup(Exception):
    """A company belongs to no group: `orphan` or `cycle`."""


def group_of(
    company: str, named: Mapping[str, str | None], parents: Mapping[str, str | None]
) -> str:
    """The group of a company: the one that it names, else its parent's, else itself.

    >>> parents = {"a": None, "b": "a", "c": "d", "d": "c", "e": "x"}
    >>> group_of("b", {}, parents)
    'a'
    """
    chain: list[str] = []
    at: str | None = company
    while at is not None:  # every parent has to be somebody, whoever names a group
        if at in chain:
            raise NoGroup("cycle")
        if at not in parents:
            raise NoGroup("orphan")
        chain.append(at)
        at = parents[at]
    words = (named.get(one) for one in chain)
    return next((word for word in words if word is not None), chain[-1])


def head_of(
    group: str, members: Sequence[str], groups: Mapping[str, str],
    parents: Mapping[str, str | None],
) -> str | None:  # fmt: skip
    """The company whose id the group has, else the only one whose parent is not of the group."""
    if group in members:
        return group
    tops = [m for m in members if groups.get(parents.get(m) or "") != group]
    return tops[0] if len(tops) == 1 else None


def roll_up(
    bound: BoundPolicy, group: str, companies: Sequence[Company], as_of: int, head: str | None
) -> dict[str, object]:
    """The canonical row of a group from those of its companies, whose `id` each has."""
    found: dict[str, object] = {"id": group}
    found["members"] = sorted((str(c["id"]) for c in companies), key=str.encode)
    errors: list[str] = []
    for f in bound.data_fields():
        own = {e for c in companies for e in _list(c["errors"]) if e.startswith(f"{f.id}.")}
        value = _value(f, companies, as_of, head)
        if not own and not within(value, f.type):  # type: ignore[arg-type]
            own = {f"{f.id}.outside"}
        found[f.id] = None if own else value
        if f.fresh is not None:
            found[f.date_name] = _day(f, companies, as_of, head)
        if f.raters is not None:
            found[f.spread_name] = max(_there(companies, f.spread_name), default=None)
        errors += sorted(own)
    for item in bound.items.values():
        found[item.id], found[f"{item.id}.date"] = _answer(item, companies, as_of)
    for f in converted_fields(bound):
        words = {w for c in companies for w in _list(c[f"{f.id}.fx"])}
        found[f"{f.id}.fx"] = sorted(words, key=str.encode) or None
    found["errors"] = errors or None
    return found


def _list(cell: object) -> list[str]:
    return [str(word) for word in cell] if isinstance(cell, list | tuple) else []


def _there(companies: Sequence[Company], column: str) -> list[int]:
    return [v for c in companies if isinstance(v := c[column], int)]


def _counting(
    f: Field, companies: Sequence[Company], as_of: int, head: str | None
) -> list[Company]:
    """The companies that count: those with a value; where missing ones are skipped, those that are
    too old too, unless all are. Of the head's, only the head."""
    have = [c for c in companies if c[f.id] is not None]
    if _how(f) == "head":
        return [c for c in have if c["id"] == head]
    if f.fresh is None or not _skips(f):
        return have
    oldest = back(as_of, f.fresh)
    good = [c for c in have if isinstance(d := c[f.date_name], int) and oldest < d <= as_of]
    return good or have


def _how(f: Field) -> str | None:
    assert isinstance(f.declared, DataField) and f.declared.roll_up is not None
    return f.declared.roll_up.how


def _skips(f: Field) -> bool:
    return isinstance(f.declared, DataField) and f.declared.missing_members == "skip"


def _value(f: Field, companies: Sequence[Company], as_of: int, head: str | None) -> object:
    counting = _counting(f, companies, as_of, head)
    if not _skips(f) and _how(f) != "head" and len(counting) < len(companies):
        return None
    assert isinstance(f.declared, DataField) and f.declared.roll_up is not None
    by, how = f.declared.roll_up.weighted_by, f.declared.roll_up.how
    if by is not None:
        return _mean(f, by.text, counting)
    if not counting:
        return None
    if how == "head":
        return counting[0][f.id]
    if how == "same":
        alike = all(c[f.id] == counting[0][f.id] for c in counting)
        return counting[0][f.id] if alike else None
    if how in ("any", "all"):
        return _some_or_all(f, any if how == "any" else all, counting)
    numbers = sorted(_there(counting, f.id))
    if how == "sum":
        return sum(numbers)
    highest = how == "max" or (how, f.declared.better) in (("best", "high"), ("worst", "low"))
    return numbers[-1] if highest else numbers[0]


def _some_or_all(
    f: Field, asked: Callable[[Iterable[object]], bool], companies: Sequence[Company]
) -> object:
    if f.type.kind == "yes_no":
        return asked(c[f.id] for c in companies)
    words = [w for w in f.type.words or () if asked(w in _list(c[f.id]) for c in companies)]
    return tuple(words) or None


def _mean(f: Field, by: str, companies: Sequence[Company]) -> int | None:
    """Weighted, with one division; weights below 0 are 0."""
    weights = [c[by] for c in companies]
    if None in weights and not _skips(f):
        return None
    pairs = [(v, max(0, w)) for c, w in zip(companies, weights, strict=True)
             if isinstance(w, int) and isinstance(v := c[f.id], int)]  # fmt: skip
    total = sum(w for _, w in pairs)
    if not total:
        return None
    exact = sum((Fraction(v * w, total) for v, w in pairs), Fraction(0))
    return divide(exact.numerator, exact.denominator)


def _day(f: Field, companies: Sequence[Company], as_of: int, head: str | None) -> int | None:
    """A day ahead of as-of wherever there is one; else the oldest of what counts, none where one
    of these has none."""
    days = _there(companies, f.date_name)
    if any(day > as_of for day in days):
        return max(days)
    counting = _counting(f, companies, as_of, head)
    known = _there(counting, f.date_name)
    return min(known) if known and len(known) == len(counting) else None


def _answer(item: Item, companies: Sequence[Company], as_of: int) -> tuple[str, int | None]:
    """yes > unknown > no > not applicable. A fault of one company is the group's."""
    told: list[tuple[str, int | None]] = []
    for c in companies:
        answer, day = str(c[item.id]), c[f"{item.id}.date"]
        assert day is None or isinstance(day, int)
        told.append((answer, day))
    ahead = [d for a, d in told if a in ("yes", "no", "error") and d is not None and d > as_of]
    broken = any(a == "error" for a, _ in told)
    if ahead:
        return "error" if broken else "no", max(ahead)
    good = [("unknown", None) if _expired(item, a, d, as_of) else (a, d) for a, d in told]
    for answer in ("error", "yes", "unknown", "no"):
        of_it = [d for a, d in good if a == answer]
        if of_it:
            known = [d for d in of_it if d is not None and answer in ("yes", "no")]
            return answer, min(known, default=None)
    return "not_applicable", None


def _expired(item: Item, answer: str, day: int | None, as_of: int) -> bool:
    if item.good_for is None or answer not in ("yes", "no"):
        return False
    return day is None or day <= back(as_of, item.good_for)
