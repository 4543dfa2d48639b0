"""The scorecard: criteria, points, weights, missing rules."""

from __future__ import annotations

from typing import Final

from engine.author import taken as t
from engine.author.nodes import Entry, Mapping, Node, Scalar
from engine.author.policy import (
    AsIs,
    Bands,
    Because,
    Criterion,
    Ladder,
    LineShape,
    Lookup,
    MissingRule,
    ParentCriterion,
    Points,
    RankPercent,
    Reference,
    Scorecard,
    Weights,
    Word,
    YesNo,
)

#: Points by rank, as a word or as a map.
RANK: Final = "rank_percent"
#: The one key that says which kind of points it is.
FORMS: Final = ("at_least", "at_most", "line", "one_of", "bands", "yes", RANK)


def scorecard(e: Entry) -> Scorecard:
    """`scorecard:` itself, or one of several."""
    m = t.mapping(e.value)
    profiles, choose_by = _profiles(m.entry("weights"))
    return Scorecard(
        criteria=tuple(
            _parent(e) if "criteria" in t.mapping(e.value) else _leaf(e)
            for e in t.mapping(m.get("criteria"))
        ),
        profiles=profiles,
        choose_by=choose_by,
        because=_because(m.get("because")),
        base=t.maybe_word(m.get("base")),
        missing=missing_rule(m.get("missing")),
        enough_evidence=t.maybe_word(m.get("enough_evidence")),
        at=e.key.at,
        id=e.key.text,
        label=t.text(m.get("label")),
    )


def _profiles(entry: Entry | None) -> tuple[tuple[Weights, ...], Word | None]:
    """One profile `default`, or one for each mapping beside `choose_by`."""
    assert entry is not None
    m = t.mapping(entry.value)
    if not profiled(m):
        return (Weights("default", t.pairs(m), entry.key.at),), None
    return (
        tuple(
            Weights(e.key.text, t.pairs(e.value), e.key.at)
            for e in m
            if isinstance(e.value, Mapping)
        ),
        t.maybe_word(m.get("choose_by")),
    )


def profiled(weights: Mapping) -> bool:
    """Whether `weights:` holds profiles."""
    return "choose_by" in weights or any(isinstance(e.value, Mapping) for e in weights)


def _leaf(e: Entry) -> Criterion:
    m = t.mapping(e.value)
    points = m.get("points")
    assert points is not None
    return Criterion(
        id=e.key.text,
        field=t.word(m.get("field")),
        points=_points(points),
        missing=missing_rule(m.get("missing")),
        label=t.text(m.get("label")),
        reason=t.text(m.get("reason")),
        applies_to=t.maybe_words(m.get("applies_to")),
        at=e.key.at,
    )


def _parent(e: Entry) -> ParentCriterion:
    m = t.mapping(e.value)
    weights = m.entry("weights")
    assert weights is not None
    return ParentCriterion(
        id=e.key.text,
        criteria=tuple(_leaf(c) for c in t.mapping(m.get("criteria"))),
        weights=Weights("default", t.pairs(weights.value), weights.key.at),
        cap=t.maybe_word(m.get("cap")),
        floor=t.maybe_word(m.get("floor")),
        missing=missing_rule(m.get("missing")),
        label=t.text(m.get("label")),
        applies_to=t.maybe_words(m.get("applies_to")),
        at=e.key.at,
    )


def _points(node: Node) -> Points:
    if isinstance(node, Scalar):
        return RankPercent(at=node.at) if node.text.strip() == RANK else AsIs(node.at)
    m = t.mapping(node)
    otherwise = t.maybe_word(m.get("otherwise"))
    form = next(k for k in FORMS if k in m)
    body = m.get(form)
    match form:
        case "at_least" | "at_most":
            assert otherwise is not None
            return Ladder(form, t.pairs(body), otherwise, node.at)
        case "line":
            rows = [t.words(row) for row in t.items(body)]
            return LineShape(tuple((x, p) for x, p in rows), node.at)
        case "one_of":
            return Lookup(t.pairs(body), otherwise, node.at)
        case "bands":
            rows = [t.words(row) for row in t.items(body)]
            return Bands(tuple((low, high, p) for low, high, p in rows), otherwise, node.at)
        case "rank_percent":
            rank = t.mapping(body)
            per, reference = t.maybe_word(rank.get("per")), t.maybe_word(rank.get("reference"))
            return RankPercent("low" in rank, per, reference, node.at)
        case _:
            return YesNo(t.word(body), t.word(m.get("no")), node.at)


def reference(e: Entry) -> Reference:
    """One entry of `reference:`."""
    m = t.mapping(e.value)
    return Reference(
        id=e.key.text,
        measured=t.word(m.get("measured")),
        good_for=t.word(m.get("good_for")),
        percentiles=t.pairs(m.get("percentiles")),
        count=t.maybe_word(m.get("count")),
        label=t.text(m.get("label")),
        at=e.key.at,
    )


def missing_rule(node: Node | None) -> MissingRule | None:
    """`missing:` of a scorecard or criterion; None where it says nothing."""
    if node is None:
        return None
    if isinstance(node, Mapping):
        return MissingRule("points", t.word(node.get("points")), node.at)
    return MissingRule(t.string(node), None, node.at)  # type: ignore[arg-type]


def _because(node: Node | None) -> Because | None:
    if node is None:
        return None
    m = t.mapping(node)
    return Because(
        method=t.string(m.get("method")),
        panel=t.maybe_string(m.get("panel")),
        date=t.maybe_word(m.get("date")),
        minutes=t.maybe_string(m.get("minutes")),
        review_by=t.maybe_word(m.get("review_by")),
        at=node.at,
    )
