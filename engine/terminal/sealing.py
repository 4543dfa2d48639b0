"""How a run that is asked for is sealed, and what is said of one that is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.terminal.mistake import Mistake
from engine.terminal.settings import setting
from engine.terminal.talk import Talk

if TYPE_CHECKING:
    from engine.ledger.append import Appended
    from engine.ledger.run import Asked
    from engine.ledger.seal.sealing import Sealing
    from engine.ledger.stored import StoredRun


def ledger_of(target: Path, named: Path | None) -> Path:
    """The ledger that is named, that of the settings, or else `ledger` beside the run."""
    if named is not None:
        return named
    usual = setting("ledger").value
    return target.parent / "ledger" if usual is None else Path(usual)


def approvals_of(
    asked: Asked, file: Path, target: Path, ledger: Path | None, unsealed: bool, required: bool
) -> tuple[int, ...]:
    """Where the run asks for an approved policy, the events that approve it; raises PolicyError
    where it is not."""
    if not required:
        return ()
    if unsealed:
        raise Mistake("approve.unsealed")
    from engine.terminal.approving import require_approved, require_entered

    written = asked.source.text.encode() if asked.written is None else asked.written
    folder = ledger_of(target, ledger)
    if asked.overrides is not None:
        require_entered(asked.overrides, folder)
    return require_approved(file, asked.bound, written, folder)


def sealing_of(
    talk: Talk, target: Path, ledger: Path | None, unsealed: bool, approved: tuple[int, ...] = ()
) -> Sealing | None:
    """The keys and the ledger for a run at `target`; None where it shall not be sealed. Says where
    keys were made, for then they have to be backed up."""
    from engine.ledger.seal.home import make_home
    from engine.ledger.seal.sealing import Sealing

    if unsealed:
        if ledger is not None:
            raise Mistake("seal.both")
        return None
    home = make_home()
    if home.made:
        talk.must("seal.made", home=home.folder)
    return Sealing(home, ledger_of(target, ledger), approved)


def stored(talk: Talk, folder: Path) -> StoredRun:
    """A stored run; one that is not sealed is said to be none."""
    from engine.ledger.stored import open_run

    run = open_run(folder)
    tell_unsealed(talk, run)
    return run


def unmasked_of(talk: Talk, run: StoredRun, command: str, ledger: Path | None = None) -> StoredRun:
    """The run for who may see everything; that somebody did is an event in its ledger, or told
    where there is none, where something is shown that is else masked."""
    if not run.bound.masked:
        return run
    enter_unmasked(talk, run.folder, ledger_of(run.folder, ledger), command)
    return run.unmasked()


def tell_entered(talk: Talk, done: Appended) -> None:
    """What has to be told of an event beside its number."""
    if done.clock_behind is not None:
        talk.must("seal.clock", last=done.clock_behind)
    if done.gone is not None:
        talk.must("seal.gone", n=done.gone, ledger=done.log.folder)


def enter_unmasked(talk: Talk, run: Path, ledger: Path | None, command: str) -> None:
    """The event, before anything is shown; where there is no ledger, that there is none."""
    from engine.ledger.append import append
    from engine.ledger.events import is_begun
    from engine.ledger.seal.home import make_home

    if ledger is None or not is_begun(ledger):
        key = "seal.unmasked.unsealed" if ledger is None else "seal.unmasked.nowhere"
        talk.must(key, ledger=ledger)
        return
    home = make_home()
    if home.made:
        talk.must("seal.made", home=home.folder)
    done = append(ledger, home, {"event": "unmasked", "run": run.name, "command": command})
    tell_entered(talk, done)
    talk.note("seal.unmasked", ledger=ledger, number=done.number)


def tell_unsealed(talk: Talk, run: StoredRun) -> None:
    """Says of a run that is not sealed that it is not, and of a shadow that it is one."""
    if run.manifest.notes.get("shadow"):
        talk.must("run.is_shadow", run=run.folder)
    if run.manifest.sealed is None:
        talk.must("seal.unsealed", run=run.folder)
    if erased := (run.manifest.erased or {}).get("rows"):
        talk.must("ledger.some_erased", n=len(erased), run=run.folder)
