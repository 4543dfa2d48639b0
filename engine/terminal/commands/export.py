"""`keytier export RUN --as KIND`: a stored run in the format of another system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.terminal.command import command
from engine.terminal.exporting import vet, wanted
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, OneOf

if TYPE_CHECKING:
    from engine.ledger.stored import StoredRun

_TO_OUTPUT = Path("-")


@command("export", codes=(0, 2, 4))
@click.argument("run", type=FILE)
@click.option("--as", "kind", type=OneOf("opa-log", "crm", "in-toto", "sqlite"), required=True)
@click.option("-o", "--output", type=FILE, metavar="FILE")
@click.option("--ledger", type=FILE, metavar="FOLDER")
@click.option("--unmask", is_flag=True)
def COMMAND(
    talk: Talk, run: Path, kind: str, output: Path | None, ledger: Path | None, unmask: bool
) -> int:
    if ledger is not None and kind != "sqlite":
        raise Mistake("export.ledger.only")
    if kind == "sqlite" and (output is None or str(output) in ("-", "/dev/stdout")):
        raise Mistake("export.sqlite")
    file = wanted(talk, {kind: output or _TO_OUTPUT})[kind]
    vet(None, [file], [run])
    from engine.terminal.sealing import stored, unmasked_of

    found = stored(talk, run)
    if unmask:
        found = unmasked_of(talk, found, "export", ledger)
    count = _write(talk, found, kind, file, ledger)
    if file != _TO_OUTPUT:
        talk.note("export.wrote" if kind != "in-toto" else "export.statement", file=file, n=count)
    return 0


def _write(talk: Talk, run: StoredRun, kind: str, file: Path, ledger: Path | None) -> int:
    """Writes the file; how many decisions it holds."""
    match kind:
        case "opa-log":
            from engine.report.interchange.opa_log import write_opa_log

            return write_opa_log(run, file)
        case "crm":
            from engine.report.interchange.crm import write_crm

            return write_crm(run, file, talk.language)
        case "in-toto":
            from engine.report.interchange.in_toto import write_in_toto

            return write_in_toto(run, file)
    from engine.bind.contract import decision_columns
    from engine.report.interchange.sqlite import MOST_COLUMNS, write_sqlite

    if (columns := len(decision_columns(run.bound))) > MOST_COLUMNS:
        raise Mistake("export.wide", n=columns, most=MOST_COLUMNS)
    return write_sqlite(run, file, _events(run, ledger))


def _events(run: StoredRun, named: Path | None) -> tuple[Mapping[str, Any], ...]:
    """The events of the ledger that is named, or else of the usual one, where it is there."""
    from engine.ledger.events import read_log
    from engine.terminal.sealing import ledger_of

    folder = ledger_of(run.folder, named)
    return read_log(folder).events if named is not None or folder.is_dir() else ()
