"""`keytier check PATHS…`: every finding of every policy, and the mends that are obvious."""

from __future__ import annotations

from pathlib import Path

import click

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import KeytierError
from engine.report.render import FORMATS, Format, counts, render
from engine.terminal.command import command
from engine.terminal.files import policies
from engine.terminal.rewrite import rewrite
from engine.terminal.settings import setting
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Day, OneOf


@command("check")
@click.argument("paths", type=FILE, nargs=-1)
@click.option("--fix", is_flag=True)
@click.option("--format", "format", type=OneOf(*FORMATS))
@click.option("--fail-on", type=OneOf("error", "warning"))
@click.option("--today", type=Day(), metavar="DATE")
def COMMAND(
    talk: Talk,
    paths: tuple[Path, ...],
    fix: bool,
    format: str | None,
    fail_on: str | None,
    today: int | None,
) -> int:
    shown = format_of(format)
    strict = setting("fail-on", fail_on).value == "warning"
    files = policies(paths)
    found: list[Diagnostic] = []
    for file in files:
        found += _fixed(talk, file, today) if fix else inspected(file, today)
    names = [str(f) for f in files]
    talk.result(render(found, shown, talk.language, talk.colour(talk.out), names))
    if not found:
        talk.note("check.clean", n=len(files))
    errors, warnings = counts(found)
    return int(errors > 0 or (strict and warnings > 0))


def format_of(flag: str | None) -> Format:
    """The format in force, from flag or settings."""
    value = setting("format", flag).value
    return OneOf(*FORMATS).convert(value, None, None)  # type: ignore[return-value]


def inspected(file: Path, today: int | None) -> list[Diagnostic]:
    """All findings of one file and of its cases; a file that cannot be read is one too."""
    from engine.author.read import load_source
    from engine.rehearse.checked import checked

    try:
        source = load_source(file)
    except KeytierError as fault:
        return list(fault.diagnostics)
    return checked(source, today if today is not None else _real_today(), file)


def _real_today() -> int:
    from datetime import date

    from engine.atoms.dates import to_day

    return to_day(date.today())


def _fixed(talk: Talk, file: Path, today: int | None) -> list[Diagnostic]:
    """Mend what has one obvious mend that holds; write once."""
    from engine.author.read import load_source
    from engine.check import mended
    from engine.rehearse.checked import checked

    try:
        first = load_source(file)
    except KeytierError as fault:
        return list(fault.diagnostics)
    day = today if today is not None else _real_today()
    source, count, _ = mended(first, day)
    if count:
        rewrite(file, first.text, source.text)
        talk.note("check.fixed", n=count, file=file)
    return checked(source, day, file)
