"""Holding a sealed run against its signed head: the first thing that is not what was sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.atoms.codes import Both
from engine.ledger.events import Log, is_begun, not_put_back, read_log
from engine.ledger.seal.checkpoint import NAME
from engine.ledger.seal.home import Home
from engine.ledger.seal.note import Verifier
from engine.ledger.verify.event import event_of
from engine.ledger.verify.files import hold_digests, hold_files, hold_root, salt_files
from engine.ledger.verify.leaves import hold_chunks
from engine.ledger.verify.sealed import GONE, Sealed, broken_seal, open_sealed

Progress = Callable[[int, int], None]
_NOT_OPENED: Final[Both] = (
    "is not opened by the `salt.key` of your key folder: one of the two was replaced",
    "无法用您密钥文件夹中的 `salt.key` 打开：两者之一被换过",
)


@dataclass(frozen=True, slots=True)
class Verified:
    """A run that holds. `rebuilt` says that every leaf was made again, which needs the salt key;
    `known` who the signer is: `yours`, `ledger`, `given`, or `unknown`; `event` the number in the
    ledger, where one was found."""

    sealed: Sealed
    rebuilt: bool
    known: str
    log: Log | None = None
    event: int | None = None


def verify_run(
    folder: Path,
    home: Home | None,
    *,
    ledger: Path | None = None,
    key: Verifier | None = None,
    progress: Progress = lambda done, of: None,
) -> Verified:
    """Everything of a sealed run: signature, manifest, every file, tiles, root, and, where the
    key folder opens the salt key, every leaf made again. `ledger` is looked into where it is one.

    `progress` hears how many decisions are done, and of how many. Raises BrokenRecord that names
    the first thing that is not what was sealed; RunError where memory does not suffice.
    """
    sealed = open_sealed(folder)
    log = None
    if ledger is not None and is_begun(ledger):
        log = read_log(ledger)
        not_put_back(log, home)
    known = _known(sealed.signer, home, log, key)
    if known is None:
        raise broken_seal(folder, NAME, ("is signed by another key than is known",
                                         "由不认识的密钥签名"))  # fmt: skip
    hold_root(sealed)
    opened = None if home is None else sealed.salts(home)
    if opened is None:
        for name in salt_files(sealed.manifest):
            if not (folder / name).exists():
                raise broken_seal(folder, name, GONE)
        if known == "yours":
            raise broken_seal(folder, salt_files(sealed.manifest)[0], _NOT_OPENED)
    hold_files(sealed)
    if opened is None:
        hold_digests(sealed, progress)
    else:
        hold_chunks(sealed, opened, progress)
    return Verified(sealed, opened is not None, known, log, event_of(sealed, log))


def _known(
    signer: Verifier, home: Home | None, log: Log | None, key: Verifier | None
) -> str | None:
    if key is not None:
        return "given" if key == signer else None
    if home is not None and home.signer.verifier == signer:
        return "yours"
    if log is not None:
        return "ledger" if signer in log.keys else None
    return "unknown"
