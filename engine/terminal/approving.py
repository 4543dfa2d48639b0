"""Whether a policy is approved, in words, and a run that asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import PolicyError
from engine.terminal.words import both

if TYPE_CHECKING:
    from engine.bind.bound import BoundPolicy
    from engine.connect.overrides import Overrides
    from engine.ledger.approval import Approval, Standing


def standing_in(ledger: Path, bound: BoundPolicy, written: bytes) -> Standing:
    """How far the policy is approved in a ledger; one that is not there approves nothing."""
    from engine.ledger.approval import approvals, approved_of, standing
    from engine.ledger.events import log_of, not_put_back
    from engine.ledger.seal.home import find_home

    found: tuple[Approval, ...] = ()
    if (log := log_of(ledger)) is not None:
        not_put_back(log, find_home())
        found = approvals(log)
    return standing(found, approved_of(bound, written), bound.policy.reviewed_by)


def require_approved(
    file: Path, bound: BoundPolicy, written: bytes, ledger: Path
) -> tuple[int, ...]:
    """The numbers of the events that approve the policy. Raises PolicyError where it is not
    approved by all who have to."""
    found = standing_in(ledger, bound, written)
    if found.approved:
        return tuple(a.number for a in found.counted)
    what, what_zh = lacking(found)
    role = (found.missing or ("ROLE",))[0]
    params = {"id": bound.policy.id, "ledger": str(ledger), "file": str(file), "role": role,
              "what": what, "what_zh": what_zh}  # fmt: skip
    raise PolicyError([Diagnostic("KT730", params, place=Place(str(file)))])


def lacking(found: Standing) -> tuple[str, str]:
    """What is missing, and that another text of the same version was approved."""
    if found.missing:
        told = both("approve.missing", roles=", ".join(found.missing))
    else:
        told = both("approve.nobody")
    if not found.others:
        return told
    more = both("approve.other_text", n=len(found.others))
    return f"{told[0]}; {more[0]}", f"{told[1]}；{more[1]}"


def require_entered(overrides: Overrides, ledger: Path) -> None:
    """Raises PolicyError where an override is not bound by the ledger."""
    from engine.ledger.entered import not_entered
    from engine.ledger.events import log_of

    if left := not_entered(log_of(ledger), overrides.entries):
        file = overrides.name
        params = {"file": file, "ledger": str(ledger), "count": len(left), "id": left[0].id}
        raise PolicyError([Diagnostic("KT733", params, place=Place(file))])
