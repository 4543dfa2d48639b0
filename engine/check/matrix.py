"""Two axes: cuts and tiers that nobody can reach, tiers that fall as points rise, and scorecards
that nothing hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engine.atoms.diagnostic import Diagnostic, Label
from engine.atoms.numbers import POINT_SCALE, show
from engine.author.formula.tree import names
from engine.author.policy import Word
from engine.bind.bound import Axis, BoundPolicy, Matrix, Scorecard
from engine.check.attainable import attainable
from engine.check.decided import decided_range
from engine.check.walks import rules


def unused_scorecards(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT245: a scorecard on neither axis whose score no formula reads."""
    read = {name for typed in rules(bound) for name in names(typed.formula.root)}
    for card in bound.scorecards if bound.matrix is not None else ():
        if bound.axis_of(card) is None and card.formula_name not in read:
            yield Diagnostic("KT245", {"name": card.id}, at=card.declared.at)


def unreachable_cuts(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT244: a cut above the highest attainable score, or behind one that takes everybody."""
    for axis in bound.matrix.axes if bound.matrix is not None else ():
        card = bound.card(axis.card)
        least, greatest, profile = attainable(bound, card)
        for number, cut in enumerate(axis.cuts):
            if _edge(axis, number, card) > greatest:
                assert cut.declared.at_least is not None
                highest = show(greatest, card.scale)
                why = f"{cut.declared.at_least.text} is above the highest score {highest}"
                why_zh = f"{cut.declared.at_least.text} 高于最高可能得分 {highest}"
                at = next((w.at for w in card.declared.profiles if w.name == profile), None)
                labels = [] if at is None else [
                    Label(at, f"criteria give {highest} at most", f"各指标合计最多 {highest}")
                ]  # fmt: skip
                yield _unreached(axis, number, why, why_zh, labels)
            elif number and _edge(axis, number - 1, card) <= least:
                taker = next(k for k in range(number) if _edge(axis, k, card) <= least)
                id_ = axis.cuts[taker].id
                label = Label(axis.cuts[taker].declared.at, "no score is below", "没有得分低于它")
                why, why_zh = f"`{id_}` takes everybody", f"`{id_}` 已收走所有人"
                yield _unreached(axis, number, why, why_zh, [label])


def _unreached(axis: Axis, number: int, why: str, why_zh: str, labels: list[Label]) -> Diagnostic:
    cut = axis.cuts[number]
    params = {"cut": cut.id, "card": axis.card, "why": why, "why_zh": why_zh}
    return Diagnostic("KT244", params, at=cut.declared.at, labels=tuple(labels))


def _edge(axis: Axis, number: int, card: Scorecard) -> int:
    return (axis.cuts[number].at_least or 0) * int(10 ** (card.scale - POINT_SCALE))


def unreachable_places(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT231: a tier that no cell leads to, nor a require that keeps out of a better one, a route,
    a flag, or the seats of a better one. Avoid a tier that the matrix forgot."""
    matrix = bound.matrix
    if matrix is None:
        return
    reached = _reached(bound, matrix)
    for number, tier in enumerate(bound.tiers):
        if number not in reached:
            why, why_zh = "no cell that can be reached leads to it", "没有可达到的格通向它"
            params = {"tier": tier.id, "why": why, "why_zh": why_zh}
            yield Diagnostic("KT231", params, at=tier.declared.at)


def _reached(bound: BoundPolicy, matrix: Matrix) -> set[int]:
    """Numbers of the tiers in which some customer may end."""
    last = len(bound.tiers) - 1
    found = {n for n, t in enumerate(bound.tiers) if t.routes}
    found |= {n for n, t in enumerate(bound.tiers) if t.require and not matrix.named(n)}
    rows, columns = (_possible(bound, axis) for axis in matrix.axes)
    for cell in {matrix.cells[r][c] for r in rows for c in columns}:
        for number in range(cell, last + 1):  # down the list until a tier takes everybody
            tier = bound.tiers[number]
            if matrix.named(number) or number == last:
                found.add(number)
                if tier.require is None:
                    break
    effects = [e for f in bound.flags for e in (f.then, f.if_unknown)]
    best = min(found)
    found |= {e.cap for e in effects if e.cap is not None and e.cap > best}
    for number, _, seats in bound.seated():
        found |= {seats.when_full} if number in found else set()
    return found | ({last} if any(e.reject for e in effects) else set())


def _possible(bound: BoundPolicy, axis: Axis) -> list[int]:
    """The cuts that the score of some decided customer reaches."""
    card = bound.card(axis.card)
    least, greatest, *_ = decided_range(bound, card)
    return [
        n
        for n in range(len(axis.cuts))
        if _edge(axis, n, card) <= greatest and (n == 0 or _edge(axis, n - 1, card) > least)
    ]


def falling_cells(bound: BoundPolicy, today: int | None) -> Iterator[Diagnostic]:
    """KT239: a better cut whose cell names a worse tier than the next one's.

    Avoid two cells that were swapped, and tiers that do not stand best first.
    """
    matrix = bound.matrix
    if matrix is None:
        return
    rows, columns = (range(len(axis.cuts)) for axis in matrix.axes)
    for column in columns:
        for better, worse in pairwise(rows):
            yield from _fall(bound, matrix, matrix.rows, (better, column), (worse, column))
    for row in rows:
        for better, worse in pairwise(columns):
            yield from _fall(bound, matrix, matrix.columns, (row, better), (row, worse))


def _fall(
    bound: BoundPolicy, matrix: Matrix, axis: Axis, better: tuple[int, int], worse: tuple[int, int]
) -> Iterator[Diagnostic]:
    above, below = (matrix.cells[r][c] for r, c in (better, worse))
    if above <= below:
        return
    label = Label(_word(matrix, *worse).at, "fewer points", "得分更低")
    params = {
        "card": axis.card,
        "before": f"`{bound.tiers[below].id}`",
        "after": f"`{bound.tiers[above].id}`",
    }
    yield Diagnostic("KT239", params, at=_word(matrix, *better).at, labels=(label,))


def _word(matrix: Matrix, row: int, column: int) -> Word:
    """The tier of a cell as written."""
    r, c = matrix.rows.cuts[row].id, matrix.columns.cuts[column].id
    entries = next(entries for word, entries in matrix.declared.cells if word.text == r)
    return next(tier for word, tier in entries if word.text == c)
