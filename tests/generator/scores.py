"""Random scorecards: every form of points, every missing rule, nested or flat, profiles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.numbers import BOUNDS, show
from tests.generator.chance import Chance
from tests.generator.fields import Spec, draw_value, write

CARDS = ("appeal", "power", "trust")
HOWS = ["reallocate", "both_ways", "keep", "both_ways", "points", "reallocate", "refer"]


class Scores:
    """Draws the scorecard over the fields that criteria may read.

    `round_`: points and weights in tens, so that scores land exactly on the edges of tiers.
    """

    def __init__(
        self,
        c: Chance,
        readable: Sequence[Spec],
        choosers: Sequence[Spec],
        groups: Sequence[str] = (),
        as_of: int = 0,
    ) -> None:
        self.c, self.readable, self.choosers = c, readable, choosers
        self.groups, self.as_of = groups, as_of
        self.references: dict[str, Any] = {}  # what criteria rank customers against
        self.round_ = c.percent(50)
        self.segments: Sequence[str] = ()  # those that may choose weights
        self.of = ""  # begins the ids of criteria, so that those of several scorecards differ

    def cards(self) -> dict[str, Any]:
        """Two scorecards, now and then three."""
        cards = {}
        for name in CARDS[: 3 if self.c.one_in(4) else 2]:
            self.of = name[0]
            cards[name] = self.card() | ({"label": "客户吸引力"} if self.c.one_in(4) else {})
        return cards

    def matrix(self, cards: Sequence[str], tiers: Sequence[str]) -> dict[str, Any]:
        """Two of the scorecards with two to four cuts each, and a tier in every cell; mostly
        better ones higher up, now and then any."""
        left = list(cards)
        rows, columns = (left.pop(self.c.whole(0, len(left) - 1)) for _ in range(2))
        axes = {"rows": (rows, self.cuts("h")), "columns": (columns, self.cuts("s"))}
        heights = [len(cuts) for _, cuts in axes.values()]
        cells: dict[str, Any] = {}
        rising = self.c.percent(75)
        for r, row in enumerate(axes["rows"][1]):
            cells[row] = {}
            for c, column in enumerate(axes["columns"][1]):
                steps = (r + c) * (len(tiers) - 1) // max(1, sum(heights) - 2)
                number = min(len(tiers) - 1, max(0, steps + self.c.whole(-1, 1)))
                cells[row][column] = tiers[number] if rising else self.c.pick(tiers)
        return {**{k: {card: cuts} for k, (card, cuts) in axes.items()}, "cells": cells}

    def cuts(self, letter: str) -> dict[str, Any]:
        cuts: dict[str, Any] = {}
        edge = 100_000
        for n in range(self.c.whole(1, 3)):
            if edge < 2000:
                break
            edge = self.c.whole(1, edge // 1000 - 1) * 1000
            if self.round_ and edge >= 10_000:
                edge = edge // 10_000 * 10_000
            elif self.c.one_in(4):
                edge += self.c.whole(0, 999)
            cuts[f"{letter}{n}"] = show(edge, 3)
            if self.c.one_in(5):
                cuts[f"{letter}{n}"] = {"at_least": show(edge, 3), "keep_at": show(edge // 2, 3)}
        cuts[f"{letter}9"] = "otherwise"
        return cuts

    def card(self) -> dict[str, Any]:
        criteria: dict[str, Any] = {}
        nested = self.c.percent(35)
        for n in range(self.c.whole(1, 5)):
            if nested and self.c.percent(50):
                criteria[f"{self.of}p{n}"] = self.parent(n)
            else:
                criteria[f"{self.of}c{n}"] = self.leaf()
        card: dict[str, Any] = {"criteria": criteria, "weights": self.weights(criteria)}
        card["missing"] = self.missing()
        if self.c.percent(25):
            card["base"] = self.points()
        if self.c.percent(30):
            card["enough_evidence"] = self.c.pick(["50", "70", "33.33", "80%", "100", "10"])
        return card

    def leaf(self) -> dict[str, Any]:
        spec = self.c.pick(self.readable)
        leaf = {"field": spec.id, "points": self.points_of(spec)}
        if self.c.percent(35):
            leaf["missing"] = self.missing()
        return leaf

    def parent(self, n: int) -> dict[str, Any]:
        children = {f"{self.of}k{n}{i}": self.leaf() for i in range(self.c.whole(1, 3))}
        if self.c.percent(60):  # or it is hardly ever itself missing
            for child in children.values():
                child["missing"] = "reallocate" if self.c.percent(85) else "refer"
        parent: dict[str, Any] = {"criteria": children, "weights": self.parts(list(children))}
        if self.c.percent(30):
            parent["cap"] = show(self.c.whole(30, 99) * 1000 + self.c.pick([0, 0, 500, 1]), 3)
        if self.c.percent(25):
            parent["floor"] = str(self.c.whole(0, 30))
        if self.c.percent(60):
            parent["missing"] = "both_ways" if self.c.percent(40) else self.missing()
        return parent

    def missing(self) -> Any:
        how = self.c.pick(HOWS)
        return {"points": self.points()} if how == "points" else how

    # --- points

    def points(self) -> str:
        """0 to 100 with at most three decimals."""
        if self.round_:
            return str(self.c.whole(0, 5) * 20)
        if self.c.percent(50):
            return str(self.c.whole(0, 10) * 10)
        return show(self.c.whole(0, 100_000), 3)

    def points_of(self, spec: Spec) -> Any:
        if spec.kind == "yes_no":
            return {"yes": self.points(), "no": self.points()}
        if spec.kind == "text":
            return self.lookup(spec)
        if self.c.one_in(8):
            return self.rank(spec)
        unit = 10**spec.scale
        if spec.low >= 0 and spec.high <= 100 * unit and self.c.percent(15 if self.round_ else 45):
            return "as_is"
        forms = [self.ladder, self.ladder, self.bands, self.line]
        return self.c.pick(forms[:3] if self.round_ else forms)(spec)

    def edges(self, spec: Spec, least: int, most: int) -> list[int]:
        """Distinct values within the bounds, ascending; fewer than `least` if there are no more."""
        most = min(most, spec.high - spec.low + 1)
        wanted = self.c.whole(min(least, most), most)
        found: dict[int, None] = {}
        for _ in range(4 * wanted):
            if len(found) == wanted:
                break
            found[draw_value(self.c, spec)] = None
        return sorted(found)

    def ladder(self, spec: Spec) -> dict[str, Any]:
        edges = self.edges(spec, 1, 5)
        direction = self.c.pick(["at_least", "at_most"])
        if direction == "at_least":
            edges.reverse()
        given = [self.points() for _ in edges]
        if self.c.percent(70):
            given.sort(key=lambda p: -float(p))
        steps = {write(self.c, e, spec.kind): p for e, p in zip(edges, given, strict=True)}
        return {direction: steps, "otherwise": self.points()}

    def line(self, spec: Spec) -> dict[str, Any]:
        edges = self.edges(spec, 2, 4)
        if len(edges) < 2:
            return self.ladder(spec)
        return {"line": [[write(self.c, e, spec.kind), self.points()] for e in edges]}

    def bands(self, spec: Spec) -> dict[str, Any]:
        edges = self.edges(spec, 2, 5)
        if len(edges) < 2:
            return self.ladder(spec)
        # Now and then they cover the bounds, so that nothing is left over.
        whole = spec.high < BOUNDS[spec.kind] and self.c.percent(40)
        if whole:
            edges[0], edges[-1] = spec.low, spec.high + 1
        rows = [
            [write(self.c, a, spec.kind), write(self.c, b, spec.kind), self.points()]
            for a, b in pairwise(edges)
        ]
        if whole:
            return {"bands": rows}
        if len(rows) > 2 and self.c.percent(40):
            rows.pop(1)
        return {"bands": rows, "otherwise": self.points()}

    def rank(self, spec: Spec) -> Any:
        how: dict[str, Any] = {"low": "first"} if self.c.percent(40) else {}
        if self.c.percent(40):
            how["reference"] = self.reference(spec)
        elif self.groups and self.c.percent(50):
            how["per"] = self.c.pick(self.groups)
        return {"rank_percent": how} if how else "rank_percent"

    def reference(self, spec: Spec) -> str:
        """A reference of values of a field, mostly good on the day."""
        edges = self.edges(spec, 1, 5)
        percents = sorted({self.c.whole(1, 99) for _ in edges})
        self.references[name := f"r{len(self.references)}"] = {
            "measured": from_day(self.as_of - self.c.pick([0, 0, 1, 30, -1, 400])).isoformat(),
            "good_for": self.c.pick(["1 day", "1 month", "2 years", "2 years"]),
            "percentiles": {
                p: write(self.c, e, spec.kind) for p, e in zip(percents, edges, strict=False)
            },
        }
        return name

    def lookup(self, spec: Spec) -> dict[str, Any]:
        words = list(spec.words or ("a", "华东", "O'Brien"))
        if spec.words is not None and self.c.percent(40):
            return {"one_of": {w: self.points() for w in words}}
        listed = self.c.some(words, len(words) - 1) or words[:1]
        if spec.words is not None and len(listed) == len(words):
            return {"one_of": {w: self.points() for w in words}}
        return {"one_of": {w: self.points() for w in listed}, "otherwise": self.points()}

    # --- weights

    def weights(self, criteria: dict[str, Any]) -> dict[str, Any]:
        """One profile, or several chosen by a word or by the segment; then some criteria apply to
        some profiles only."""
        if self.segments and self.c.percent(60):
            profiles: dict[str, Any] = {"choose_by": "segment"}
            names = self.c.some(self.segments, 3) if self.c.percent(60) else list(self.segments)
            names += ["default"] if len(names) < len(self.segments) else []
        elif self.choosers and self.c.percent(40):
            by = self.c.pick(self.choosers)
            assert by.words is not None
            profiles = {"choose_by": by.id}
            names = [n for n in self.c.some(by.words, 3) or [by.words[0]] if n != "default"]
            if by.declared.get("context") or self.c.percent(60) or not names:
                names.append("default")
        else:
            return self.parts(list(criteria))
        for id_ in list(criteria)[1:]:
            if self.c.percent(45):
                criteria[id_]["applies_to"] = self.c.some(names, len(names)) or names[:1]
        for name in names:
            own = [i for i, c in criteria.items() if name in c.get("applies_to", names)]
            profiles[name] = self.parts(own)
        return profiles

    def parts(self, ids: list[str]) -> dict[str, str]:
        """Percent that add up to exactly 100, with at most two decimals; 0 now and then."""
        unit = 1000 if self.round_ else self.c.pick([500, 100, 1])
        left = 10_000 // unit
        shares = []
        for n in range(len(ids) - 1, 0, -1):
            least = 0 if self.c.percent(15) else min(1, left)
            if least == 0 and self.c.percent(50):
                shares.append(0)
                continue
            share = self.c.whole(least, max(least, left - n))
            shares.append(share)
            left -= share
        shares.append(left)
        return {i: show(s * unit, 2) for i, s in zip(ids, shares, strict=True)}
