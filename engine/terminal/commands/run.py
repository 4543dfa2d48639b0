"""`keytier run POLICY DATA`: decide everybody, write the run, say how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.atoms.dates import from_day
from engine.bind.masks import unmasked
from engine.terminal.command import command, show_help
from engine.terminal.deciding import Wish, asked_of, waits_for_typing
from engine.terminal.exporting import vet, wanted, write
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import approvals_of, enter_unmasked, sealing_of
from engine.terminal.settings import setting
from engine.terminal.shadowing import asked_of_shadow, refuse_shadow, run_shadow
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, ID, Count, Day, OneOf, Pair
from engine.terminal.words import words

if TYPE_CHECKING:
    from engine.ledger.run import Asked, RunResult
    from engine.ledger.seal.sealing import Sealing
    from engine.report.progress import Bar


@command("run", codes=(0, 1, 2, 3, 4))
@click.argument("policy", type=FILE)
@click.argument("data", required=False)
@click.option("--table", type=Pair(), multiple=True, metavar="NAME=FILE")
@click.option("--as-of", type=Day(), metavar="DATE")
@click.option("--context", type=Pair(), multiple=True, metavar="NAME=VALUE")
@click.option("--previous", type=FILE, metavar="RUN")
@click.option("--events", metavar="FILE")
@click.option("--overrides", type=FILE, metavar="FILE")
@click.option("-o", "--output", type=FILE, metavar="FOLDER")
@click.option("--force", is_flag=True)
@click.option("--dry-run", is_flag=True)
@click.option("--ledger", type=FILE, metavar="FOLDER")
@click.option("--unsealed", is_flag=True)
@click.option("--require-approved", is_flag=True)
@click.option("--shadow", type=FILE, metavar="POLICY")
@click.option("--id", "id", type=ID, metavar="ID")
@click.option("--limit", type=Count(1), metavar="N")
@click.option("--facts", type=FILE, metavar="RUN")
@click.option("--csv", type=FILE, metavar="FILE")
@click.option("--xlsx", type=FILE, metavar="FILE")
@click.option("--jsonl", type=FILE, metavar="FILE")
@click.option("--encoding", metavar="NAME")
@click.option("--outside-effective", is_flag=True)
@click.option("--unmask", is_flag=True)
@click.option("--format", "format", type=OneOf("text", "short", "json"), default="text")
def COMMAND(
    talk: Talk,
    policy: Path,
    data: str | None,
    table: tuple[tuple[str, str], ...],
    as_of: int | None,
    context: tuple[tuple[str, str], ...],
    previous: Path | None,
    events: str | None,
    overrides: Path | None,
    output: Path | None,
    force: bool,
    dry_run: bool,
    ledger: Path | None,
    unsealed: bool,
    require_approved: bool,
    shadow: Path | None,
    id: str | None,
    limit: int | None,
    facts: Path | None,
    csv: Path | None,
    xlsx: Path | None,
    jsonl: Path | None,
    encoding: str | None,
    outside_effective: bool,
    unmask: bool,
    format: str,
) -> int:
    if waits_for_typing(data):
        return show_help()
    if dry_run and (output is not None or force):
        raise Mistake("run.dry_output")
    if output is not None and str(output) == "-":
        raise Mistake("run.no_folder")
    exports = wanted(talk, {"csv": csv, "xlsx": xlsx, "jsonl": jsonl})
    wish = Wish(policy, data, table, as_of, context, encoding, outside_effective, previous, facts,
                overrides)  # fmt: skip
    asked = _asked(talk, wish, id, limit, events)
    if unmask:
        asked = replace(asked, bound=unmasked(asked.bound))
    target = None if dry_run else output or _usual(asked, force)
    vet(target, exports.values(), _read(wish))
    beside = None
    if shadow is not None:
        single = id is not None or events is not None or facts is not None
        refuse_shadow(target, single, "-" in (data, *(file for _, file in table)), force)
        beside = asked_of_shadow(talk, replace(wish, policy=shadow), asked)
    place = target or _usual(asked, force)
    approved = approvals_of(asked, policy, place, ledger, unsealed, require_approved)
    sealing = None if target is None else sealing_of(talk, target, ledger, unsealed, approved)
    with _deciding(talk, asked, target, force, sealing) as done:
        if unmask and done.run.bound.masked:
            entered_in = None if sealing is None else sealing.ledger
            enter_unmasked(talk, done.run.folder, entered_in, "run")
        write(done.run.unmasked() if unmask else done.run, exports, talk, target)
        from engine.terminal.telling import tell_run

        wrote = [file for file in exports.values() if str(file) != "-"]
        tell_run(talk, asked, done, target, wrote, format)
        if beside is not None:
            run_shadow(talk, beside, done, force, ledger, unsealed)
    return 3 if done.counts["outcomes"]["error"] else 0


def _asked(talk: Talk, wish: Wish, id: str | None, limit: int | None, events: str | None) -> Asked:
    from engine.connect.sources import Data

    named = None if events is None else Data(events, encoding=wish.encoding)
    return replace(asked_of(talk, wish), only=id, limit=limit, events=named)


def _read(wish: Wish) -> list[Path]:
    """The files that the run reads."""
    given = [wish.data, *(file for _, file in wish.tables)]
    own = [] if wish.overrides is None else [wish.overrides]
    return [wish.policy, *own, *(Path(file) for file in given if file is not None and file != "-")]


@contextmanager
def _deciding(
    talk: Talk, asked: Asked, target: Path | None, force: bool, sealing: Sealing | None
) -> Iterator[RunResult]:
    """The finished run; one without a target is gone after the block."""
    from engine.ledger import run as ledger

    with ExitStack() as stack:
        with _bar(talk) as bar:
            if target is None:
                done = stack.enter_context(ledger.dry_run(asked, progress=bar))
            else:
                done = ledger.run(asked, target, force=force, sealing=sealing, progress=bar)
        yield done


def _bar(talk: Talk) -> Bar:
    from engine.report.progress import Bar

    def name(stage: str) -> str:
        key = (
            f"stage.{stage}"
            if stage in ("customers", "subjects", "groups", "deciding")
            else "stage.table"
        )
        return words(key, talk.language, table=stage)

    return Bar(name, talk.err.isatty() and not talk.quiet and not talk.json)


def _usual(asked: Asked, force: bool) -> Path:
    """`runs/<policy>-<as-of>`, or the first `-2`, `-3`, … that is not there; to replace it, the
    former."""
    folder = Path(setting("runs").value or "runs")
    base = f"{asked.bound.policy.id}-{from_day(asked.as_of).isoformat()}"
    target, n = folder / base, 1
    while target.exists() and not force:
        n += 1
        target = folder / f"{base}-{n}"
    return target
