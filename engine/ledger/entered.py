"""Overrides in the ledger: that a person's decision was entered, by whom, and until when.

The event binds the whole entry by a salted digest; whom it is about and why stand in the file of
overrides alone, beside the salt, and can be taken out of there. So the ledger names no customer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from engine.atoms.dates import from_day, read_date
from engine.atoms.digest import canonical_json, sha256
from engine.connect.overrides import Override
from engine.ledger.append import Appended, append
from engine.ledger.events import Event, Log
from engine.ledger.seal.home import Home

KIND: Final = "override"


def digest_of(entry: Override) -> str:
    """What the event has of an entry with a salt.

    >>> entry = Override("C1", "key", "asked", 20000, salt="00")
    >>> digest_of(entry) == digest_of(Override("C2", "key", "asked", 20000, salt="00"))
    False
    """
    return sha256(canonical_json(asdict(entry)))


def enter(
    ledger: Path, home: Home, entry: Override, file: Path, policy: str | None = None
) -> Appended:
    """Enters an override that has a salt; `file` is where it stands, `policy` the id of whose
    tiers it speaks. Raises what `append` raises."""
    event = {
        "event": KIND,
        "entry": digest_of(entry),
        "file": file.name,
        "policy": policy,
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


def left_out(
    log: Log | None, as_of: int, policy: str, file: str | None, entries: Iterable[Override]
) -> tuple[int, ...]:
    """The events of overrides that hold on a day and are none of these entries: somebody took them
    out of the file, or did not give it.

    An event that says no policy counts where it says no file either, or this one, or another from
    which one of the entries was entered; where no file is given, always.
    """
    events = enumerate(() if log is None else log.events)
    found = {n: e for n, e in events if e.get("event") == KIND}
    given = {digest_of(e) for e in entries if e.salt is not None}
    files = {e.get("file") for e in found.values() if e.get("entry") in given} | {file, None}

    def asked(event: Event) -> bool:
        if event.get("policy") is not None:
            return bool(event["policy"] == policy)
        return file is None or event.get("file") in files

    return tuple(n for n, e in found.items()
                 if e.get("entry") not in given and asked(e) and _holds(e, as_of))  # fmt: skip


def _holds(event: Event, as_of: int) -> bool:
    first, until = (read_date(str(event.get(key, ""))) for key in ("from", "until"))
    return (first is None or first <= as_of) and until is not None and as_of <= until
