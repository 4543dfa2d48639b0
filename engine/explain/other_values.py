"""Which other values of a field are worth trying where it is no number: sets of words, and days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from engine.atoms.dates import to_day
from engine.author.formula.tree import Day, Name, Number, walk
from engine.bind.bound import Type, Typed
from engine.explain.values import Value

_FIRST, _LAST = to_day(date.min), to_day(date.max)


def other_values(
    t: Type, name: str, now: Value, formulas: Iterable[Typed], as_of: int
) -> tuple[Value, ...]:
    """For `choices` one word more or less than now (from nothing: one word, or none of them); for
    a date the days at which a formula that names it may turn, the nearest first."""
    if t.kind == "choices":
        return tuple(_sets(t.words or (), now))
    days = {day for typed in formulas for day in _days(typed, name, as_of)
            if _FIRST <= day <= _LAST}  # fmt: skip
    nearest = sorted(days, key=lambda d: (abs(d - (now if isinstance(now, int) else as_of)), d))
    return tuple(d for d in nearest if d != now)


def _sets(words: Collection[str], now: Value) -> Iterable[Value]:
    if now is None:
        yield ()
        yield from ((word,) for word in words)
        return
    assert isinstance(now, Collection)
    held = frozenset(str(w) for w in now)
    for word in words:
        yield tuple(w for w in words if (w in held) != (w == word))


def _days(typed: Typed, name: str, as_of: int) -> Iterable[int]:
    """The days that a formula writes, and those so many days from as-of as it writes numbers, each
    with the day before and after: which of them counts hangs on the comparison."""
    tree = list(walk(typed.formula.root))
    if not any(isinstance(n, Name) and n.name == name for n in tree):
        return
    for n in tree:
        turns: tuple[int, ...] = ()
        if isinstance(n, Day):
            turns = (n.day,)
        elif isinstance(n, Number) and n.scale == 0:
            turns = (as_of - n.digits, as_of + n.digits)
        for day in turns:
            yield from (day - 1, day, day + 1)
