"""What a call says of events: that of one customer, or a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine._api.before import Before
from engine._api.given import ReadEvents, refuse
from engine.atoms.diagnostic import Diagnostic, listed
from engine.atoms.errors import UsageError
from engine.bind.bound import BoundPolicy

if TYPE_CHECKING:
    from engine.connect.events import Events
    from engine.ledger.frozen import Frozen


def event_of(bound: BoundPolicy, event: str, previous: Before | None) -> dict[str, Any]:
    """The canonical column of the event because of which one customer is decided out of turn.

    Raises UsageError where the policy knows no such event, or the decision before is not given.
    """
    known = bound.policy.reassess_on
    if known and event not in known:
        en, zh = listed(known)
        refuse("event", event, f"an event of the policy: {en}", f"政策列出的事件：{zh}")
    if not known or previous is None:
        why = ("the decision before is not given", "没有给出上一次的结论")
        if not known:
            why = ("it names none under `reassess_on:`", "它没有列出 `reassess_on:`")
        params = {"id": bound.policy.id, "why": why[0], "why_zh": why[1]}
        raise UsageError(Diagnostic("KT399", params))
    return {"event": event}


def events_of(
    bound: BoundPolicy, events: Any, previous: str | Path | None, as_of: int
) -> tuple[ReadEvents, Frozen | None]:
    """The reader of a table of events since the last full run, and the facts of that run, where
    the policy asks for any. Raises UsageError where there can be no run for events."""
    from engine.connect.events import read_events
    from engine.connect.sources import Data
    from engine.ledger.out_of_turn import facts_out_of_turn
    from engine.ledger.previous import previous_run

    before = None if previous is None else previous_run(previous, bound, as_of)
    facts = facts_out_of_turn(bound, before, None)
    after = None if before is None else before.run.as_of
    data = Data(events, None if isinstance(events, str | Path) else "<events>")

    def read(con: Any, work: Path) -> Events:
        return read_events(con, bound, data, work, after, as_of)

    return read, facts
