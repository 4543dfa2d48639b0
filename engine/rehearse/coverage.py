"""What the cases of a policy reach: steps of criteria, tiers, flags and routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.numbers import show
from engine.atoms.text import Span
from engine.author.formula.tree import names
from engine.author.policy import Ladder, LineShape
from engine.bind import bound as b

Row = Mapping[str, Any]
Key = tuple[str, str, str]  # kind, id, detail: ("criterion", "spend", "3")


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that a case can reach, in words, with its place in the file."""

    key: Key
    words: Both
    at: Span | None = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All spots in file order, and which of them some case reached."""

    spots: tuple[Spot, ...]
    reached: frozenset[Key]

    @property
    def missed(self) -> tuple[Spot, ...]:
        return tuple(s for s in self.spots if s.key not in self.reached)

    @property
    def tenths(self) -> int:
        """Per mille reached, rounded down, so that 100 % means all."""
        total = len(self.spots)
        return 1000 if not total else (total - len(self.missed)) * 1000 // total

    @property
    def percent(self) -> str:
        """`73.8`: rounded down to one decimal."""
        return show(self.tenths, 1)


def coverage(bound: b.BoundPolicy, rows: Iterable[Row]) -> Coverage:
    """The coverage of a policy by the decisions of its cases."""
    extends = bound.policy.extends
    # What head office says its own cases reach; a region's answer for what its file says.
    spots = tuple(
        s for s in _spots(bound)
        if extends is None or s.at is None or s.at.source is not extends.source
    )  # fmt: skip
    reached = {key for row in rows for key in _keys(bound, row)}
    return Coverage(spots, frozenset(reached & {s.key for s in spots}))


def _spots(bound: b.BoundPolicy) -> Iterator[Spot]:
    for flag in bound.flags:
        at, which = flag.declared.at, f"`{flag.id}`"
        yield Spot(("flag", flag.id, "yes"), (f"flag {which}: yes", f"红旗 {which}：是"), at)
        if _may_be_unknown(bound, flag):
            words = (f"flag {which}: unknown", f"红旗 {which}：不清楚")
            yield Spot(("flag", flag.id, "unknown"), words, at)
    for leaf in bound.leaves():
        yield from _steps(leaf, bound.fields[leaf.field].type)
    yield from _cells(bound)
    for tier in bound.tiers:
        at = tier.declared.at
        yield Spot(("tier", tier.id, ""), (f"tier `{tier.id}`", f"等级 `{tier.id}`"), at)
        for route, declared in zip(tier.routes, tier.declared.routes, strict=True):
            words = (f"route `{tier.id}.{route.id}`", f"通道 `{tier.id}.{route.id}`")
            yield Spot(("route", tier.id, route.id), words, declared.at)
        if tier.seats is not None:
            words = (f"no seat in `{tier.id}`", f"`{tier.id}` 没有名额")
            yield Spot(("seat", tier.id, "none"), words, at)
    for what, rules in bound.class_tables():
        zh = {"segment": "客群", "stage": "阶段"}[what]
        for rule in rules:
            words = (f"{what} `{rule.id}`", f"{zh} `{rule.id}`")
            yield Spot((what, rule.id, ""), words, rule.declared.at)


def _steps(leaf: b.Leaf, type: b.Type) -> Iterator[Spot]:
    at, which = leaf.declared.at, f"`{leaf.id}`"
    for hit, (en, zh) in _hits(leaf, type):
        words = (f"criterion {which}: {en}", f"指标 {which}：{zh}")
        yield Spot(("criterion", leaf.id, str(hit)), words, at)
    if leaf.missing is not None:
        words = (f"criterion {which}: missing", f"指标 {which}：缺失")
        yield Spot(("criterion", leaf.id, "missing"), words, at)


def _cells(bound: b.BoundPolicy) -> Iterator[Spot]:
    matrix = bound.matrix
    for row in matrix.rows.cuts if matrix is not None else ():
        for column in matrix.columns.cuts if matrix is not None else ():
            which = f"`{row.id}` × `{column.id}`"
            words = (f"cell {which}", f"格 {which}")
            yield Spot(("cell", row.id, column.id), words, row.declared.at)


_OTHERWISE = ("otherwise", "其余情况")


def _hits(leaf: b.Leaf, type: b.Type) -> Iterator[tuple[int, Both]]:
    """The hits that some value within the bounds gives, in words."""
    declared = leaf.declared.points
    match leaf.points:
        case b.Steps() as ladder:
            assert isinstance(declared, Ladder)
            best = type.high if ladder.direction == "at_least" else type.low
            for i, (threshold, _) in enumerate(declared.steps):
                word = f"{ladder.direction} {threshold.text}"
                if best is None or _reaches(ladder, i, best):
                    yield i, (word, word)
            yield len(ladder.thresholds), _OTHERWISE
        case b.LinePoints(nodes=nodes):
            assert isinstance(declared, LineShape)
            texts = [x.text for x, _ in declared.nodes]
            if type.low is None or type.low < nodes[0][0]:
                yield 0, (f"below {texts[0]}", f"低于 {texts[0]}")
            for i in range(1, len(nodes)):
                word = f"{texts[i - 1]}..{texts[i]}"
                yield i, (word, word)
            if type.high is None or type.high >= nodes[-1][0]:
                yield len(nodes), (f"{texts[-1]} or more", f"{texts[-1]} 及以上")
        case b.WordPoints(words=words, otherwise=otherwise):
            for i, (word, _) in enumerate(words):
                yield i, (word, word)
            listed = {word for word, _ in words}
            if otherwise is not None and (type.words is None or not listed >= set(type.words)):
                yield len(words), _OTHERWISE
        case b.YesNoPoints():
            yield 0, ("yes", "是")
            yield 1, ("no", "否")
        case b.BandPoints(rows=rows, otherwise=otherwise):
            for i, row in enumerate(rows):
                word = f"{show(row[0], type.scale)}..{show(row[1], type.scale)}"
                yield i, (word, word)
            if otherwise is not None:
                yield len(rows), _OTHERWISE
        case b.AsIsPoints() | b.RankPoints():
            yield 0, ("any value", "任一值")


def _reaches(ladder: b.Steps, step: int, best: int) -> bool:
    threshold = ladder.thresholds[step]
    return best >= threshold if ladder.direction == "at_least" else best <= threshold


def _may_be_unknown(bound: b.BoundPolicy, flag: b.Flag) -> bool:
    """Whether some customer may make a flag unknown, as far as its formula's names tell."""
    if flag.when is None:
        return True
    read = (bound.fields.get(name) for name in names(flag.when.formula.root))
    return flag.when.divides or any(f is not None and _may_lack(bound, f) for f in read)


def _may_lack(bound: b.BoundPolicy, f: b.Field) -> bool:
    return f.may_miss or f.origin in ("context", "item")


def _keys(bound: b.BoundPolicy, row: Row) -> Iterator[Key]:
    """What one decision reached."""
    for flag in bound.flags:
        yield "flag", flag.id, str(row[f"{flag.id}.answer"])
    for leaf in bound.leaves():
        hit = row[f"{leaf.id}.hit"]
        hit = 0 if isinstance(leaf.points, b.RankPoints) and hit is not None else hit
        yield "criterion", leaf.id, "missing" if hit is None else str(hit)
    if bound.matrix is not None:
        cuts = [row[bound.card(axis.card).column("cut")] for axis in bound.matrix.axes]
        if all(cuts):
            yield "cell", cuts[0], cuts[1]
    if row["tier"]:
        yield "tier", row["tier"], ""
        if row["route"]:
            yield "route", row["tier"], row["route"]
    for tier in row.get("no_seat") or ():
        yield "seat", tier, "none"
    for what, _ in bound.class_tables():
        if row[what]:
            yield what, row[what], ""
