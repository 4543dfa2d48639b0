"""`keytier approve POLICY --as ROLE`: vouch for a policy's text, or see who did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.atoms.suggest import nearest
from engine.terminal.command import command
from engine.terminal.loading import sound_policy
from engine.terminal.mistake import Mistake
from engine.terminal.settings import setting
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, OneOf
from engine.terminal.words import words

if TYPE_CHECKING:
    from engine.bind.bound import BoundPolicy
    from engine.ledger.approval import Standing


@command("approve", codes=(0, 1, 2, 4))
@click.argument("policy", type=FILE)
@click.option("--as", "role", metavar="ROLE")
@click.option("--withdraw", is_flag=True)
@click.option("--reason", metavar="TEXT")
@click.option("--ledger", type=FILE, metavar="FOLDER")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk,
    policy: Path,
    role: str | None,
    withdraw: bool,
    reason: str | None,
    ledger: Path | None,
    format: str,
) -> int:
    from engine.ledger import approval
    from engine.terminal.approving import standing_in

    if withdraw and role is None:
        raise Mistake("approve.withdraw_role")
    if reason is not None and (not withdraw or len(reason.splitlines()) != 1):
        raise Mistake("approve.no_reason")
    written, _, bound = sound_policy(talk, policy)
    folder = ledger or _usual()
    if role is not None:
        _vet(bound, role)
        from engine.ledger.seal.home import make_home
        from engine.terminal.sealing import tell_entered

        home = make_home()
        if home.made:
            talk.must("seal.made", home=home.folder)
        of = approval.approved_of(bound, written)
        if withdraw:
            done = approval.withdraw(folder, home, of, role, reason)
        else:
            done = approval.approve(folder, home, of, role)
        tell_entered(talk, done)
    found = standing_in(folder, bound, written)
    if format == "json":
        from engine.report.visible import json_text

        talk.result(json_text(_document(bound, written, folder, found)) + "\n")
    else:
        _tell(talk, bound, folder, found)
    if role is None or withdraw:
        return 0 if found.approved or withdraw else 1
    # What was entered may count for nothing, and then not what was asked for was reached.
    return 1 if any(a.key.public == home.signer.verifier.public for a in found.idle) else 0


def _usual() -> Path:
    """The ledger of the settings, or that of runs in their usual place."""
    usual = setting("ledger").value
    return Path(setting("runs").value or "runs") / "ledger" if usual is None else Path(usual)


def _vet(bound: BoundPolicy, role: str) -> None:
    """Wrong usage for a role that the policy does not ask."""
    if not role.strip() or len(role.splitlines()) != 1:
        raise Mistake("approve.no_role")
    roles = bound.policy.reviewed_by
    if roles and role not in roles:
        near = nearest(role, roles)
        key = "approve.no_such" if near is None else "approve.no_such.near"
        raise Mistake(key, role=role, roles=", ".join(f"`{r}`" for r in roles), near=near)


def _tell(talk: Talk, bound: BoundPolicy, folder: Path, found: Standing) -> None:
    from engine.report.visible import visible
    from engine.terminal.approving import lacking

    policy, zh = bound.policy, talk.language == "zh"
    for a in found.counted:
        talk.result(words("approve.by", talk.language, number=a.number, at=a.at, role=a.role,
                          key=a.key.name) + "\n")  # fmt: skip
    for a in found.idle:
        other = next(c.role for c in found.counted if c.key.public == a.key.public)
        talk.result(words("approve.idle", talk.language, number=a.number, role=a.role,
                          key=a.key.name, other=other) + "\n")  # fmt: skip
    for a in found.withdrawn:
        if (back := a.withdrawn) is not None:
            key = "approve.back" if back.reason is None else "approve.back.reason"
            told = words(key, talk.language, number=back.number, at=back.at, role=a.role,
                         key=a.key.name, of=a.number, reason=back.reason)  # fmt: skip
            talk.result(visible(told) + "\n")
    holes: dict[str, Any] = {"id": policy.id, "version": policy.version, "ledger": folder}
    if found.approved:
        talk.result(words("approve.done", talk.language, **holes) + "\n")
    else:
        what = lacking(found)[zh]
        talk.result(words("approve.not", talk.language, what=what, **holes) + "\n")


def _document(bound: BoundPolicy, written: bytes, folder: Path, found: Standing) -> dict[str, Any]:
    from dataclasses import asdict

    from engine.ledger.approval import approved_of

    def told(approval: Any) -> dict[str, Any]:
        document = {"event": approval.number, "role": approval.role, "at": approval.at,
                    "key": approval.key.text, "digest": approval.of.digest}  # fmt: skip
        if approval.withdrawn is not None:
            document["withdrawn"] = asdict(approval.withdrawn)
        return document

    return {
        "schema": "keytier/approval/1",
        "ledger": str(folder),
        **asdict(approved_of(bound, written)),
        "approved": found.approved,
        "approvals": [told(a) for a in found.counted],
        "missing": list(found.missing),
        "idle": [told(a) for a in found.idle],
        "withdrawn": [told(a) for a in found.withdrawn],
        "other_texts": [told(a) for a in found.others],
    }
