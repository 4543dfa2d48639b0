"""Approvals of a policy: who vouches for exactly this text, in the ledger, each with their own key.

An event `approval` holds a note that the approver's key signed, so that nobody else who may write
into the ledger can approve in their name:

    keytier/approval/1
    <policy> <version>
    <digest of the text>
    extends <digest of head office's text>     only where it extends it
    <role>
    <when, UTC>

An event `approval_withdrawn` takes approvals back, by another note of the same key:

    keytier/withdrawal/1
    <policy> <version>, the digest(s) and the role, as above
    approvals <numbers of their events>
    because <reason>                           only where one is given
    <when, UTC>
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256
from engine.atoms.errors import UsageError
from engine.bind.bound import BoundPolicy
from engine.ledger.append import Appended, Clock, append, now
from engine.ledger.events import Event, Log, log_of, read_log
from engine.ledger.seal.home import Home
from engine.ledger.seal.note import Verifier, read_note

KIND: Final = "approval"
WITHDRAWN: Final = "approval_withdrawn"
_HEAD: Final = "keytier/approval/1"
_BACK: Final = "keytier/withdrawal/1"


@dataclass(frozen=True, slots=True)
class Approved:
    """What is approved: a policy's id and version, the digest of its text, and of head office's."""

    policy: str
    version: str
    digest: str
    extends: str | None = None

    @property
    def lines(self) -> list[str]:
        head = [f"{self.policy} {self.version}", self.digest]
        return head if self.extends is None else [*head, f"extends {self.extends}"]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That an approval was taken back: the event's number, when, and why where that was said."""

    number: int
    at: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval: the event's number, of what, in which role, when, by which key. It holds unless
    it was `withdrawn`."""

    number: int
    of: Approved
    role: str
    at: str
    key: Verifier
    withdrawn: Withdrawal | None = None


def approved_of(bound: BoundPolicy, written: bytes) -> Approved:
    """What an approval of this policy speaks of; `written` is the file, byte for byte."""
    policy = bound.policy
    above = None if policy.extends is None else sha256(policy.extends.written)
    return Approved(policy.id, policy.version, sha256(written), above)


def approve(ledger: Path, home: Home, of: Approved, role: str, *, clock: Clock = now) -> Appended:
    """Enters the approval in this role, signed by the key of `home`. Raises what `append` raises,
    ValueError for a role of several lines."""
    _one_line(role)
    when = clock()
    at = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    log = log_of(ledger)
    known = () if log is None else approvals(log)
    if (of, role, at, home.signer.verifier) in ((a.of, a.role, a.at, a.key) for a in known):
        at = when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")  # a note counts once
    note = home.signer.sign("".join(f"{line}\n" for line in [_HEAD, *of.lines, role, at]))
    event = {"event": KIND, "policy": _told(of), "role": role, "signed": note}
    return append(ledger, home, event, clock=clock)


def withdraw(
    ledger: Path, home: Home, of: Approved, role: str, reason: str | None = None, *,
    clock: Clock = now,
) -> Appended:  # fmt: skip
    """Takes back what the key of `home` approved in this role. Raises UsageError where nothing of
    that stands, what `append` raises, ValueError for a role or a reason of several lines."""
    for line in (role, *([] if reason is None else [reason])):
        _one_line(line)
    me = home.signer.verifier
    numbers = [
        a.number for a in approvals(read_log(ledger))
        if (a.of, a.role, a.key, a.withdrawn) == (of, role, me, None)
    ]  # fmt: skip
    if not numbers:
        params = {"id": of.policy, "role": role, "key": me.name, "ledger": str(ledger)}
        raise UsageError(Diagnostic("KT734", params, place=Place(str(ledger))))
    at = clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [*_withdrawing(of, role, numbers, reason), at]
    event = {"event": WITHDRAWN, "policy": _told(of), "role": role, "approvals": numbers}
    if reason is not None:
        event["reason"] = reason
    event["signed"] = home.signer.sign("".join(f"{line}\n" for line in lines))
    return append(ledger, home, event, clock=clock)


def _one_line(text: str) -> None:
    if not text.strip() or len(text.splitlines()) != 1:
        raise ValueError(text)


def _told(of: Approved) -> dict[str, str]:
    policy = {"id": of.policy, "version": of.version, "digest": of.digest}
    return policy if of.extends is None else {**policy, "extends": of.extends}


def _withdrawing(of: Approved, role: str, numbers: Sequence[int], reason: str | None) -> list[str]:
    because = [] if reason is None else [f"because {reason}"]
    return [_BACK, *of.lines, role, f"approvals {' '.join(map(str, numbers))}", *because]


def approvals(log: Log) -> tuple[Approval, ...]:
    """The approvals of a ledger whose signature is of a key that counts in it, in their order, each
    note once: whoever copies one that was withdrawn does not approve anew."""
    found: dict[int, Approval] = {}
    notes: set[tuple[str, Verifier]] = set()
    for number, event in enumerate(log.events):
        if event.get("event") == KIND and (known := _read(log, event)) is not None:
            of, role, note, key, (*told, at) = known
            if told == [_HEAD, *of.lines, role] and (note, key) not in notes:
                notes.add((note, key))
                found[number] = Approval(number, of, role, at, key)
        elif event.get("event") == WITHDRAWN and (known := _read(log, event)) is not None:
            _take_back(found, number, event, known)
    return tuple(found.values())


_Known = tuple[Approved, str, str, Verifier, list[str]]


def _read(log: Log, event: Event) -> _Known | None:
    """Of what an event speaks, its role, its note, whose key signed that, and its lines."""
    try:
        policy, role = event["policy"], event["role"]
        of = Approved(policy["id"], policy["version"], policy["digest"], policy.get("extends"))
        note = read_note(event["signed"])
    except (KeyError, TypeError, AttributeError, ValueError):
        return None
    key = next((k for k in log.keys if note.signed_by(k)), None)
    lines = note.text.removesuffix("\n").split("\n")
    return None if key is None else (of, role, note.text, key, lines)


def _take_back(found: dict[int, Approval], number: int, event: Event, known: _Known) -> None:
    of, role, _, key, (*told, at) = known
    numbers, reason = event.get("approvals"), event.get("reason")
    if not isinstance(numbers, list) or told != _withdrawing(of, role, numbers, reason):
        return
    for n in numbers:
        held = found.get(n)
        if held is not None and (held.of, held.role, held.key) == (of, role, key):
            found[n] = replace(held, withdrawn=held.withdrawn or Withdrawal(number, at, reason))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a policy is approved: the approvals that count, and for which roles one is missing.

    Where the policy names no roles under `reviewed_by`, one approval is asked for, of any role.
    `others` are approvals of the same policy and version with another text, `withdrawn` those of
    this text that were taken back, `idle` those that hold and count for nothing: in a role for
    which one is missing, by a key that counts for another role.
    """

    counted: tuple[Approval, ...]
    missing: tuple[str, ...]
    others: tuple[Approval, ...]
    withdrawn: tuple[Approval, ...] = ()
    idle: tuple[Approval, ...] = ()

    @property
    def approved(self) -> bool:
        return not self.missing and bool(self.counted)


def standing(found: Sequence[Approval], of: Approved, roles: Sequence[str]) -> Standing:
    """Each role needs an approval that holds, and no key counts for two roles."""
    holding = [a for a in found if a.withdrawn is None]
    back = tuple(a for a in found if a.withdrawn is not None and a.of == of)
    same = [a for a in holding if a.of == of]
    others = tuple(
        a for a in holding if a.of != of and (a.of.policy, a.of.version) == (of.policy, of.version)
    )
    if not roles:
        return Standing(tuple(same[:1]), (), others, back)
    taken: dict[bytes, Approval] = {}  # by key, the approval for which it counts
    missing = [role for role in dict.fromkeys(roles) if not _seat(role, same, taken, set())]
    counted = sorted(taken.values(), key=lambda a: a.number)
    idle = tuple(a for a in same if a.role in missing)
    return Standing(tuple(counted), tuple(missing), others, back, idle)


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
