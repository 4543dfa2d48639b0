"""`keytier case RUN --id X -o case.html`: one decision for a third party."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.atoms.errors import UsageError
from engine.terminal.command import command
from engine.terminal.deciding import stored_one
from engine.terminal.exporting import vet, wanted
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import tell_unsealed, unmasked_of
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, ID

if TYPE_CHECKING:
    from engine.ledger.stored import StoredRun


@command("case", codes=(0, 2, 4))
@click.argument("run", type=FILE)
@click.option("--id", "id", type=ID, required=True, metavar="ID")
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE")
@click.option("--force", is_flag=True)
@click.option("--unmask", is_flag=True)
def COMMAND(talk: Talk, run: Path, id: str, output: Path, force: bool, unmask: bool) -> int:
    (file,) = wanted(talk, {"html": output}).values()
    vet(None, [file], ())
    if str(file) != "-" and file.exists() and not force:
        raise Mistake("case.there", file=file)
    from engine.explain import explain
    from engine.explain.again import decide_again
    from engine.explain.needs import needs
    from engine.explain.row import Row
    from engine.ledger.stored import open_run
    from engine.report.case import case_html
    from engine.report.outlets import text_outlet

    stored = open_run(run)
    tell_unsealed(talk, stored)
    if unmask:
        stored = unmasked_of(talk, stored, "case")
    told = stored_one(stored, id)
    said = explain(told.decided, told.bound, as_of=told.as_of, context=told.context,
                   inputs=told.inputs, cells=told.cells)  # fmt: skip
    row = Row(told.bound, told.decided, told.as_of, told.inputs, told.context)
    again = decide_again(row)
    better = None if again is None or not row.tier else needs(again, row.tier - 1)
    page = case_html(stored, said, told.decided, told.inputs, better,
                     _proof(talk, stored, said.id), talk.language)  # fmt: skip
    with text_outlet(file, "utf-8", "\n") as out:
        out.write(page)
    if str(file) != "-":
        talk.note("case.wrote", file=file, id=said.id)
    return 0


def _proof(talk: Talk, run: StoredRun, id: str) -> dict[str, Any] | None:
    """The proof of the decision, with its inputs opened where none of them is masked; None where
    the run is not sealed, or its salt key is not at hand."""
    if run.manifest.sealed is None:
        return None
    from engine.ledger.prove import prove
    from engine.ledger.seal.home import find_home

    try:
        return prove(run.folder, id, find_home(), opened=not run.bound.masked)
    except UsageError:
        talk.must("case.no_proof")
        return None
