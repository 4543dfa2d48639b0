"""`keytier run POLICY DATA`: decide everybody, write the run, say how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.atoms.dates import from_day
from engine.terminal.command import command, show_help
from engine.terminal.deciding import Wish, waits_for_typing
from engine.terminal.loading import context_of, day_for, once, sound_policy
from engine.terminal.mistake import Mistake
from engine.terminal.settings import setting
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Count, Day, OneOf, Pair
from engine.terminal.words import words

if TYPE_CHECKING:
    from engine.ledger.run import Asked, RunResult
    from engine.report.progress import Bar


@command("run", codes=(0, 1, 2, 3))
@click.argument("policy", type=FILE)
@click.argument("data", required=False)
@click.option("--table", type=Pair(), multiple=True, metavar="NAME=FILE")
@click.option("--as-of", type=Day(), metavar="DATE")
@click.option("--context", type=Pair(), multiple=True, metavar="NAME=VALUE")
@click.option("-o", "--output", type=FILE, metavar="FOLDER")
@click.option("--force", is_flag=True)
@click.option("--dry-run", is_flag=True)
@click.option("--id", "id", metavar="ID")
@click.option("--limit", type=Count(1), metavar="N")
@click.option("--csv", type=FILE, metavar="FILE")
@click.option("--xlsx", type=FILE, metavar="FILE")
@click.option("--jsonl", type=FILE, metavar="FILE")
@click.option("--encoding", metavar="NAME")
@click.option("--outside-effective", is_flag=True)
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk,
    policy: Path,
    data: str | None,
    table: tuple[tuple[str, str], ...],
    as_of: int | None,
    context: tuple[tuple[str, str], ...],
    output: Path | None,
    force: bool,
    dry_run: bool,
    id: str | None,
    limit: int | None,
    csv: Path | None,
    xlsx: Path | None,
    jsonl: Path | None,
    encoding: str | None,
    outside_effective: bool,
    format: str,
) -> int:
    if waits_for_typing(data):
        return show_help()
    if dry_run and (output is not None or force):
        raise Mistake("run.dry_output")
    wish = Wish(policy, data, table, as_of, context, encoding, outside_effective)
    exports = _exports(talk, {"csv": csv, "xlsx": xlsx, "jsonl": jsonl})
    asked = _asked(talk, wish, id, limit)
    with _deciding(talk, asked, output, force, dry_run) as done:
        wrote = _export(done, exports, talk)
        from engine.terminal.telling import tell_run

        tell_run(talk, asked, done, None if dry_run else done.run.folder, wrote, format)
    return 3 if done.counts["outcomes"]["error"] else 0


def _asked(talk: Talk, wish: Wish, id: str | None, limit: int | None) -> Asked:
    from engine.connect.sources import Data
    from engine.ledger.run import Asked

    source, bound = sound_policy(talk, wish.policy)
    day = day_for(talk, bound, wish.as_of, wish.outside_effective)
    tables = once("--table", wish.tables)
    return Asked(
        source,
        bound,
        None if wish.data is None else Data(wish.data, encoding=wish.encoding),
        day,
        {name: Data(file, encoding=wish.encoding) for name, file in tables.items()},
        context_of(bound, wish.context),
        only=id,
        limit=limit,
        insist=wish.outside_effective,
        written=wish.policy.read_bytes(),
    )


@contextmanager
def _deciding(
    talk: Talk, asked: Asked, output: Path | None, force: bool, dry: bool
) -> Iterator[RunResult]:
    """The finished run; a dry one is gone after the block."""
    from engine.ledger import run as ledger

    with ExitStack() as stack:
        with _bar(talk) as bar:
            if dry:
                done = stack.enter_context(ledger.dry_run(asked, progress=bar))
            else:
                target = output if output is not None else _free(asked)
                done = ledger.run(asked, target, force=force, progress=bar)
        yield done


def _bar(talk: Talk) -> Bar:
    from engine.report.progress import Bar

    def name(stage: str) -> str:
        key = f"stage.{stage}" if stage in ("customers", "subjects", "deciding") else "stage.table"
        return words(key, talk.language, table=stage)

    return Bar(name, talk.err.isatty() and not talk.quiet and not talk.json)


def _free(asked: Asked) -> Path:
    """`runs/<policy>-<as-of>`, or the first `-2`, `-3`, … that is not there."""
    folder = Path(setting("runs").value or "runs")
    base = f"{asked.bound.policy.id}-{from_day(asked.as_of).isoformat()}"
    target, n = folder / base, 1
    while target.exists():
        n += 1
        target = folder / f"{base}-{n}"
    return target


def _exports(talk: Talk, wanted: dict[str, Path | None]) -> dict[str, Path]:
    """What else to write. At most one goes to standard output; the result is then talk."""
    asked = {kind: file for kind, file in wanted.items() if file is not None}
    piped = [kind for kind, file in asked.items() if str(file) == "-"]
    if not piped:
        return asked
    if len(piped) > 1 or piped == ["xlsx"] or talk.json:
        raise Mistake("run.piped")
    talk.piped = True
    return asked


def _export(done: RunResult, wanted: dict[str, Path], talk: Talk) -> list[Path]:
    if not wanted:
        return []
    from engine.report.export import WRITERS

    for kind, file in wanted.items():
        WRITERS[kind](done.run, file, talk.language)
    return [file for file in wanted.values() if str(file) != "-"]
