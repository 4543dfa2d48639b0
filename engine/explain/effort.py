"""What it takes to change a value: its price, in what steps, and which way it may go."""

from __future__ import annotations

from dataclasses import replace

from engine.bind.bound import Effort, Type
from engine.explain.values import Value

#: Values that are so many steps away or more are tried only where something changes its mind.
_STEPS = 1000


def cost_of(effort: Effort, now: Value, to: Value) -> int:
    """The price of going from one value to another."""
    if effort.step is None or not isinstance(now, int) or not isinstance(to, int):
        return effort.cost
    return effort.cost * -(-abs(to - now) // effort.step)


def allowed(effort: Effort, now: Value, to: Value) -> bool:
    """Whether the value may change that way."""
    if not isinstance(now, int) or not isinstance(to, int) or effort.only is None:
        return True
    return to > now if effort.only == "up" else to < now


def within_steps(effort: Effort, t: Type, now: Value) -> list[int]:
    """The values that whole numbers of steps lead to, inside the bounds."""
    if effort.step is None or not isinstance(now, int) or t.low is None or t.high is None:
        return []
    found = []
    for way in (1, -1):
        for n in range(1, _STEPS + 1):
            value = now + way * n * effort.step
            if not t.low <= value <= t.high:
                break
            found.append(value)
    return found


def cut_short(effort: Effort, t: Type, now: Value) -> bool:
    """Whether there are more steps inside the bounds than are tried."""
    if effort.step is None or not isinstance(now, int) or t.low is None or t.high is None:
        return False
    return max(t.high - now, now - t.low) > _STEPS * effort.step


def affordable(effort: Effort, t: Type, now: Value, price: int) -> Type:
    """The type with only those numbers that cost no more, and lie the way that they may go."""
    if not isinstance(now, int) or t.low is None or t.high is None:
        return t
    low, high = t.low, t.high
    if effort.step is not None:
        far = price // effort.cost * effort.step
        low, high = max(low, now - far), min(high, now + far)
    if effort.only == "up":
        low = now
    if effort.only == "down":
        high = now
    return replace(t, low=min(low, now), high=max(high, now))
