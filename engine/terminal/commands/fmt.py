"""`keytier fmt PATHS…`: one order and layout, comments kept."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

import click

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import KeytierError, PolicyError
from engine.atoms.text import Source
from engine.report.visible import visible
from engine.terminal.command import command, show_help
from engine.terminal.deciding import waits_for_typing
from engine.terminal.files import policies
from engine.terminal.mistake import Mistake
from engine.terminal.rewrite import rewrite
from engine.terminal.talk import Talk
from engine.terminal.types import FILE


@command("fmt")
@click.argument("paths", type=FILE, nargs=-1)
@click.option("--check", is_flag=True)
@click.option("--diff", is_flag=True)
def COMMAND(talk: Talk, paths: tuple[Path, ...], check: bool, diff: bool) -> int:
    from engine.author.format import format_policy
    from engine.author.read import load_source

    if Path("-") in paths:
        if len(paths) > 1:
            raise Mistake("fmt.stdin")
        if waits_for_typing("-"):
            return show_help()
        return _standard_input(talk, check, diff)
    differ = same = 0
    broken: list[Diagnostic] = []
    for file in policies(paths):
        try:
            source = load_source(file)
            new = format_policy(source)
        except KeytierError as fault:
            broken += fault.diagnostics
            continue
        if new == source.text:
            same += 1
            continue
        differ += 1
        if diff:
            talk.result(difference(source, new))
        if check:
            talk.result(visible(str(file)) + "\n" if not diff else "")
            talk.note("fmt.would", file=file)
        elif not diff:
            rewrite(file, source.text, new)
            talk.note("fmt.done", file=file)
    if same:
        talk.note("fmt.same", n=same)
    if broken:
        raise PolicyError(broken)
    return int(differ > 0 and (check or diff))


def _standard_input(talk: Talk, check: bool, diff: bool) -> int:
    from engine.author.format import format_policy
    from engine.author.opening import decode

    source = Source("-", decode(sys.stdin.buffer.read(), "-"))
    new = format_policy(source)
    if diff:
        talk.result(difference(source, new))
    elif not check:
        talk.result(new)
    return int(new != source.text and (check or diff))


def difference(old: Source, new: str) -> str:
    """A unified diff."""
    name = visible(old.name)
    lines = unified_diff(
        old.text.splitlines(keepends=True), new.splitlines(keepends=True), name, name
    )
    return "".join(x if x.endswith("\n") else x + "\n\\ no newline at end of file\n" for x in lines)
