"""`keytier ledger ACTION …`: hold sealed runs and the ledger against what was signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from engine.terminal.command import command
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, ID, Count, OneOf

if TYPE_CHECKING:
    from engine.ledger.seal.home import Home

#: What only reads, and says itself what it could not look at without keys.
_READS: Final = frozenset({"verify", "verify-proof", "log", "show", "consistency"})


@command("ledger", codes=(0, 2, 4))
@click.argument(
    "action",
    type=OneOf(
        "verify",
        "prove",
        "verify-proof",
        "replay",
        "log",
        "show",
        "consistency",
        "anchor",
        "trust",
        "erase",
    ),
)
@click.argument("target", type=FILE)
@click.argument("other", required=False)
@click.option("--id", "id", type=ID, metavar="ID")
@click.option("--reason", metavar="TEXT")
@click.option("--open", "opened", is_flag=True)
@click.option("--ledger", type=FILE, metavar="FOLDER")
@click.option("--anchor", type=FILE, metavar="FILE")
@click.option("--key", metavar="KEY")
@click.option("--how", type=OneOf("git", "timestamp", "text"), default="text")
@click.option("-o", "--output", type=FILE, metavar="FILE")
@click.option("--limit", type=Count(1), metavar="N")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk,
    action: str,
    target: Path,
    other: str | None,
    id: str | None,
    reason: str | None,
    opened: bool,
    ledger: Path | None,
    anchor: Path | None,
    key: str | None,
    how: str,
    output: Path | None,
    limit: int | None,
    format: str,
) -> int:
    from engine.terminal import ledgers, proving

    takes_other = action in ("show", "consistency")
    if (other is None) == takes_other:
        raise Mistake("ledger.use.other" if takes_other else "ledger.use.no_other", action=action)
    if (id is None) == (takes_id := action in ("prove", "erase")):
        raise Mistake("ledger.use.id" if takes_id else "ledger.use.no_id", action=action)
    if reason is not None and action != "erase":
        raise Mistake("ledger.use.no_reason")
    if anchor is not None and action != "verify":
        raise Mistake("ledger.use.no_anchor")
    asked = proving.Asked(talk, target, format == "json", proving.key_of(key))
    home = _home(talk, action)
    match action:
        case "verify":
            return proving.verify(asked, home, ledger, anchor)
        case "prove":
            return proving.prove_one(asked, home, str(id), opened, output, ledger)
        case "erase":
            from engine.terminal.erasing import erase_one

            return erase_one(asked, home, str(id), reason, ledger)
        case "verify-proof":
            return proving.verify_proof(asked)
        case "replay":
            from engine.terminal.replaying import replay_run

            return replay_run(asked, home, limit or 20)
        case "log":
            return ledgers.log(asked, limit)
        case "show":
            return ledgers.show(asked, str(other))
        case "consistency":
            return ledgers.consistency(asked, Path(str(other)))
        case "anchor":
            return ledgers.anchor_head(asked, home, how, output)
        case _:
            return ledgers.trust(asked, home)


def _home(talk: Talk, action: str) -> Home | None:
    """The keys, where there are any. To read, one of the two that is lost is as good as both: that
    is told, and no error."""
    from engine.atoms.errors import UsageError
    from engine.ledger.seal.home import find_home

    try:
        return find_home()
    except UsageError as e:
        (found,) = e.diagnostics
        if action not in _READS or found.code != "KT701":
            raise
        talk.must("ledger.key_lost", said=found.message(talk.language))
        return None
