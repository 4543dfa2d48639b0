"""`keytier override add FILE`: write a person's decision on one customer."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.atoms.dates import from_day
from engine.atoms.text import Source
from engine.terminal.command import command
from engine.terminal.mistake import Mistake
from engine.terminal.settings import setting
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, ID, Day, OneOf

if TYPE_CHECKING:
    from engine.connect.overrides import Override


@command("override", codes=(0, 2))
@click.argument("action", type=OneOf("add"))
@click.argument("file", type=FILE)
@click.option("--id", "id", type=ID, required=True, metavar="ID")
@click.option("--tier", required=True, metavar="ID")
@click.option("--because", required=True, metavar="TEXT")
@click.option("--by", metavar="NAME")
@click.option("--approved-by", metavar="NAME")
@click.option("--from", "first", type=Day(), metavar="DATE")
@click.option("--until", required=True, type=Day(), metavar="DATE")
@click.option("--policy", type=FILE, metavar="POLICY")
@click.option("--ledger", type=FILE, metavar="FOLDER")
def COMMAND(
    talk: Talk,
    action: str,
    file: Path,
    id: str,
    tier: str,
    because: str,
    by: str | None,
    approved_by: str | None,
    first: int | None,
    until: int,
    policy: Path | None,
    ledger: Path | None,
) -> int:
    from engine.connect.overrides import entries_of
    from engine.report.outlets import text_outlet

    said = {"--id": id, "--tier": tier, "--because": because}
    for option, text in said.items():
        if not text.strip():
            raise Mistake("override.empty", option=option)
    of = None if policy is None else _vet(talk, policy, tier)
    before = _text(file)
    days = {"from": first, "until": until}
    words = {"id": id, "tier": tier, "because": because, "by": by, "approved_by": approved_by}
    usual = setting("ledger").value
    folder = ledger or (None if usual is None else Path(usual))
    if folder is not None:
        words["salt"] = secrets.token_hex(16)
    written = _entry(words, {k: d for k, d in days.items() if d is not None})
    text = (before or "overrides:\n") + written
    entries = entries_of(Source(str(file), text))
    if folder is not None:
        _enter(talk, folder, entries[-1], file, of)
    with text_outlet(file, "utf-8", "\n") as out:
        out.write(text)
    talk.note("override.added", file=file, n=len(entries))
    if folder is None:
        talk.note("override.file_only", file=file)
    if approved_by is None:
        talk.must("override.unapproved", id=id)
    return 0


def _enter(talk: Talk, ledger: Path, entry: Override, file: Path, policy: str | None) -> None:
    """The event, before the file has the entry: one that no file has binds nobody."""
    from engine.ledger.entered import enter
    from engine.ledger.seal.home import make_home
    from engine.terminal.sealing import tell_entered

    home = make_home()
    if home.made:
        talk.must("seal.made", home=home.folder)
    done = enter(ledger, home, entry, file, policy)
    tell_entered(talk, done)
    talk.note("override.entered", ledger=ledger, number=done.number)


def _text(file: Path) -> str:
    """What the file holds, ending with a line's end; nothing where it is not there. Raises
    DataError where it is no file of overrides."""
    from engine.author.opening import read_source
    from engine.connect.overrides import entries_of

    if str(file) == "-" or not file.exists():
        return ""
    source = read_source(file)[1]
    if not source.text.strip():
        return ""
    entries_of(source)
    return source.text if source.text.endswith("\n") else source.text + "\n"


def _entry(words: dict[str, str | None], days: dict[str, int]) -> str:
    """The lines of an entry; texts stand in quotes, so that none is read as anything else."""
    lines = [f"{k}: {json.dumps(v.strip(), ensure_ascii=False)}" for k, v in words.items() if v]
    lines += [f"{k}: {from_day(day).isoformat()}" for k, day in days.items()]
    return "".join(f"  {'- ' if n == 0 else '  '}{line}\n" for n, line in enumerate(lines))


def _vet(talk: Talk, policy: Path, tier: str) -> str:
    """The id of the policy. Wrong usage for a tier that it does not have, or where it allows no
    overrides."""
    from engine.atoms.diagnostic import Diagnostic
    from engine.atoms.errors import UsageError
    from engine.atoms.suggest import nearest
    from engine.terminal.loading import bound_policy

    bound = bound_policy(talk, policy)
    if bound.override is None:
        raise UsageError(Diagnostic("KT434", {"id": bound.policy.id, "name": "FILE"}))
    tiers = [t.id for t in bound.tiers]
    if tier not in tiers:
        near = nearest(tier, tiers)
        key = "override.tier.none" if near is None else "override.tier.near"
        raise Mistake(key, tier=tier, tiers=", ".join(tiers), near=near)
    return bound.policy.id
