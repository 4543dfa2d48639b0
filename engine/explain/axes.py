"""Two axes in words: where each score stands among its cuts, and what the cell names."""

from __future__ import annotations

from engine.author.policy import Text
from engine.bind.bound import Axis, Tier
from engine.explain.formulas import with_values
from engine.explain.row import Row, tier_number
from engine.explain.scores import card_label, score_text
from engine.explain.values import named, points_text, tier_label
from engine.explain.words import both


def cut_lines(row: Row) -> tuple[Text, ...]:
    """`attractiveness: high, 73.25 points, 60 or more are needed`: one line an axis."""
    matrix = row.bound.matrix
    axes = () if matrix is None else matrix.axes
    return tuple(line for axis in axes if (line := _cut_line(row, axis)) is not None)


def _cut_line(row: Row, axis: Axis) -> Text | None:
    card = row.bound.card(axis.card)
    score, number = score_text(row, card), cut_number(row, axis)
    if score is None or number is None:
        return None
    cut = axis.cuts[number]
    words: dict[str, Text | str] = {"card": card_label(card), "cut": cut_label(axis, number)}
    words["score"] = score
    if cut.at_least is None:
        edge = axis.cuts[number - 1].at_least or 0
        return both("cut.last", **words, below=points_text(edge))
    return both("cut.reached", **words, at_least=points_text(cut.at_least))


def cell_text(row: Row, tier: Tier) -> Text | None:
    """How a tier came about that the cell names, or a better one; None for any other way."""
    matrix, cell = row.bound.matrix, cell_of(row)
    number = tier_number(row.bound, tier.id)
    if matrix is None or cell is None or number is None:
        return None
    if not matrix.named(number) or cell > number:
        return None
    holes = {"tier": tier_label(row.bound, tier.id)}
    key = "tier.cell"
    if cell < number:
        holes["named"] = tier_label(row.bound, row.bound.tiers[cell].id)
        key = "tier.cell.below"
    if tier.require is None:
        return both(key, **holes)
    return both(f"{key}.require", **holes, formula=with_values(row, tier.require))


def cell_of(row: Row) -> int | None:
    """The number of the tier that the customer's cell names."""
    matrix = row.bound.matrix
    if matrix is None:
        return None
    r, c = (cut_number(row, axis) for axis in matrix.axes)
    return None if r is None or c is None else matrix.cells[r][c]


def cut_number(row: Row, axis: Axis) -> int | None:
    """The number of the cut that the score of an axis reaches."""
    name = row.text(row.bound.card(axis.card).column("cut"))
    return next((k for k, cut in enumerate(axis.cuts) if cut.id == name), None)


def cut_label(axis: Axis, number: int) -> Text:
    """What people call a cut."""
    cut = axis.cuts[number]
    return named(cut.declared.label, cut.id)
