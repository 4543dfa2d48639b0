"""Moves that say nothing, and tiers that are kept below worse ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.atoms.diagnostic import Diagnostic, Label
from engine.bind.bound import BoundPolicy, Cut, Tier


def kept_below(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT255: a tier, or a cut, is kept with fewer points than a worse one.

    Avoid `gold: {at_least: 80, keep_at: 40}` above `silver: {at_least: 60, keep_at: 50}`.
    """
    axes = () if bound.matrix is None else bound.matrix.axes
    ladders: list[tuple[str, str, Sequence[Tier | Cut]]] = [("tier", "等级", bound.tiers)]
    ladders += [("cut", "分段", axis.cuts) for axis in axes]
    for what, zh, places in ladders:
        better: Tier | Cut | None = None
        for place in places:
            edge, above = _kept(place), None if better is None else _kept(better)
            if edge is None:
                continue
            if better is not None and above is not None and above < edge:
                yield _below(what, zh, better, place)
            if above is None or edge <= above:
                better = place


def _kept(place: Tier | Cut) -> int | None:
    """The points from which it is kept."""
    return place.at_least if place.keep_at is None else place.keep_at


def _below(what: str, zh: str, better: Tier | Cut, worse: Tier | Cut) -> Diagnostic:
    word = better.declared.keep_at or better.declared.at_least
    other = worse.declared.keep_at or worse.declared.at_least
    assert word is not None and other is not None
    params = {
        "what": what, "what_zh": zh, "better": better.id, "worse": worse.id,
        "keep": word.text, "least": other.text,
    }  # fmt: skip
    label = Label(other.at, "kept only from here on", "从这里起才保持")
    return Diagnostic("KT255", params, at=word.at, labels=(label,))


def idle_moves(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT256: a key of `moves:` that never changes anything."""
    written = bound.policy.moves
    if written is None:
        return
    if written.confirm == 1:
        yield _idle(bound, "confirm", "every first worse assessment confirms itself",
                    "第一次低于原等级就已确认")  # fmt: skip
    if written.one_level and len(bound.tiers) < 3:
        yield _idle(bound, "one_level", "there are only two tiers", "只有两个等级")


def _idle(bound: BoundPolicy, key: str, why: str, why_zh: str) -> Diagnostic:
    at = bound.policy.spans.get(("moves", key))
    return Diagnostic("KT256", {"key": key, "why": why, "why_zh": why_zh}, at=at)
