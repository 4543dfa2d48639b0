"""Benefits that outlive the loss of their tier. docs/language.md 9 and 13 ("Ends of benefits")."""

from __future__ import annotations

from engine.atoms.dates import forward
from engine.bind.bound import Action
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.moves import Before, Place


def lost_after(before: Before, end: Place | None, outcome: str) -> str | None:
    """The tier lost last, as the next decision finds it."""
    if before.event:
        return before.lost
    if outcome == "not_applicable":
        return None
    if outcome != "decided" or end is None:
        return before.lost
    if before.number is None or end.number < before.number:
        return None
    return before.tier if end.number > before.number else before.lost


def outlives(case: Case, end: Place) -> tuple[str | None, list[Action]]:
    """The tier whose benefits are granted still, and which they are, to who ends here."""
    before = case.before
    if before.number is None or end.number < before.number:
        return None, []
    fell = end.number > before.number
    tier, start = (before.tier, case.as_of) if fell else (before.lost, before.since)
    if tier is None or start is None:
        return None, []
    known = [t.id for t in case.bound.tiers]
    granted = [a for g in case.bound.grants if g.key == tier and tier in known for a in g.actions]
    found = []
    for action in granted:
        notice = case.bound.benefits[action.benefit].notice if action.benefit else None
        if notice is not None and case.as_of < forward(start, notice):
            found.append(action)
    return (tier, found) if found else (None, [])
