"""`keytier ledger erase RUN`: what it does and says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import UsageError
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import ledger_of, tell_entered

if TYPE_CHECKING:
    from engine.ledger.seal.home import Home
    from engine.terminal.proving import Asked


def erase_one(
    asked: Asked, home: Home | None, id: str, reason: str | None, ledger: Path | None
) -> int:
    """One customer out of a run, for good."""
    from engine.ledger.erase import erase
    from engine.ledger.seal.home import make_home
    from engine.ledger.stored import open_run

    if reason is None or not reason.strip() or _names(reason, id):
        raise Mistake("ledger.use.reason")
    if (group := open_run(asked.target).group_of(id)) not in (None, id):
        raise Mistake("ledger.use.company", id=id, group=group)
    beside = ledger_of(asked.target, ledger)
    done = erase(asked.target, id, reason.strip(), _home(asked, home), beside)
    tell_entered(asked.talk, done.event)
    if asked.json:
        asked.document("keytier/erased/1", run=str(asked.target), index=done.index,
                       event=done.event.number, ledger=str(beside), erased=done.erased)  # fmt: skip
        return 0
    key = "ledger.erased" if done.index is not None else "ledger.erased.beside"
    asked.say(key, index=done.index, run=asked.target, number=done.event.number,
              ledger=beside)  # fmt: skip
    asked.talk.note("ledger.erased.left", home=(home or make_home()).folder)
    return 0


def _home(asked: Asked, home: Home | None) -> Home:
    """The key folder: where there is none, none is made, for it could open no salt."""
    from engine.ledger.verify.sealed import open_sealed

    if home is None:
        open_sealed(asked.target)
        run = str(asked.target)
        raise UsageError(Diagnostic("KT711", {"run": run}, place=Place(run)))
    return home


def _names(reason: str, id: str) -> bool:
    """Whether the id stands in it by itself: `1` does not stand in `request 2026-17`."""
    word = f"(?<![a-z0-9]){re.escape(id.casefold())}(?![a-z0-9])"
    return re.search(word, reason.casefold()) is not None
