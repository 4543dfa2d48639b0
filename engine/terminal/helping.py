"""The help page of a command: what it does, what it takes, its exit codes; in both languages."""

from __future__ import annotations

import shutil

import click

from engine.atoms.codes import Language
from engine.atoms.text import cells
from engine.report.visible import pad
from engine.terminal.command import COMMANDS, Command, talk_of
from engine.terminal.mistake import name_of
from engine.terminal.types import OneOf
from engine.terminal.words import CATALOGUE, words

_LEFT = 26  # cells of the left column at most


def page(ctx: click.Context) -> str:
    """The whole page of the command (or group) that `ctx` is for."""
    language = talk_of(ctx).language
    command = ctx.command
    width = max(60, min(shutil.get_terminal_size((96, 24)).columns, 96))
    key = command.name or "keytier"
    parts = [words("help.usage", language, usage=_usage(ctx)), words(key, language)]
    if isinstance(command, click.Group):
        rows = [(c, words(c, language).partition("\n")[0]) for c in COMMANDS]
        parts.append(_section("help.commands", rows, language, width))
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    if arguments:
        rows = [(name_of(p), about(key, p, language)) for p in arguments]
        parts.append(_section("help.arguments", rows, language, width))
    options = [p for p in command.params if isinstance(p, click.Option)]
    rows = [(_written(p), about(key, p, language)) for p in options]
    parts.append(_section("help.options", rows, language, width))
    codes = command.codes if isinstance(command, Command) else (0, 1, 2, 3, 4)
    rows = [(str(code), words(f"exit.{code}", language)) for code in (*codes, 130)]
    parts.append(_section("help.codes", rows, language, width))
    if f"{key}.example" in CATALOGUE:
        lines = words(f"{key}.example", language).split("\n")
        parts.append("\n".join([words("help.example", language), *("  " + x for x in lines)]))
    return "\n\n".join(parts) + "\n"


def about(command: str, parameter: click.Parameter, language: Language) -> str:
    """The help of one parameter: its own sentence, else that of the options all have."""
    own = f"{command}.{parameter.name}"
    return words(own if own in CATALOGUE else f"common.{parameter.name}", language)


def _usage(ctx: click.Context) -> str:
    parts = [ctx.command_path]
    if isinstance(ctx.command, click.Group):
        parts.append("COMMAND")
    for p in ctx.command.params:
        if isinstance(p, click.Argument):
            text = name_of(p) + ("…" if p.nargs == -1 else "")
            parts.append(text if p.required else f"[{text}]")
    return " ".join([*parts, "[…]"])


def _written(option: click.Option) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    if option.is_flag:
        return names
    kind = option.type
    value = "|".join(kind.allowed) if isinstance(kind, OneOf) and len(kind.allowed) < 4 else None
    return f"{names} {option.metavar or value or (option.name or '').upper()}"


def _section(title: str, rows: list[tuple[str, str]], language: Language, width: int) -> str:
    left = min(_LEFT, max(cells(a) for a, _ in rows))
    lines = [words(title, language)]
    for a, b in rows:
        first, *more = wrap(b, width - left - 4)
        if cells(a) > left:
            lines.append("  " + a)
            a = ""
        lines.append(f"  {pad(a, left)}  {first}")
        lines += [f"  {' ' * left}  {x}" for x in more]
    return "\n".join(lines)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; Chinese breaks anywhere but before a stop.

    >>> wrap("one two three", 8), wrap("战略客户，重点客户", 9)
    (['one two', 'three'], ['战略客', '户，重点', '客户'])
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and cells(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for c in text:
        joins = pieces and (
            c in "，。、；：）」？！ " or (cells(c) == 1 and pieces[-1][-1] != " "
            and cells(pieces[-1][-1]) == 1)
        )  # fmt: skip
        if joins:
            pieces[-1] += c
        else:
            pieces.append(c)
    return pieces
