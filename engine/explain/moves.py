"""What the previous decision did, in words."""

from __future__ import annotations

from typing import Final

from engine.atoms.dates import forward, from_day
from engine.atoms.numbers import POINT_SCALE
from engine.author.policy import Text
from engine.bind.bound import Tier
from engine.explain.axes import cell_of
from engine.explain.formulas import with_values
from engine.explain.row import Row, tier_number
from engine.explain.scores import only_score
from engine.explain.values import points_text, tier_label
from engine.explain.words import both

#: Moves that keep a tier which the assessment does not give.
KEEPING: Final = ("held", "confirming", "grace", "one_level")


def kept_line(row: Row) -> Text | None:
    """How the tier held outlived the assessment; None where it did not need to."""
    move = row.text("move")
    return _said(row, f"tier.move.{move}") if move in KEEPING else None


def move_lines(row: Row) -> tuple[Text, ...]:
    """From where the customer came; for who is referred, what it holds meanwhile."""
    before = tier_number(row.bound, row.text("previous.tier"))
    if before is None:
        return ()
    label = tier_label(row.bound, row.bound.tiers[before].id)
    if row.outcome == "refer":
        return (both("move.meanwhile", tier=label),)
    move = row.text("move")
    return (both(f"move.{move}", tier=label),) if move in ("promoted", "demoted") else ()


def kept_at(row: Row, tier: Tier, label: Text) -> Text | None:
    """That `keep_at` was enough for who held this tier, or a better one; None where more was."""
    if _in_cell(row):
        return both("tier.kept_cell", tier=label)
    score = only_score(row)
    if score is None or tier.keep_at is None or edge_points(row, tier) != tier.keep_at:
        return None
    number = row.number("score")
    scorecard = row.bound.scorecard
    if number is None or scorecard is None or tier.at_least is None:
        return None
    if number >= tier.at_least * int(10 ** (scorecard.scale - POINT_SCALE)):
        return None
    holes: dict[str, Text | str | int] = {
        "tier": label,
        "score": score,
        "keep_at": points_text(tier.keep_at),
    }
    if tier.require is None:
        return both("tier.kept_at", **holes)
    return both("tier.kept_at.require", **holes, formula=with_values(row, tier.require))


def _in_cell(row: Row) -> bool:
    """Whether the cell by `at_least` names a worse tier, so that the one by `keep_at` let in."""
    matrix, cell, number = row.bound.matrix, cell_of(row), row.tier
    if matrix is None or cell is None or number is None or row.text("route"):
        return False
    return row.bound.moves is not None and matrix.named(number) and cell > number


def edge_points(row: Row, tier: Tier) -> int | None:
    """The points (thousandths) that the tier asks of this customer: `keep_at` where it held this
    tier, or a better one."""
    before = tier_number(row.bound, row.text("previous.tier"))
    number = tier_number(row.bound, tier.id)
    if before is None or number is None or tier.keep_at is None or before > number:
        return tier.at_least
    return tier.keep_at


def move_reason(row: Row, part: str, what: str) -> Text:
    """The sentence of a reason such as `moves.grace`."""
    return _said(row, f"reason.moves.{what}")


def _said(row: Row, key: str) -> Text:
    rules, before = row.bound.moves, row.text("previous.tier")
    assert rules is not None
    since, grace = row.number("held.since"), row.number("held.grace")
    worse = row.number("held.worse") or 0
    if row.text("event"):  # it leaves what was held as it found it, so what began now is not there
        grace, worse = row.as_of if grace is None else grace, worse + 1
    ends = {"hold": "?", "grace": "?"}
    if rules.hold is not None and since is not None:
        ends["hold"] = from_day(forward(since, rules.hold)).isoformat()
    if rules.grace is not None and grace is not None:
        ends["grace"] = from_day(forward(grace, rules.grace)).isoformat()
    known = tier_number(row.bound, before) is not None
    return both(
        key,
        tier=tier_label(row.bound, row.text("tier")),
        before=tier_label(row.bound, before) if known else before,
        points=tier_label(row.bound, row.text("tier_by_points")),
        since="?" if since is None else from_day(since).isoformat(),
        start="?" if grace is None else from_day(grace).isoformat(),
        hold=ends["hold"],
        grace=ends["grace"],
        count=worse,
        confirm=rules.confirm or 0,
    )
