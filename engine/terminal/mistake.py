"""A command line that makes no sense, in words of both languages."""

from __future__ import annotations

import click

from engine.atoms.codes import Language
from engine.terminal.words import words


class Mistake(click.UsageError):
    """Wrong usage. `key` names the sentence; exit code 2."""

    def __init__(self, key: str, /, **holes: object) -> None:
        self.key = key
        self.holes = holes
        super().__init__(words(key, "en", **holes))

    def say(self, language: Language) -> str:
        return words(self.key, language, **self.holes)


def in_words(fault: click.ClickException, language: Language) -> str:
    """What is wrong with the command line, in one sentence."""
    match fault:
        case Mistake():
            return fault.say(language)
        case click.exceptions.NoSuchOption():
            return _unknown("option", fault.option_name, fault.possibilities, language)
        case click.exceptions.NoSuchCommand():
            return _unknown("command", fault.command_name, fault.possibilities, language)
        case click.MissingParameter() if fault.param is not None:
            what = "argument" if isinstance(fault.param, click.Argument) else "option"
            return words(f"usage.missing.{what}", language, name=name_of(fault.param))
        case click.BadOptionUsage() if "does not take" in fault.message:
            return words("usage.no_value", language, name=fault.option_name)
        case click.BadOptionUsage():
            return words("usage.needs_value", language, name=fault.option_name)
        case _:
            return fault.format_message()


def name_of(parameter: click.Parameter) -> str:
    """How a parameter is written: `--as-of`, `POLICY`."""
    if isinstance(parameter, click.Argument):
        return (parameter.metavar or parameter.name or "").upper()
    return max(parameter.opts, key=len)


def _unknown(what: str, name: str, near: list[str] | None, language: Language) -> str:
    if near:
        return words(f"usage.no_such.{what}.near", language, name=name, near=near[0])
    return words(f"usage.no_such.{what}", language, name=name)
