"""What is asked of a run, and who hears how it goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.atoms.text import Source
from engine.bind.bound import BoundPolicy
from engine.connect.overrides import Overrides
from engine.connect.sources import Data
from engine.ledger.frozen import Frozen

#: Hears (stage, done, of): a source's role while it is read, then `deciding` with counts.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to run: the policy as text and bound, data, day, context (exact values).

    `only` decides one id, `limit` the first rows of the customers; `insist` runs outside
    `effective`. `written` is the policy file byte for byte, where there is one. `previous` is the
    folder of the run before, for a policy that looks back. `facts` are those of another run;
    without them they are found out from the customers given. `events` narrows the run to those
    whom an event names since the previous run, whose facts it takes; it leaves tiers held and
    histories as they were. `overrides` are what persons decided, read once, for a policy
    that has `override:`. A `shadow` is recorded and acted on by nobody; every output says so.
    """

    source: Source
    bound: BoundPolicy
    customers: Data | None
    as_of: int
    tables: Mapping[str, Data] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    only: str | None = None
    limit: int | None = None
    insist: bool = False
    written: bytes | None = None
    previous: Path | None = None
    events: Data | None = None
    facts: Frozen | None = None
    overrides: Overrides | None = None
    shadow: bool = False
