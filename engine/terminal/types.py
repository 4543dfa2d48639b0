"""Kinds of values on the command line, each with words for what is expected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.atoms.dates import read_date
from engine.atoms.suggest import nearest
from engine.terminal.mistake import Mistake, name_of

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _name(parameter: click.Parameter | None) -> str:
    return "" if parameter is None else name_of(parameter)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "word"

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self.allowed:
            return str(value)
        if near := nearest(str(value), self.allowed):
            raise Mistake("type.word.near", name=_name(param), value=value, near=near)
        raise Mistake("type.word", name=_name(param), value=value, allowed=", ".join(self.allowed))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(w) for w in self.allowed if w.startswith(incomplete)]


class Id(click.ParamType[str]):
    """A customer's id, as it is read from a file: composed, and without space around it."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from engine.connect.cells.text import clean

        return clean(str(value))


class Day(click.ParamType[int]):
    """A date as YYYY-MM-DD; the value is days since 1970-01-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        day = read_date(value)
        if day is None:
            raise Mistake("type.date", name=_name(param), value=value)
        return day


class Count(click.ParamType[int]):
    """A whole number from `least` to `most`."""

    name = "number"

    def __init__(self, least: int, most: int = 10**12) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if text.isascii() and text.isdigit() and self.least <= int(text[:20]) <= self.most:
            return int(text)
        raise Mistake(
            "type.number", name=_name(param), value=value, least=self.least, most=self.most
        )


class Pair(click.ParamType[tuple[str, str]]):
    """`name=value`."""

    name = "pair"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        left, sign, right = value.partition("=")
        if not (left and sign and right):
            raise Mistake("type.pair", name=_name(param), value=value)
        return left, right

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


ID: click.ParamType[str] = Id()
FILE: click.Path = click.Path(path_type=Path)
