"""Ladders and bands: points that go up and down, and steps that no value can hit; evidence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engine.atoms.diagnostic import Diagnostic, Label
from engine.atoms.numbers import POINT_SCALE, SCALES, show
from engine.author import policy as p
from engine.bind.bound import BandPoints, BoundPolicy, Leaf, Steps
from engine.bind.reach import hits

_ONE_PERCENT = int(10 ** SCALES["percent"])


def evidence_as_fraction(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT266: avoid `enough_evidence: 0.6`, which is 0.6 %, where `60` was meant."""
    for card in bound.scorecards:
        word, enough = card.declared.enough_evidence, card.enough_evidence
        if word is None or enough is None or not 0 < enough < _ONE_PERCENT:
            continue
        if not word.text.endswith("%"):
            meant = show(enough * 100, SCALES["percent"])
            yield Diagnostic("KT266", {"seen": word.text, "meant": meant}, at=word.at)


def uneven_ladders(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT220: points that neither only fall nor only rise from step to step.

    Avoid `at_least: {5m: 100, 1m: 40, 200k: 70}`; prefer `{5m: 100, 1m: 70, 200k: 40}`.
    """
    for leaf in _leaves(bound):
        ladder = leaf.declared.points
        if not isinstance(leaf.points, Steps) or not isinstance(ladder, p.Ladder):
            continue
        row = (*leaf.points.points, leaf.points.otherwise)
        falls = row[0] >= row[-1]
        wrong = [i for i, (a, b) in enumerate(pairwise(row)) if (a < b if falls else a > b)]
        if wrong:
            words = [*(points for _, points in ladder.steps), ladder.otherwise]
            shown = [show(points, POINT_SCALE) for points in row]
            before = words[wrong[0]]
            label = Label(before.at, "the step before", "前一档")
            yield Diagnostic(
                "KT220",
                {"listed": ", ".join(shown), "listed_zh": "、".join(shown)},
                at=words[wrong[0] + 1].at,
                labels=(label,),
            )


def dead_steps(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT221: steps and bands outside the declared bounds of the field.

    A step that no value can hit is a typing mistake in the step or in the bounds.
    """
    for leaf in _leaves(bound):
        field = bound.fields[leaf.field]
        met, form = hits(leaf.points, field.type), leaf.declared.points
        places: list[p.Word] = []
        if isinstance(leaf.points, Steps) and isinstance(form, p.Ladder):
            places = [threshold for threshold, _ in form.steps]
        elif isinstance(leaf.points, BandPoints) and isinstance(form, p.Bands):
            places = [low for low, _, _ in form.rows]
        for place, hit in zip(places, met, strict=False):
            if hit is None:
                assert field.type.low is not None
                assert field.type.high is not None
                labels: tuple[Label, ...] = ()
                if field.declared is not None:
                    labels = (Label(field.declared.at, "its bounds", "它的取值范围"),)
                yield Diagnostic(
                    "KT221",
                    {
                        "field": field.id,
                        "step": place.text,
                        "low": show(field.type.low, field.type.scale),
                        "high": show(field.type.high, field.type.scale),
                    },
                    at=place.at,
                    labels=labels,
                )


def _leaves(bound: BoundPolicy) -> tuple[Leaf, ...]:
    return bound.leaves()
