"""Runs for events: what has to be there, and whose facts are theirs."""

from __future__ import annotations

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import UsageError
from engine.bind.bound import BoundPolicy
from engine.ledger.frozen import Frozen
from engine.ledger.previous import Previous


def facts_out_of_turn(
    bound: BoundPolicy, previous: Previous | None, facts: Frozen | None
) -> Frozen | None:
    """The facts by which customers are decided whom an event names: those of the last full run,
    unless others are given; None where the policy asks for none.

    Raises UsageError where the policy knows no events, or the last full run is not given.
    """
    policy = bound.policy
    why: Both | None = None
    if not policy.reassess_on:
        why = ("it names none under `reassess_on:`", "它没有列出 `reassess_on:`")
    elif previous is None:
        why = ("the last full run is not given", "没有给出上一次完整运行")
    elif "events" in previous.run.manifest.notes:
        why = ("the previous run was for events itself", "给出的上一次运行本身就是按事件运行")
    if why is not None or previous is None:
        en, zh = why or ("", "")
        raise UsageError(Diagnostic("KT399", {"id": policy.id, "why": en, "why_zh": zh}))
    if facts is None and bound.by_facts:
        return Frozen(previous.run, previous.run.facts)
    return facts
