"""Bound policies made by hand, for tests of the compiler alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.atoms.numbers import BOUNDS, SCALES
from engine.author import policy as p
from engine.bind import bound as k
from engine.compile.lower import lower
from engine.compile.plan import Plan

WORD = p.Word("")


def number(kind: str, low: int | None = None, high: int | None = None) -> k.Type:
    """A type of a numeric kind within its default bounds, or those given."""
    b = BOUNDS[kind]
    return k.Type(kind, SCALES[kind], -b if low is None else low, b if high is None else high)  # type: ignore[arg-type]


def data(id_: str, t: k.Type, **more: Any) -> k.Field:
    return k.Field(id_, t, "data", may_miss=True, **more)


def leaf(
    id_: str,
    points: k.Points,
    missing: str | int | None,
    ends: tuple[int, int] = (0, 100_000),
    field: str | None = None,
) -> k.Leaf:
    """A criterion; a number for `missing` is `points: n` in thousandths."""
    rule = None
    if isinstance(missing, int):
        rule = k.Missing("points", missing)
    elif missing is not None:
        rule = k.Missing(missing)  # type: ignore[arg-type]
    declared = p.Criterion(id_, WORD, p.AsIs())
    return k.Leaf(id_, field or id_, points, rule, *ends, declared=declared)


def ladder(*steps: tuple[int, int], otherwise: int = 0, direction: Any = "at_least") -> k.Steps:
    return k.Steps(direction, tuple(t for t, _ in steps), tuple(q for _, q in steps), otherwise)


def tier(id_: str, at_least: int | None = None) -> k.Tier:
    return k.Tier(id_, at_least, None, None, None, (), declared=p.Tier(id_))


def policy(
    fields: Sequence[k.Field],
    criteria: Sequence[k.Leaf | k.Parent] = (),
    weights: Sequence[int] = (),
    tiers: Sequence[k.Tier] = (),
    **more: Any,
) -> k.BoundPolicy:
    """A policy of fields, criteria with weights in basis points, and tiers."""
    cards = []
    if criteria:
        enough = more.pop("enough_evidence", None)
        profiles = {"default": tuple(weights)}
        cards = [
            k.Scorecard(p.ONLY, tuple(criteria), profiles, None, 0, enough, p.Scorecard((), ()))
        ]
    actions: Mapping[str, tuple[k.Action, ...]] = more.pop("actions", {})
    return k.BoundPolicy(
        policy=p.Policy(p.Word("1"), "made", "1", p.Text("", ""), p.Customers(WORD)),
        fields={f.id: f for f in fields},
        tables={},
        shares={},
        items={},
        applies_when=None,
        scorecards=tuple(cards),
        flags=(),
        tiers=tuple(tiers) or (tier("best", 80_000), tier("good", 60_000), tier("last")),
        benefits={},
        everyone=(),
        grants=tuple(k.Grant(tier, {"tier": (tier,)}, given) for tier, given in actions.items()),
        **more,
    )


def lowered(bound: k.BoundPolicy, as_of: int = 20_000) -> Plan:
    """Its plan, without any context."""
    return lower(bound, as_of, {})
