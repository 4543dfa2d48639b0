"""Where words go: results to standard output, talk to standard error, colour only for eyes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from engine.atoms.codes import Language
from engine.terminal.words import words


@dataclass(slots=True)
class Talk:
    """How one command line speaks: language, colour, how much."""

    language: Language = "en"
    quiet: bool = False
    verbose: bool = False
    plain: bool = False  # --no-color
    json: bool = False  # the result is one JSON document, also of what goes wrong
    piped: bool = False  # standard output carries data: the result is talk
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def out(self) -> TextIO:
        return sys.stderr if self.piped else sys.stdout

    @property
    def err(self) -> TextIO:
        return sys.stderr

    def result(self, text: str) -> None:
        """Write a part of the result, as it is, to standard output."""
        with self.writing():
            self.out.write(text)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """An error of standard output says so: it has no name of its own."""
        try:
            yield
        except OSError as e:
            if e.filename is None:
                e.filename = words("stdout", self.language)
            raise

    def must(self, key: str, /, **holes: object) -> None:
        """Say a sentence of the catalogue on standard error even when quiet."""
        self.err.write(words(key, self.language, **holes) + "\n")

    def note(self, key: str, /, **holes: object) -> None:
        """Say a sentence of the catalogue on standard error, unless quiet."""
        if not self.quiet:
            self.must(key, **holes)

    def detail(self, key: str, /, **holes: object) -> None:
        """Say a sentence on standard error only where `-v` asks for more."""
        if self.verbose:
            self.must(key, **holes)

    def alarm(self, text: str) -> None:
        """Write to standard error even when quiet."""
        self.err.write(text)

    def colour(self, stream: TextIO) -> bool:
        return colour(stream, self.environment, self.plain)


def colour(stream: TextIO, environment: Mapping[str, str], plain: bool = False) -> bool:
    """Whether to colour what goes to `stream`.

    `--no-color` and `NO_COLOR` say no, then `FORCE_COLOR` says yes, then `TERM=dumb` says no;
    else a terminal is coloured and nothing else is.
    """
    if plain or environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    if environment.get("TERM") == "dumb":
        return False
    return stream.isatty()


def asked_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """What `--lang` or KEYTIER_LANG asks for, before anything else is parsed.

    >>> asked_language(["run", "--lang", "zh"], {}), asked_language([], {"KEYTIER_LANG": "en"})
    ('zh', 'en')
    """
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and i + 1 < len(arguments):
            return arguments[i + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    named = environment.get("KEYTIER_LANG")
    return language_of(named) if named else None


def asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether `--format json` is on the command line.

    >>> asks_for_json(["run", "--format=json"]), asks_for_json(["run", "--format", "text"])
    (True, False)
    """
    following = [*arguments[1:], ""]
    return "--format=json" in arguments or any(
        a == "--format" and b == "json" for a, b in zip(arguments, following, strict=False)
    )


def language_of(name: str) -> Language:
    """The language of a locale, however it is written: Chinese where it begins with zh.

    >>> language_of("zh_CN.UTF-8"), language_of("zh-Hant"), language_of("C")
    ('zh', 'zh', 'en')
    """
    return "zh" if name.strip().lower().startswith("zh") else "en"


def of_locale(environment: Mapping[str, str]) -> Language:
    """The language of the user's locale: Chinese where it begins with zh, else English.

    >>> of_locale({"LANG": "zh_CN.UTF-8"}), of_locale({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"})
    ('zh', 'en')
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return language_of(value)
    return "en"
