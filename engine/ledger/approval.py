"""Approvals of a policy: who vouches for exactly this text, in the ledger, each with their own key.

An event `approval` holds a note that the approver's key signed, so that nobody else who may write
into the ledger can approve in their name:

    keytier/approval/1
    <policy> <version>
    <digest of the text>
    extends <digest of head office's text>     only where it extends it
    <role>
    <when, UTC>
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.atoms.digest import sha256
from engine.bind.bound import BoundPolicy
from engine.ledger.append import Appended, Clock, append, now
from engine.ledger.events import Event, Log
from engine.ledger.seal.home import Home
from engine.ledger.seal.note import Verifier, read_note

KIND: Final = "approval"
_HEAD: Final = "keytier/approval/1"


@dataclass(frozen=True, slots=True)
class Approved:
    """What is approved: a policy's id and version, the digest of its text, and of head office's."""

    policy: str
    version: str
    digest: str
    extends: str | None = None

    @property
    def lines(self) -> list[str]:
        head = [_HEAD, f"{self.policy} {self.version}", self.digest]
        return head if self.extends is None else [*head, f"extends {self.extends}"]


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval that holds: the event's number, of what, in which role, when, by which key."""

    number: int
    of: Approved
    role: str
    at: str
    key: Verifier


def approved_of(bound: BoundPolicy, written: bytes) -> Approved:
    """What an approval of this policy speaks of; `written` is the file, byte for byte."""
    policy = bound.policy
    above = None if policy.extends is None else sha256(policy.extends.written)
    return Approved(policy.id, policy.version, sha256(written), above)


def approve(ledger: Path, home: Home, of: Approved, role: str, *, clock: Clock = now) -> Appended:
    """Enters the approval in this role, signed by the key of `home`. Raises what `append` raises,
    ValueError for a role of several lines."""
    if not role.strip() or len(role.splitlines()) != 1:
        raise ValueError(role)
    at = clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    note = home.signer.sign("".join(f"{line}\n" for line in [*of.lines, role, at]))
    policy = {"id": of.policy, "version": of.version, "digest": of.digest}
    if of.extends is not None:
        policy["extends"] = of.extends
    event = {"event": KIND, "policy": policy, "role": role, "signed": note}
    return append(ledger, home, event, clock=clock)


def approvals(log: Log) -> tuple[Approval, ...]:
    """The approvals of a ledger whose signature is of a key that counts in it, in their order."""
    found = (_approval(log, n, e) for n, e in enumerate(log.events) if e.get("event") == KIND)
    return tuple(a for a in found if a is not None)


def _approval(log: Log, number: int, event: Event) -> Approval | None:
    try:
        policy, role = event["policy"], event["role"]
        of = Approved(policy["id"], policy["version"], policy["digest"], policy.get("extends"))
        note = read_note(event["signed"])
        *told, at = note.text.removesuffix("\n").split("\n")
    except (KeyError, TypeError, AttributeError, ValueError):
        return None
    key = next((k for k in log.keys if note.signed_by(k)), None)
    if key is None or told != [*of.lines, role]:
        return None
    return Approval(number, of, role, at, key)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a policy is approved: the approvals that count, and for which roles one is missing.

    Where the policy names no roles under `reviewed_by`, one approval is asked for, of any role.
    `others` are approvals of the same policy and version with another text.
    """

    counted: tuple[Approval, ...]
    missing: tuple[str, ...]
    others: tuple[Approval, ...]

    @property
    def approved(self) -> bool:
        return not self.missing and bool(self.counted)


def standing(found: Sequence[Approval], of: Approved, roles: Sequence[str]) -> Standing:
    """Each role needs an approval, and no key counts for two roles."""
    same = [a for a in found if a.of == of]
    others = tuple(
        a for a in found if a.of != of and (a.of.policy, a.of.version) == (of.policy, of.version)
    )
    if not roles:
        return Standing(tuple(same[:1]), (), others)
    taken: dict[bytes, Approval] = {}  # by key, the approval for which it counts
    missing = [role for role in dict.fromkeys(roles) if not _seat(role, same, taken, set())]
    counted = sorted(taken.values(), key=lambda a: a.number)
    return Standing(tuple(counted), tuple(missing), others)


def _seat(
    role: str, found: Sequence[Approval], taken: dict[bytes, Approval], tried: set[bytes]
) -> bool:
    """Finds a key for the role; who has it already may take another one of its own (augmenting
    path), so that no order of approvals leaves a role without a key that it could have."""
    for approval in found:
        key = approval.key.public
        if approval.role != role or key in tried:
            continue
        tried.add(key)
        if key not in taken or _seat(taken[key].role, found, taken, tried):
            taken[key] = approval
            return True
    return False
