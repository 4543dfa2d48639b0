"""What a policy says of one customer, as Python users hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import show
from engine.author.policy import ONLY
from engine.bind.bound import BoundPolicy
from engine.bind.masks import unmasked
from engine.connect.masks import masked_faults

if TYPE_CHECKING:
    from engine.connect.faults import CellFault
    from engine.explain import Explanation


@dataclass(frozen=True)
class Decision:
    """What a policy says of one customer.

    `score` is exact; `score_text` the same as it is written; with several scorecards both are
    None, and `scores` has the score of each, where there is one. `reasons` are codes, ranked.
    `findings` name each cell that could not be read: where, what was seen, what was expected.
    `row` holds every column of `engine.bind.contract.decision_columns`, numbers as integers at
    the column's scale and dates as days since 1970-01-01.
    """

    id: str
    outcome: str
    tier: str | None
    segment: str | None
    stage: str | None
    score: Decimal | None
    score_text: str | None
    scores: Mapping[str, Decimal | None]
    reasons: tuple[str, ...]
    actions: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    row: Mapping[str, Any] = field(repr=False)
    _why: Any = field(repr=False, compare=False)

    def why(self, *, unmask: bool = False) -> Explanation:
        """The decision as a person would explain it; `.say("en")` gives lines of text. What is
        personal or secret is masked in it, unless `unmask` is said."""
        explanation: Explanation = self._why(unmask)
        return explanation


def decision_of(
    bound: BoundPolicy,
    row: Mapping[str, Any],
    inputs: Mapping[str, Any],
    as_of: int,
    context: Mapping[str, Any],
    faults: tuple[CellFault, ...],
) -> Decision:
    """A row as a Decision."""

    def explained(all_of_it: bool) -> Explanation:
        from engine.explain import explain, seen_cell

        seen = map(seen_cell, faults if all_of_it else masked_faults(bound, faults))
        known = unmasked(bound) if all_of_it else bound
        return explain(row, known, as_of=as_of, context=context, inputs=inputs, cells=seen)

    scores: dict[str, str | None] = {}
    for card in bound.scorecards:
        score = row[card.column("score")]
        scores[card.id] = None if score is None else show(score, card.scale)
    text = scores.pop(ONLY, None)
    return Decision(
        id=row["id"] or "",
        outcome=row["outcome"],
        tier=row["tier"],
        segment=row.get("segment"),
        stage=row.get("stage"),
        score=None if text is None else Decimal(text),
        score_text=text,
        scores={id_: None if s is None else Decimal(s) for id_, s in scores.items()},
        reasons=tuple(row["reasons"] or ()),
        actions=tuple(row["actions"] or ()),
        findings=tuple(f.diagnostic() for f in masked_faults(bound, faults)),
        row=row,
        _why=explained,
    )
