"""Points by rank: the percent of the others that a value stands before (docs/language.md 4)."""

from __future__ import annotations

from engine.atoms.dates import back
from engine.atoms.numbers import POINT_SCALE
from engine.bind.bound import Leaf, RankPoints, Type
from engine.bind.contract import PERCENTS, rank_name
from engine.compile.build import Row
from engine.compile.lower.ground import Ground

ONE = int(10**POINT_SCALE)


def lower_rank(g: Ground, leaf: Leaf, form: RankPoints, value: int) -> tuple[int, int, int]:
    """The percent reached (missing without a rank), its points, and whether there is a value that
    is compared with nobody."""
    b = g.b
    edges = _edges(g, leaf, form)
    if not edges:
        return b.nothing("int"), b.nothing("int"), b.present(value)
    alone = b.missing(edges[-1][1])  # the worst edge is there wherever any is
    op = "<" if form.low_first else ">"
    rows: list[tuple[int, Row]] = [(b.some(b.missing(value), alone), (None,))]
    rows += [(b.compare(op, value, edge), (percent,)) for percent, edge in edges]
    (hit,) = b.choose(rows, (0,))
    points = b.known(b.times(hit, ONE), leaf.least, leaf.greatest)
    return hit, points, b.every(b.present(value), alone)


def _edges(g: Ground, leaf: Leaf, form: RankPoints) -> list[tuple[int, int]]:
    """(percent, step), best first; none where the reference is not good on the day."""
    reference = form.reference
    if reference is None:
        t = g.bound.fields[leaf.field].type
        return [(p, g.column(rank_name(leaf.id, p), t=t)) for p in reversed(PERCENTS)]
    if not back(g.as_of, reference.good_for) < reference.measured <= g.as_of:
        return []
    return [(percent, g.b.number(at)) for percent, at in form.edges]


def attainable_ranks(form: RankPoints, t: Type) -> set[int]:
    """The points that ranks of values within type and bounds can have."""
    if form.reference is None:
        return {percent * ONE for percent in (0, *PERCENTS)}
    assert t.low is not None and t.high is not None
    worst, best = (t.high, t.low) if form.low_first else (t.low, t.high)
    percents = [(p, edge) for p, edge in form.edges if _beats(form, best, edge)]
    floor = max((p for p, edge in form.edges if _beats(form, worst, edge)), default=0)
    return {floor * ONE, *(p * ONE for p, _ in percents if p >= floor)}


def _beats(form: RankPoints, value: int, edge: int) -> bool:
    return value < edge if form.low_first else value > edge
