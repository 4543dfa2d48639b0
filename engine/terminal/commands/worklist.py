"""`keytier worklist RUN`: who waits for a person, what is asked, and the answers read back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.atoms.errors import DataError
from engine.terminal.command import command
from engine.terminal.exporting import vet, wanted
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import tell_unsealed, unmasked_of
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, OneOf

if TYPE_CHECKING:
    from engine.ledger.stored import StoredRun


@command("worklist", codes=(0, 1, 2, 4))
@click.argument("run", type=FILE)
@click.option("--csv", type=FILE, metavar="FILE")
@click.option("--xlsx", type=FILE, metavar="FILE")
@click.option("--answers", type=FILE, metavar="FILE")
@click.option("--data", type=FILE, metavar="FILE")
@click.option("-o", "--output", type=FILE, metavar="FILE")
@click.option("--force", is_flag=True)
@click.option("--due", is_flag=True)
@click.option("--unmask", is_flag=True)
@click.option("--encoding", metavar="NAME")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk,
    run: Path,
    csv: Path | None,
    xlsx: Path | None,
    answers: Path | None,
    data: Path | None,
    output: Path | None,
    force: bool,
    due: bool,
    unmask: bool,
    encoding: str | None,
    format: str,
) -> int:
    exports = wanted(talk, {"csv": csv, "xlsx": xlsx})
    _vet(exports, answers, data, output, force)
    if due and (exports or answers is not None):
        raise Mistake("worklist.due_alone")
    from engine.ledger.stored import open_run

    stored = open_run(run)
    if unmask:
        stored = unmasked_of(talk, stored, "worklist")
    tell_unsealed(talk, stored)
    if due:
        from engine.terminal.working import tell_dues

        tell_dues(talk, stored, format)
        return 0
    if answers is not None:
        return _answered(talk, stored, answers, data, output, encoding, format)
    from engine.report.worklist.sheet import WRITERS
    from engine.terminal.working import tell_worklist

    vet(None, exports.values(), ())
    for kind, file in exports.items():
        WRITERS[kind](stored, file, talk.language)
    tell_worklist(talk, stored, [f for f in exports.values() if str(f) != "-"], format)
    return 0


def _vet(
    exports: Mapping[str, Path],
    answers: Path | None,
    data: Path | None,
    output: Path | None,
    force: bool,
) -> None:
    if answers is None and (data is not None or output is not None):
        raise Mistake("worklist.no_answers")
    if (data is None) != (output is None):
        raise Mistake("worklist.both")
    if answers is None:
        return
    if exports:
        raise Mistake("worklist.either")
    if output is not None and data is not None:
        vet(None, [output], [answers, data])
        if output.exists() and not force and str(output) != "-":
            raise Mistake("worklist.there", file=output)


def _answered(
    talk: Talk,
    stored: StoredRun,
    file: Path,
    data: Path | None,
    output: Path | None,
    encoding: str | None,
    format: str,
) -> int:
    from engine.report.worklist.answers import read_answers
    from engine.report.worklist.merge import merge
    from engine.terminal.working import tell_answers, tell_faults

    talk.piped = str(output) == "-"
    if talk.piped and format == "json":
        raise Mistake("worklist.piped")
    try:
        found = read_answers(stored, file, encoding)
        merged = None
        if data is not None and output is not None:
            merged = merge(stored.bound, found, data, output, encoding)
    except DataError as fault:
        return tell_faults(talk, fault, format)
    tell_answers(talk, stored, found, merged, output, format)
    return 0
