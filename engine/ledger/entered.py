"""Overrides in the ledger: that a person's decision was entered, by whom, and until when.

The event binds the whole entry by a salted digest; whom it is about and why stand in the file of
overrides alone, beside the salt, and can be taken out of there. So the ledger names no customer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from engine.atoms.dates import from_day
from engine.atoms.digest import canonical_json, sha256
from engine.connect.overrides import Override
from engine.ledger.append import Appended, append
from engine.ledger.events import Log
from engine.ledger.seal.home import Home

KIND: Final = "override"


def digest_of(entry: Override) -> str:
    """What the event has of an entry with a salt.

    >>> entry = Override("C1", "key", "asked", 20000, salt="00")
    >>> digest_of(entry) == digest_of(Override("C2", "key", "asked", 20000, salt="00"))
    False
    """
    return sha256(canonical_json(asdict(entry)))


def enter(ledger: Path, home: Home, entry: Override) -> Appended:
    """Enters an override that has a salt. Raises what `append` raises."""
    event = {
        "event": KIND,
        "entry": digest_of(entry),
        "tier": entry.tier,
        "from": None if entry.first is None else from_day(entry.first).isoformat(),
        "until": from_day(entry.until).isoformat(),
        "decided_by": entry.by,
        "approved_by": entry.approved_by,
    }
    return append(ledger, home, {k: v for k, v in event.items() if v is not None})


def not_entered(log: Log | None, entries: Iterable[Override]) -> tuple[Override, ...]:
    """The entries that no event of the ledger binds."""
    events = () if log is None else log.events
    known = {e.get("entry") for e in events if e.get("event") == KIND}
    return tuple(e for e in entries if e.salt is None or digest_of(e) not in known)
